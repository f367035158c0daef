// Wireshark opens our captures, finds nothing wrong in them, and decrypts them with the secrets inside.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insideOnly } from '../../testing/otherDay.ts';
import { outsideJudge, runOutside } from '../../testing/outside.ts';
import { applies, FAULTS } from '../faults/catalogue.ts';
import type { Message, Recording } from '../recording/recording.ts';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import {
  DEFAULT_SCENARIO,
  LAB_NOW,
  MODES,
  normalizeScenario,
  PROTOCOL_GROUPS,
  PROTOCOL_SUITES,
  PROTOCOLS,
  type Scenario,
  SUITES,
  scenarioKey,
} from '../scenario/scenario.ts';
import { packetsOf } from './packets.ts';
import { capture } from './pcapng.ts';

const folder = mkdtempSync(join(tmpdir(), 'capture-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FIELDS = [
  '_ws.malformed',
  '_ws.expert.severity',
  '_ws.expert.message',
  'ip.checksum.status',
  'tcp.checksum.status',
  'frame.time_epoch',
  'ip.src',
  'tls.handshake.type',
  'tls.alert_message.desc',
  'http.request.uri',
  'http.response.code',
  'tcp.srcport',
  'tcp.dstport',
  'ocsp.responseStatus',
] as const;
type Frame = Readonly<Record<(typeof FIELDS)[number], string>>;

/** What tshark says about each frame. */
function dissect(bytes: Uint8Array): Frame[] {
  const file = join(folder, 'one.pcapng');
  writeFileSync(file, bytes);
  const checked = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE'];
  const args = [
    '-n',
    '-r',
    file,
    ...checked,
    '-T',
    'fields',
    '-E',
    'separator=/t',
    ...FIELDS.flatMap((field) => ['-e', field]),
  ];
  const { status, stdout, stderr } = runOutside('tshark', args);
  if (status !== 0) throw new Error(stderr);
  return stdout
    .toString()
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const values = line.split('\t');
      return Object.fromEntries(FIELDS.map((field, i) => [field, values[i] ?? ''])) as Frame;
    });
}

const column = (frames: readonly Frame[], field: keyof Frame): string[] =>
  frames.flatMap((frame) => (frame[field] === '' ? [] : frame[field].split(',')));

/** RFC 5246 7.4 and A.4, RFC 6066 8. */
const HANDSHAKE_TYPES: Readonly<Record<string, string>> = {
  ClientHello: '1',
  ServerHello: '2',
  Certificate: '11',
  ServerKeyExchange: '12',
  CertificateRequest: '13',
  HelloRetryRequest: '2',
  NewSessionTicket: '4',
  EncryptedExtensions: '8',
  ServerHelloDone: '14',
  CertificateVerify: '15',
  ClientKeyExchange: '16',
  Finished: '20',
  CertificateStatus: '22',
  KeyUpdate: '24',
};

const tlsMessages = ({ events }: Recording): Message[] =>
  events.flatMap((event) => (event.kind === 'sent' && event.message.channel === 'tls' ? [event.message] : []));

/** Many recordings in one file, for tshark starts slowly; as many as have seeds of their own. The frames of each one. */
function dissectAll(recordings: readonly Recording[]): ReadonlyMap<Recording, Frame[]> {
  const found = new Map<Recording, Frame[]>();
  for (let first = 0; first < recordings.length; first += SEEDS) {
    const some = recordings.slice(first, first + SEEDS);
    const frames = dissect(capture(...some));
    let at = 0;
    for (const recording of some) {
      const { length } = packetsOf(recording);
      found.set(recording, frames.slice(at, at + length));
      at += length;
    }
    expect(at).toBe(frames.length);
  }
  return found;
}

const rowOf = ({ id, protocol, mode }: { id: string } & Pick<Scenario, 'protocol' | 'mode'>): string =>
  [id, protocol, mode].join();

const writerOf = ({ from, to }: Message): 'client' | 'server' =>
  from === 'client' || to === 'server' ? 'client' : 'server';

/**
 * What can be read with the secrets of the file. A record that does not open ends what can be read of its direction
 * (RFC 5246 6.1, RFC 9846 5.3: its number is not counted): one that was changed, or sealed yesterday, or with the keys of
 * an endpoint that has others than the log. Nor does any where the ServerHello is missing, which names the suite.
 */
function readable(recording: Recording): Message[] {
  const over = new Set<string>();
  const begun = new Set<string>();
  return tlsMessages(recording).filter((message) => {
    const { from, to, type, encrypted, plaintext, details } = message;
    const conversation = [from, to].sort().join();
    if (type === 'ServerHello') begun.add(conversation);
    if (!encrypted) return true;
    const opens = plaintext !== null && details.passed !== 'replayed' && begun.has(conversation);
    if (!opens || !isLogged(recording, message)) over.add(`${from} ${to}`);
    return !over.has(`${from} ${to}`);
  });
}

/** Whether the secret from which its sealer made the keys is in the key log. */
function isLogged({ events, keyLog }: Recording, message: Message): boolean {
  const writer = writerOf(message);
  const sealer = message.details.passed === 'own' || message.from !== 'attacker' ? message.from : writer;
  const names: readonly string[] = ['masterSecret', `${writer}HandshakeTrafficSecret`];
  return events.some(
    (event) =>
      event.kind === 'secret' &&
      event.actor === sealer &&
      names.includes(event.secret) &&
      keyLog.includes(` ${event.value}\n`),
  );
}

function expectReadable(recording: Recording, frames: readonly Frame[]): void {
  // A length that lies is there to be found: by Wireshark as by the server.
  const isMalformed = recording.scenario.faults.includes('wire/truncate');
  expect(column(frames, '_ws.malformed').length).toBe(isMalformed ? 1 : 0);
  const problems = frames.filter(
    (frame) =>
      frame['_ws.malformed'] === '' && frame['_ws.expert.severity'].split(',').some((s) => Number(s) >= WARNING),
  );
  // Wireshark warns of a NUL in a name, as it should.
  const isWarnedOf = recording.scenario.faults.includes('server/nul-in-name');
  expect(problems.map((frame) => frame['_ws.expert.message'])).toEqual(isWarnedOf ? [STRAY] : []);
  expect(new Set(column(frames, 'ip.checksum.status'))).toEqual(new Set([GOOD]));
  expect(new Set(column(frames, 'tcp.checksum.status'))).toEqual(new Set([GOOD]));
  const messages = readable(recording);
  // Finished and what follows can be read with the secrets only.
  expect(column(frames, 'tls.handshake.type')).toEqual(messages.flatMap(({ type }) => HANDSHAKE_TYPES[type] ?? []));
  expect(column(frames, 'tls.alert_message.desc')).toEqual(
    messages.flatMap(({ type, details }) => (type === 'Alert' ? [String(details.code)] : [])),
  );
  const answers = recording.events.filter(
    (event) =>
      event.kind === 'sent' &&
      // TLS 1.3 staples inside the Certificate.
      (['OCSPResponse', 'CertificateStatus'].includes(event.message.type) || 'status' in event.message.details) &&
      event.message.type !== 'OCSPRequest',
  );
  expect(column(frames, 'ocsp.responseStatus')).toEqual(answers.map(() => SUCCESSFUL));
  // What travelled under encryption is found as HTTP: whoever got so far as to ask, is seen asking.
  const data = messages.filter((message) => message.type === 'ApplicationData');
  const asked = data.filter((message) => writerOf(message) === 'client');
  const answered = data.filter((message) => writerOf(message) === 'server');
  const onTls = frames.filter((frame) => frame['tcp.srcport'] === '443' || frame['tcp.dstport'] === '443');
  expect(column(onTls, 'http.request.uri')).toEqual(asked.map(({ details }) => details.line.split(' ')[1]));
  expect(column(onTls, 'http.request.uri').slice(0, 1)).toEqual(asked.slice(0, 1).map(() => '/balance'));
  // Where nobody stands between client and server, the file opens all that there is.
  if (recording.events.some(({ actor, kind }) => actor === 'attacker' && kind === 'received')) return;
  expect(messages).toEqual(tlsMessages(recording));
  if (recording.outcome.client.state === 'closed') {
    const { requests, again } = recording.scenario;
    // Whoever comes back asks once more.
    expect(asked.length).toBe(requests + (again === undefined ? 0 : 1));
  }
  expect(column(onTls, 'http.response.code')).toEqual(answered.map(({ details }) => details.line.split(' ')[1]));
}

await prepareAll();
const STRAY = 'Trailing stray characters';
const WARNING = 0x600000;
/** Of a checksum, and of an OCSPResponse (RFC 6960 4.2.1). */
const GOOD = '1';
const SUCCESSFUL = '0';

const SEEDS = 48;

const KINDS = [
  { serverKey: 'p256', clientKey: 'ed25519', caKey: 'p256' },
  { serverKey: 'ed25519', clientKey: 'p256', caKey: 'rsa' },
] as const;
const COMING_BACK: Scenario = { ...DEFAULT_SCENARIO, protocol: 'tls1.3', again: 'resumed' };
const scenarios: readonly Scenario[] = [
  ...SUITES.flatMap((suite) => MODES.map((mode) => ({ ...DEFAULT_SCENARIO, suite, mode }))),
  ...MODES.flatMap((mode) =>
    (['stapled', 'crl', 'off'] as const).map((revocation) => ({ ...DEFAULT_SCENARIO, mode, revocation })),
  ),
  ...FAULTS.flatMap(({ id, modes, protocols, revocations }) =>
    modes.flatMap((mode) =>
      protocols.map((protocol) =>
        normalizeScenario({ ...DEFAULT_SCENARIO, mode, protocol, revocation: revocations[0] ?? 'ocsp', faults: [id] }),
      ),
    ),
  ),
  ...PROTOCOL_SUITES['tls1.2-ecdhe'].flatMap((suite) =>
    MODES.map((mode): Scenario => {
      const key = suite.includes('ECDSA') ? 'p256' : 'rsa';
      const group = mode === 'mutual' ? 'secp256r1' : 'x25519';
      return { ...DEFAULT_SCENARIO, protocol: 'tls1.2-ecdhe', suite, mode, group, serverKey: key, clientKey: key };
    }),
  ),
  ...PROTOCOL_SUITES['tls1.3'].flatMap((suite) =>
    PROTOCOL_GROUPS['tls1.3'].flatMap((group) =>
      MODES.map((mode): Scenario => ({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', suite, group, mode })),
    ),
  ),
  ...(['tls1.2-ecdhe', 'tls1.3'] as const).flatMap((protocol) =>
    MODES.flatMap((mode) => [
      ...(['stapled', 'crl', 'off'] as const).map((revocation) =>
        normalizeScenario({ ...DEFAULT_SCENARIO, protocol, mode, revocation }),
      ),
      ...KINDS.map((kinds) => normalizeScenario({ ...DEFAULT_SCENARIO, ...kinds, protocol, mode })),
    ]),
  ),
  // Faults of revocation under every setting that they show in.
  ...FAULTS.filter(({ revocations }) => !revocations.includes('off')).flatMap(({ id, protocols, modes, revocations }) =>
    revocations
      .slice(1)
      .flatMap((revocation) =>
        protocols.flatMap((protocol) =>
          modes.map((mode) => normalizeScenario({ ...DEFAULT_SCENARIO, protocol, mode, revocation, faults: [id] })),
        ),
      ),
  ),
  ...PROTOCOLS.map((protocol) => normalizeScenario({ ...DEFAULT_SCENARIO, protocol, mode: 'mutual', requests: 3 })),
  ...MODES.map((mode) => normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', mode, revocation: 'stapled' })),
  // Two connections of one client, with new keys in the first; one by one, and behind a HelloRetryRequest.
  ...PROTOCOL_SUITES['tls1.3'].flatMap((suite) =>
    MODES.map((mode) => normalizeScenario({ ...COMING_BACK, suite, mode, keyUpdate: 'client' })),
  ),
  normalizeScenario({ ...COMING_BACK, group: 'secp256r1' }),
  normalizeScenario({ ...COMING_BACK, faults: ['wire/mitm-trusted'] }),
  normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', keyUpdate: 'client', requests: 4 }),
];
const extrasOf = ({ again, keyUpdate }: Scenario): string[] => [
  ...(again === undefined ? [] : ['again']),
  ...(keyUpdate === undefined ? [] : ['new keys']),
];
// In one file each has a seed of its own: a key log finds its session by the client's random. A new seed is a new world, and
// to issue its certificates takes longer than a handshake; so all runs of one world follow each other.
const recordings: Recording[] = [];
for (let seed = 1; seed <= SEEDS; seed++)
  for (const [i, scenario] of scenarios.entries())
    if (i % SEEDS === seed - 1) recordings[i] = runScenario({ ...scenario, seed });
const RUNS = recordings.map((recording): [string, Recording] => {
  const { scenario } = recording;
  const { faults, protocol, mode, revocation, suite, group } = scenario;
  return [[...faults, protocol, mode, revocation, suite, group, ...extrasOf(scenario)].join(', '), recording];
});

describe.skipIf(!outsideJudge('tshark'))('Wireshark', () => {
  let found: ReadonlyMap<Recording, Frame[]> = new Map();
  const framesOf = (recording: Recording | undefined): Frame[] => (recording && found.get(recording)) ?? [];
  const runOf = (change: Partial<Scenario>): Recording | undefined =>
    RUNS.find(
      ([, { scenario }]) => scenarioKey({ ...scenario, seed: 1 }) === scenarioKey({ ...DEFAULT_SCENARIO, ...change }),
    )?.[1];
  beforeAll(() => {
    found = dissectAll(RUNS.map(([, recording]) => recording));
  });

  it.each(RUNS)('reads and decrypts %s', (_name, recording) => {
    expect(framesOf(recording).length).toBeGreaterThan(6);
    expectReadable(recording, framesOf(recording));
  });

  it('does so for every fault, in every protocol and mode in which it changes anything', () => {
    const done = new Set(RUNS.flatMap(([, { scenario }]) => scenario.faults.map((id) => rowOf({ ...scenario, id }))));
    for (const fault of FAULTS)
      for (const protocol of PROTOCOLS)
        for (const mode of MODES)
          expect(done.has(rowOf({ id: fault.id, protocol, mode })), fault.id).toBe(applies(fault, { protocol, mode }));
  });

  it('writes a capture again, without its secrets too', () => {
    const file = join(folder, 'whole.pcapng');
    const bare = join(folder, 'bare.pcapng');
    writeFileSync(file, capture(runScenario(DEFAULT_SCENARIO)));
    const { status, stderr } = runOutside('editcap', ['--discard-all-secrets', file, bare]);
    expect(status, stderr).toBe(0);
    const frames = dissect(readFileSync(bare));
    expect(frames.filter((frame) => frame['tcp.srcport'] === '443').length).toBeGreaterThan(3);
    expect(frames.filter((frame) => frame['tcp.dstport'] === '443' && frame['http.request.uri'] !== '')).toEqual([]);
  });

  it('finds the packets a millisecond apart, from the clock of the run on', () => {
    const [first, second] = column(framesOf(RUNS[0]?.[1]), 'frame.time_epoch').map(Number);
    expect(first).toBe(LAB_NOW / 1000);
    expect(second).toBeCloseTo(LAB_NOW / 1000 + 0.001, 6);
  });

  it('finds the second connection an hour later, from another port of the client', () => {
    const frames = framesOf(runOf(normalizeScenario({ ...COMING_BACK, keyUpdate: 'client' })));
    const hellos = frames.filter((frame) => frame['tls.handshake.type'] === '1');
    const [first, second] = hellos.map((frame) => Number(frame['frame.time_epoch']));
    expect(hellos).toHaveLength(2);
    expect(Math.round((second ?? 0) - (first ?? 0))).toBe(3600);
    expect(new Set(hellos.map((frame) => frame['tcp.srcport'])).size).toBe(2);
  });

  it.each(MODES)('reads the answer that the server staples, %s', (mode) => {
    expect(column(framesOf(runOf({ mode, revocation: 'stapled' })), 'tls.handshake.type')).toContain('22');
  });

  it.each(MODES)('reads the list, fetched by HTTP, %s', (mode) => {
    const frames = framesOf(runOf({ mode, revocation: 'crl' }));
    const lists = frames.filter((frame) => frame['tcp.srcport'] === '80' && frame['http.response.code'] === '200');
    expect(lists).toHaveLength(mode === 'mutual' ? 2 : 1);
    expect(column(frames, 'http.request.uri')).toContain('/issuing.crl');
  });

  it('reads a capture of one recording alone just the same', () => {
    const recording = runOf({ mode: 'mutual' });
    if (!recording) throw new Error('no such run');
    expectReadable(recording, dissect(capture(recording)));
  });
});

insideOnly('A capture', () => {
  it('is the same, byte by byte, for the same scenario', () => {
    const scenario: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual', faults: ['client/expired'], seed: 77 };
    expect(capture(runScenario(scenario))).toEqual(capture(runScenario(scenario)));
  });

  it('holds secrets only where some were agreed', () => {
    const agreed = capture(runScenario(DEFAULT_SCENARIO));
    const refused = capture(runScenario({ ...DEFAULT_SCENARIO, faults: ['server/expired'] }));
    const text = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
    expect(text(agreed)).toContain('CLIENT_RANDOM ');
    expect(text(refused)).not.toContain('CLIENT_RANDOM ');
  });
});
