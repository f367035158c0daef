// The rows of negotiation and wire: who refuses, by which check, with which alert, in both modes; and what the attacker
// did for it, byte by byte. Expectations are written down from the standards, not from a run.
import { describe, expect, it } from 'vitest';
import { fromHex, fromUtf8 } from '../bytes/hex.ts';
import { poolKey } from '../crypto/pool.ts';
import { decodeHandshake } from '../tls/messages/handshake.ts';
import { readRecords } from '../tls/record.ts';
import { byteOffset } from './eavesdropper.ts';
import { FAULTS } from './faults/catalogue.ts';
import { heard, openRecorded } from './leak.ts';
import { type EventOf, type LabEvent, type Message, PHASES, type Recording } from './recording.ts';
import { runScenario } from './run.ts';
import { DEFAULT_SCENARIO, MODES, type Mode, type Scenario, SUITES } from './scenario.ts';

type End = 'client' | 'server';

interface Row {
  readonly fault: string;
  readonly refuser: End;
  readonly code: Readonly<Partial<Record<Mode, string>>>;
  readonly alert: string;
}
const both = (code: string) => ({ 'one-way': code, mutual: code });

const ROWS: readonly Row[] = [
  // RFC 5246 7.4.1.3
  { fault: 'hello/no-common-cipher', refuser: 'server', code: both('hello.cipher'), alert: 'handshake_failure' },
  // RFC 6066 3
  { fault: 'hello/unknown-name', refuser: 'server', code: both('hello.sni'), alert: 'unrecognized_name' },
  // The transcripts differ. A client's CertificateVerify covers the hellos as Finished does, and comes first (7.4.8).
  {
    fault: 'wire/edit-hello',
    refuser: 'server',
    code: { 'one-way': 'finished.verify', mutual: 'possession' },
    alert: 'decrypt_error',
  },
  { fault: 'wire/flip-record', refuser: 'server', code: both('record.mac'), alert: 'bad_record_mac' },
  {
    fault: 'wire/flip-certificate-verify',
    refuser: 'server',
    code: { mutual: 'possession' },
    alert: 'decrypt_error',
  },
  { fault: 'wire/drop-message', refuser: 'client', code: both('order'), alert: 'unexpected_message' },
  { fault: 'wire/truncate', refuser: 'server', code: both('decode'), alert: 'decode_error' },
  { fault: 'wire/replay', refuser: 'server', code: both('record.mac'), alert: 'bad_record_mac' },
  { fault: 'wire/mitm', refuser: 'client', code: both('chain.trustAnchor'), alert: 'unknown_ca' },
  { fault: 'wire/mitm-trusted', refuser: 'server', code: { mutual: 'possession' }, alert: 'decrypt_error' },
];
const CASES = ROWS.flatMap(({ code, ...row }) =>
  MODES.flatMap((mode) => (code[mode] === undefined ? [] : [{ ...row, mode, code: code[mode] }])),
);
const ACCEPTED: readonly (readonly [string, readonly Mode[]])[] = [
  ['wire/mitm-trusted', ['one-way']],
  ['wire/server-key-leaks', MODES],
];

const run = (mode: Mode, faults: readonly string[], more: Partial<Scenario> = {}): Recording =>
  runScenario({ ...DEFAULT_SCENARIO, mode, faults, ...more });
const of = <K extends LabEvent['kind']>({ events }: Recording, kind: K): EventOf<K>[] =>
  events.filter((event): event is EventOf<K> => event.kind === kind);
const messages = (recording: Recording, from?: Message['from'], to?: Message['to']): Message[] =>
  of(recording, 'sent').flatMap(({ message }) =>
    message.channel === 'tls' && (!from || message.from === from) && (!to || message.to === to) ? [message] : [],
  );
const alerts = (recording: Recording): string[] =>
  messages(recording).flatMap(({ type, from, facts }) =>
    type === 'Alert' && facts.level === 'fatal' ? [`${from}: ${facts.description}`] : [],
  );
const beliefs = (recording: Recording) => of(recording, 'belief').map(({ belief }) => belief);
const peerOf = (end: End): End => (end === 'client' ? 'server' : 'client');

describe('the catalogue', () => {
  it('holds a row for each fault of negotiation and wire, and expects something of each', () => {
    const here = FAULTS.filter(({ side }) => side === 'negotiation' || side === 'wire').map(({ id }) => id);
    expect(new Set([...ROWS.map(({ fault }) => fault), ...ACCEPTED.map(([id]) => id)])).toEqual(new Set(here));
  });
});

describe.each(CASES)('$fault, $mode', ({ fault, mode, refuser, code, alert }) => {
  const recording = run(mode, [fault]);

  it(`is refused by the ${refuser}: ${code}, ${alert}`, () => {
    expect(recording.outcome[refuser]).toEqual({ state: 'failed', error: { code, alert, by: 'self' } });
    expect(alerts(recording)[0]).toBe(`${refuser}: ${alert}`);
  });

  it('is told to the other one by alert, unless nobody ever spoke to it', () => {
    const told = recording.outcome[peerOf(refuser)];
    if (fault === 'wire/mitm') expect(told).toEqual({ state: 'failed', error: null });
    else expect(told).toMatchObject({ state: 'failed', error: { alert, by: 'peer' } });
  });

  it('fails no certificate but the attacker’s', () => {
    const failed = of(recording, 'check').filter(
      ({ check }) => check.result === 'fail' && check.check !== 'possession',
    );
    const checks = new Set(failed.map(({ check }) => check.check as string));
    expect([...checks].filter((check) => check !== code)).toEqual([]);
  });

  it('ends the same with every suite, and however revocation is learnt', () => {
    for (const suite of SUITES.slice(1)) expect(run(mode, [fault], { suite }).outcome).toEqual(recording.outcome);
    for (const revocation of ['stapled', 'crl', 'off'] as const)
      expect(run(mode, [fault], { revocation }).outcome).toEqual(recording.outcome);
  });
});

describe.each(ACCEPTED.flatMap(([fault, modes]) => modes.map((mode) => ({ fault, mode }))))(
  '$fault, $mode',
  ({ fault, mode }) => {
    it('is accepted, whatever the suite and however revocation is learnt', () => {
      const through = { client: { state: 'closed', error: null }, server: { state: 'closed', error: null } };
      for (const suite of SUITES)
        for (const revocation of ['ocsp', 'stapled', 'crl', 'off'] as const)
          expect(run(mode, [fault], { suite, revocation }).outcome).toEqual(through);
    });
  },
);

const ON_THE_WIRE = CASES.filter(({ fault }) => fault.startsWith('wire/'));

describe.each([...ON_THE_WIRE, { fault: 'wire/mitm-trusted', mode: 'one-way' as const }])(
  'the recording of $fault, $mode',
  ({ fault, mode }) => {
    const recording = run(mode, [fault]);
    const { events, steps } = recording;

    it('lets every message of the conversation pass the attacker', () => {
      for (const { from, to } of messages(recording)) expect([from, to]).toContain('attacker');
    });

    it('delivers everything that was sent, each to whom it was sent, once', () => {
      const received = of(recording, 'received');
      expect(received.map(({ message }) => message).sort((a, b) => a - b)).toEqual(
        of(recording, 'sent').map(({ id }) => id),
      );
      for (const { actor, message } of received) expect(events[message]).toMatchObject({ message: { to: actor } });
    });

    it('says truly what was passed on as it came', () => {
      for (const message of messages(recording, 'attacker')) {
        const origin = message.to === 'server' ? 'client' : 'server';
        const asItCame = messages(recording, origin).some(({ wire }) => wire === message.wire);
        if (message.facts.passed === 'unchanged') expect(asItCame).toBe(true);
        if (message.facts.passed === 'changed') expect(asItCame).toBe(false);
      }
    });

    it('has phases that never come back, and a step for each message and work', () => {
      const order = steps.map(({ phase }) => PHASES.indexOf(phase));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
      expect(JSON.parse(JSON.stringify(recording))).toEqual(recording);
    });

    it('changes a belief only by an event of who believes', () => {
      for (const { actor, belief } of of(recording, 'belief')) expect(belief.startsWith(`${actor}.`)).toBe(true);
      expect(beliefs(recording).some((belief) => belief.startsWith('attacker.'))).toBe(true);
    });

    it('is the same each time', () => {
      expect(run(mode, [fault])).toEqual(recording);
    });
  },
);

describe.each(MODES)('what the attacker changes, %s', (mode) => {
  const helloOf = (message: Message | undefined) => {
    const decoded = decodeHandshake(fromHex(message?.wire ?? '').subarray(5));
    if (!decoded.ok || decoded.value.message.type !== 'ClientHello') throw new Error('no ClientHello');
    return decoded.value.message;
  };
  const differing = (a = '', b = ''): number[] => {
    const [left, right] = [fromHex(a), fromHex(b)];
    expect(left.length).toBe(right.length);
    return [...left.keys()].filter((at) => left[at] !== right[at]);
  };

  it('edit-hello: suites are gone, and the extended master secret; the rest is the client’s', () => {
    const recording = run(mode, ['wire/edit-hello']);
    const [sent, arrived] = [messages(recording, 'client')[0], messages(recording, 'attacker', 'server')[0]];
    const [before, after] = [helloOf(sent), helloOf(arrived)];
    expect(before.suites).toEqual([0x009c, 0x009d, 0x003c]);
    expect(after.suites).toEqual([0x003c]);
    expect(after.random).toEqual(before.random);
    expect(before.extensions.filter(({ type }) => !after.extensions.some((kept) => kept.type === type))).toEqual([
      { type: 'extended_master_secret' },
    ]);
  });

  it('flip-record: one bit of the record that carries the request', () => {
    const recording = run(mode, ['wire/flip-record']);
    const sent = messages(recording, 'client').find(({ type }) => type === 'ApplicationData');
    const arrived = messages(recording, 'attacker', 'server').find(({ type }) => type === 'ApplicationData');
    const places = differing(sent?.wire, arrived?.wire);
    expect(places).toEqual([(sent?.wire.length ?? 0) / 2 - 1]);
    expect(arrived?.plaintext).toBeNull();
  });

  it('truncate: nothing but the length of the extensions, by one', () => {
    const recording = run(mode, ['wire/truncate']);
    const [sent, arrived] = [messages(recording, 'client')[0], messages(recording, 'attacker', 'server')[0]];
    const [at = 0, ...others] = differing(sent?.wire, arrived?.wire);
    expect(others).toEqual([]);
    expect(Number.parseInt(arrived?.wire.slice(2 * at, 2 * at + 2) ?? '', 16)).toBe(
      Number.parseInt(sent?.wire.slice(2 * at, 2 * at + 2) ?? '', 16) + 1,
    );
  });

  it('drop-message: ServerHello arrives at the attacker, and at nobody else', () => {
    const recording = run(mode, ['wire/drop-message']);
    expect(messages(recording, 'server').map(({ type }) => type)).toContain('ServerHello');
    expect(messages(recording, 'attacker').map(({ type }) => type)).not.toContain('ServerHello');
  });

  it('replay: bytes of another session, which the server of that session took', () => {
    const recording = run(mode, ['wire/replay']);
    const [replayed] = messages(recording, 'attacker').filter(({ facts }) => facts.passed === 'replayed' && facts);
    const finished = messages(recording, 'attacker').find(
      ({ facts, type }) => facts.passed === 'replayed' && type === 'Finished',
    );
    expect(replayed).toBeDefined();
    const today = messages(recording, 'client').find(({ type }) => type === 'Finished');
    expect(finished?.wire.length).toBe(today?.wire.length);
    expect(finished?.wire).not.toBe(today?.wire);
  });
});

describe('the machine in the middle', () => {
  it('reads the request that a client sends which trusts it, by its own keys', () => {
    const recording = run('one-way', ['wire/mitm-trusted']);
    const secrets = of(recording, 'secret');
    const value = (actor: string, id: string) => secrets.find((e) => e.actor === actor && e.secret === id)?.value;
    expect(value('attacker', 'request')).toBe(value('client', 'request'));
    expect(fromUtf8(fromHex(value('attacker', 'request') ?? ''))).toContain('Authorization: Basic');
    expect(value('client', 'masterSecret')).not.toBe(value('server', 'masterSecret'));
    const read = of(recording, 'work').filter(({ work }) => work === 'attacker.read');
    expect(read.map(({ facts }) => facts.line)).toEqual(['GET /balance HTTP/1.1', 'HTTP/1.1 200 OK']);
  });

  it('writes a line of the key log for each of its two connections', () => {
    const recording = run('one-way', ['wire/mitm-trusted']);
    const randoms = of(recording, 'sent').flatMap(({ message }) =>
      message.type === 'ClientHello' ? [message.wire.slice(22, 86)] : [],
    );
    expect(recording.keyLog.split('\n').flatMap((line) => line.split(' ')[1] ?? [])).toEqual(randoms);
  });

  it('shows the client’s own certificate to a server that wants one, and can not sign', () => {
    const recording = run('mutual', ['wire/mitm-trusted']);
    const leafOf = (message: Message | undefined) => message?.certificates[0];
    const own = messages(recording, 'client').find(({ type }) => type === 'Certificate');
    const shown = messages(recording, 'attacker', 'server').find(({ type }) => type === 'Certificate');
    expect(leafOf(shown)).toBe(leafOf(own));
    expect(beliefs(recording)).not.toContain('attacker.reads');
    expect(messages(recording).map(({ type }) => type)).not.toContain('ApplicationData');
  });

  it('never speaks to the server where the client does not believe it', () => {
    for (const mode of MODES) expect(messages(run(mode, ['wire/mitm']), 'attacker', 'server')).toEqual([]);
  });
});

describe.each(MODES)('the server’s key leaks the day after, %s', (mode) => {
  const recording = run(mode, ['wire/server-key-leaks']);
  const honest = run(mode, []);

  it('changes no byte of the session itself', () => {
    expect(messages(recording).map(({ wire }) => wire)).toEqual(messages(honest).map(({ wire }) => wire));
  });

  it.each(SUITES)('opens the recorded bytes with the key alone: %s', (suite) => {
    const leak = openRecorded(heard(run(mode, [], { suite })), poolKey('server'));
    if (leak.kind !== 'opened') throw new Error(leak.reason);
    const texts = leak.pieces.map(({ plaintext }) => fromUtf8(plaintext));
    expect(texts.some((text) => text.startsWith('GET /balance HTTP/1.1\r\n'))).toBe(true);
    expect(texts.some((text) => text.includes('"balance":"1204.50"'))).toBe(true);
    expect(leak.pieces).toHaveLength(6); // two Finished, request, response, two close_notify
  });

  it('opens them without the extended master secret, too', () => {
    const { events } = run(mode, ['wire/edit-hello']);
    const leak = openRecorded(heard({ events }), poolKey('server'));
    expect(leak).toMatchObject({ kind: 'opened', pieces: [{}] });
  });

  it('opens nothing with another key', () => {
    expect(openRecorded(heard(honest), poolKey('thief'))).toMatchObject({ kind: 'closed', reason: 'unsealed' });
  });

  it('opens nothing where the suite agrees on keys by Diffie-Hellman: the key only signed', () => {
    const pieces = heard(honest).map(({ from, bytes }) => {
      const copy = bytes.slice();
      // ServerHello's suite becomes TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 (RFC 5289).
      if (from === 'server' && copy[5] === 2) copy.set([0xc0, 0x2f], 5 + 4 + 2 + 32 + 1);
      return { from, bytes: copy };
    });
    expect(openRecorded(pieces, poolKey('server'))).toEqual({
      kind: 'closed',
      reason: 'keyExchange',
      suite: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    });
  });

  it('finds nothing where nothing was exchanged', () => {
    expect(openRecorded([], poolKey('server'))).toMatchObject({ kind: 'closed', reason: 'silent' });
    expect(openRecorded(heard(honest).slice(0, 2), poolKey('server'))).toMatchObject({ reason: 'silent' });
  });

  it('gives the attacker in the recording what the client has sent', () => {
    const value = (actor: string, id: string) =>
      of(recording, 'secret').find((e) => e.actor === actor && e.secret === id)?.value;
    for (const id of ['premasterSecret', 'masterSecret', 'request', 'response'])
      expect(value('attacker', id)).toBe(value('client', id));
    expect(recording.steps.at(-1)?.phase).toBe('tomorrow');
  });
});

describe('bytes changed by hand', () => {
  const changed = (mode: Mode, message: string, offset: number, value: number) =>
    run(mode, [], { tampering: [{ message, offset, value }] });

  it('arrive changed, and are sent as they were', () => {
    const recording = changed('one-way', 'client:ClientHello', 20, 0);
    const [sent, arrived] = [messages(recording, 'client')[0], messages(recording, 'attacker', 'server')[0]];
    expect(sent?.wire).toBe(messages(run('one-way', []), 'client')[0]?.wire);
    expect(arrived?.wire.slice(40, 42)).toBe('00');
    const others = (message: Message | undefined) => [message?.wire.slice(0, 40), message?.wire.slice(42)];
    expect(others(arrived)).toEqual(others(sent));
  });

  it('make the server refuse a version of SSL that it does not speak (RFC 5246 E.1: protocol_version)', () => {
    const { outcome } = changed('one-way', 'client:ClientHello', 10, 0);
    expect(outcome.server.error).toEqual({ code: 'hello.version', alert: 'protocol_version', by: 'self' });
  });

  it('make the client refuse a certificate whose signature no longer fits', () => {
    const honest = messages(run('one-way', []), 'server').find(({ type }) => type === 'Certificate');
    const at = byteOffset(honest?.wire ?? '', Buffer.from('api.bank.test').toString('hex')) ?? 0;
    const { outcome } = changed('one-way', 'server:Certificate', at, 0x62);
    expect(outcome.client.error).toMatchObject({ alert: 'bad_certificate', by: 'self' });
  });

  it('reach the second message of a kind by its number', () => {
    const recording = changed('mutual', 'client:Alert#2', 3, 9);
    expect(messages(recording, 'attacker').every(({ facts }) => facts.passed === 'unchanged')).toBe(true);
  });

  it('change the CA’s answer as well, and break its signature', () => {
    const { outcome, events } = changed('one-way', 'ca:OCSPResponse', 641, 0);
    expect(outcome.client.error).toEqual({ code: 'revocation.signature', alert: 'certificate_unknown', by: 'self' });
    const ways = events.flatMap((e) =>
      e.kind === 'sent' && e.message.channel === 'ocsp' ? [`${e.message.from} ${e.message.to}`] : [],
    );
    expect(ways).toEqual(['client ca', 'ca attacker', 'attacker client']);
  });

  it('change nothing beyond the end of a message', () => {
    const recording = changed('one-way', 'client:ClientHello', 99_999, 0);
    expect(recording.outcome.client).toEqual({ state: 'closed', error: null });
    expect(of(recording, 'work').filter(({ work }) => work === 'attacker.edit')).toEqual([]);
  });

  it('never bring down either end, whatever byte it is', () => {
    const honest = run('mutual', []);
    for (const step of honest.steps) {
      const event = honest.events[step.event];
      // Behind its own close_notify an end ignores what goes wrong (RFC 5246 7.2.1).
      if (event?.kind !== 'sent' || event.message.channel !== 'tls' || event.message.type === 'Alert') continue;
      const length = event.message.wire.length / 2;
      for (const offset of [0, 3, 4, 5, 8, Math.floor(length / 2), length - 1].filter((at) => at < length)) {
        const byte = Number.parseInt(event.message.wire.slice(2 * offset, 2 * offset + 2), 16);
        const { outcome } = changed('mutual', step.key, offset, byte ^ 0x80);
        for (const end of [outcome.client, outcome.server])
          expect(['failed', 'closed', 'connected'], `${step.key} ${offset}`).toContain(end.state);
        expect([outcome.client.state, outcome.server.state], `${step.key} ${offset}`).not.toEqual(['closed', 'closed']);
      }
    }
  });

  it('keep every record of the unchanged messages whole', () => {
    for (const { wire } of messages(changed('mutual', 'server:ServerHello', 12, 7)))
      expect(readRecords(fromHex(wire)).rest.length).toBe(0);
  });
});
