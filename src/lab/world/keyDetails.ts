// What a recording says of a private key: its kind, and the number or the bytes that are private about it.
import { toBytes } from '../../crypto/integer.ts';
import type { PrivateKey } from '../../crypto/signingKey.ts';
import type { KeyDetails } from '../recording/details.ts';

/** What "the private key" stands for in the table of secrets: of RSA the exponent d, as big as the modulus. */
export function secretOfKey(key: PrivateKey): Uint8Array {
  switch (key.kind) {
    case 'rsa':
      return toBytes(key.d, key.bits / 8);
    case 'ec':
      return key.scalar;
    case 'ed25519':
      return key.seed;
    case 'mldsa':
      return key.seed ?? key.expanded;
  }
}

export function detailsOfKey(key: PrivateKey): KeyDetails {
  switch (key.kind) {
    case 'rsa':
      return { bits: key.bits, algorithm: 'RSA' };
    case 'ec':
      return { bits: 8 * key.scalar.length, algorithm: 'EC', curve: key.curve };
    case 'ed25519':
      return { bits: 256, algorithm: 'Ed25519' };
    case 'mldsa':
      return { bits: 8 * key.bytes.length, algorithm: key.set };
  }
}
