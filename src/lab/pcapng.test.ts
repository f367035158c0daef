// Wireshark opens our captures, finds nothing wrong in them, and decrypts them with the secrets inside.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { outsideJudge } from '../testing/outside.ts';
import { FAULTS } from './faults/catalogue.ts';
import { capture } from './pcapng.ts';
import type { Message, Recording } from './recording.ts';
import { runScenario } from './run.ts';
import { DEFAULT_SCENARIO, LAB_NOW, MODES, type Scenario, SUITES } from './scenario.ts';

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
  const { status, stdout, stderr } = spawnSync('tshark', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout
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
  CertificateRequest: '13',
  ServerHelloDone: '14',
  CertificateVerify: '15',
  ClientKeyExchange: '16',
  Finished: '20',
  CertificateStatus: '22',
};

const tlsMessages = ({ events }: Recording): Message[] =>
  events.flatMap((event) => (event.kind === 'sent' && event.message.channel === 'tls' ? [event.message] : []));

function expectReadable(recording: Recording): Frame[] {
  const frames = dissect(capture(recording));
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
  const [first, second] = column(frames, 'frame.time_epoch').map(Number);
  expect(first).toBe(LAB_NOW / 1000);
  expect(second).toBeCloseTo(LAB_NOW / 1000 + 0.001, 6);
  // What was sealed yesterday, today's secrets do not open.
  const messages = tlsMessages(recording).filter(({ facts, encrypted }) => !encrypted || facts.passed !== 'replayed');
  // Finished and what follows can be read with the secrets only.
  expect(column(frames, 'tls.handshake.type')).toEqual(messages.flatMap(({ type }) => HANDSHAKE_TYPES[type] ?? []));
  expect(column(frames, 'tls.alert_message.desc')).toEqual(
    messages.flatMap(({ type, facts }) => (type === 'Alert' ? [String(facts['code'])] : [])),
  );
  const answers = recording.events.filter(
    (event) => event.kind === 'sent' && ['OCSPResponse', 'CertificateStatus'].includes(event.message.type),
  );
  expect(column(frames, 'ocsp.responseStatus')).toEqual(answers.map(() => SUCCESSFUL));
  return frames;
}

const STRAY = 'Trailing stray characters';
const WARNING = 0x600000;
/** Of a checksum, and of an OCSPResponse (RFC 6960 4.2.1). */
const GOOD = '1';
const SUCCESSFUL = '0';

const RUNS = FAULTS.map(({ id, modes, revocations }) => ({
  id,
  mode: modes[0] ?? ('mutual' as const),
  revocation: revocations[0] ?? ('ocsp' as const),
}));

describe.skipIf(!outsideJudge('tshark'))('Wireshark', () => {
  for (const suite of SUITES) {
    for (const mode of MODES) {
      it(`decrypts the request and the response of ${suite}, ${mode}`, () => {
        const frames = expectReadable(runScenario({ ...DEFAULT_SCENARIO, suite, mode }));
        expect(column(frames, 'http.request.uri')).toContain('/balance');
        const answers = frames.filter((frame) => frame['tcp.srcport'] === '443' && frame['http.response.code'] !== '');
        expect(answers).toMatchObject([{ 'ip.src': '10.0.0.2', 'http.response.code': '200' }]);
      });
    }
  }

  it.each(MODES)('reads the answer that the server staples, %s', (mode) => {
    const frames = expectReadable(runScenario({ ...DEFAULT_SCENARIO, mode, revocation: 'stapled' }));
    expect(column(frames, 'tls.handshake.type')).toContain('22');
  });

  it.each(MODES)('reads the list, fetched by HTTP, %s', (mode) => {
    const frames = expectReadable(runScenario({ ...DEFAULT_SCENARIO, mode, revocation: 'crl' }));
    const lists = frames.filter((frame) => frame['tcp.srcport'] === '80' && frame['http.response.code'] === '200');
    expect(lists).toHaveLength(mode === 'mutual' ? 2 : 1);
    expect(column(frames, 'http.request.uri')).toContain('/issuing.crl');
  });

  it.each(RUNS)('reads $id, $mode', ({ id, mode, revocation }) => {
    expectReadable(runScenario({ ...DEFAULT_SCENARIO, mode, revocation, faults: [id] }));
  });
});

describe('A capture', () => {
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
