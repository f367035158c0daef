// Elliptic keys as bytes (RFC 5480 for ECDSA, RFC 8032 for Ed25519), and the union of all keys that sign. Nothing is
// computed here, so whoever only carries keys about loads no curve.
import type { MlDsaPrivateKey, MlDsaPublicKey } from './mlDsaKey.ts';
import { publicOf, type RsaPrivateKey, type RsaPublicKey } from './rsaKey.ts';
import type { CurveName } from './verifiers.ts';

export interface EcPublicKey {
  readonly kind: 'ec';
  readonly curve: CurveName;
  /** X9.62, as it stands in the SubjectPublicKeyInfo; ours are uncompressed. */
  readonly point: Uint8Array;
}

export interface EcPrivateKey extends EcPublicKey {
  /** The scalar d, big-endian, as long as the curve's order. */
  readonly scalar: Uint8Array;
}

export interface Ed25519PublicKey {
  readonly kind: 'ed25519';
  /** 32 bytes, RFC 8032 5.1.5. */
  readonly bytes: Uint8Array;
}

export interface Ed25519PrivateKey extends Ed25519PublicKey {
  /** 32 bytes: what RFC 8032 calls the private key. */
  readonly seed: Uint8Array;
}

export type PublicKey = RsaPublicKey | EcPublicKey | Ed25519PublicKey | MlDsaPublicKey;
export type PrivateKey = RsaPrivateKey | EcPrivateKey | Ed25519PrivateKey | MlDsaPrivateKey;

/** The key without what is private about it. */
export function publicPart(key: PublicKey): PublicKey {
  switch (key.kind) {
    case 'rsa':
      return publicOf(key);
    case 'ec':
      return { kind: 'ec', curve: key.curve, point: key.point };
    case 'ed25519':
      return { kind: 'ed25519', bytes: key.bytes };
    case 'mldsa':
      return { kind: 'mldsa', set: key.set, bytes: key.bytes };
  }
}
