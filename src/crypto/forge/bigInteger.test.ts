import fc from 'fast-check';
import forgeRoot from 'node-forge/lib/forge.js';
import { expect, it } from 'vitest';
import { powersOnBigInt, toForge } from './bigInteger.ts';

const { prototype } = forgeRoot.jsbn.BigInteger;
const shipped = { modPow: prototype.modPow, modInverse: prototype.modInverse, gcd: prototype.gcd };
powersOnBigInt();

it('is ours after the call, and not before', () => {
  expect(prototype.modPow).not.toBe(shipped.modPow);
  expect(prototype.modInverse).not.toBe(shipped.modInverse);
  expect(prototype.gcd).not.toBe(shipped.gcd);
});

const number = fc.bigInt({ min: 0n, max: 1n << 200n });
const odd = number.map((value) => 2n * value + 3n);

it('gives the numbers that node-forge gives as it ships', () => {
  fc.assert(
    fc.property(number, number, odd, (a, b, modulus) => {
      const [x, y, m] = [toForge(a), toForge(b), toForge(modulus)];
      expect(x.modPow(y, m).toString(16)).toBe(shipped.modPow.call(x, y, m).toString(16));
      expect(x.gcd(y).toString(16)).toBe(shipped.gcd.call(x, y).toString(16));
      expect(x.gcd(m).toString(16)).toBe(shipped.gcd.call(x, m).toString(16));
    }),
  );
});

it('has the inverse where there is one, and zero where there is none', () => {
  fc.assert(
    fc.property(odd, odd, (value, modulus) => {
      const [x, m] = [toForge(value), toForge(modulus)];
      const inverse = x.modInverse(m);
      if (x.gcd(m).toString(16) === '1') expect(inverse.multiply(x).mod(m).toString(16)).toBe('1');
      else expect(inverse.toString(16)).toBe('0');
    }),
  );
});
