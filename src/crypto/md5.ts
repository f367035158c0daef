// HMAC with MD5 (RFC 2104, RFC 1321): half of the pseudorandom function of TLS 1.0 and 1.1, and the record MAC of the oldest suites.
// Broken as a hash; here it only reads what others have sent.
import { hmac } from '@noble/hashes/hmac.js';
import { md5 } from '@noble/hashes/legacy.js';

/** 16 bytes. */
export function hmacMd5(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const running = hmac.create(md5, key);
  for (const part of parts) running.update(part);
  return running.digest();
}

/** 16 bytes: the digest of the concatenation. */
export function digestMd5(...parts: readonly Uint8Array[]): Uint8Array {
  const running = md5.create();
  for (const part of parts) running.update(part);
  return running.digest();
}
