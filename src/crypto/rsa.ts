// RSA, RFC 8017: the one door to keys, PKCS #1 v1.5 and PSS. Key generation, which a handshake does not need, has its
// own: rsaGenerate.ts.
export {
  modulusLength,
  publicOf,
  type RsaPrivateKey,
  type RsaPublicKey,
  rsaPublicKey,
} from './rsaKey.ts';
export { decryptPkcs1, encryptPkcs1, signPkcs1, verifyPkcs1 } from './rsaPkcs1.ts';
export { clearRsaMemo } from './rsaPower.ts';
export { signPss, verifyPss } from './rsaPss.ts';
