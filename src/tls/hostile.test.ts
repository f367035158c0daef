// Whatever arrives, at any time: an endpoint answers with a state, never with an exception, and two endpoints that both
// believe to be connected believe the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../bytes/hex.ts';
import { seededRandom } from '../crypto/random.ts';
import { arbitraryHandshake } from '../testing/handshakes.ts';
import {
  bytesIn,
  type Carry,
  type EndState,
  handle,
  newEnds,
  REQUEST,
  RESPONSE,
  recordFor,
  survives,
  type Talk,
  talk,
} from './endpoints.testing.ts';
import { encodeHandshake } from './messages/handshake.ts';
import { reassembleHandshake } from './record/flight.ts';
import { protect } from './record/protection.ts';
import { CONTENT_TYPES, type ContentType } from './record/record.ts';

const honest = { oneWay: talk(newEnds({ mutual: false })), mutual: talk(newEnds()) };
const STATES: readonly EndState[] = Object.values(honest).flatMap(({ happenings }) =>
  happenings.flatMap(({ before, after }) => [before, after]),
);
const state = fc.constantFrom(...STATES);
const type = fc.constantFrom(...(Object.keys(CONTENT_TYPES) as ContentType[]));
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

describe('an endpoint in any state', () => {
  it('survives any bytes', () => {
    fc.assert(fc.property(state, fc.array(bytes(300), { minLength: 1, maxLength: 3 }), survives), { numRuns: 300 });
  });

  it('survives records of any content, under the right keys', () => {
    fc.assert(
      fc.property(state, type, bytes(200), (from, content, fragment) => {
        survives(from, [recordFor(from, content, fragment)]);
      }),
      { numRuns: 300 },
    );
  });

  it('survives any handshake message that is well-formed', () => {
    fc.assert(
      fc.property(state, arbitraryHandshake, (from, message) => {
        survives(from, [recordFor(from, 'handshake', encodeHandshake(message).bytes)]);
      }),
      { numRuns: 300 },
    );
  });

  it('survives any answer of the CA, and accepts no certificate on the strength of one', () => {
    const waiting = STATES.filter(({ name }) => name === 'waitRevocationAnswer');
    const status = fc.constantFrom('HTTP/1.1 200 OK', 'HTTP/1.1 500 Oops', 'ICY 200 OK');
    fc.assert(
      fc.property(fc.constantFrom(...waiting), status, fc.boolean(), bytes(100), (from, line, isTyped, body) => {
        const contentType = isTyped ? 'Content-Type: application/ocsp-response\r\n' : '';
        const head = `${line}\r\n${contentType}Content-Length: ${body.length}\r\n\r\n`;
        const http = concat(new TextEncoder().encode(head), body);
        const { state: after } = handle(from, { kind: 'answer', http });
        expect(after).toMatchObject({
          name: 'failed',
          error: { kind: 'check', check: { check: 'revocation.available', result: 'fail' } },
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives up in the midst of a record that holds thousands of messages', () => {
    const hello = new Uint8Array(2 ** 14); // 4096 times HelloRequest
    for (const from of STATES.filter(({ name }) => name === 'waitServerHello')) {
      const { state: after, events } = handle(from, bytesIn(recordFor(from, 'handshake', hello)));
      expect(after).toMatchObject({ name: 'failed', error: { kind: 'flood', got: 'HelloRequest' } });
      expect(events.length).toBeLessThan(10);
    }
  });
});

/** What somebody on the way does to the message that is sent as number `at`. */
type Mischief = { readonly at: number } & (
  | { readonly kind: 'flip'; readonly where: number; readonly bit: number }
  | { readonly kind: 'truncate'; readonly where: number }
  | { readonly kind: 'insert'; readonly where: number; readonly bytes: Uint8Array }
  | { readonly kind: 'duplicate' | 'drop' | 'swap' }
);

const at = fc.nat({ max: 15 });
const where = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const mischief: fc.Arbitrary<Mischief> = fc.oneof(
  fc.record({ kind: fc.constant('flip'), at, where, bit: fc.nat({ max: 7 }) }),
  fc.record({ kind: fc.constant('truncate'), at, where }),
  fc.record({ kind: fc.constant('insert'), at, where, bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  fc.record({ kind: fc.constantFrom('duplicate', 'drop', 'swap'), at }),
);

function mischievous(deeds: readonly Mischief[]): Carry {
  let count = 0;
  return (_from, sent) => {
    const wires: Uint8Array[] = [];
    let held: Uint8Array | null = null;
    for (const { wire } of sent) {
      const number = count++;
      let pieces: Uint8Array[] = [wire];
      for (const deed of deeds) if (deed.at === number) pieces = pieces.flatMap((piece) => spoil(piece, deed));
      const isSwapped = deeds.some((deed) => deed.at === number && deed.kind === 'swap');
      if (isSwapped && held === null) {
        held = concat(...pieces);
        continue;
      }
      wires.push(...pieces);
      if (held !== null) wires.push(held);
      held = null;
    }
    return held === null ? wires : [...wires, held];
  };
}

function spoil(wire: Uint8Array, deed: Mischief): Uint8Array[] {
  switch (deed.kind) {
    case 'flip': {
      const changed = wire.slice();
      const index = Math.floor(deed.where * wire.length);
      changed[index] = (changed[index] ?? 0) ^ (1 << deed.bit);
      return [changed];
    }
    case 'truncate':
      return [wire.subarray(0, Math.floor(deed.where * wire.length))];
    case 'insert': {
      const index = Math.floor(deed.where * wire.length);
      return [concat(wire.subarray(0, index), deed.bytes, wire.subarray(index))];
    }
    case 'duplicate':
      return [wire, wire];
    case 'drop':
      return [];
    case 'swap':
      return [wire];
  }
}

/** Its state behind the input that connected it: what came in the same breath may have ended it at once. */
const everConnected = ({ happenings }: Talk, side: 'client' | 'server'): EndState | undefined =>
  happenings.find((one) => one.side === side && one.events.some(({ kind }) => kind === 'established'))?.after;

/** Messages of a transcript up to the client's Finished, which is the last that the client's covers. */
const upToClientFinished = ({ connection }: EndState): Uint8Array => {
  const taken = reassembleHandshake(connection.transcript);
  if (!taken.ok) throw taken.error;
  const end = taken.value.messages.findIndex((message) => message[0] === 20);
  return concat(...taken.value.messages.slice(0, end + 1));
};

describe.each(['oneWay', 'mutual'] as const)('a conversation with somebody on the way (%s)', (flow) => {
  it('ends, and never with two endpoints that are connected and saw different handshakes', () => {
    fc.assert(
      fc.property(fc.array(mischief, { minLength: 1, maxLength: 3 }), (deeds) => {
        const conversation = talk(newEnds({ mutual: flow === 'mutual' }), mischievous(deeds));
        const [client, server] = [everConnected(conversation, 'client'), everConnected(conversation, 'server')];
        if (client !== undefined) {
          // RSA key exchange: only a server that has read and accepted the client's Finished sends its own.
          if (server === undefined) throw new Error('the client is connected, and the server never was');
          expect(upToClientFinished(client)).toEqual(upToClientFinished(server));
          expect(upToClientFinished(client)).toEqual(upToClientFinished(honest[flow].ends.client));
        }
        const { heard } = conversation;
        for (const [got, said] of [
          [heard.server, REQUEST],
          [heard.client, RESPONSE],
        ] as const) {
          expect(said.subarray(0, got.length)).toEqual(got);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('never gets application data through that was changed, replayed or swapped', () => {
    const sent = honest[flow].happenings.flatMap(({ events }) =>
      events.flatMap((event) => (event.kind === 'send' ? [event.message.type] : [])),
    );
    const request = sent.indexOf('ApplicationData');
    const late = fc.constantFrom(request, request + 1);
    const deed = fc.oneof(
      fc.record({ kind: fc.constant('flip' as const), at: late, where, bit: fc.nat({ max: 7 }) }),
      fc.record({ kind: fc.constant('duplicate' as const), at: late }),
    );
    fc.assert(
      fc.property(deed, (one) => {
        const { heard, ends } = talk(newEnds({ mutual: flow === 'mutual' }), mischievous([one]));
        const isRequest = one.at === request;
        expect(heard.server).toEqual(isRequest && one.kind === 'flip' ? new Uint8Array() : REQUEST);
        if (one.kind === 'duplicate' && isRequest) expect(ends.server.name).toBe('failed');
        if (one.kind === 'flip' && !isRequest) expect(heard.client).toHaveLength(0);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a peer that has the keys', () => {
  const expectFinished = STATES.filter(({ name }) => name === 'waitFinished');
  const connected = STATES.filter(({ name }) => name === 'connected');

  it('is not believed with another verify_data (7.4.9: decrypt_error)', () => {
    for (const from of expectFinished) {
      const finished = encodeHandshake({ type: 'Finished', verifyData: new Uint8Array(12) }).bytes;
      const { state: after, events } = handle(from, bytesIn(recordFor(from, 'handshake', finished)));
      expect(after).toMatchObject({ name: 'failed', error: { kind: 'check', check: { check: 'finished.verify' } } });
      expect(events.filter((event) => event.kind === 'established')).toEqual([]);
    }
  });

  it('can not send a record twice, nor out of order: the sequence number is under the MAC (6.2.3.1, 6.2.3.3)', () => {
    for (const from of connected) {
      const { read } = from.connection;
      if (read === null) throw new Error('connected without keys');
      const random = seededRandom(1, 'peer');
      const first = protect(read, 'application_data', REQUEST, random);
      const second = protect(first.next, 'application_data', REQUEST, random);
      for (const [a, b] of [
        [first, first],
        [second, first],
      ] as const) {
        const wire = concat(a.bytes, b.bytes);
        const { state: after } = handle(from, bytesIn(wire));
        expect(after).toMatchObject({ name: 'failed', error: { kind: 'check', check: { check: 'record.mac' } } });
      }
    }
  });
});
