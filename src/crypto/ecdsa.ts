// ECDSA verification (FIPS 186-5 6.4.2) on the curves of RFC 5480 that certificates use, computed by @noble/curves.
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { toHex } from '../bytes/hex.ts';
import { digest, type HashName } from './hash.ts';
import { Memo } from './memo.ts';
import type { CurveName } from './verifiers.ts';

export const CURVES = { 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const satisfies Record<CurveName, unknown>;
type Point = InstanceType<(typeof CURVES)[CurveName]['Point']>;

/**
 * `point` as in X9.62, compressed or not; `signature` is the DER of Ecdsa-Sig-Value (RFC 3279 2.2.3). A point that is
 * not on the curve verifies nothing. High and low S are the same here: only one of them being allowed is no rule of X.509.
 */
export function verifyEcdsa(
  curve: CurveName,
  point: Uint8Array,
  hash: HashName,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const hashed = digest(hash, data);
  const key = `${curve}:${toHex(point)}`;
  // Key, digest and signature determine the verdict: the page runs whole scenarios again after each change.
  return verdicts.get(`${key}:${toHex(hashed)}:${toHex(signature)}`, () => {
    const decoded = points.get(key, () => ({ point: decode(curve, point), uses: 0 }));
    if (decoded.point === null) return false;
    decoded.uses += 1;
    if (decoded.uses === USES_BEFORE_TABLE) decoded.point.precompute(TABLE_WINDOW, false);
    const hasTable = decoded.uses >= USES_BEFORE_TABLE;
    try {
      if (hasTable) return isSignature(curve, decoded.point, hashed, signature);
      const options = { prehash: false, lowS: false, format: 'der' } as const;
      return CURVES[curve].verify(signature, hashed, point, options);
    } catch {
      return false;
    }
  });
}

/** 6.4.2, steps 1 to 7, with a table of multiples of the public point: noble's own verification makes no use of one. */
function isSignature(curve: CurveName, point: Point, hashed: Uint8Array, signature: Uint8Array): boolean {
  const { Point, Signature } = CURVES[curve];
  const { Fn } = Point;
  const { r, s } = Signature.fromBytes(signature, 'der');
  const inverse = Fn.inv(s);
  const u1 = Fn.mul(leftmost(hashed, Fn.BITS), inverse);
  const sum = Point.BASE.multiplyUnsafe(u1).add(point.multiplyUnsafe(Fn.mul(r, inverse)));
  return !sum.is0() && Fn.create(sum.toAffine().x) === r;
}

/** The leftmost bits of the digest as a number, as many as the order has. */
function leftmost(hashed: Uint8Array, bits: number): bigint {
  const value = BigInt(`0x${toHex(hashed)}`);
  return value >> BigInt(Math.max(0, 8 * hashed.length - bits));
}

/** Whether the octets are a point of the curve other than the one at infinity. */
export function isPointOn(curve: CurveName, point: Uint8Array): boolean {
  return decode(curve, point) !== null;
}

function decode(curve: CurveName, octets: Uint8Array): Point | null {
  try {
    const point = CURVES[curve].Point.fromBytes(octets);
    point.assertValidity();
    return point;
  } catch {
    return null;
  }
}

/** For benchmarks, which must not measure a look-up. Tables of keys stay. */
export function clearEcdsaMemo(): void {
  verdicts.clear();
}

const verdicts = new Memo<boolean>(256);
const points = new Memo<{ readonly point: Point | null; uses: number }>(32);
/** A table takes the time of some five verifications to make, and then saves two thirds of each. */
const USES_BEFORE_TABLE = 6;
const TABLE_WINDOW = 4;
