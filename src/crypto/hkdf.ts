// HKDF (RFC 5869), computed by @noble/hashes.
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import type { HashName } from './hash.ts';

/** 2.2. An empty salt is the same as one of zeros as long as a digest. */
export function hkdfExtract(hash: HashName, salt: Uint8Array, inputKeyingMaterial: Uint8Array): Uint8Array {
  return extract(HASHES[hash], inputKeyingMaterial, salt);
}

/** 2.3. `length` is at most 255 digests; more raises a RangeError. */
export function hkdfExpand(hash: HashName, pseudorandomKey: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const { outputLen } = HASHES[hash];
  if (length > 255 * outputLen) throw new RangeError(`HKDF: ${length} bytes are more than 255 digests`);
  return expand(HASHES[hash], pseudorandomKey, info, length);
}

const HASHES = { sha1, sha224, sha256, sha384, sha512 } as const;
