// A peer that keeps an endpoint busy with messages that bring the connection no further is left after a few of them, and
// early data that is not accepted is passed over (RFC 9846 4.3.10), up to a limit.
import { describe, expect, it } from 'vitest';
import { concat } from '../bytes/hex.ts';
import { bytesIn, type EndState, handle, insideOf, newEnds, recordFor, type Talk, talk } from './endpoints.testing.ts';
import { MAX_IDLE_MESSAGES, MAX_SKIPPED_BYTES, MAX_WARNINGS } from './limits.ts';
import { type ContentType, encodeRecord } from './record/record.ts';
import { newEnds13 } from './tls13/endpoints13.testing.ts';
import type { Extension13 } from './tls13/messages/extensionTypes.ts';
import { decodeHandshake13, encodeHandshake13 } from './tls13/messages/handshake.ts';

const old = talk(newEnds({ mutual: false }));
const ends13 = talk(newEnds13({ mutual: false }));

function stateOf(one: Talk, side: 'client' | 'server', name: string): EndState {
  const found = one.happenings.find((each) => each.side === side && each.after.name === name);
  if (!found) throw new Error(`no ${side} in ${name}`);
  return found.after;
}

const [helloOf] = [
  (one: Talk): Uint8Array => {
    const sent = one.happenings[0]?.events.flatMap((event) => (event.kind === 'send' ? [event.message] : []))[0];
    if (!sent) throw new Error('no hello');
    return insideOf(sent);
  },
];

/** How many of them are borne; the one behind the last ends the connection. */
function borne(from: EndState, next: (state: EndState) => Uint8Array): { borne: number; end: EndState } {
  let state = from;
  for (let count = 0; count < 1000; count++) {
    state = handle(state, bytesIn(next(state))).state;
    if (state.name === 'failed') return { borne: count, end: state };
  }
  return { borne: 1000, end: state };
}

const WARNING = Uint8Array.of(1, 43);
const CANCELED = Uint8Array.of(1, 90);
const inOpen = (type: ContentType, ...fragment: number[]) => encodeRecord(type, Uint8Array.from(fragment)).bytes;
/** KeyUpdate moves the keys that the endpoint reads with, and `recordFor` follows them. */
const keyUpdate = (request: 0 | 1) => (state: EndState) =>
  recordFor(state, 'handshake', Uint8Array.of(24, 0, 0, 1, request));
const ticket = (state: EndState) =>
  recordFor(
    state,
    'handshake',
    concat(Uint8Array.of(4, 0, 0, 15), new Uint8Array(8), Uint8Array.of(0, 0, 2, 9, 9, 0, 0)),
  );

describe('Messages that bring the connection no further', () => {
  it.each([
    ['warnings to a client, TLS 1.2', old, 'client', 'waitServerHello', MAX_WARNINGS, WARNING],
    ['warnings to a server, TLS 1.2', old, 'server', 'waitClientKeyExchange', MAX_WARNINGS, WARNING],
    ['warnings to one that is connected, TLS 1.2', old, 'server', 'connected', MAX_WARNINGS, WARNING],
    ['user_canceled to a client, TLS 1.3', ends13, 'client', 'connected', MAX_WARNINGS, CANCELED],
    ['user_canceled to a server, TLS 1.3', ends13, 'server', 'connected', MAX_WARNINGS, CANCELED],
  ] as const)('%s: few are borne', (_what, one, side, name, limit, alert) => {
    const { borne: count, end } = borne(stateOf(one, side, name), (state) => recordFor(state, 'alert', alert));
    expect(count).toBe(limit);
    expect(end).toMatchObject({ error: { kind: 'flood' } });
  });

  it.each([
    ['KeyUpdate that asks for one, to a server', ends13, 'server', 'connected', keyUpdate(1)],
    ['KeyUpdate that asks for none, to a server', ends13, 'server', 'connected', keyUpdate(0)],
    ['KeyUpdate, to a client', ends13, 'client', 'connected', keyUpdate(1)],
    ['NewSessionTicket', ends13, 'client', 'connected', ticket],
    [
      'empty records, TLS 1.3',
      ends13,
      'server',
      'connected',
      (s: EndState) => recordFor(s, 'application_data', new Uint8Array()),
    ],
    ['ChangeCipherSpec, to a client', ends13, 'client', 'waitServerHello', () => inOpen('change_cipher_spec', 1)],
    ['ChangeCipherSpec, to a server', ends13, 'server', 'waitFinished', () => inOpen('change_cipher_spec', 1)],
    ['HelloRequest', old, 'client', 'waitServerHello', () => inOpen('handshake', 0, 0, 0, 0)],
    [
      'HelloRequest to one that is connected',
      old,
      'client',
      'connected',
      (s: EndState) => recordFor(s, 'handshake', new Uint8Array(4)),
    ],
    [
      'another ClientHello, TLS 1.2',
      old,
      'server',
      'connected',
      (s: EndState) => recordFor(s, 'handshake', helloOf(old)),
    ],
    [
      'empty records, TLS 1.2',
      old,
      'server',
      'connected',
      (s: EndState) => recordFor(s, 'application_data', new Uint8Array()),
    ],
  ] as const)(
    '%s: a bounded number is borne, then the connection ends with unexpected_message',
    (_what, one, side, name, next) => {
      const { borne: count, end } = borne(stateOf(one, side, name), next);
      expect(count).toBeGreaterThan(MAX_IDLE_MESSAGES - 3); // some came before, in the handshake
      expect(count).toBeLessThanOrEqual(MAX_IDLE_MESSAGES);
      expect(end).toMatchObject({ error: { kind: 'flood', limit: MAX_IDLE_MESSAGES } });
    },
  );

  it('come to the same end however they are mixed', () => {
    let turn = 0;
    const { end } = borne(stateOf(ends13, 'server', 'connected'), (state) =>
      turn++ % 2 === 0 ? keyUpdate(0)(state) : recordFor(state, 'application_data', new Uint8Array()),
    );
    expect(end).toMatchObject({ error: { kind: 'flood' } });
    expect(turn).toBeLessThanOrEqual(MAX_IDLE_MESSAGES + 1);
  });
});

describe('Early data that is not accepted (RFC 9846 4.3.10)', () => {
  const EARLY: Extension13 = { type: 'unknown', code: 42, data: new Uint8Array() };
  /** A hello of our client that announces early data, and what the server is in behind it. */
  function announced(shares: readonly ('x25519' | 'secp256r1')[]) {
    const ends = newEnds13({
      mutual: false,
      options: { shares, groups: ['x25519', 'secp256r1'] },
      serverOptions: { groups: ['secp256r1'] },
    });
    const client = handle(ends.client, { kind: 'start' });
    const raw = client.events.flatMap((event) => (event.kind === 'send' ? [insideOf(event.message)] : []))[0];
    const decoded = decodeHandshake13(raw ?? new Uint8Array());
    if (!decoded.ok || decoded.value.message.type !== 'ClientHello') throw new Error('no hello');
    const { message } = decoded.value;
    const hello = { ...message, extensions: [EARLY, ...message.extensions] };
    const wire = encodeRecord('handshake', encodeHandshake13(hello).bytes).bytes;
    return { message, server: handle(ends.server, bytesIn(wire)).state };
  }
  const garbage = (length: number) => encodeRecord('application_data', new Uint8Array(length).fill(0x5a)).bytes;
  const total = (state: EndState, length: number) => borne(state, () => garbage(length)).borne * length;

  it('is skipped: records that do not open are discarded, and the first that does counts', () => {
    const { server } = announced(['secp256r1']);
    expect(server.name).toBe('waitFinished');
    const behind = handle(server, bytesIn(concat(garbage(300), inOpen('change_cipher_spec', 1), garbage(17)))).state;
    expect(behind.name).toBe('waitFinished');
    const finished = recordFor(behind, 'handshake', concat(Uint8Array.of(20, 0, 0, 32), new Uint8Array(32)));
    // The right keys, and other bytes than the Finished must have: it was read.
    expect(handle(behind, bytesIn(finished)).state).toMatchObject({ error: { check: { check: 'finished.verify' } } });
  });

  it('is skipped behind a HelloRetryRequest too, by its type alone, and no longer behind the second hello', () => {
    const { server } = announced(['x25519']);
    expect(server.name).toBe('waitSecondClientHello');
    expect(handle(server, bytesIn(garbage(300))).state.name).toBe('waitSecondClientHello');
  });

  it('no further than a limit', () => {
    for (const shares of [['secp256r1'], ['x25519']] as const) {
      expect(total(announced(shares).server, 1024)).toBe(MAX_SKIPPED_BYTES);
      expect(total(announced(shares).server, 16_384)).toBe(MAX_SKIPPED_BYTES);
    }
  });

  it('is not skipped where none was announced, nor behind the first record that opens', () => {
    const plain = stateOf(ends13, 'server', 'waitFinished');
    expect(handle(plain, bytesIn(garbage(300))).state).toMatchObject({ error: { check: { check: 'record.mac' } } });
    const { server } = announced(['secp256r1']);
    const half = handle(server, bytesIn(recordFor(server, 'handshake', Uint8Array.of(20, 0)))).state;
    expect(half.name).toBe('waitFinished');
    expect(handle(half, bytesIn(garbage(300))).state).toMatchObject({ error: { check: { check: 'record.mac' } } });
  });
});
