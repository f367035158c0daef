// The provider on @noble/hashes, @noble/ciphers and native BigInt.
import { concat } from '../../bytes/hex.ts';
import type { CryptoProvider } from '../provider.ts';
import { modulusLength } from '../rsaKey.ts';
import { DIGEST_INFO, signatureBlock } from '../signatureBlock.ts';
import { decryptCbc, encryptCbc, openGcm, sealGcm } from './aes.ts';
import { digest, hmac } from './hash.ts';
import { forget, rsaPrivate, rsaPublic } from './rsa.ts';

export const noble: CryptoProvider = {
  name: 'noble',
  digest,
  hmac,
  sealGcm,
  openGcm,
  encryptCbc,
  decryptCbc,
  rsaPublic,
  rsaPrivate,
  rsaSign: (key, hash, data) => {
    const block = signatureBlock(concat(DIGEST_INFO[hash], digest(hash, [data])), modulusLength(key));
    if (block === null) throw new RangeError(`a modulus of ${key.bits} bits is too short for ${hash}`);
    return rsaPrivate(key, block);
  },
  forget,
};
