// Each state takes exactly the messages that RFC 5246 7.3 and 7.4 let come next; the table below is written from there.
import { describe, expect, it } from 'vitest';
import { concat } from '../bytes/hex.ts';
import {
  bytesIn,
  type EndState,
  handle,
  insideOf,
  newEnds,
  ocspGood,
  openSent,
  other,
  recordFor,
  sentBy,
  talk,
  write,
} from './endpoints.testing.ts';
import { errorCode } from './error.ts';
import type { EndpointEvent, Side } from './events.ts';
import type { ContentType } from './record/record.ts';

interface Arrival {
  readonly type: ContentType;
  readonly fragment: Uint8Array;
}

const mutual = talk(newEnds());
const oneWay = talk(newEnds({ mutual: false }));

/** A message of each type, as honest endpoints sent them in the mutual handshake. */
const HONEST: Readonly<Record<string, Arrival>> = Object.fromEntries(
  (['client', 'server'] as const).flatMap((side) =>
    sentBy(mutual, side)
      .filter(({ type }) => !['ChangeCipherSpec', 'ApplicationData', 'Alert'].includes(type))
      .map((message) => [
        ['Certificate', 'Finished'].includes(message.type) ? `${side}'s ${message.type}` : message.type,
        { type: 'handshake', fragment: insideOf(message) } as const,
      ]),
  ),
);
const header = (code: number) => Uint8Array.of(code, 0, 0, 0);
const MESSAGES: Readonly<Record<string, Arrival>> = {
  ...HONEST,
  HelloRequest: { type: 'handshake', fragment: header(0) },
  'NewSessionTicket (RFC 5077)': { type: 'handshake', fragment: concat(Uint8Array.of(4, 0, 0, 6), new Uint8Array(6)) },
  'ServerKeyExchange (other key exchanges)': { type: 'handshake', fragment: header(12) },
  'CertificateStatus (RFC 6066 8) that was not announced': {
    type: 'handshake',
    fragment: Uint8Array.of(22, 0, 0, 5, 1, 0, 0, 1, 0),
  },
  'a handshake type that nobody defined': { type: 'handshake', fragment: header(99) },
  ChangeCipherSpec: { type: 'change_cipher_spec', fragment: Uint8Array.of(1) },
  'application data': { type: 'application_data', fragment: Uint8Array.of(71, 69, 84) },
};

/** What may come next. The client may ignore HelloRequest at any time (7.4.1.1). */
const CLIENT: Readonly<Record<string, readonly string[]>> = {
  waitServerHello: ['HelloRequest', 'ServerHello'],
  waitCertificate: ['HelloRequest', "client's Certificate", "server's Certificate"],
  waitCertificateRequestOrDone: ['HelloRequest', 'CertificateRequest', 'ServerHelloDone'],
  waitServerHelloDone: ['HelloRequest', 'ServerHelloDone'],
  waitChangeCipherSpec: ['HelloRequest', 'ChangeCipherSpec'],
  waitFinished: ['HelloRequest', "client's Finished", "server's Finished"],
  connected: ['HelloRequest', 'application data'],
};
/** In `connected`, a ClientHello asks for a renegotiation, which 7.2.2 lets the server refuse without ending it all. */
const SERVER: Readonly<Record<string, readonly string[]>> = {
  waitClientHello: ['ClientHello'],
  waitCertificate: ["client's Certificate", "server's Certificate"],
  waitClientKeyExchange: ['ClientKeyExchange'],
  waitCertificateVerify: ['CertificateVerify'],
  waitChangeCipherSpec: ['ChangeCipherSpec'],
  waitFinished: ["client's Finished", "server's Finished"],
  connected: ['application data', 'ClientHello'],
};
/** States in which nothing is read. */
const DEAF = ['start', 'waitRevocationAnswer', 'closed', 'failed'];

function statesOf(side: Side): Map<string, EndState> {
  const states = new Map<string, EndState>();
  for (const { happenings } of [oneWay, mutual]) {
    for (const one of happenings) {
      if (one.side !== side) continue;
      states.set(one.before.name, one.before);
      states.set(one.after.name, one.after);
    }
  }
  const connected = states.get('connected');
  if (connected === undefined) throw new Error('no honest handshake was completed');
  states.set('closing', handle(connected, { kind: 'close' }).state);
  return states;
}

const STATES = { client: statesOf('client'), server: statesOf('server') };
const stateOf = (side: Side, name: string): EndState => {
  const state = STATES[side].get(name);
  if (state === undefined) throw new Error(`${side} never was in ${name}`);
  return state;
};
const arrive = (state: EndState, { type, fragment }: Arrival) =>
  handle(state, bytesIn(recordFor(state, type, fragment)));
const sends = (events: readonly EndpointEvent[]) =>
  events.flatMap((event) => (event.kind === 'send' ? [event.message.wire] : []));
const FATAL_UNEXPECTED_MESSAGE = Uint8Array.of(2, 10);

/** Refused with the alert, which is all that is sent; nothing was learnt, derived, checked or handed on. */
function expectRefused(from: EndState, { state, events }: ReturnType<typeof handle>): void {
  expect(state.name).toBe('failed');
  if (state.name === 'failed') expect(errorCode(state.error)).toBe('order');
  const wires = sends(events);
  expect(wires).toHaveLength(1);
  expect(openSent(from, wires[0] ?? new Uint8Array())).toEqual({ type: 'alert', content: FATAL_UNEXPECTED_MESSAGE });
  expect(events.at(-1)).toEqual({ kind: 'ended' });
  expect(events.filter((e) => ['secret', 'data', 'ask', 'established'].includes(e.kind))).toEqual([]);
  // All that is worked out is the refusal, and its one check says that the message is out of order.
  expect(events.flatMap((e) => (e.kind === 'operation' ? [e.operation] : []))).toEqual(['message.refuse']);
  // The last check of a ledger may say that the proof of the key was never reached; it says nothing of the message.
  const checks = events.flatMap((e) => (e.kind === 'check' && e.check.result !== 'not-reached' ? [e.check] : []));
  expect(checks.map(({ check, result }) => [check, result])).toEqual([['order', 'fail']]);
}

const SIDES = [
  { side: 'client', table: CLIENT },
  { side: 'server', table: SERVER },
] as const;

describe.each(SIDES)('the $side', ({ side, table }) => {
  it('was seen in every state that the tables here are about, and in no other', () => {
    const names = [...Object.keys(table), 'closing', ...DEAF.filter((name) => name !== 'start' || side === 'client')];
    const reached = new Set([...STATES[side].keys(), 'failed']);
    expect([...reached].sort()).toEqual(names.sort());
  });

  describe.each(Object.keys(table))('in %s', (name) => {
    const from = stateOf(side, name);
    const allowed = table[name] ?? [];

    it.each(Object.keys(MESSAGES).filter((message) => !allowed.includes(message)))(
      'refuses %s with unexpected_message',
      (message) => {
        expectRefused(from, arrive(from, MESSAGES[message] as Arrival));
      },
    );

    it.each(allowed)('does not refuse %s as unexpected', (message) => {
      const { state } = arrive(from, MESSAGES[message] as Arrival);
      expect(state.name === 'failed' ? errorCode(state.error) : 'taken').not.toBe('order');
    });

    it('refuses ChangeCipherSpec amid a handshake message (7.1, 7.4)', () => {
      const split = arrive(from, { type: 'handshake', fragment: Uint8Array.of(20, 0, 0) });
      expect(split.events).toEqual([]);
      expectRefused(split.state, arrive(split.state, MESSAGES['ChangeCipherSpec'] as Arrival));
    });
  });

  it.each(['failed', 'closed'])('neither reads nor sends anything once it has %s', (name) => {
    const connected = stateOf(side, 'connected');
    const ended =
      name === 'closed'
        ? stateOf(side, 'closed')
        : arrive(connected, { type: 'alert', fragment: Uint8Array.of(2, 80) }).state;
    expect(ended.name).toBe(name);
    const inputs = [
      ...Object.values(MESSAGES).map(({ type, fragment }) => bytesIn(recordFor(ended, type, fragment))),
      bytesIn(recordFor(ended, 'alert', Uint8Array.of(1, 0))),
      bytesIn(Uint8Array.of(1, 2, 3)),
      write(Uint8Array.of(1)),
      { kind: 'close' } as const,
      { kind: 'start' } as const,
      { kind: 'answer', http: null } as const,
    ];
    for (const input of inputs) expect(handle(ended, input)).toEqual({ state: ended, events: [] });
  });

  it('sends nothing, no alert either, behind its own close_notify (7.2.1)', () => {
    const closing = stateOf(side, 'closing');
    for (const message of Object.values(MESSAGES)) {
      if (message.type === 'application_data') continue;
      const { state, events } = arrive(closing, message);
      expect(sends(events)).toEqual([]);
      expect(['closing', 'closed']).toContain(state.name);
    }
  });

  it('still hears what was under way when it closed', () => {
    const { state, events } = arrive(stateOf(side, 'closing'), MESSAGES['application data'] as Arrival);
    expect(events).toEqual([{ kind: 'data', data: Uint8Array.of(71, 69, 84) }]);
    expect(state.name).toBe('closing');
  });

  it.each(Object.keys(table))('answers close_notify in %s with its own and ends there (7.2.1)', (name) => {
    const from = stateOf(side, name);
    const { state, events } = arrive(from, { type: 'alert', fragment: Uint8Array.of(1, 0) });
    expect(sends(events).map((wire) => openSent(from, wire))).toEqual([
      { type: 'alert', content: Uint8Array.of(1, 0) },
    ]);
    expect(state.name).toBe(name === 'connected' ? 'closed' : 'failed');
    expect(events.at(-1)).toEqual({ kind: 'ended' });
  });

  it.each(Object.keys(table))('goes on in %s after a warning (7.2.2)', (name) => {
    const from = stateOf(side, name);
    for (const code of [90, 100, 112]) {
      const { state, events } = arrive(from, { type: 'alert', fragment: Uint8Array.of(1, code) });
      expect(events).toEqual([]);
      expect(state.name).toBe(name);
    }
  });

  it.each(Object.keys(table))('ends without an answer in %s on a fatal alert (7.2.2)', (name) => {
    const { state, events } = arrive(stateOf(side, name), { type: 'alert', fragment: Uint8Array.of(2, 40) });
    expect(state).toMatchObject({ name: 'failed', error: { kind: 'alert', alert: 'handshake_failure' } });
    expect(sends(events)).toEqual([]);
    expect(events.at(-1)).toEqual({ kind: 'ended' });
  });

  it('keeps what arrives while it waits for the CA, and judges it afterwards', () => {
    const waiting = stateOf(side, 'waitRevocationAnswer');
    const asked = mutual.happenings.flatMap((one) =>
      one.side === side ? one.events.flatMap((e) => (e.kind === 'ask' ? [e.question] : [])) : [],
    )[0];
    if (asked === undefined) throw new Error('nothing was asked');
    const early = arrive(waiting, { type: 'application_data', fragment: Uint8Array.of(1) });
    expect(early).toMatchObject({ state: { name: 'waitRevocationAnswer' }, events: [] });
    const { state, events } = handle(early.state, { kind: 'answer', http: ocspGood(asked) });
    expect(state).toMatchObject({ name: 'failed', error: { kind: 'order' } });
    expect(events.filter((event) => event.kind === 'data')).toEqual([]);
  });

  it('takes nothing that the peer may only send protected from a record in the clear', () => {
    const from = stateOf(side, 'waitFinished');
    const finished = MESSAGES[`${other(side)}'s Finished`]?.fragment ?? new Uint8Array();
    const clear = concat(Uint8Array.of(22, 3, 3, 0, finished.length), finished);
    const { state } = handle(from, bytesIn(clear));
    expect(state).toMatchObject({ name: 'failed', error: { kind: 'check', check: { check: 'record.mac' } } });
  });
});

describe('a renegotiation', () => {
  it('that the client asks for is refused with a warning, and the connection goes on (7.2.2)', () => {
    const connected = stateOf('server', 'connected');
    const asked = arrive(connected, MESSAGES['ClientHello'] as Arrival);
    expect(asked.state.name).toBe('connected');
    expect(sends(asked.events).map((wire) => openSent(connected, wire))).toEqual([
      { type: 'alert', content: Uint8Array.of(1, 100) },
    ]);
    const then = arrive(asked.state, MESSAGES['application data'] as Arrival);
    expect(then.events).toEqual([{ kind: 'data', data: Uint8Array.of(71, 69, 84) }]);
  });

  it('that the server asks for is ignored by the client (7.4.1.1)', () => {
    const connected = stateOf('client', 'connected');
    const { state, events } = arrive(connected, MESSAGES['HelloRequest'] as Arrival);
    expect(state.name).toBe('connected');
    expect(events).toEqual([]);
  });
});

describe('HelloRequest', () => {
  it('amid the handshake is ignored and stays out of the transcript (7.4.1.1)', () => {
    const hello = Uint8Array.of(22, 3, 3, 0, 4, 0, 0, 0, 0);
    const pestered = talk(newEnds(), (from, sent) =>
      sent.flatMap(({ wire, encrypted, type }) =>
        from === 'server' && !encrypted && type !== 'ChangeCipherSpec' ? [hello, wire] : [wire],
      ),
    );
    expect(pestered.ends.client.name).toBe('closed');
    expect(pestered.ends.client.connection.transcript).toEqual(mutual.ends.client.connection.transcript);
  });
});
