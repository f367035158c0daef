// Public keys as SubjectPublicKeyInfo (RFC 5280 4.1): RSA (RFC 3279 2.3.1), EC (RFC 5480 2), Ed25519 (RFC 8410 4).
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { concat, equalBytes, fromHex } from '../bytes/hex.ts';
import { Reader } from '../bytes/reader.ts';
import { DER, open, readInteger, wrap, writeInteger } from './der.ts';
import type { PublicKey } from './ellipticKey.ts';
import { type RsaPublicKey, rsaPublicKey } from './rsaKey.ts';
import type { CurveName } from './verifiers.ts';

/** DER of the SubjectPublicKeyInfo. */
export function publicKeyToSpki(key: PublicKey): Uint8Array {
  switch (key.kind) {
    case 'rsa':
      return write(RSA_ENCRYPTION, wrap(DER.sequence, writeInteger(key.n), writeInteger(key.e)));
    case 'ec':
      return write(EC_ALGORITHMS[key.curve], key.point);
    case 'ed25519':
      return write(ED25519, key.bytes);
  }
}

const write = (algorithm: Uint8Array, bits: Uint8Array): Uint8Array =>
  wrap(DER.sequence, wrap(DER.sequence, algorithm), wrap(DER.bitString, NO_UNUSED_BITS, bits));

/** Reads DER only, with all of `der` used. */
export function publicKeyFromSpki(der: Uint8Array): Decoded<RsaPublicKey> {
  return attempt(() => {
    const { algorithm, offset, bits } = readSpki(der);
    if (!equalBytes(algorithm, RSA_ENCRYPTION)) {
      throw new DecodeError('spki.algorithm', offset, 'not rsaEncryption with NULL');
    }
    return readRsa(bits);
  });
}

/** A key of any kind, DER only. Whether a point lies on its curve is for the curve to say. */
export function anyPublicKeyFromSpki(der: Uint8Array): Decoded<PublicKey> {
  return attempt(() => {
    const { algorithm, offset, bits } = readSpki(der);
    if (equalBytes(algorithm, RSA_ENCRYPTION)) return readRsa(bits);
    const key = bits.rest('spki.subjectPublicKey');
    const curve = CURVE_NAMES.find((name) => equalBytes(algorithm, EC_ALGORITHMS[name]));
    if (curve !== undefined) return { kind: 'ec', curve, point: key };
    if (!equalBytes(algorithm, ED25519)) {
      throw new DecodeError('spki.algorithm', offset, 'neither RSA, nor EC with a curve that we know, nor Ed25519');
    }
    if (key.length !== 32) throw new DecodeError('spki.subjectPublicKey', offset, `Ed25519: ${key.length} bytes`);
    return { kind: 'ed25519', bytes: key };
  });
}

/** The content of the AlgorithmIdentifier and where it begins, and the bits of the key. */
function readSpki(der: Uint8Array): { algorithm: Uint8Array; offset: number; bits: Reader } {
  const whole = new Reader(der);
  const spki = open(whole, DER.sequence, 'spki');
  whole.finish('spki');
  const identifier = open(spki, DER.sequence, 'spki.algorithm');
  const { offset } = identifier;
  const algorithm = identifier.rest('spki.algorithm');
  const bits = open(spki, DER.bitString, 'spki.subjectPublicKey');
  spki.finish('spki');
  if (bits.u8('spki.subjectPublicKey') !== 0) {
    bits.fail('spki.subjectPublicKey', 'a key is whole bytes, no bits unused');
  }
  return { algorithm, offset, bits };
}

function readRsa(bits: Reader): RsaPublicKey {
  const numbers = open(bits, DER.sequence, 'rsaPublicKey');
  bits.finish('spki.subjectPublicKey');
  const n = readInteger(numbers, 'rsaPublicKey.modulus');
  const e = readInteger(numbers, 'rsaPublicKey.publicExponent');
  numbers.finish('rsaPublicKey');
  return checkedPublicKey(n, e);
}

/** Raises DecodeError where the numbers are no key. */
export function checkedPublicKey(n: bigint, e: bigint): RsaPublicKey {
  // RFC 8017 3.1: the modulus is a product of odd primes, the exponent odd, as it has no factor of any p - 1.
  if (n < 3n || n % 2n === 0n) throw new DecodeError('rsaPublicKey.modulus', 0, 'not a product of odd primes');
  if (e < 3n || e >= n || e % 2n === 0n)
    throw new DecodeError('rsaPublicKey.publicExponent', 0, 'not odd, from 3 to n');
  const key = rsaPublicKey(n, e);
  if (key.bits > MAX_BITS) throw new DecodeError('rsaPublicKey.modulus', 0, `${key.bits} bits, ${MAX_BITS} at most`);
  return key;
}

/** OBJECT IDENTIFIER 1.2.840.113549.1.1.1, NULL. */
const RSA_ENCRYPTION = fromHex('06 09 2a864886f70d010101 05 00');
/** id-ecPublicKey, 1.2.840.10045.2.1, and the curve by name. */
const EC_PUBLIC_KEY = fromHex('06 07 2a8648ce3d0201');
const EC_ALGORITHMS: Readonly<Record<CurveName, Uint8Array>> = {
  'P-256': concat(EC_PUBLIC_KEY, fromHex('06 08 2a8648ce3d030107')),
  'P-384': concat(EC_PUBLIC_KEY, fromHex('06 05 2b81040022')),
  'P-521': concat(EC_PUBLIC_KEY, fromHex('06 05 2b81040023')),
};
const CURVE_NAMES = ['P-256', 'P-384', 'P-521'] as const satisfies readonly CurveName[];
/** id-Ed25519, 1.3.101.112, without parameters. */
const ED25519 = fromHex('06 03 2b6570');
const NO_UNUSED_BITS = Uint8Array.of(0);
/** OpenSSL's limit too (OPENSSL_RSA_MAX_MODULUS_BITS): a longer one only serves to keep a verifier busy. */
const MAX_BITS = 16384;
