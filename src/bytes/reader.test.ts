import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempt, DecodeError } from './error.ts';
import { fromHex } from './hex.ts';
import { Reader } from './reader.ts';
import { equalSpans, SharedSpans, type Span, shiftSpans } from './span.ts';
import { Writer } from './writer.ts';

const leaf = (field: string, start: number, end: number, value: string | null) => ({
  field,
  start,
  end,
  value,
  children: [],
});

describe('Reader', () => {
  it('reads numbers of 1 to 4 bytes with the most significant byte first (RFC 5246 4.4)', () => {
    const reader = new Reader(fromHex('ff 0102 010203 fffefdfc'));
    expect(reader.u8('a')).toBe(255);
    expect(reader.u16('b')).toBe(0x0102);
    expect(reader.u24('c')).toBe(0x010203);
    expect(reader.u32('d')).toBe(0xfffefdfc);
    expect(reader.remaining).toBe(0);
    expect(reader.spans).toEqual([
      leaf('a', 0, 1, '255'),
      leaf('b', 1, 3, '258'),
      leaf('c', 3, 6, '66051'),
      leaf('d', 6, 10, '4294901244'),
    ]);
  });

  it('counts offsets from the start of the buffer, wherever it begins to read', () => {
    const reader = new Reader(fromHex('aabbccdd'), 1, 3);
    expect(reader.u16('x')).toBe(0xbbcc);
    expect(reader.spans).toEqual([leaf('x', 1, 3, '48076')]);
    expect(() => reader.u8('y')).toThrow(new DecodeError('y', 3, '1 byte wanted, 0 left'));
  });

  it('reads a vector with its length, the items as children of one span', () => {
    const reader = new Reader(fromHex('0002 0a0b ff'));
    const items = reader.vector(2, 'v', (inner) => inner.list((one) => one.u8('v.item')));
    expect(items).toEqual([10, 11]);
    expect(reader.offset).toBe(4);
    expect(reader.spans).toEqual([
      {
        field: 'v',
        start: 0,
        end: 4,
        value: null,
        children: [leaf('v.length', 0, 2, '2'), leaf('v.item', 2, 3, '10'), leaf('v.item', 3, 4, '11')],
      },
    ]);
  });

  it('refuses a vector that is longer than what holds it', () => {
    const result = attempt(() => new Reader(fromHex('03 0a0b')).vector(1, 'v', (inner) => inner.rest('v.bytes')));
    expect(result).toMatchObject({ ok: false, error: { field: 'v.length', offset: 0, size: 1 } });
  });

  it('refuses a vector whose content ends before it does', () => {
    const result = attempt(() => new Reader(fromHex('03 0a0b0c')).vector(1, 'v', (inner) => inner.u8('v.item')));
    expect(result).toMatchObject({ ok: false, error: { field: 'v.length', offset: 0, size: 1 } });
  });

  it('never reads past the end of an inner vector into what follows: its length is what is wrong', () => {
    const result = attempt(() => new Reader(fromHex('01 0a0b')).vector(1, 'v', (inner) => inner.u16('v.item')));
    expect(result).toMatchObject({ ok: false, error: { field: 'v.length', offset: 0, size: 1 } });
  });

  describe('of a vector in a vector, where the inner one does not fit', () => {
    const read = (hex: string) =>
      attempt(() =>
        new Reader(fromHex(hex)).vector(1, 'a', (outer) =>
          outer.list((list) => list.vector(1, 'b', (inner) => inner.list((one) => one.u8('c')))),
        ),
      );

    it('blames the outer length, if the inner vector fits into what holds both', () => {
      expect(read('03 020a0b')).toMatchObject({ ok: true });
      expect(read('02 020a0b')).toMatchObject({ ok: false, error: { field: 'a.length', offset: 0, size: 1 } });
    });

    it('blames the inner length, if it does not', () => {
      expect(read('03 030a0b')).toMatchObject({ ok: false, error: { field: 'b.length', offset: 1, size: 1 } });
    });
  });

  it('refuses a list whose items take no bytes, which would never end', () => {
    expect(() => new Reader(Uint8Array.of(1)).list(() => null)).toThrow(DecodeError);
  });

  it('keeps the spans of the fields around a group whose reading failed', () => {
    const reader = new Reader(fromHex('0102'));
    reader.u8('first');
    expect(() => reader.group('group', (inner) => inner.u32('inside'))).toThrow(DecodeError);
    expect(reader.spans).toEqual([leaf('first', 0, 1, '1')]);
  });

  it('lets an error that is no DecodeError through: a broken invariant is not bad input', () => {
    expect(() =>
      attempt(() => {
        throw new RangeError('ours');
      }),
    ).toThrow(RangeError);
  });

  it('takes a vector of very many items without running out of stack', () => {
    const items = new Reader(new Uint8Array(3 + 400_000).map((_, i) => [0x06, 0x1a, 0x80][i] ?? 0));
    expect(items.vector(3, 'v', (inner) => inner.list((one) => one.u8('v.item')))).toHaveLength(400_000);
  });
});

describe('Writer', () => {
  it('leaves the bytes and the spans that Reader finds in them', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 })), fc.nat(0xffffffff), (items, number) => {
        const writer = new Writer();
        writer.u32(number, 'n');
        writer.vector(3, 'v', () => {
          for (const item of items) writer.vector(2, 'item', () => writer.put(item, 'item.bytes'));
        });
        const { bytes, spans } = writer.finish();
        const reader = new Reader(bytes);
        expect(reader.u32('n')).toBe(number);
        const read = reader.vector(3, 'v', (v) => v.list(() => v.vector(2, 'item', (one) => one.rest('item.bytes'))));
        expect(read).toEqual(items);
        expect(reader.spans).toEqual(spans);
      }),
    );
  });

  it('throws where a number or a vector does not fit its width, and writes no other number instead', () => {
    const writer = new Writer();
    expect(() => writer.u8(256, 'n')).toThrow(RangeError);
    expect(() => writer.u16(-1, 'n')).toThrow(RangeError);
    expect(() => writer.u24(1.5, 'n')).toThrow(RangeError);
    expect(() => writer.vector(1, 'v', () => writer.put(new Uint8Array(256), 'v.bytes'))).toThrow(RangeError);
  });
});

describe('shiftSpans', () => {
  it('moves a span with all that is in it', () => {
    const inner = leaf('b', 1, 2, '7');
    const shifted = shiftSpans([{ field: 'a', start: 0, end: 4, value: null, children: [inner] }], 10);
    expect(shifted).toEqual([{ field: 'a', start: 10, end: 14, value: null, children: [leaf('b', 11, 12, '7')] }]);
  });
});

describe('SharedSpans', () => {
  const list = (field: string, value: string | null): Span[] => [
    { field: 'header', start: 0, end: 5, value: null, children: [] },
    { field, start: 5, end: 9, value, children: [{ field: 'inner', start: 6, end: 9, value, children: [] }] },
  ];

  it('gives an equal list that was there before, and any other list as it is', () => {
    const shared = new SharedSpans();
    const first = list('body', 'a');
    expect(shared.share(first)).toBe(first);
    expect(shared.share(list('body', 'a'))).toBe(first);
    for (const other of [list('body', 'b'), list('rest', 'a'), list('body', null)]) {
      expect(shared.share(other)).toBe(other);
      expect(equalSpans(other, first)).toBe(false);
    }
    expect(shared.share([])).toEqual([]);
  });
});
