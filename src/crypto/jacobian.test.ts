// @noble/curves with its complete formulas, and the laws of the group, judge the shorter ones.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CURVES } from './ecdsa.ts';
import { type Affine, sumOfMultiples } from './jacobian.ts';
import type { CurveName } from './verifiers.ts';

describe.each(['P-256', 'P-384', 'P-521'] as const satisfies readonly CurveName[])('on %s', (name) => {
  const { Point } = CURVES[name];
  const { Fn, Fp, BASE } = Point;
  const n = Fn.ORDER;
  const G = BASE.toAffine();
  const sum = (...terms: readonly (readonly [bigint, Affine])[]) =>
    sumOfMultiples(
      Fp,
      terms.map(([scalar, point]) => ({ scalar, point })),
    );
  const multiple = (scalar: bigint): Affine => BASE.multiplyUnsafe(scalar).toAffine();
  const scalars = fc.bigInt({ min: 1n, max: n - 1n });

  it('one multiple and the sum of two are those of the complete formulas', () => {
    fc.assert(
      fc.property(scalars, scalars, scalars, (a, b, c) => {
        const other = multiple(c);
        expect(sum([a, G])).toEqual(multiple(a));
        const expected = BASE.multiplyUnsafe(a).add(Point.fromAffine(other).multiplyUnsafe(b));
        expect(sum([a, G], [b, other])).toEqual(expected.toAffine());
      }),
      { numRuns: 12 },
    );
  });

  it('small multiples, and those next to the order, are right in every pair', () => {
    const some = [1n, 2n, 3n, 15n, 16n, 17n, 31n, 32n, 33n, n - 1n, n - 2n, n - 16n, n - 17n];
    const points = new Map(some.map((scalar) => [scalar, BASE.multiplyUnsafe(scalar)]));
    for (const [a, aG] of points) {
      expect(sum([a, G])).toEqual(aG.toAffine());
      for (const [b, bG] of points) {
        const expected = aG.add(bG);
        expect(sum([a, G], [b, G])).toEqual(expected.is0() ? null : expected.toAffine());
        expect(sum([1n, aG.toAffine()], [1n, bG.toAffine()])).toEqual(expected.is0() ? null : expected.toAffine());
      }
    }
  });

  it('no multiple at all, the multiple by the order, and a point and its opposite are the point at infinity', () => {
    expect(sum([0n, G])).toBeNull();
    expect(sum([0n, G], [0n, multiple(5n)])).toBeNull();
    expect(sum([n, G])).toBeNull();
    fc.assert(
      fc.property(scalars, (a) => {
        expect(sum([a, G], [n - a, G])).toBeNull();
        expect(sum([0n, G], [1n, multiple(a)])).toEqual(multiple(a));
      }),
      { numRuns: 10 },
    );
  });
});
