// Digests (FIPS 180-4) and HMAC (RFC 2104), computed by @noble/hashes: on whole transcripts it is several times faster
// than node-forge, which takes binary strings, and a handshake hashes its transcript eight times.
import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

/** Bytes of a digest. */
export const HASH_LENGTH: Readonly<Record<HashName, number>> = {
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/** The digest of the concatenation of `parts`. */
export function digest(hash: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
  const running = HASHES[hash].create();
  for (const part of parts) running.update(part);
  return running.digest();
}

/** The HMAC of the concatenation of `parts`. */
export function hmac(hash: HashName, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const running = nobleHmac.create(HASHES[hash], key);
  for (const part of parts) running.update(part);
  return running.digest();
}

const HASHES = { sha1, sha224, sha256, sha384, sha512 } as const;
