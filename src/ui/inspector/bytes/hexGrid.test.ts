// The hex view: rows, highlights within them, and the byte cursor.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascii, hexRows, moveCursor, offsetLabel, rangeInRow, spacedHex } from './hexGrid.ts';

describe('rows of bytes', () => {
  it('hold 16 bytes, or 8, and the rest', () => {
    const hex = '00'.repeat(20);
    expect(hexRows(hex, 16).map(({ start, cells }) => [start, cells.length])).toEqual([
      [0, 16],
      [16, 4],
    ]);
    expect(hexRows(hex, 8)).toHaveLength(3);
    expect(hexRows('', 16)).toEqual([]);
  });

  it('give back every byte in its order', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom(8 as const, 16 as const), (bytes, perRow) => {
        const hex = Buffer.from(bytes).toString('hex');
        expect(
          hexRows(hex, perRow)
            .flatMap(({ cells }) => cells)
            .join(''),
        ).toBe(hex);
      }),
    );
  });

  it('are lit where a field covers them', () => {
    const [first, second] = hexRows('00'.repeat(32), 16);
    if (first === undefined || second === undefined) throw new Error('two rows expected');
    const field = { start: 14, end: 18 };
    expect(rangeInRow(field, first)).toEqual({ start: 14, end: 16 });
    expect(rangeInRow(field, second)).toEqual({ start: 16, end: 18 });
    expect(rangeInRow({ start: 3, end: 3 }, first)).toBeNull();
    expect(rangeInRow(null, first)).toBeNull();
  });
});

describe('the byte cursor', () => {
  it('moves by a byte, by a row, and to both ends', () => {
    expect(moveCursor('ArrowRight', 3, 40, 16)).toBe(4);
    expect(moveCursor('ArrowLeft', 3, 40, 16)).toBe(2);
    expect(moveCursor('ArrowDown', 3, 40, 16)).toBe(19);
    expect(moveCursor('ArrowDown', 3, 40, 8)).toBe(11);
    expect(moveCursor('ArrowUp', 19, 40, 16)).toBe(3);
    expect(moveCursor('End', 3, 40, 16)).toBe(39);
    expect(moveCursor('Home', 3, 40, 16)).toBe(0);
  });

  it('stays where there is no byte above or below', () => {
    expect(moveCursor('ArrowUp', 3, 40, 16)).toBe(3);
    expect(moveCursor('ArrowDown', 30, 40, 16)).toBe(30);
  });

  it('never leaves the bytes', () => {
    const keys = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        fc.array(fc.constantFrom(...keys)),
        (length, from, moves) => {
          const end = moves.reduce((at, key) => moveCursor(key, at, length, 16) ?? at, from % length);
          expect(end).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThan(length);
        },
      ),
    );
  });

  it('leaves other keys to others', () => {
    expect(moveCursor('Tab', 0, 10, 16)).toBeNull();
  });
});

describe('bytes as text', () => {
  it('count offsets in hexadecimal', () => {
    expect([0, 16, 4096].map(offsetLabel)).toEqual(['0000', '0010', '1000']);
  });

  it('show printable ASCII only', () => {
    expect(['47', '20', '7e', '7f', '0a', 'c3'].map(ascii).join('')).toBe('G ~···');
  });

  it('stand apart, and say where they were cut', () => {
    expect(spacedHex('160303')).toBe('16 03 03');
    expect(spacedHex('160303', 2)).toBe('16 03 …');
  });
});
