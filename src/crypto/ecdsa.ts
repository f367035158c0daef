// ECDSA verification (FIPS 186-5 6.4.2) on the curves of RFC 5480 that certificates use, computed by @noble/curves.
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { toHex } from '../bytes/hex.ts';
import { digest, type HashName } from './hash.ts';
import { sumOfMultiples } from './jacobian.ts';
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
  // Key, digest and signature determine the verdict: the page runs whole scenarios again after each change.
  return verdicts.get(`${curve}:${toHex(point)}:${toHex(hashed)}:${toHex(signature)}`, () => {
    const decoded = decode(curve, point);
    try {
      return decoded !== null && isSignature(curve, decoded, hashed, signature);
    } catch {
      return false;
    }
  });
}

/** 6.4.2, steps 1 to 7. */
function isSignature(curve: CurveName, point: Point, hashed: Uint8Array, signature: Uint8Array): boolean {
  const { Point, Signature } = CURVES[curve];
  const { Fn, Fp, BASE } = Point;
  const { r, s } = Signature.fromBytes(signature, 'der');
  const inverse = Fn.inv(s);
  const sum = sumOfMultiples(Fp, [
    { scalar: Fn.mul(leftmost(hashed, Fn.BITS), inverse), point: BASE.toAffine() },
    { scalar: Fn.mul(r, inverse), point: point.toAffine() },
  ]);
  return sum !== null && Fn.create(sum.x) === r;
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

/** For benchmarks, which must not measure a look-up. */
export function clearEcdsaMemo(): void {
  verdicts.clear();
}

const verdicts = new Memo<boolean>(256);
