// What holders of elliptic private keys compute: ECDSA signatures (RFC 6979), Ed25519 signatures (RFC 8032 5.1.6),
// ECDH (SEC 1 3.3.1) and X25519 (RFC 7748 5), by @noble/curves.
import { ed25519, x25519 as noble25519 } from '@noble/curves/ed25519.js';
import { CURVES } from './ecdsa.ts';
import { digest, type HashName } from './hash.ts';
import type { CurveName } from './verifiers.ts';

/** DER of Ecdsa-Sig-Value. k is RFC 6979's, with the HMAC of the curve's own hash. */
export function signEcdsa(curve: CurveName, scalar: Uint8Array, hash: HashName, data: Uint8Array): Uint8Array {
  return CURVES[curve].sign(digest(hash, data), scalar, { prehash: false, lowS: false, format: 'der' });
}

export const signEd25519 = (seed: Uint8Array, data: Uint8Array): Uint8Array => ed25519.sign(data, seed);
export const ed25519Public = (seed: Uint8Array): Uint8Array => ed25519.getPublicKey(seed);

export function pointOf(curve: CurveName, scalar: Uint8Array): Uint8Array | null {
  const { utils, Point } = CURVES[curve];
  if (!utils.isValidSecretKey(scalar)) return null;
  return Point.BASE.multiplyUnsafe(Point.Fn.fromBytes(scalar)).toBytes(false);
}

/** Its time depends on the scalar, as RSA's does here: good for a lab, no good for keys that must stay secret. */
export function ecdh(curve: CurveName, scalar: Uint8Array, point: Uint8Array): Uint8Array | null {
  const { Point, lengths } = CURVES[curve];
  if (point.length !== lengths.publicKeyUncompressed || point[0] !== UNCOMPRESSED) return null;
  try {
    const peer = Point.fromBytes(point);
    peer.assertValidity();
    // Compressed: a byte for the sign of y, and x.
    return peer.multiplyUnsafe(Point.Fn.fromBytes(scalar)).toBytes(true).slice(1);
  } catch {
    return null;
  }
}

export const x25519Public = (scalar: Uint8Array): Uint8Array => noble25519.getPublicKey(scalar);

export function x25519(scalar: Uint8Array, u: Uint8Array): Uint8Array | null {
  try {
    return noble25519.getSharedSecret(scalar, u);
  } catch {
    return null;
  }
}

/** SEC 1 2.3.3: the first byte of a point with both coordinates. */
const UNCOMPRESSED = 4;
