// ML-DSA (FIPS 204), the pure variant with an empty context, as RFC 9881 3 and TLS want it; computed by @noble/post-quantum.
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { toHex } from '../bytes/hex.ts';
import { digest } from './hash.ts';
import { Memo } from './memo.ts';
import type { MlDsaSet } from './mlDsaKey.ts';
import type { MlDsa } from './registered.ts';

const SIGNERS = { 'ML-DSA-44': ml_dsa44, 'ML-DSA-65': ml_dsa65, 'ML-DSA-87': ml_dsa87 } as const satisfies Record<
  MlDsaSet,
  unknown
>;

export const mlDsaNoble: MlDsa = {
  keyPair(set, seed) {
    const { publicKey, secretKey } = SIGNERS[set].keygen(seed);
    return { bytes: publicKey, expanded: secretKey };
  },
  publicOf(set, expanded) {
    try {
      return SIGNERS[set].getPublicKey(expanded);
    } catch {
      return null;
    }
  },
  // The deterministic variant (FIPS 204 3.4): the same key and the same bytes have the same signature.
  sign: (set, expanded, data) =>
    signatures.get(idOf(set, expanded, data), () => SIGNERS[set].sign(data, expanded, { extraEntropy: false })),
  verify: (set, publicKey, data, signature) =>
    verdicts.get(idOf(set, publicKey, data, signature), () => {
      try {
        return SIGNERS[set].verify(signature, data, publicKey);
      } catch {
        return false;
      }
    }),
};

// Key, data and signature determine what comes of them: a run asks for the same more than once.
const signatures = new Memo<Uint8Array>(64);
const verdicts = new Memo<boolean>(256);

const idOf = (set: MlDsaSet, ...parts: readonly Uint8Array[]): string =>
  [set, ...parts.map((part) => toHex(digest('sha256', part)))].join(':');
