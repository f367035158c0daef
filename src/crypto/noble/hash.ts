// Digests (FIPS 180-4) and HMAC (RFC 2104), computed by @noble/hashes.
import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { HashName } from '../provider.ts';

export function digest(hash: HashName, parts: readonly Uint8Array[]): Uint8Array {
  const running = HASHES[hash].create();
  for (const part of parts) running.update(part);
  return running.digest();
}

export function hmac(hash: HashName, key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  const running = nobleHmac.create(HASHES[hash], key);
  for (const part of parts) running.update(part);
  return running.digest();
}

const HASHES = { sha1, sha224, sha256, sha384, sha512 } as const;
