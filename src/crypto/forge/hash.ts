// Digests (FIPS 180-4) and HMAC (RFC 2104), computed by node-forge. It lacks SHA-224, which is noble's.
import forgeRoot from 'node-forge/lib/forge.js';
import 'node-forge/lib/hmac.js';
import 'node-forge/lib/sha1.js';
import 'node-forge/lib/sha256.js';
import 'node-forge/lib/sha512.js';
import type { md } from 'node-forge';
import { fromBinary, toBinary } from '../binary.ts';
import * as noble from '../noble/hash.ts';
import type { HashName } from '../provider.ts';

const forge: Pick<typeof forgeRoot, 'hmac' | 'md'> = forgeRoot;

export function digest(hash: HashName, parts: readonly Uint8Array[]): Uint8Array {
  if (hash === 'sha224') return noble.digest(hash, parts);
  const running = newDigest(hash);
  for (const part of parts) running.update(toBinary(part));
  return fromBinary(running.digest().getBytes());
}

export function hmac(hash: HashName, key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array {
  if (hash === 'sha224') return noble.hmac(hash, key, parts);
  const running = forge.hmac.create();
  running.start(hash, toBinary(key));
  for (const part of parts) running.update(toBinary(part));
  return fromBinary(running.digest().getBytes());
}

export type ForgeHash = Exclude<HashName, 'sha224'>;

export const newDigest = (hash: ForgeHash): md.MessageDigest => forge.md[hash].create();
