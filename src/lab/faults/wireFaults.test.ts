// The rows of negotiation and wire: who refuses, by which check, with which alert, in both modes; and what the attacker
// did for it, byte by byte. Expectations are written down from the standards, not from a run.

import { describe, expect, it } from 'vitest';
import { fromHex, fromUtf8 } from '../../bytes/hex.ts';
import { poolKey } from '../../crypto/pool.ts';
import { decodeHandshake } from '../../tls/messages/handshake.ts';
import { readRecords } from '../../tls/record/record.ts';
import { heard, openRecorded } from '../attacker/recordedTraffic.ts';
import { byteOffset } from '../recording/eavesdropper.ts';
import {
  type EventOf,
  type LabEvent,
  type Message,
  type Outcome,
  PHASES,
  type Recording,
} from '../recording/recording.ts';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import type { FaultId } from '../scenario/faultId.ts';
import {
  DEFAULT_SCENARIO,
  MODES,
  type Mode,
  normalizeScenario,
  PROTOCOL_GROUPS,
  PROTOCOL_SUITES,
  PROTOCOLS,
  type Protocol,
  type Scenario,
  SUITES,
} from '../scenario/scenario.ts';
import { applies, FAULTS } from './catalogue.ts';
import { acceptedCases, refusedCases } from './expected.testing.ts';

await prepareAll();

type End = 'client' | 'server';

const CLOSED: Outcome = { state: 'closed', error: null };
const CASES = refusedCases('negotiation', 'wire');
const ACCEPTED_CASES = acceptedCases('negotiation', 'wire');

const run = (mode: Mode, faults: readonly FaultId[], more: Partial<Scenario> = {}): Recording =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, mode, faults, ...more }));
/** All that the two may prefer, and all ways of learning of revocation. */
const variants = (protocol: Protocol): Partial<Scenario>[] => [
  ...PROTOCOL_SUITES[protocol].slice(1).map((suite) => ({ suite })),
  ...PROTOCOL_GROUPS[protocol].slice(1).map((group) => ({ group })),
  ...(['stapled', 'crl', 'off'] as const).map((revocation) => ({ revocation })),
];
const of = <K extends LabEvent['kind']>({ events }: Recording, kind: K): EventOf<K>[] =>
  events.filter((event): event is EventOf<K> => event.kind === kind);
const messages = (recording: Recording, from?: Message['from'], to?: Message['to']): Message[] =>
  of(recording, 'sent').flatMap(({ message }) =>
    message.channel === 'tls' && (!from || message.from === from) && (!to || message.to === to) ? [message] : [],
  );
const alerts = (recording: Recording): string[] =>
  messages(recording).flatMap(({ type, from, details }) =>
    type === 'Alert' && details.level === 'fatal' ? [`${from}: ${details.description}`] : [],
  );
const beliefs = (recording: Recording) => of(recording, 'belief').map(({ belief }) => belief);
const peerOf = (end: End): End => (end === 'client' ? 'server' : 'client');

describe('the catalogue', () => {
  it('is of every protocol and mode in which something is expected of a fault, and of no other', () => {
    const expected = [...refusedCases(), ...acceptedCases()].map(
      (each) => `${each.fault} ${each.protocol} ${each.mode}`,
    );
    const listed = FAULTS.flatMap((fault) =>
      PROTOCOLS.flatMap((protocol) =>
        MODES.flatMap((mode) => (applies(fault, { mode, protocol }) ? [`${fault.id} ${protocol} ${mode}`] : [])),
      ),
    );
    expect(new Set(listed)).toEqual(new Set(expected));
  });
});

describe.each(CASES)(
  '$fault, $protocol, $mode',
  ({ fault, protocol, mode, by: refuser, check: code, alert, other }) => {
    const recording = run(mode, [fault], { protocol });

    it(`is refused by the ${refuser}: ${code}, ${alert}`, () => {
      expect(recording.outcome[refuser]).toEqual({ state: 'failed', error: { code, alert, by: 'self' } });
      expect(alerts(recording)[0]).toBe(`${refuser}: ${alert}`);
    });

    it(other ? 'is learnt by the other one in another way' : 'is told to the other one by alert', () => {
      const told = recording.outcome[peerOf(refuser)];
      if (other) expect(told).toEqual(other);
      else expect(told).toMatchObject({ state: 'failed', error: { alert, by: 'peer' } });
    });

    it('fails no certificate but the attacker’s', () => {
      const failed = of(recording, 'check').filter(
        ({ check }) => check.result === 'fail' && check.check !== 'possession',
      );
      const checks = new Set(failed.map(({ check }) => check.check as string));
      expect([...checks].filter((check) => check !== code)).toEqual([]);
    });

    it('ends the same with every suite and group, and however revocation is learnt', () => {
      for (const change of variants(protocol))
        expect(run(mode, [fault], { protocol, ...change }).outcome, JSON.stringify(change)).toEqual(recording.outcome);
    });
  },
);

describe.each(ACCEPTED_CASES)('$fault, $protocol, $mode', ({ fault, protocol, mode }) => {
  it('is accepted, whatever the suite and group, and however revocation is learnt', () => {
    for (const change of [{}, ...variants(protocol)])
      expect(run(mode, [fault], { protocol, ...change }).outcome).toEqual({ client: CLOSED, server: CLOSED });
  });
});

describe.each(['p256', 'ed25519'] as const)('keys of kind %s', (kind) => {
  const keys = { serverKey: kind, clientKey: kind } as const;
  const elsewhere = CASES.filter(({ protocol }) => protocol !== 'tls1.2-rsa');

  it.each(elsewhere)(
    'change nothing about $fault, $protocol, $mode',
    ({ fault, protocol, mode, by: refuser, check: code, alert }) => {
      const { outcome } = run(mode, [fault], { protocol, ...keys });
      expect(outcome[refuser].error).toEqual({ code, alert, by: 'self' });
    },
  );
});

const ON_THE_WIRE = CASES.filter(({ fault }) => fault.startsWith('wire/'));

const TRUSTED = PROTOCOLS.map((protocol) => ({
  fault: 'wire/mitm-trusted' as const,
  protocol,
  mode: 'one-way' as const,
}));

describe.each([...ON_THE_WIRE, ...TRUSTED])(
  'the recording of $fault, $protocol, $mode',
  ({ fault, protocol, mode }) => {
    const recording = run(mode, [fault], { protocol });
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
        if (message.details.passed === 'unchanged') expect(asItCame).toBe(true);
        if (message.details.passed === 'changed') expect(asItCame).toBe(false);
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
      expect(run(mode, [fault], { protocol })).toEqual(recording);
    });
  },
);

const EVERYWHERE = PROTOCOLS.flatMap((protocol) => MODES.map((mode) => ({ protocol, mode })));

/** The last one of each key exchange is left; TLS 1.3 names none. RFC 5246 A.5, RFC 5288, RFC 5289, RFC 7905, RFC 9846 B.4. */
const SUITE_CODES: Readonly<Record<Protocol, { offered: readonly number[]; left: readonly number[] }>> = {
  'tls1.2-rsa': { offered: [0x009c, 0x009d, 0x003c], left: [0x003c] },
  'tls1.2-ecdhe': { offered: [0xc02f, 0xc030, 0xcca8, 0xc02b, 0xc02c, 0xcca9], left: [0xcca8, 0xcca9] },
  'tls1.3': { offered: [0x1301, 0x1302, 0x1303], left: [0x1303] },
};

describe.each(EVERYWHERE)('what the attacker changes, $protocol, $mode', ({ protocol, mode }) => {
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
    const recording = run(mode, ['wire/edit-hello'], { protocol });
    const [sent, arrived] = [messages(recording, 'client')[0], messages(recording, 'attacker', 'server')[0]];
    const [before, after] = [helloOf(sent), helloOf(arrived)];
    expect(before.suites).toEqual(SUITE_CODES[protocol].offered);
    expect(after.suites).toEqual(SUITE_CODES[protocol].left);
    expect(after.random).toEqual(before.random);
    expect(before.extensions.filter(({ type }) => !after.extensions.some((kept) => kept.type === type))).toEqual(
      protocol === 'tls1.3' ? [] : [{ type: 'extended_master_secret' }],
    );
  });

  // In TLS 1.3 everything behind ServerHello looks like data (RFC 9846 5.2).
  it('flip-record: one bit of the first record that says it carries data', () => {
    const recording = run(mode, ['wire/flip-record'], { protocol });
    const sent = messages(recording, 'client').find(({ wire }) => wire.startsWith('17'));
    const arrived = messages(recording, 'attacker', 'server').find(({ wire }) => wire.startsWith('17'));
    const places = differing(sent?.wire, arrived?.wire);
    expect(places).toEqual([(sent?.wire.length ?? 0) / 2 - 1]);
    expect(arrived?.plaintext).toBeNull();
  });

  it('truncate: nothing but the length of the extensions, by one', () => {
    const recording = run(mode, ['wire/truncate'], { protocol });
    const [sent, arrived] = [messages(recording, 'client')[0], messages(recording, 'attacker', 'server')[0]];
    const [at = 0, ...others] = differing(sent?.wire, arrived?.wire);
    expect(others).toEqual([]);
    expect(Number.parseInt(arrived?.wire.slice(2 * at, 2 * at + 2) ?? '', 16)).toBe(
      Number.parseInt(sent?.wire.slice(2 * at, 2 * at + 2) ?? '', 16) + 1,
    );
  });

  it('drop-message: ServerHello arrives at the attacker, and at nobody else', () => {
    const recording = run(mode, ['wire/drop-message'], { protocol });
    expect(messages(recording, 'server').map(({ type }) => type)).toContain('ServerHello');
    expect(messages(recording, 'attacker').map(({ type }) => type)).not.toContain('ServerHello');
  });

  it('replay: bytes of another session, which the server of that session took', () => {
    const recording = run(mode, ['wire/replay'], { protocol });
    const [replayed] = messages(recording, 'attacker').filter(
      ({ details }) => details.passed === 'replayed' && details,
    );
    const finished = messages(recording, 'attacker').find(
      ({ details, type }) => details.passed === 'replayed' && type === 'Finished',
    );
    expect(replayed).toBeDefined();
    const today = messages(recording, 'client').find(({ type }) => type === 'Finished');
    expect(finished?.wire.length).toBe(today?.wire.length);
    expect(finished?.wire).not.toBe(today?.wire);
  });
});

describe.each(MODES)('a downgrade, %s', (mode) => {
  const recording = run(mode, ['wire/downgrade'], { protocol: 'tls1.3' });
  const typesOf = (message: Message | undefined) => {
    const decoded = decodeHandshake(fromHex(message?.wire ?? '').subarray(5));
    if (!decoded.ok || !('extensions' in decoded.value.message)) throw new Error('no hello');
    return decoded.value.message.extensions.map((each) => (each.type === 'unknown' ? each.code : each.type));
  };
  const [sent] = messages(recording, 'client');
  const [arrived] = messages(recording, 'attacker', 'server');
  const [answer] = messages(recording, 'server');

  it('takes out what only TLS 1.3 has, and nothing else', () => {
    const gone = typesOf(sent).filter((type) => !typesOf(arrived).includes(type));
    // supported_versions, psk_key_exchange_modes, key_share (RFC 9846 4.3)
    expect(gone.map((type) => (type === 'supported_versions' ? 43 : type)).sort()).toEqual([43, 45, 51]);
  });

  it('makes the server speak TLS 1.2, and leave the mark in its random (RFC 9846 4.2.3)', () => {
    expect(answer?.type).toBe('ServerHello');
    expect(typesOf(answer)).not.toContain('supported_versions');
    expect(answer?.wire.slice(2 * 11, 2 * 43).slice(-16)).toBe(`${Buffer.from('DOWNGRD').toString('hex')}01`);
  });

  it('goes no further: the client sends nothing but its alert', () => {
    expect(messages(recording, 'client').map(({ type }) => type)).toEqual(['ClientHello', 'Alert']);
  });
});

describe.each(PROTOCOLS)('the machine in the middle, %s', (protocol) => {
  it('reads the request that a client sends which trusts it, by its own keys', () => {
    const recording = run('one-way', ['wire/mitm-trusted'], { protocol });
    const secrets = of(recording, 'secret');
    const value = (actor: string, id: string) => secrets.find((e) => e.actor === actor && e.secret === id)?.value;
    expect(value('attacker', 'request')).toBe(value('client', 'request'));
    expect(fromUtf8(fromHex(value('attacker', 'request') ?? ''))).toContain('Authorization: Basic');
    const main = protocol === 'tls1.3' ? 'mainSecret' : 'masterSecret';
    expect(value('client', main)).toBeDefined();
    expect(value('client', main)).not.toBe(value('server', main));
    const read = of(recording, 'operation').flatMap((event) =>
      event.operation === 'attacker.read' ? [event.details.line] : [],
    );
    expect(read).toEqual(['GET /balance HTTP/1.1', 'HTTP/1.1 200 OK']);
  });

  it('writes lines of the key log for each of its two connections', () => {
    const recording = run('one-way', ['wire/mitm-trusted'], { protocol });
    const randoms = of(recording, 'sent').flatMap(({ message }) =>
      message.type === 'ClientHello' ? [message.wire.slice(22, 86)] : [],
    );
    const logged = recording.keyLog.split('\n').flatMap((line) => line.split(' ')[1] ?? []);
    expect([...new Set(logged)]).toEqual(randoms);
    expect(randoms).toHaveLength(2);
  });

  it('shows the client’s own certificate to a server that wants one, and can not sign', () => {
    const recording = run('mutual', ['wire/mitm-trusted'], { protocol });
    const leafOf = (message: Message | undefined) => message?.certificates[0];
    const own = messages(recording, 'client').find(({ type }) => type === 'Certificate');
    const shown = messages(recording, 'attacker', 'server').find(({ type }) => type === 'Certificate');
    expect(leafOf(shown)).toBe(leafOf(own));
    if (protocol === 'tls1.3') return;
    expect(beliefs(recording)).not.toContain('attacker.reads');
    expect(messages(recording).map(({ type }) => type)).not.toContain('ApplicationData');
  });

  it('never speaks to the server where the client does not believe it', () => {
    for (const mode of MODES)
      expect(messages(run(mode, ['wire/mitm'], { protocol }), 'attacker', 'server')).toEqual([]);
  });
});

describe('the machine in the middle of mutual TLS 1.3', () => {
  const recording = run('mutual', ['wire/mitm-trusted'], { protocol: 'tls1.3' });
  const indexOf = (found: (event: LabEvent) => boolean) => recording.events.findIndex(found);
  const believes = (belief: string) => indexOf((event) => event.kind === 'belief' && event.belief === belief);

  it('is refused late: the client was connected to it, and had sent it the request', () => {
    const read = indexOf((e) => e.kind === 'secret' && e.actor === 'attacker' && e.secret === 'request');
    expect(believes('client.connected')).toBeGreaterThan(0);
    expect(read).toBeGreaterThan(believes('client.connected'));
    expect(believes('server.refused')).toBeGreaterThan(believes('client.connected'));
    expect(believes('attacker.refused')).toBeGreaterThan(believes('server.refused'));
  });

  it('never comes to the answer: the server has given it to nobody', () => {
    const answers = of(recording, 'secret').filter(({ secret }) => secret === 'response');
    expect(answers).toEqual([]);
    expect(beliefs(recording)).not.toContain('server.connected');
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

describe.each(EVERYWHERE.filter(({ protocol }) => protocol !== 'tls1.2-rsa'))(
  'the server’s key leaks the day after, $protocol, $mode',
  ({ protocol, mode }) => {
    const recording = run(mode, ['wire/server-key-leaks'], { protocol });

    it('changes no byte of the session itself', () => {
      const honest = run(mode, [], { protocol });
      expect(messages(recording).map(({ wire }) => wire)).toEqual(messages(honest).map(({ wire }) => wire));
    });

    it('opens nothing, since the key only signed, and says so', () => {
      const [tried] = of(recording, 'operation').filter(({ operation }) => operation === 'attacker.decrypt');
      expect(tried?.details).toEqual({ opened: false, reason: 'keyExchange', suite: PROTOCOL_SUITES[protocol][0] });
      expect(of(recording, 'opened')).toEqual([]);
      expect(beliefs(recording).at(-1)).toBe('attacker.readsNothing');
      const known = of(recording, 'secret').filter(({ actor }) => actor === 'attacker');
      expect(known.map(({ secret }) => secret)).toEqual(['server.privateKey']);
    });
  },
);

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
    expect(messages(recording, 'attacker').every(({ details }) => details.passed === 'unchanged')).toBe(true);
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
    expect(of(recording, 'operation').filter(({ operation }) => operation === 'attacker.edit')).toEqual([]);
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
