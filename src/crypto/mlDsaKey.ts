// ML-DSA keys as bytes (FIPS 204 5, RFC 9881). Nothing is computed here, so whoever only carries keys about loads no lattice.

/** FIPS 204 4, table 1. */
export const ML_DSA_SETS = ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'] as const;
export type MlDsaSet = (typeof ML_DSA_SETS)[number];

/** Bytes of a public key (FIPS 204 4, table 2). */
export const ML_DSA_KEY_BYTES: Readonly<Record<MlDsaSet, number>> = {
  'ML-DSA-44': 1312,
  'ML-DSA-65': 1952,
  'ML-DSA-87': 2592,
};

export interface MlDsaPublicKey {
  readonly kind: 'mldsa';
  readonly set: MlDsaSet;
  /** FIPS 204 7.2, algorithm 22. */
  readonly bytes: Uint8Array;
}

export interface MlDsaPrivateKey extends MlDsaPublicKey {
  /** 32 bytes, which RFC 9881 6 recommends to keep; null where a file has the expanded key alone. */
  readonly seed: Uint8Array | null;
  /** FIPS 204 7.2, algorithm 24: 2560, 4032 or 4896 bytes. */
  readonly expanded: Uint8Array;
}
