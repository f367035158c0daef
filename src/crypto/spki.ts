// RSA public keys as SubjectPublicKeyInfo (RFC 5280 4.1, RFC 3279 2.3.1).
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { equalBytes, fromHex } from '../bytes/hex.ts';
import { Reader } from '../bytes/reader.ts';
import { DER, open, readInteger, wrap, writeInteger } from './der.ts';
import { type RsaPublicKey, rsaPublicKey } from './rsaKey.ts';

/** DER of the SubjectPublicKeyInfo. */
export function publicKeyToSpki(key: RsaPublicKey): Uint8Array {
  const numbers = wrap(DER.sequence, writeInteger(key.n), writeInteger(key.e));
  return wrap(DER.sequence, RSA_ALGORITHM, wrap(DER.bitString, NO_UNUSED_BITS, numbers));
}

/** Reads DER only, with all of `der` used. */
export function publicKeyFromSpki(der: Uint8Array): Decoded<RsaPublicKey> {
  return attempt(() => {
    const whole = new Reader(der);
    const spki = open(whole, DER.sequence, 'spki');
    whole.finish('spki');
    expectRsa(open(spki, DER.sequence, 'spki.algorithm'));
    const bits = open(spki, DER.bitString, 'spki.subjectPublicKey');
    spki.finish('spki');
    if (bits.u8('spki.subjectPublicKey') !== 0) {
      bits.fail('spki.subjectPublicKey', 'a key is whole bytes, no bits unused');
    }
    const numbers = open(bits, DER.sequence, 'rsaPublicKey');
    bits.finish('spki.subjectPublicKey');
    const n = readInteger(numbers, 'rsaPublicKey.modulus');
    const e = readInteger(numbers, 'rsaPublicKey.publicExponent');
    numbers.finish('rsaPublicKey');
    return checkedPublicKey(n, e);
  });
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

/** The content of an AlgorithmIdentifier, which must be { rsaEncryption, NULL }. */
function expectRsa(algorithm: Reader): void {
  const content = algorithm.rest('spki.algorithm');
  if (!equalBytes(content, RSA_ENCRYPTION)) {
    throw new DecodeError('spki.algorithm', algorithm.offset - content.length, 'not rsaEncryption with NULL');
  }
}

/** OBJECT IDENTIFIER 1.2.840.113549.1.1.1, NULL. */
const RSA_ENCRYPTION = fromHex('06 09 2a864886f70d010101 05 00');
const RSA_ALGORITHM = wrap(DER.sequence, RSA_ENCRYPTION);
const NO_UNUSED_BITS = Uint8Array.of(0);
/** OpenSSL's limit too (OPENSSL_RSA_MAX_MODULUS_BITS): a longer one only serves to keep a verifier busy. */
const MAX_BITS = 16384;
