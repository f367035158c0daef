// Digests (FIPS 180-4) and HMAC (RFC 2104), computed by node-forge.
import { fromBinary, toBinary } from './binary.ts';
import { forge } from './forge.ts';

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** Bytes of a digest. */
export const HASH_LENGTH: Readonly<Record<HashName, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

/** The digest of the concatenation of `parts`. */
export function digest(hash: HashName, ...parts: readonly Uint8Array[]): Uint8Array {
  const md = forge.md[hash].create();
  for (const part of parts) md.update(toBinary(part));
  return fromBinary(md.digest().getBytes());
}

/** The HMAC of the concatenation of `parts`. */
export function hmac(hash: HashName, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const mac = forge.hmac.create();
  mac.start(hash, toBinary(key));
  for (const part of parts) mac.update(toBinary(part));
  return fromBinary(mac.digest().getBytes());
}
