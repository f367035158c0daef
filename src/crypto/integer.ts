// Whole numbers as RSA needs them: conversion (RFC 8017 4), modular power and inverse, on native BigInt.

/** OS2IP: the bytes as a non-negative big-endian number. */
export function fromBytes(bytes: Uint8Array): bigint {
  let digits = '0x0';
  for (const byte of bytes) digits += HEX_BYTES[byte];
  return BigInt(digits);
}

/** I2OSP: `length` big-endian bytes. */
export function toBytes(value: bigint, length: number): Uint8Array {
  const digits = value.toString(16);
  if (value < 0n || digits.length > 2 * length) throw new RangeError(`a number does not fit ${length} bytes`);
  const padded = digits.padStart(2 * length, '0');
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = Number.parseInt(padded.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Of a value that is not negative; 0 for 0. */
export function bitLength(value: bigint): number {
  const digits = value.toString(16);
  return 4 * digits.length - Math.clz32(Number.parseInt(digits[0] ?? '0', 16)) + 28;
}

/**
 * base^exponent mod modulus, by a sliding window over the exponent's bits (Handbook of Applied Cryptography 14.85).
 * Its time depends on the exponent: good for a lab with public keys, no good for keys that must stay secret.
 */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const bits = exponent.toString(2);
  const width = bits.length > 64 ? 5 : 1;
  const odd = oddPowers(base % modulus, modulus, 2 ** (width - 1));
  let result = 1n % modulus;
  let at = 0;
  while (at < bits.length) {
    if (bits[at] === '0') {
      result = (result * result) % modulus;
      at++;
      continue;
    }
    let end = Math.min(at + width, bits.length);
    while (bits[end - 1] === '0') end--;
    for (let i = at; i < end; i++) result = (result * result) % modulus;
    const window = Number.parseInt(bits.slice(at, end), 2);
    result = (result * (odd[window >> 1] ?? 1n)) % modulus;
    at = end;
  }
  return result;
}

/** The number x with value * x = 1 mod modulus; null where there is none. */
export function modInverse(value: bigint, modulus: bigint): bigint | null {
  let [r0, r1] = [modulus, value % modulus];
  let [x0, x1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [x0, x1] = [x1, x0 - quotient * x1];
  }
  if (r0 !== 1n) return null;
  return x0 < 0n ? x0 + modulus : x0;
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** base^1, base^3, base^5, …: `count` of them. */
function oddPowers(base: bigint, modulus: bigint, count: number): bigint[] {
  const powers = [base];
  const square = (base * base) % modulus;
  for (let last = base; powers.length < count; powers.push(last)) last = (last * square) % modulus;
  return powers;
}

const HEX_BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
