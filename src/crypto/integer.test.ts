import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitLength, fromBytes, gcd, modInverse, modPow, toBytes } from './integer.ts';

const number = fc.bigInt({ min: 0n, max: 1n << 300n });
const modulus = fc.bigInt({ min: 1n, max: 1n << 300n });

/** The definition, one bit at a time from the least significant one. */
function powerByDefinition(base: bigint, exponent: bigint, m: bigint): bigint {
  let result = 1n % m;
  for (let [e, square] = [exponent, base % m]; e > 0n; e >>= 1n, square = (square * square) % m) {
    if (e & 1n) result = (result * square) % m;
  }
  return result;
}

describe('numbers', () => {
  it('OS2IP undoes I2OSP', () => {
    fc.assert(
      fc.property(number, fc.nat(8), (value, more) => {
        const length = Math.ceil(value.toString(2).length / 8) + more;
        expect(toBytes(value, length).length).toBe(length);
        expect(fromBytes(toBytes(value, length))).toBe(value);
      }),
    );
    expect(fromBytes(new Uint8Array(0))).toBe(0n);
  });

  it('I2OSP refuses a number that is too large', () => {
    expect(() => toBytes(256n, 1)).toThrow(RangeError);
    expect(() => toBytes(-1n, 1)).toThrow(RangeError);
  });

  it('the bit length is the number of binary digits, and 0 for 0', () => {
    fc.assert(
      fc.property(modulus, (value) => {
        expect(bitLength(value)).toBe(value.toString(2).length);
      }),
    );
    expect(bitLength(0n)).toBe(0);
  });

  it('the modular power is that of the definition', () => {
    fc.assert(
      fc.property(number, number, modulus, (base, exponent, m) => {
        expect(modPow(base, exponent, m)).toBe(powerByDefinition(base, exponent, m));
      }),
    );
  });

  it('a value times its modular inverse is 1, and there is none where they share a factor', () => {
    fc.assert(
      fc.property(modulus, fc.bigInt({ min: 2n, max: 1n << 200n }), (value, m) => {
        const inverse = modInverse(value, m);
        if (gcd(value, m) === 1n) expect(((inverse ?? 0n) * value) % m).toBe(1n);
        else expect(inverse).toBeNull();
      }),
    );
  });
});
