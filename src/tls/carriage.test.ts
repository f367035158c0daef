// TLS messages and what carries them are independent: RFC 5246 6.2.1 lets a client fragment and coalesce as it likes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat } from '../bytes/hex.ts';
import {
  bytesIn,
  type Carry,
  handle,
  insideOf,
  newEnds,
  REQUEST,
  RESPONSE,
  recut,
  sentBy,
  slices,
  type Talk,
  talk,
  write,
} from './endpoints.testing.ts';
import type { Side } from './events.ts';
import { encodeRecord, readRecords } from './record/record.ts';

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const cuts = fc.array(fraction, { maxLength: 12 });
const FLOWS = [{ mutual: false }, { mutual: true }] as const;

/** What both ends agree to have said and heard. */
const gist = (conversation: Talk) => ({
  states: [conversation.ends.client.name, conversation.ends.server.name],
  transcripts: [conversation.ends.client.connection.transcript, conversation.ends.server.connection.transcript],
  heard: conversation.heard,
  said: (['client', 'server'] as const).map((side) =>
    sentBy(conversation, side).map((message) => [message.type, insideOf(message)]),
  ),
});

/** Handshake messages in the clear that were sent at once go into other records; the rest stays as it was. */
function reframed(places: readonly number[]): Carry {
  return (_from, sent) => {
    const isClear = ({ encrypted, type }: (typeof sent)[number]) =>
      !encrypted && type !== 'ChangeCipherSpec' && type !== 'Alert';
    const clear = sent.filter(isClear).map(({ wire }) => wire.subarray(5));
    const rest = sent.filter((message) => !isClear(message)).map(({ wire }) => wire);
    return [...(clear.length > 0 ? recut(clear, places) : []), ...rest];
  };
}

describe.each(FLOWS)('a conversation, mutual: $mutual', ({ mutual }) => {
  const plain = talk(newEnds({ mutual }));

  it('comes to its end', () => {
    expect([plain.ends.client.name, plain.ends.server.name]).toEqual(['closed', 'closed']);
    expect(plain.heard).toEqual({ client: RESPONSE, server: REQUEST });
  });

  it('is the same when every byte arrives by itself', () => {
    const single = talk(newEnds({ mutual }), (_from, sent) =>
      sent.flatMap(({ wire }) => Array.from(wire, (byte) => Uint8Array.of(byte))),
    );
    expect(gist(single)).toEqual(gist(plain));
  });

  it('is the same when all that was sent at once arrives at once', () => {
    const whole = talk(newEnds({ mutual }), (_from, sent) => [concat(...sent.map(({ wire }) => wire))]);
    expect(gist(whole)).toEqual(gist(plain));
  });

  it('is the same however the stream is cut into segments', () => {
    fc.assert(
      fc.property(cuts, (places) => {
        const cut = talk(newEnds({ mutual }), (_from, sent) => slices(concat(...sent.map(({ wire }) => wire)), places));
        expect(gist(cut)).toEqual(gist(plain));
      }),
      { numRuns: 15 },
    );
  });

  it('is the same however handshake messages are spread over records: several in one, one over several', () => {
    fc.assert(
      fc.property(cuts, (places) => {
        expect(gist(talk(newEnds({ mutual }), reframed(places)))).toEqual(gist(plain));
      }),
      { numRuns: 15 },
    );
  });

  it('is the same when each flight is in one record', () => {
    expect(gist(talk(newEnds({ mutual }), reframed([])))).toEqual(gist(plain));
  });

  it('is the same when every handshake byte has a record of its own', () => {
    const perByte: Carry = (_from, sent) =>
      sent.flatMap(({ wire, encrypted, type }) =>
        encrypted || type === 'ChangeCipherSpec'
          ? [wire]
          : Array.from(wire.subarray(5), (byte) => encodeRecord('handshake', Uint8Array.of(byte)).bytes),
      );
    expect(gist(talk(newEnds({ mutual }), perByte))).toEqual(gist(plain));
  });
});

describe('application data', () => {
  it('longer than a record goes in several, and comes out as it went in', () => {
    const long = Uint8Array.from({ length: 40_000 }, (_, i) => i % 251);
    const { happenings } = talk(newEnds());
    const connected = (side: Side) => {
      const found = happenings.find((one) => one.side === side && one.after.name === 'connected');
      if (found === undefined) throw new Error(`the ${side} never was connected`);
      return found.after;
    };
    const [message] = handle(connected('client'), write(long)).events.flatMap((e) =>
      e.kind === 'send' ? [e.message] : [],
    );
    const { records } = readRecords(message?.wire ?? new Uint8Array());
    expect(records.map(({ type }) => type)).toEqual(Array(3).fill('application_data')); // 2 * 2^14 < 40,000 < 3 * 2^14
    const { events } = handle(connected('server'), bytesIn(message?.wire ?? new Uint8Array()));
    expect(concat(...events.flatMap((e) => (e.kind === 'data' ? [e.data] : [])))).toEqual(long);
  });
});
