// Public keys as SubjectPublicKeyInfo (RFC 5280 4.1): RSA (RFC 3279 2.3.1), EC (RFC 5480 2), Ed25519 (RFC 8410 4), ML-DSA
// (RFC 9881 4).
import { DerReader } from '../asn1/der.ts';
import { bitString, integer, nul, oid, sequence } from '../asn1/derWriter.ts';
import { OIDS } from '../asn1/oids.ts';
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { concat, equalBytes } from '../bytes/hex.ts';
import type { PublicKey } from './ellipticKey.ts';
import { fromBytes } from './integer.ts';
import { ML_DSA_KEY_BYTES, ML_DSA_SETS } from './mlDsaKey.ts';
import { ML_DSA_OIDS } from './mlDsaOids.ts';
import { type RsaPublicKey, rsaPublicKey } from './rsaKey.ts';
import type { CurveName } from './verifiers.ts';

/** DER of the SubjectPublicKeyInfo. */
export function publicKeyToSpki(key: PublicKey): Uint8Array {
  switch (key.kind) {
    case 'rsa':
      return write(RSA_ENCRYPTION, sequence(integer(key.n), integer(key.e)));
    case 'ec':
      return write(EC_ALGORITHMS[key.curve], key.point);
    case 'ed25519':
      return write(ED25519, key.bytes);
    case 'mldsa':
      return write(oid(ML_DSA_OIDS[key.set]), key.bytes);
  }
}

const write = (algorithm: Uint8Array, bits: Uint8Array): Uint8Array => sequence(sequence(algorithm), bitString(bits));

/** Reads DER only, with all of `der` used. */
export function publicKeyFromSpki(der: Uint8Array): Decoded<RsaPublicKey> {
  return attempt(() =>
    readSpki(der, (algorithm, key) => {
      if (!equalBytes(algorithm, RSA_ENCRYPTION)) key.fail('spki.algorithm', 'not rsaEncryption with NULL');
      return readRsa(key);
    }),
  );
}

/** A key of any kind, DER only. Whether a point lies on its curve is for the curve to say. */
export function anyPublicKeyFromSpki(der: Uint8Array): Decoded<PublicKey> {
  return attempt(() => readSpki(der, readKey));
}

function readKey(algorithm: Uint8Array, reader: DerReader<Field>): PublicKey {
  if (equalBytes(algorithm, RSA_ENCRYPTION)) return readRsa(reader);
  const key = wholeOctets(reader);
  const curve = CURVE_NAMES.find((name) => equalBytes(algorithm, EC_ALGORITHMS[name]));
  if (curve !== undefined) return { kind: 'ec', curve, point: key };
  const set = ML_DSA_SETS.find((name) => equalBytes(algorithm, oid(ML_DSA_OIDS[name])));
  if (set !== undefined) {
    if (key.length !== ML_DSA_KEY_BYTES[set]) reader.fail('spki.subjectPublicKey', `${set}: ${key.length} bytes`);
    return { kind: 'mldsa', set, bytes: key };
  }
  if (!equalBytes(algorithm, ED25519))
    reader.fail('spki.algorithm', 'neither RSA, nor EC with a curve that we know, nor Ed25519, nor ML-DSA');
  if (key.length !== 32) reader.fail('spki.subjectPublicKey', `Ed25519: ${key.length} bytes`);
  return { kind: 'ed25519', bytes: key };
}

type Field =
  | 'spki'
  | 'spki.algorithm'
  | 'spki.subjectPublicKey'
  | 'rsaPublicKey'
  | 'rsaPublicKey.modulus'
  | 'rsaPublicKey.publicExponent';

/** `read` gets the content of the AlgorithmIdentifier, and a reader whose next element is the BIT STRING of the key. */
function readSpki<T>(der: Uint8Array, read: (algorithm: Uint8Array, key: DerReader<Field>) => T): T {
  return DerReader.readAll<T, Field>(der, 'spki', (outer) =>
    outer.sequence('spki', (spki) => {
      const algorithm = spki.sequence('spki.algorithm', (inner) => {
        const start = inner.offset;
        inner.list((part) => part.skip('spki.algorithm'));
        return inner.since(start);
      });
      return read(algorithm, spki);
    }),
  ).value;
}

/** The key of EC or Ed25519, which is no DER. */
function wholeOctets(reader: DerReader<Field>): Uint8Array {
  const { octets, unusedBits } = reader.bitString('spki.subjectPublicKey');
  if (unusedBits > 0) reader.fail('spki.subjectPublicKey', 'a key is whole bytes, no bits unused');
  return octets;
}

const readRsa = (reader: DerReader<Field>): RsaPublicKey =>
  reader.bitStringOf('spki.subjectPublicKey', (bits) =>
    bits.sequence('rsaPublicKey', (numbers) =>
      checkedPublicKey(
        readPositive(numbers, 'rsaPublicKey.modulus'),
        readPositive(numbers, 'rsaPublicKey.publicExponent'),
      ),
    ),
  );

function readPositive(reader: DerReader<Field>, field: Field): bigint {
  const content = reader.integer(field);
  if ((content[0] ?? 0) >= 0x80) reader.fail(field, 'negative');
  return fromBytes(content);
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

const RSA_ENCRYPTION = concat(oid(OIDS.rsaEncryption), nul());
const ecAlgorithm = (curve: 'secp256r1' | 'secp384r1' | 'secp521r1'): Uint8Array =>
  concat(oid(OIDS['id-ecPublicKey']), oid(OIDS[curve]));
const EC_ALGORITHMS: Readonly<Record<CurveName, Uint8Array>> = {
  'P-256': ecAlgorithm('secp256r1'),
  'P-384': ecAlgorithm('secp384r1'),
  'P-521': ecAlgorithm('secp521r1'),
};
const CURVE_NAMES = ['P-256', 'P-384', 'P-521'] as const satisfies readonly CurveName[];
/** Without parameters. */
const ED25519 = oid(OIDS['id-Ed25519']);
/** OpenSSL's limit too (OPENSSL_RSA_MAX_MODULUS_BITS): a longer one only serves to keep a verifier busy. */
const MAX_BITS = 16384;
