// Sums of multiples of points on the curves y^2 = x^3 - 3x + b of FIPS 186: what ECDH (SEC 1 3.3.1) and ECDSA (FIPS 186-5
// 6.4.2) spend their time on. In Jacobian coordinates, where x = X / Z^2 and y = Y / Z^3, it takes half the time of the
// complete formulas of @noble/curves; every exception is a case of its own here. Times depend on the scalars.

export interface Affine {
  readonly x: bigint;
  readonly y: bigint;
}

export interface Term {
  readonly scalar: bigint;
  /** Of the curve, and not the one at infinity. */
  readonly point: Affine;
}

export interface PrimeField {
  readonly ORDER: bigint;
  inv(value: bigint): bigint;
}

/** All terms share one chain of doublings. Null is the point at infinity. */
export function sumOfMultiples(field: PrimeField, terms: readonly Term[]): Affine | null {
  const p = field.ORDER;
  const walks = terms.map(({ scalar, point }) => ({ digits: signedDigits(scalar), multiples: oddMultiples(p, point) }));
  let sum = INFINITY;
  for (let bit = Math.max(...walks.map(({ digits }) => digits.length)) - 1; bit >= 0; bit--) {
    sum = double(p, sum);
    for (const { digits, multiples } of walks) {
      const digit = digits[bit] ?? 0;
      const multiple = multiples[(Math.abs(digit) - 1) / 2];
      if (multiple !== undefined) sum = add(p, sum, digit < 0 ? { ...multiple, y: -multiple.y } : multiple);
    }
  }
  if (sum.z % p === 0n) return null;
  const inverse = field.inv(positive(p, sum.z));
  const square = (inverse * inverse) % p;
  return { x: positive(p, sum.x * square), y: positive(p, sum.y * square * inverse) };
}

/** Coordinates may be negative: they are reduced with the sign that `%` leaves. */
interface Jacobian {
  readonly x: bigint;
  readonly y: bigint;
  readonly z: bigint;
}

const INFINITY: Jacobian = { x: 1n, y: 1n, z: 0n };

/** Of the point at infinity, too: Z stays 0. The order is odd, so no other point doubles to it. */
function double(p: bigint, { x, y, z }: Jacobian): Jacobian {
  const delta = (z * z) % p;
  const gamma = (y * y) % p;
  const beta = (x * gamma) % p;
  const alpha = (3n * (x - delta) * (x + delta)) % p;
  const x3 = (alpha * alpha - 8n * beta) % p;
  return { x: x3, y: (alpha * (4n * beta - x3) - 8n * gamma * gamma) % p, z: (2n * y * z) % p };
}

function add(p: bigint, a: Jacobian, b: Jacobian): Jacobian {
  if (a.z === 0n) return b;
  if (b.z === 0n) return a;
  const aa = (a.z * a.z) % p;
  const bb = (b.z * b.z) % p;
  const u = (a.x * bb) % p;
  const s = (((a.y * b.z) % p) * bb) % p;
  const h = (b.x * aa - u) % p;
  const r = (((b.y * a.z) % p) * aa - s) % p;
  if (h === 0n) return r === 0n ? double(p, a) : INFINITY;
  const hh = (h * h) % p;
  const hhh = (h * hh) % p;
  const v = (u * hh) % p;
  const x = (r * r - hhh - 2n * v) % p;
  return { x, y: (r * (v - x) - s * hhh) % p, z: (((a.z * b.z) % p) * h) % p };
}

/** Width of the windows: digits are 0 or odd, and less than 2^(WINDOW - 1) in size. */
const WINDOW = 5;

/** The point times 1, 3, 5, … 15. */
function oddMultiples(p: bigint, { x, y }: Affine): readonly Jacobian[] {
  const multiples: Jacobian[] = [];
  const once: Jacobian = { x, y, z: 1n };
  const twice = double(p, once);
  for (let next = once; multiples.length < 2 ** (WINDOW - 2); next = add(p, next, twice)) multiples.push(next);
  return multiples;
}

/** Non-adjacent form, the lowest digit first: a digit that is not 0 has WINDOW - 1 zeros after it. */
function signedDigits(scalar: bigint): readonly number[] {
  const bits = scalar.toString(2);
  const digits: number[] = [];
  let carry = 0;
  const bitAt = (index: number) => (bits[bits.length - 1 - index] === '1' ? 1 : 0);
  for (let index = 0; index < bits.length || carry > 0; ) {
    if (bitAt(index) === carry) {
      digits.push(0);
      index += 1;
      continue;
    }
    let window = carry;
    for (let i = 0; i < WINDOW; i++) window += bitAt(index + i) << i;
    carry = window >= 2 ** (WINDOW - 1) ? 1 : 0;
    digits.push(window - carry * 2 ** WINDOW, ...ZEROS);
    index += WINDOW;
  }
  return digits;
}

const ZEROS: readonly number[] = Array.from({ length: WINDOW - 1 }, () => 0);

function positive(p: bigint, value: bigint): bigint {
  const reduced = value % p;
  return reduced < 0n ? reduced + p : reduced;
}
