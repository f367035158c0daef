// The hex view: rows, highlights within them, and the byte cursor.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiColumn, blocksOf, hexRows, moveCursor, offsetLabel, spacedHex } from './hexGrid.ts';

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
            .flatMap(({ cells }) => cells.map(({ digits }) => digits))
            .join(''),
        ).toBe(hex);
      }),
    );
  });
});

describe('the blocks of a field', () => {
  it('are the end of a row and the beginning of the next one where it crosses over', () => {
    expect(blocksOf({ start: 14, end: 18 }, 16)).toEqual([
      { row: 0, rows: 1, from: 14, to: 16 },
      { row: 1, rows: 1, from: 0, to: 2 },
    ]);
  });

  it('are one where whole rows are covered, and none where nothing is', () => {
    expect(blocksOf({ start: 16, end: 48 }, 16)).toEqual([{ row: 1, rows: 2, from: 0, to: 16 }]);
    expect(blocksOf({ start: 3, end: 3 }, 16)).toEqual([]);
    expect(blocksOf(null, 16)).toEqual([]);
  });

  it('cover its bytes, each exactly once, and no others', () => {
    const range = fc.tuple(fc.nat(200), fc.nat(200)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(range, fc.constantFrom(8 as const, 16 as const), (field, perRow) => {
        const covered = blocksOf(field, perRow).flatMap(({ row, rows, from, to }) =>
          Array.from({ length: rows }, (_, r) =>
            Array.from({ length: to - from }, (_, c) => (row + r) * perRow + from + c),
          ).flat(),
        );
        expect(covered.sort((a, b) => a - b)).toEqual(
          Array.from({ length: field.end - field.start }, (_, i) => field.start + i),
        );
      }),
    );
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
    expect(['47', '20', '7e', '7f', '0a', 'c3'].map(asciiColumn).join('')).toBe('G ~···');
  });

  it('stand apart, and say where they were cut', () => {
    expect(spacedHex('160303')).toBe('16 03 03');
    expect(spacedHex('160303', 2)).toBe('16 03 …');
  });
});
