// Signatures over certificates, requests and OCSP answers: RSASSA-PKCS1-v1_5 (RFC 4055 5, RFC 8017 8.2).

import { publicKeyFromSpki } from '../crypto/keyFormat.ts';
import { verifyPkcs1 } from '../crypto/rsa.ts';
import type { SignatureAlgorithm } from './algorithm.ts';

export type SignatureVerdict =
  | 'valid'
  /** The signature was not made by this key over these bytes. */
  | 'mismatch'
  | 'unsupported-algorithm'
  | 'unsupported-key'
  /** Parameters of an RSA signature algorithm are NULL (RFC 4055 5). */
  | 'bad-parameters';

export function verifySigned(
  spki: Uint8Array,
  algorithm: SignatureAlgorithm,
  data: Uint8Array,
  signature: Uint8Array,
): SignatureVerdict {
  if (algorithm.hash === null) return 'unsupported-algorithm';
  if (algorithm.parameters !== null && !isNull(algorithm.parameters)) return 'bad-parameters';
  const key = publicKeyFromSpki(spki);
  if (!key.ok) return 'unsupported-key';
  return verifyPkcs1(key.value, algorithm.hash, data, signature) ? 'valid' : 'mismatch';
}

const isNull = (der: Uint8Array): boolean => der.length === 2 && der[0] === 0x05;
