// Whatever arrives, at any time, an endpoint of TLS 1.3 answers with a state, never with an exception; and who changes what
// is on the way is found out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesIn,
  type EndState,
  handle,
  insideOf,
  REQUEST,
  RESPONSE,
  recordFor,
  sentBy,
  survives,
  type Talk,
  talk,
} from '../endpoints.testing.ts';
import { CONTENT_TYPES, type ContentType, encodeRecord } from '../record/record.ts';
import { newEnds13 } from './endpoints13.testing.ts';
import { encodeHandshake13 } from './messages/handshake.ts';
import type { Handshake13 } from './messages/types.ts';
import type { Session13 } from './session.ts';

const first = talk(newEnds13());
const session: Session13 | null =
  first.happenings.flatMap(({ events }) =>
    events.flatMap((event) => (event.kind === 'session' ? [event.session] : [])),
  )[0] ?? null;
const honest: readonly Talk[] = [
  first,
  talk(newEnds13({ mutual: false })),
  talk(newEnds13({ serverOptions: { groups: ['secp256r1'] } })),
  talk(newEnds13({ options: { session } })),
  talk(newEnds13({ client: { versions: ['tls1.3', 'tls1.2'] } })),
];
const STATES: readonly EndState[] = honest.flatMap(({ happenings }) =>
  happenings.flatMap(({ before, after }) => [before, after]),
);
const state = fc.constantFrom(...STATES);
const type = fc.constantFrom(...(Object.keys(CONTENT_TYPES) as ContentType[]));
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
/** Handshake messages as they went over the wire, of both sides. */
const MESSAGES: readonly Uint8Array[] = honest.flatMap((one) =>
  (['client', 'server'] as const).flatMap((side) =>
    sentBy(one, side)
      .filter(({ type: name }) => !['ApplicationData', 'Alert', 'ChangeCipherSpec'].includes(name))
      .map(insideOf),
  ),
);

describe('an endpoint of TLS 1.3 in any state', () => {
  it('survives any bytes', () => {
    fc.assert(fc.property(state, fc.array(bytes(300), { minLength: 1, maxLength: 3 }), survives), { numRuns: 300 });
  });

  it('survives records of any content, under the right keys or in the open', () => {
    fc.assert(
      fc.property(state, type, bytes(200), fc.boolean(), (from, content, fragment, open) => {
        survives(from, [open ? encodeRecord(content, fragment).bytes : recordFor(from, content, fragment)]);
      }),
      { numRuns: 300 },
    );
  });

  it('survives real messages at the wrong time, and with bytes changed, cut off or added', () => {
    const change = fc.record({ at: fc.nat({ max: 3000 }), to: fc.nat({ max: 255 }) });
    const message = fc.constantFrom(...MESSAGES);
    fc.assert(
      fc.property(
        state,
        message,
        fc.array(change, { maxLength: 3 }),
        fc.integer({ min: -9, max: 9 }),
        (from, raw, changes, more) => {
          const made = more < 0 ? raw.slice(0, more) : new Uint8Array([...raw, ...new Uint8Array(more)]);
          for (const { at, to } of changes) if (made.length > 0) made[at % made.length] = to;
          if (made.length > 0) survives(from, [recordFor(from, 'handshake', made)]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes only what may come next: all else ends in unexpected_message', () => {
    const update: Handshake13 = { type: 'KeyUpdate', requested: true };
    const { bytes: raw } = encodeHandshake13(update);
    const waiting = STATES.filter(waitsForMessage);
    expect(waiting.length).toBeGreaterThan(10);
    for (const from of waiting) {
      const { state: after, events } = handle(from, bytesIn(recordFor(from, 'handshake', raw)));
      expect(after).toMatchObject({ name: 'failed', error: { kind: 'order' } });
      const alert = events.find((event) => event.kind === 'send');
      expect(alert?.kind === 'send' && alert.message.details).toMatchObject({ description: 'unexpected_message' });
    }
  });

  it('drops ChangeCipherSpec after the first ClientHello and until Finished, and refuses it later (5)', () => {
    const dummy = encodeRecord('change_cipher_spec', Uint8Array.of(1)).bytes;
    for (const from of STATES.filter((each) => waitsForMessage(each) && each.name !== 'waitClientHello')) {
      const { state: after, events } = handle(from, bytesIn(dummy));
      expect(after.name).toBe(from.name);
      expect(events).toEqual([]);
    }
    for (const from of STATES.filter(({ name, version }) => name === 'connected' && version === 'tls1.3')) {
      expect(handle(from, bytesIn(dummy)).state).toMatchObject({ name: 'failed', error: { kind: 'order' } });
    }
  });
});

describe('changes on the way', () => {
  const at = fc.nat({ max: 16 });
  const where = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const deed = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at, where, bit: fc.nat({ max: 7 }) }),
    fc.record({ kind: fc.constantFrom('drop' as const, 'duplicate' as const), at, where, bit: fc.constant(0) }),
  );

  it('are found out: who hears anything hears the truth', () => {
    fc.assert(
      fc.property(deed, fc.constantFrom(true, false), ({ kind, at: index, where: place, bit }, mutual) => {
        let count = 0;
        const one = talk(newEnds13({ mutual }), (_from, sent) =>
          sent.flatMap(({ wire }) => {
            if (count++ !== index) return [wire];
            if (kind === 'drop') return [];
            if (kind === 'duplicate') return [wire, wire];
            const changed = wire.slice();
            const offset = Math.floor(place * changed.length);
            changed[offset] = (changed[offset] ?? 0) ^ (1 << bit);
            return [changed];
          }),
        );
        for (const [heard, truth] of [
          [one.heard.server, REQUEST],
          [one.heard.client, RESPONSE],
        ] as const) {
          if (heard.length > 0) expect(heard).toEqual(truth);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** In the middle of a handshake of TLS 1.3, and not held up by the CA, whose answer comes first. */
function waitsForMessage({ name, version }: (typeof STATES)[number]): boolean {
  return version === 'tls1.3' && name.startsWith('wait') && name !== 'waitRevocationAnswer';
}
