// ECDSA verification (FIPS 186-5 6.4.2) on the curves of RFC 5480 that certificates use, computed by @noble/curves.
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { digest, type HashName } from './hash.ts';
import type { CurveName } from './verifiers.ts';

export const CURVES = { 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const satisfies Record<CurveName, unknown>;

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
  try {
    return CURVES[curve].verify(signature, digest(hash, data), point, { prehash: false, lowS: false, format: 'der' });
  } catch {
    return false;
  }
}

/** Whether the octets are a point of the curve other than the one at infinity. */
export function isPointOn(curve: CurveName, point: Uint8Array): boolean {
  try {
    CURVES[curve].Point.fromBytes(point).assertValidity();
    return true;
  } catch {
    return false;
  }
}
