import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../../bytes/hex.ts';
import { arbitraryHandshake } from '../../testing/handshakes.ts';
import { encodeHandshake } from '../messages/handshake.ts';
import { MAX_HANDSHAKE_BODY, reassembleHandshake } from './flight.ts';
import { encodeRecord, readRecords } from './record.ts';

/** What a receiver makes of a flight that comes in these fragments. */
function reassemble(fragments: readonly Uint8Array[]): { messages: Uint8Array[]; rest: Uint8Array } {
  const messages: Uint8Array[] = [];
  let rest: Uint8Array = new Uint8Array(0);
  for (const fragment of fragments) {
    const taken = reassembleHandshake(concat(rest, fragment));
    if (!taken.ok) throw taken.error;
    messages.push(...taken.value.messages);
    rest = taken.value.rest;
  }
  return { messages, rest };
}

/** `bytes` cut at `cuts`, which are fractions of its length. */
function split(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
}

const flight = fc
  .array(arbitraryHandshake, { maxLength: 5 })
  .map((all) => all.map((one) => encodeHandshake(one).bytes));
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

describe('reassembly of handshake messages (RFC 5246 6.2.1)', () => {
  it('gives the same messages however the flight was split and coalesced', () => {
    fc.assert(
      fc.property(flight, cuts, (sent, places) => {
        const { messages, rest } = reassemble(split(concat(...sent), places));
        expect(messages).toEqual(sent);
        expect(rest).toHaveLength(0);
      }),
    );
  });

  it('gives the same messages through records that arrive in any pieces', () => {
    fc.assert(
      fc.property(flight, cuts, cuts, (sent, recordCuts, arrivalCuts) => {
        const fragments = split(concat(...sent), recordCuts).filter((fragment) => fragment.length > 0);
        const wire = concat(...fragments.map((fragment) => encodeRecord('handshake', fragment).bytes));
        let pending: Uint8Array = new Uint8Array(0);
        const received: Uint8Array[] = [];
        for (const piece of split(wire, arrivalCuts)) {
          const read = readRecords(concat(pending, piece));
          expect(read.error).toBeNull();
          received.push(...read.records.map((record) => record.fragment));
          pending = read.rest;
        }
        expect(pending).toHaveLength(0);
        expect(reassemble(received).messages).toEqual(sent);
      }),
    );
  });

  it('keeps the beginning of a message until its end has come', () => {
    const start = Uint8Array.of(20, 0, 0, 12, 1, 2, 3);
    expect(reassembleHandshake(start)).toEqual({ ok: true, value: { messages: [], rest: start } });
  });

  it('refuses a message over the bound as soon as its header is there', () => {
    const long = MAX_HANDSHAKE_BODY + 1;
    const header = Uint8Array.of(11, long >> 16, (long >> 8) & 255, long & 255);
    expect(reassembleHandshake(header)).toMatchObject({ ok: false, error: { field: 'handshake.length' } });
    const atBound = Uint8Array.of(11, MAX_HANDSHAKE_BODY >> 16, 0, 0);
    expect(reassembleHandshake(atBound)).toMatchObject({ ok: true, value: { messages: [] } });
  });

  it('hands out the messages before one over the bound', () => {
    const done = Uint8Array.of(14, 0, 0, 0);
    const long = Uint8Array.of(11, 255, 255, 255);
    expect(reassembleHandshake(concat(done, long))).toEqual({ ok: true, value: { messages: [done], rest: long } });
  });
});
