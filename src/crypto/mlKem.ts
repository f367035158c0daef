// ML-KEM-768 (FIPS 203), computed by @noble/post-quantum.
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js';
import type { MlKem } from './registered.ts';

export const mlKem768: MlKem = {
  keyPair(seed) {
    const { publicKey, secretKey } = ml_kem768.keygen(seed);
    return { encapsulationKey: publicKey, decapsulationKey: secretKey };
  },
  encapsulate(encapsulationKey, m) {
    try {
      // It makes the two checks of 7.2 itself: the length, and that every coefficient is below q.
      const { cipherText, sharedSecret } = ml_kem768.encapsulate(encapsulationKey, m);
      return { ciphertext: cipherText, secret: sharedSecret };
    } catch {
      return null;
    }
  },
  decapsulate(decapsulationKey, ciphertext) {
    if (ciphertext.length !== ml_kem768.lengths.cipherText) return null;
    return ml_kem768.decapsulate(ciphertext, decapsulationKey);
  },
};
