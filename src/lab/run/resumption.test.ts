// Coming back with a ticket (RFC 9846 2.2) and new keys (4.7.3, 7.2), over whole runs. Secrets are computed again with
// Node's own HMAC, from the bytes on the wire and from what the recording says was known.
import { createHash, createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../bytes/hex.ts';
import { decodeHandshake13 } from '../../tls/tls13/messages/handshake.ts';
import type { Handshake13 } from '../../tls/tls13/messages/types.ts';
import { applies, FAULTS } from '../faults/catalogue.ts';
import { packetsOf } from '../files/packets.ts';
import { parseRecording, writeRecording } from '../files/recordingFile.ts';
import { connectionsOf } from '../recording/connections.ts';
import type { EventOf, LabEvent, Message, Recording, SecretId } from '../recording/recording.ts';
import { viewOf } from '../recording/view.ts';
import {
  AGAIN_AFTER,
  DEFAULT_SCENARIO,
  LAB_NOW,
  MODES,
  type Mode,
  normalizeScenario,
  type Scenario,
} from '../scenario/scenario.ts';
import { prepareAll } from './prepare.ts';
import { runScenario } from './run.ts';

beforeAll(prepareAll);

const run = (change: Partial<Scenario> = {}): Recording =>
  runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', ...change }));
const back = (mode: Mode, change: Partial<Scenario> = {}): Recording => run({ mode, again: 'resumed', ...change });

const messagesOf = (events: readonly LabEvent[]): Message[] =>
  events.flatMap((event) => (event.kind === 'sent' && event.message.channel === 'tls' ? [event.message] : []));
const typesOf = (events: readonly LabEvent[], from: string): string[] =>
  messagesOf(events).flatMap((message) => (message.from === from ? [message.type] : []));
function partsOf({ events }: Recording): [readonly LabEvent[], readonly LabEvent[]] {
  const [first, second, ...more] = connectionsOf(events);
  if (!first || !second || more.length > 0) throw new Error('not two connections');
  return [first.events, second.events];
}
function secretOf(events: readonly LabEvent[], actor: string, id: SecretId): string {
  const found = events.find((event) => event.kind === 'secret' && event.actor === actor && event.secret === id);
  if (found?.kind !== 'secret') throw new Error(`${actor} has no ${id}`);
  return found.value;
}
/** The handshake message inside, with its header. */
const rawOf = ({ plaintext, wire }: Message): Uint8Array => fromHex(plaintext ?? wire.slice(10));
function decoded<T extends Handshake13['type']>(
  events: readonly LabEvent[],
  from: string,
  type: T,
): Extract<Handshake13, { type: T }> {
  const found = messagesOf(events).find((message) => message.from === from && message.type === type);
  const read = found && decodeHandshake13(rawOf(found));
  if (!read?.ok || read.value.message.type !== type) throw new Error(`no ${type}`);
  return read.value.message as Extract<Handshake13, { type: T }>;
}

const SHA256 = 'sha256';
const hmac = (key: Uint8Array, data: Uint8Array) => createHmac(SHA256, key).update(data).digest();
const hash = (...data: readonly Uint8Array[]) => createHash(SHA256).update(Buffer.concat(data)).digest();
/** HKDF-Expand-Label of one block (RFC 9846 7.1). */
function expandLabel(secret: Uint8Array, label: string, context: Uint8Array): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.concat([Buffer.from([0, 32, name.length]), name, Buffer.from([context.length]), context]);
  return hmac(secret, Buffer.concat([info, Buffer.from([1])]));
}

describe('A scenario without a second connection and new keys', () => {
  it('says nothing of them', () => {
    const { scenario } = run();
    expect(Object.keys(scenario)).not.toContain('again');
    expect(Object.keys(scenario)).not.toContain('keyUpdate');
    expect(normalizeScenario({ ...scenario, again: 'no', keyUpdate: 'no' })).toEqual(scenario);
  });

  it.each(['tls1.2-rsa', 'tls1.2-ecdhe'] as const)('is what remains of one in %s', (protocol) => {
    const scenario = normalizeScenario({ ...DEFAULT_SCENARIO, protocol, again: 'resumed', keyUpdate: 'client' });
    expect(scenario).toEqual(normalizeScenario({ ...DEFAULT_SCENARIO, protocol }));
  });

  it.each(MODES)(
    'is the first connection of one that has them, %s: but for the ticket’s secret, which is kept',
    (mode) => {
      const bare = (events: readonly LabEvent[]) => events.map(({ id: _, ...event }) => event);
      const withoutLinks = (events: readonly LabEvent[]) =>
        bare(events.filter((event) => !(event.kind === 'secret' && event.secret === 'preSharedKey'))).filter(
          ({ kind }) => kind !== 'received' && kind !== 'check',
        );
      const [first] = partsOf(back(mode));
      expect(withoutLinks(first)).toEqual(withoutLinks(run({ mode }).events));
    },
  );
});

describe.each(MODES)('The second connection, %s', (mode) => {
  const recording = () => back(mode);

  it('has the messages of figure 3, and no certificate of anybody', () => {
    const [, second] = partsOf(recording());
    const client = ['ClientHello', 'ChangeCipherSpec', 'Finished', 'ApplicationData', 'Alert'];
    expect(typesOf(second, 'client')).toEqual(client);
    expect(typesOf(second, 'server')).toEqual([
      ...['ServerHello', 'ChangeCipherSpec', 'EncryptedExtensions', 'Finished', 'NewSessionTicket'],
      ...['ApplicationData', 'Alert'],
    ]);
    expect(second.some((event) => event.kind === 'sent' && event.message.channel !== 'tls')).toBe(false);
    const closed = { state: 'closed', error: null };
    expect(recording().outcome).toEqual({ client: closed, server: closed });
  });

  it('offers the ticket of the first one, an hour old, and psk_dhe_ke with a fresh share (4.3.9, 4.3.11)', () => {
    const [first, second] = partsOf(recording());
    const given = decoded(first, 'server', 'NewSessionTicket');
    const hello = decoded(second, 'client', 'ClientHello');
    const last = hello.extensions.at(-1);
    if (last?.type !== 'pre_shared_key' || last.psk.kind !== 'offer') throw new Error('no pre_shared_key at the end');
    expect(last.psk.identities).toHaveLength(1);
    expect(toHex(last.psk.identities[0]?.identity ?? new Uint8Array())).toBe(toHex(given.ticket));
    expect(last.psk.identities[0]?.obfuscatedAge).toBe((AGAIN_AFTER + given.ageAdd) % 2 ** 32);
    expect(hello.extensions).toContainEqual({ type: 'psk_key_exchange_modes', modes: [1] });
    const types = decoded(second, 'server', 'ServerHello').extensions.map(({ type }) => type);
    expect(types).toEqual(expect.arrayContaining(['key_share', 'pre_shared_key']));
    for (const id of ['clientRandom', 'serverRandom', 'sharedSecret', 'clientShare'] as const)
      expect(secretOf(second, 'client', id), id).not.toBe(secretOf(first, 'client', id));
  });

  it('takes its secret from the resumption secret and the nonce of the ticket (4.7.1)', () => {
    const [first, second] = partsOf(recording());
    const { nonce } = decoded(first, 'server', 'NewSessionTicket');
    const psk = expandLabel(fromHex(secretOf(first, 'server', 'resumptionSecret')), 'resumption', nonce);
    for (const actor of ['client', 'server']) expect(secretOf(second, actor, 'preSharedKey')).toBe(toHex(psk));
    const early = hmac(new Uint8Array(32), psk);
    for (const actor of ['client', 'server']) expect(secretOf(second, actor, 'earlySecret')).toBe(toHex(early));
  });

  it('proves by the binder that the client knows it (4.3.11.2)', () => {
    const [, second] = partsOf(recording());
    const early = fromHex(secretOf(second, 'client', 'earlySecret'));
    const key = expandLabel(early, 'res binder', hash());
    expect(secretOf(second, 'server', 'binderKey')).toBe(toHex(key));
    const [hello] = messagesOf(second);
    const raw = hello ? rawOf(hello) : new Uint8Array();
    // Two bytes of length, one of the binder's own, and 32 of HMAC stand at the end.
    const binder = hmac(expandLabel(key, 'finished', new Uint8Array()), hash(raw.subarray(0, raw.length - 35)));
    expect(toHex(raw.subarray(raw.length - 32))).toBe(toHex(binder));
    const check = second.find((event) => event.kind === 'check' && event.check.check === 'psk.binder');
    expect(check).toMatchObject({
      actor: 'server',
      subject: 'client',
      check: { result: 'pass', evidence: { expected: toHex(binder), received: toHex(binder) } },
    });
  });

  it('leaves both sides with what they knew, and says that it was carried over', () => {
    const [, second] = partsOf(recording());
    const beliefs = second.filter((event): event is EventOf<'belief'> => event.kind === 'belief');
    if (mode === 'mutual')
      expect(beliefs.find(({ belief }) => belief === 'server.anonymous')?.details).toEqual({ subject: 'alice' });
    const connected = beliefs.filter(({ belief }) => /connected/.test(belief));
    expect(connected.map(({ belief, details }) => [belief, details])).toEqual([
      ['client.connected', { name: 'api.bank.test', resumed: true }],
      mode === 'mutual'
        ? ['server.connected', { subject: 'alice', resumed: true }]
        : ['server.connectedAnonymous', { resumed: true }],
    ]);
    const decided = second.find((event) => event.kind === 'operation' && event.operation === 'application.decide');
    expect(decided).toMatchObject({
      result: 'pass',
      details: mode === 'mutual' ? { customer: 'alice', by: 'ticket' } : { customer: '', by: 'password' },
    });
  });

  it('goes through behind a HelloRetryRequest, with a binder of its own on each hello', () => {
    const [, second] = partsOf(back(mode, { group: 'secp256r1' }));
    expect(typesOf(second, 'server').slice(0, 3)).toEqual(['HelloRetryRequest', 'ChangeCipherSpec', 'ServerHello']);
    const offers = messagesOf(second).filter(({ type }) => type === 'ClientHello');
    expect(new Set(offers.map(({ wire }) => wire.slice(-64))).size).toBe(2);
  });

  it('has key log lines of its own, with a random of its own', () => {
    const lines = recording()
      .keyLog.trim()
      .split('\n')
      .map((line) => line.split(' '));
    expect(lines).toHaveLength(10);
    expect(new Set(lines.map(([label]) => label)).size).toBe(5);
    expect(new Set(lines.map(([, random]) => random)).size).toBe(2);
  });

  it('stands in a phase of its own, without steps of the textbook', () => {
    const { steps, events } = recording();
    const from = steps.findIndex(({ phase }) => phase === 'again');
    expect(steps[from]?.key).toBe('client:connection.again');
    expect(steps.slice(from).every(({ phase, textbook }) => phase === 'again' && textbook === null)).toBe(true);
    expect(steps[from]?.event).toBe(connectionsOf(events)[1]?.start);
  });

  it('is opened to each endpoint, and closed to those who listen', () => {
    const made = back(mode, { keyUpdate: 'client' });
    const open = (observer: 'client' | 'server' | 'eavesdropper') =>
      messagesOf(viewOf(made, observer, made.events.length).events).filter(({ encrypted }) => encrypted);
    for (const side of ['client', 'server'] as const) {
      expect(open(side).length).toBeGreaterThan(12);
      expect(open(side).filter(({ plaintext }) => plaintext === null)).toEqual([]);
    }
    expect(open('eavesdropper').every(({ plaintext }) => plaintext === null)).toBe(true);
  });

  it('is the same for the same scenario, and comes back from a file as it was', () => {
    const made = back(mode, { keyUpdate: 'client' });
    expect(back(mode, { keyUpdate: 'client' })).toEqual(made);
    expect(parseRecording(writeRecording(made))).toEqual({ ok: true, recording: made });
  });
});

describe('What a ticket carries over', () => {
  const soon = LAB_NOW + AGAIN_AFTER / 2;

  it('is not looked at again: a certificate that expires meanwhile goes unnoticed on both sides', () => {
    const expiring = { server: { notAfter: soon }, client: { notAfter: soon } };
    const recording = back('mutual', { edits: { certificates: expiring } });
    const [, second] = partsOf(recording);
    expect(recording.outcome.client).toEqual({ state: 'closed', error: null });
    expect(second.some((event) => event.kind === 'check' && event.check.check.startsWith('validity'))).toBe(false);
    // An hour later, that is, a full handshake is refused.
    const clocks = { client: LAB_NOW + AGAIN_AFTER, server: LAB_NOW + AGAIN_AFTER };
    const late = run({ mode: 'mutual', edits: { clocks, certificates: expiring } });
    expect(late.outcome.client.error?.code).toBe('validity.notAfter');
  });

  it('a client that was nobody stays nobody, where certificates are optional', () => {
    const [, second] = partsOf(back('mutual', { faults: ['client/none-optional'] }));
    expect(typesOf(second, 'client')).not.toContain('Certificate');
    const beliefs = second.flatMap((event) => (event.kind === 'belief' ? [event.belief] : []));
    expect(beliefs).toContain('server.connectedAnonymous');
  });

  it('is somebody else’s where a machine in the middle gave the ticket: the client comes back to it', () => {
    const [, second] = partsOf(back('one-way', { faults: ['wire/mitm-trusted'] }));
    const offered = decoded(second, 'client', 'ClientHello').extensions.at(-1);
    expect(offered?.type).toBe('pre_shared_key');
    const from = messagesOf(second).find(({ type, to }) => type === 'ServerHello' && to === 'client');
    expect(from?.details).toMatchObject({ passed: 'own', resumes: true });
  });
});

describe('A byte changed on the way of the second connection', () => {
  const at = (message: string, wanted: (wire: Uint8Array) => number, mode: Mode = 'mutual') => {
    const [, second] = partsOf(back(mode));
    const [from, name] = message.split(':');
    const wire = fromHex(
      messagesOf(second).find(({ from: by, type }) => by === from && type === name?.replace(/#.*/, ''))?.wire ?? '',
    );
    const offset = wanted(wire);
    return back(mode, { tampering: [{ message, offset, value: (wire[offset] ?? 0) ^ 1 }] });
  };

  it('in the binder: the server ends with decrypt_error, and looks for no other way (4.3.11)', () => {
    const recording = at('client:ClientHello#2', (wire) => wire.length - 1);
    const found = { code: 'psk.binder', alert: 'decrypt_error' };
    expect(recording.outcome.server).toEqual({ state: 'failed', error: { ...found, by: 'self' } });
    expect(recording.outcome.client).toEqual({
      state: 'failed',
      error: { code: 'psk.binder', alert: found.alert, by: 'peer' },
    });
    const opened = recording.events.find((event) => event.kind === 'operation' && event.operation === 'ticket.open');
    expect(opened).toMatchObject({ result: 'fail' });
    // What never happens is of this connection alone.
    expect(recording.prevented.map(({ from, type }) => `${from}:${type}`)).toContain('server:EncryptedExtensions');
    expect(recording.prevented.map(({ type }) => type)).not.toContain('Certificate');
  });

  it('in the ticket: the server can’t open it and makes a full handshake, which the client’s own hello does not fit', () => {
    // The ticket stands before the binders: 32 bytes of binder, 3 of lengths, 4 of age.
    const recording = at('client:ClientHello#2', (wire) => wire.length - 60);
    const [, second] = partsOf(recording);
    expect(typesOf(second, 'server')).toContain('Certificate');
    expect(recording.outcome.client.state).toBe('failed');
  });
});

const CASES = FAULTS.flatMap((fault) =>
  MODES.filter((mode) => applies(fault, { mode, protocol: 'tls1.3' })).map((mode) => ({ id: fault.id, mode, fault })),
);

describe('Every fault, with a second connection and new keys', () => {
  it.each(CASES)(
    '$id, $mode: comes to an end, and back only after a connection that both have closed',
    ({ id, mode, fault }) => {
      const revocation = fault.revocations[0] ?? 'ocsp';
      const once = run({ mode, faults: [id], revocation, keyUpdate: 'client' });
      const recording = back(mode, { faults: [id], revocation, keyUpdate: 'client' });
      const { client, server } = once.outcome;
      const succeeded = client.state === 'closed' && server.state === 'closed';
      // Who was let in without being verified gets no ticket.
      const hasTicket = messagesOf(once.events).some(({ type }) => type === 'NewSessionTicket');
      expect(connectionsOf(recording.events)).toHaveLength(succeeded && hasTicket ? 2 : 1);
      if (succeeded && hasTicket) expect(recording.outcome).toEqual(once.outcome);
      else expect(recording.prevented).toEqual(once.prevented);
      for (const message of messagesOf(recording.events)) {
        const isHandshake = !['ApplicationData', 'Alert', 'ChangeCipherSpec'].includes(message.type);
        const isChanged = message.details.passed === 'changed' || (message.encrypted && message.plaintext === null);
        const isOld = once.scenario.faults.includes('wire/downgrade');
        if (isHandshake && !isChanged && !isOld)
          expect(decodeHandshake13(rawOf(message)).ok, `${message.from}: ${message.type}`).toBe(true);
      }
      expect(packetsOf(recording).length).toBeGreaterThan(0);
    },
  );
});

describe.each(MODES)('New keys, %s', (mode) => {
  const recording = () => run({ mode, keyUpdate: 'client' });

  it('are asked for by the client between its first and its second request, and the server answers in kind (4.7.3)', () => {
    const data = messagesOf(recording().events).filter(({ type }) => ['ApplicationData', 'KeyUpdate'].includes(type));
    expect(data.map(({ from, type }) => `${from}:${type}`)).toEqual([
      ...['client:ApplicationData', 'server:ApplicationData'],
      ...['client:KeyUpdate', 'client:ApplicationData', 'server:KeyUpdate', 'server:ApplicationData'],
    ]);
    const updates = data.filter(({ type }) => type === 'KeyUpdate').map((message) => toHex(rawOf(message)));
    expect(updates).toEqual(['1800000101', '1800000100']);
  });

  it('come from the secrets before them by “traffic upd”, the same on both sides (7.2)', () => {
    const { events } = recording();
    for (const writer of ['client', 'server'] as const) {
      const before = fromHex(secretOf(events, 'client', `${writer}ApplicationTrafficSecret0`));
      const next = toHex(expandLabel(before, 'traffic upd', new Uint8Array()));
      for (const actor of ['client', 'server'])
        expect(secretOf(events, actor, `${writer}ApplicationTrafficSecretN`), actor).toBe(next);
    }
  });

  it('have no line in the key log: who reads it computes them', () => {
    const { keyLog, events } = recording();
    expect(keyLog.trim().split('\n')).toHaveLength(5);
    expect(keyLog).not.toContain(secretOf(events, 'client', 'clientApplicationTrafficSecretN'));
  });

  it('want a second request', () => {
    expect(recording().scenario.requests).toBe(2);
    expect(run({ mode, keyUpdate: 'client', requests: 5 }).scenario.requests).toBe(5);
  });
});

describe('The textbook’s steps in TLS 1.3', () => {
  const stepsHere = () => run({ mode: 'mutual', group: 'secp256r1' }).steps;

  it('have no HelloRetryRequest and no ChangeCipherSpec, which are nowhere in a textbook (RFC 9846 4.2.4, 5)', () => {
    const steps = stepsHere();
    expect(steps.find(({ key }) => key === 'server:HelloRetryRequest')?.textbook).toBeNull();
    const dummies = steps.filter(({ key }) => key.includes('ChangeCipherSpec'));
    expect(dummies.length).toBeGreaterThan(1);
    expect(dummies.map(({ textbook }) => textbook)).toEqual(dummies.map(() => null));
  });

  it('rise: what a client sends before its certificate is verified is part of showing it, or in no textbook', () => {
    const steps = stepsHere();
    const numbers = steps.flatMap(({ textbook }) => textbook ?? []);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const of = (wanted: string) => steps.find(({ key }) => key === wanted)?.textbook;
    expect([of('client:Finished'), of('client:ApplicationData'), of('server:finished.verify')]).toEqual([4, null, 6]);
  });

  it('count the client’s second share and second hello as its first step', () => {
    const steps = stepsHere();
    const of = (wanted: string) => steps.find(({ key }) => key === wanted)?.textbook;
    expect(of('client:ecdhe.generate#2')).toBe(1);
    expect(of('client:ClientHello#2')).toBe(1);
    expect(of('server:ServerHello')).toBe(2);
  });
});
