// What computes: the interface between the cryptography of this layer and a library beneath it, as rustls has its
// CryptoProvider. Each library has a folder of its own, `forge/` and `noble/`; `selection.ts` says which of them is in use,
// and nothing above this layer can tell. What only one of them has (curves, ChaCha20, ML-KEM) is not in here: registered.ts.
import type { RsaPrivateKey, RsaPublicKey } from './rsaKey.ts';

export const PROVIDER_NAMES = ['forge', 'noble'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** FIPS 180-4. */
export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export interface GcmSeal {
  /** 16, 24 or 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes in TLS; from 8 on. */
  readonly nonce: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
}

export interface GcmOpen extends Omit<GcmSeal, 'plaintext'> {
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array;
}

/** All bytes are the same whoever computes: what is drawn by lot (padding, salts, vectors) is an argument. */
export interface CryptoProvider {
  readonly name: ProviderName;
  /** The digest of the concatenation of `parts`. */
  readonly digest: (hash: HashName, parts: readonly Uint8Array[]) => Uint8Array;
  /** RFC 2104, of the concatenation of `parts`. */
  readonly hmac: (hash: HashName, key: Uint8Array, parts: readonly Uint8Array[]) => Uint8Array;
  /** NIST SP 800-38D. Ciphertext || tag of 16 bytes. Key and nonce have lengths that are allowed. */
  readonly sealGcm: (input: GcmSeal) => Uint8Array;
  /** Null where the tag does not fit. `sealed` has a tag at least. */
  readonly openGcm: (input: GcmOpen) => Uint8Array | null;
  /** NIST SP 800-38A 6.2: whole blocks, no padding. */
  readonly encryptCbc: (key: Uint8Array, iv: Uint8Array, data: Uint8Array) => Uint8Array;
  readonly decryptCbc: (key: Uint8Array, iv: Uint8Array, data: Uint8Array) => Uint8Array;
  /** RFC 8017 5.1.1, 5.2.2. Bytes as long as the modulus go in and come out; their number is below the modulus. */
  readonly rsaPublic: (key: RsaPublicKey, block: Uint8Array) => Uint8Array;
  /** RFC 8017 5.1.2, 5.2.1, likewise. */
  readonly rsaPrivate: (key: RsaPrivateKey, block: Uint8Array) => Uint8Array;
  /** RSASSA-PKCS1-v1_5 (RFC 8017 8.2.1). The modulus is long enough for the hash. */
  readonly rsaSign: (key: RsaPrivateKey, hash: HashName, data: Uint8Array) => Uint8Array;
  /** For benchmarks: what was remembered of private powers, whose inputs determine them. */
  readonly forget: () => void;
}
