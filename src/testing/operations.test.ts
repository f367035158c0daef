import { describe, expect, it } from 'vitest';
import { operationsOf } from './operations.ts';

describe('The count of operations', () => {
  const pairs = (n: number) => {
    const list = Array.from({ length: n }, (_, i) => i);
    return operationsOf(() => void list.filter((each) => list.includes(each + 1)));
  };

  it('grows with the square of the length where each is looked for among all', () => {
    expect(pairs(1000)).toBeGreaterThan(3.9 * pairs(500));
  });

  it('sees bytes, texts, maps, sets and loops', () => {
    const [bytes, map, set] = [new Uint8Array(100), new Map<number, number>(), new Set<number>()];
    const looped = () => {
      for (const _ of bytes);
    };
    for (const work of [looped, () => void bytes.slice(), () => void 'a'.repeat(100).split('')])
      expect(operationsOf(work)).toBeGreaterThanOrEqual(100);
    expect(operationsOf(() => void map.set(1, 1))).toBe(1);
    expect(operationsOf(() => void set.has(1))).toBe(1);
  });

  it('leaves everything as it was, also behind an error', () => {
    const before = [Array.prototype.map, Set.prototype.has, String.prototype.split];
    expect(() =>
      operationsOf(() => {
        throw new RangeError('work');
      }),
    ).toThrow(RangeError);
    expect([Array.prototype.map, Set.prototype.has, String.prototype.split]).toEqual(before);
  });
});
