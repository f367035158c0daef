// Digests (FIPS 180-4) and HMAC (RFC 2104), by whichever provider is in use.
import * as noble from './noble/hash.ts';
import type { HashName } from './provider.ts';
import { currentProvider } from './selection.ts';

export type { HashName } from './provider.ts';

/** Bytes of a digest. */
export const HASH_LENGTH: Readonly<Record<HashName, number>> = {
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/** The digest of the concatenation of `parts`. */
export const digest = (hash: HashName, ...parts: readonly Uint8Array[]): Uint8Array =>
  (currentProvider() ?? noble).digest(hash, parts);

/** The HMAC of the concatenation of `parts`. */
export const hmac = (hash: HashName, key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array =>
  (currentProvider() ?? noble).hmac(hash, key, parts);
