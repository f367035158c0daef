// What holders of elliptic private keys compute: ECDSA signatures (RFC 6979), Ed25519 signatures (RFC 8032 5.1.6),
// ECDH (SEC 1 3.3.1) and X25519 (RFC 7748 5), by @noble/curves. Times depend on the secrets, as RSA's do here: good for
// a lab, no good for keys that must stay secret. Results are remembered for the page, which runs whole scenarios again
// after each change, and two scenarios that differ in one certificate share nearly all of them.
import { ed25519, x25519 as noble25519 } from '@noble/curves/ed25519.js';
import { toHex } from '../bytes/hex.ts';
import { CURVES, clearEcdsaMemo } from './ecdsa.ts';
import { clearEd25519Memo } from './ed25519.ts';
import { digest, type HashName } from './hash.ts';
import { Memo } from './memo.ts';
import type { CurveName } from './verifiers.ts';

/** DER of Ecdsa-Sig-Value. k is RFC 6979's, with the HMAC of the curve's own hash. */
export function signEcdsa(curve: CurveName, scalar: Uint8Array, hash: HashName, data: Uint8Array): Uint8Array {
  const hashed = digest(hash, data);
  const options = { prehash: false, lowS: false, format: 'der' } as const;
  return remembered(`sign ${curve}`, [scalar, hashed], () => CURVES[curve].sign(hashed, scalar, options));
}

/** 64 bytes, from a seed of 32. */
export const signEd25519 = (seed: Uint8Array, data: Uint8Array): Uint8Array =>
  remembered('sign Ed25519', [seed, digest('sha512', data)], () => ed25519.sign(data, seed));

/** 32 bytes. */
export const ed25519Public = (seed: Uint8Array): Uint8Array => ed25519.getPublicKey(seed);

/** The public point, uncompressed; null for a scalar that is zero or not below the order. */
export function pointOf(curve: CurveName, scalar: Uint8Array): Uint8Array | null {
  const { utils, Point } = CURVES[curve];
  if (!utils.isValidSecretKey(scalar)) return null;
  return remembered(`point ${curve}`, [scalar], () =>
    Point.BASE.multiplyUnsafe(Point.Fn.fromBytes(scalar)).toBytes(false),
  );
}

/** The x-coordinate of the shared point (SEC 1 3.3.1); null for a point that is compressed or not on the curve. */
export function ecdh(curve: CurveName, scalar: Uint8Array, point: Uint8Array): Uint8Array | null {
  const { Point, lengths } = CURVES[curve];
  if (point.length !== lengths.publicKeyUncompressed || point[0] !== UNCOMPRESSED) return null;
  return orNull(() =>
    remembered(`ECDH ${curve}`, [scalar, point], () => {
      const peer = Point.fromBytes(point);
      peer.assertValidity();
      // Compressed: a byte for the sign of y, and x.
      return peer.multiplyUnsafe(Point.Fn.fromBytes(scalar)).toBytes(true).slice(1);
    }),
  );
}

/** 32 bytes, from a scalar of 32. */
export const x25519Public = (scalar: Uint8Array): Uint8Array =>
  remembered('X25519', [scalar], () => noble25519.getPublicKey(scalar));

/** 32 bytes; null where the result would be zero (RFC 7748 6.1), or `u` is not of 32 bytes. */
export const x25519 = (scalar: Uint8Array, u: Uint8Array): Uint8Array | null =>
  orNull(() => remembered('X25519', [scalar, u], () => noble25519.getSharedSecret(scalar, u)));

/** For benchmarks, which must not measure a look-up. */
export function clearEllipticMemo(): void {
  results.clear();
  clearEcdsaMemo();
  clearEd25519Memo();
}

const results = new Memo<Uint8Array>(256);

/** A copy, so that nobody changes what is remembered. */
const remembered = (what: string, inputs: readonly Uint8Array[], compute: () => Uint8Array): Uint8Array =>
  results.get([what, ...inputs.map(toHex)].join(':'), compute).slice();

function orNull<T>(compute: () => T): T | null {
  try {
    return compute();
  } catch {
    return null;
  }
}

/** SEC 1 2.3.3: the first byte of a point with both coordinates. */
const UNCOMPRESSED = 4;
