// The cipher suites of TLS 1.3, RFC 9846 B.4: an AEAD and the hash of the key schedule. Who signs and how keys are agreed
// is negotiated apart from them.

import type { AeadName } from '../../crypto/aead.ts';
import { AEAD_KEY_LENGTH } from '../../crypto/aead.ts';
import type { HashName } from '../../crypto/hash.ts';
import { CIPHER_SUITES, type CipherSuiteName } from '../codePoints/cipherSuites.ts';

export const SUITE_13_NAMES = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
] as const satisfies readonly CipherSuiteName[];
export type Suite13Name = (typeof SUITE_13_NAMES)[number];

export interface Suite13 {
  readonly name: Suite13Name;
  readonly code: number;
  readonly aead: AeadName;
  /** Bytes. */
  readonly keyLength: number;
  readonly hash: HashName;
}

const suite = (name: Suite13Name, aead: AeadName, hash: HashName): Suite13 => ({
  name,
  code: CIPHER_SUITES[name],
  aead,
  keyLength: AEAD_KEY_LENGTH[aead],
  hash,
});

export const SUITES_13: readonly Suite13[] = [
  suite('TLS_AES_128_GCM_SHA256', 'AES-128-GCM', 'sha256'),
  suite('TLS_AES_256_GCM_SHA384', 'AES-256-GCM', 'sha384'),
  suite('TLS_CHACHA20_POLY1305_SHA256', 'CHACHA20-POLY1305', 'sha256'),
];

/** Throws RangeError for a name from outside that is none of ours. */
export function suite13ByName(name: Suite13Name): Suite13 {
  const found = SUITES_13.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`suite13ByName: ${name} is not spoken here`);
  return found;
}
