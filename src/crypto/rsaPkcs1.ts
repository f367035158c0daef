// PKCS #1 v1.5: signatures (RFC 8017 8.2) and encryption (RFC 8017 7.2).
import { concat, equalBytes } from '../bytes/hex.ts';
import { digest, HASH_LENGTH, type HashName } from './hash.ts';
import { fromBytes, toBytes } from './integer.ts';
import * as noble from './noble/rsa.ts';
import type { Random } from './random.ts';
import { modulusLength, type RsaPrivateKey, type RsaPublicKey } from './rsaKey.ts';
import { privatePower, publicPower } from './rsaPower.ts';
import { currentProvider } from './selection.ts';
import { DIGEST_INFO, MIN_PADDING, signatureBlock } from './signatureBlock.ts';

/** RSASSA-PKCS1-v1_5, 8.2.1. */
export function signPkcs1(key: RsaPrivateKey, hash: HashName, data: Uint8Array): Uint8Array {
  const room = modulusLength(key) - 3 - MIN_PADDING;
  if (DIGEST_INFO[hash].length + HASH_LENGTH[hash] > room) {
    throw new RangeError(`a modulus of ${key.bits} bits is too short for ${hash}`);
  }
  return (currentProvider() ?? noble).rsaSign(key, hash, data);
}

/** 8.2.2, by encoding and comparing: nothing in the signature is parsed, so no lenient parser can be fooled. */
export function verifyPkcs1(key: RsaPublicKey, hash: HashName, data: Uint8Array, signature: Uint8Array): boolean {
  const length = modulusLength(key);
  if (signature.length !== length) return false;
  const power = publicPower(key, fromBytes(signature));
  const expected = encodeSignature(hash, data, length);
  return power !== null && expected !== null && equalBytes(toBytes(power, length), expected);
}

/**
 * RSAES-PKCS1-v1_5, 7.2.1. `block` is the padded message 00 02 PS 00 M that was encrypted.
 * PS comes from the label `pkcs1.padding`.
 */
export function encryptPkcs1(
  key: RsaPublicKey,
  message: Uint8Array,
  random: Random,
): { ciphertext: Uint8Array; block: Uint8Array } {
  const length = modulusLength(key);
  const paddingLength = length - message.length - 3;
  if (paddingLength < MIN_PADDING) {
    throw new RangeError(`${message.length} bytes are too long for a modulus of ${key.bits} bits`);
  }
  const block = concat(Uint8Array.of(0, 2), nonZero(random, paddingLength), Uint8Array.of(0), message);
  const power = publicPower(key, fromBytes(block));
  if (power === null) throw new RangeError('the padded message is not below the modulus');
  return { ciphertext: toBytes(power, length), block };
}

/**
 * 7.2.2; null for every kind of bad ciphertext. Who lets a peer tell that null from a message hands it an oracle
 * (RFC 5246 7.4.7.1).
 */
export function decryptPkcs1(key: RsaPrivateKey, ciphertext: Uint8Array): Uint8Array | null {
  const length = modulusLength(key);
  if (ciphertext.length !== length || length < MIN_PADDING + 3) return null;
  const power = privatePower(key, fromBytes(ciphertext));
  if (power === null) return null;
  const block = toBytes(power, length);
  const separator = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || separator < MIN_PADDING + 2) return null;
  return block.slice(separator + 1);
}

/** The block of 9.2 for the digest of `data`; null where the modulus is too short for it. */
const encodeSignature = (hash: HashName, data: Uint8Array, length: number): Uint8Array | null =>
  signatureBlock(concat(DIGEST_INFO[hash], digest(hash, data)), length);

/** Asks for more bytes until enough of them are not zero; one byte in 256 is. */
function nonZero(random: Random, length: number): Uint8Array {
  for (let asked = length + 8; asked < 64 * length; asked *= 2) {
    const bytes = random('pkcs1.padding', asked).filter((byte) => byte !== 0);
    if (bytes.length >= length) return bytes.slice(0, length);
  }
  throw new Error('the random source yields hardly anything but zeros');
}
