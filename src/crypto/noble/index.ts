// The provider on @noble/hashes, @noble/ciphers and native BigInt, as a whole: for those who hold providers beside each
// other. What computes names its parts.
import type { CryptoProvider } from '../provider.ts';
import { decryptCbc, encryptCbc, openGcm, sealGcm } from './aes.ts';
import { digest, hmac } from './hash.ts';
import { forget, rsaPrivate, rsaPublic, rsaSign } from './rsa.ts';

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
  rsaSign,
  forget,
};
