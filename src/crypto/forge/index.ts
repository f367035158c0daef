// The provider on node-forge. Loading it brings no effect but the patch in bigInteger.ts; registering it is the caller's.
import type { CryptoProvider } from '../provider.ts';
import { decryptCbc, encryptCbc, openGcm, sealGcm } from './aes.ts';
import { digest, hmac } from './hash.ts';
import { forget, rsaPrivate, rsaPublic, rsaSign } from './rsa.ts';

export const forge: CryptoProvider = {
  name: 'forge',
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
