// RSASSA-PSS (RFC 8017 8.1). TLS wants MGF1 over the same hash as the message; certificates may have another (RFC 4055 3.1).
import { concat, equalBytes } from '../bytes/hex.ts';
import { digest, HASH_LENGTH, type HashName } from './hash.ts';
import { fromBytes, toBytes } from './integer.ts';
import type { Random } from './random.ts';
import { modulusLength, type RsaPrivateKey, type RsaPublicKey } from './rsaKey.ts';
import { privatePower, publicPower } from './rsaPower.ts';

/** 8.1.1. The salt comes from the label `pss.salt`. */
export function signPss(
  key: RsaPrivateKey,
  hash: HashName,
  saltLength: number,
  data: Uint8Array,
  random: Random,
): Uint8Array {
  const encoded = encode(hash, random('pss.salt', saltLength), digest(hash, data), key.bits - 1);
  const power = encoded && privatePower(key, fromBytes(encoded));
  if (!power) throw new RangeError(`a modulus of ${key.bits} bits is too short for ${hash}`);
  return toBytes(power, modulusLength(key));
}

/** 8.1.2. The salt must have `saltLength` bytes. `maskHash`: of MGF1, where it is not that of the message. */
export function verifyPss(
  key: RsaPublicKey,
  hash: HashName,
  saltLength: number,
  data: Uint8Array,
  signature: Uint8Array,
  maskHash: HashName = hash,
): boolean {
  if (signature.length !== modulusLength(key)) return false;
  const power = publicPower(key, fromBytes(signature));
  const length = Math.ceil((key.bits - 1) / 8);
  if (power === null || power >= 1n << BigInt(8 * length)) return false;
  return fits({ hash, maskHash, saltLength }, digest(hash, data), toBytes(power, length), key.bits - 1);
}

/** EMSA-PSS-ENCODE, 9.1.1; null where the modulus is too short. */
function encode(hash: HashName, salt: Uint8Array, messageHash: Uint8Array, bits: number): Uint8Array | null {
  const length = Math.ceil(bits / 8);
  const hashLength = HASH_LENGTH[hash];
  const zeros = length - salt.length - hashLength - 2;
  if (zeros < 0) return null;
  const h = digest(hash, new Uint8Array(8), messageHash, salt);
  const db = concat(new Uint8Array(zeros), Uint8Array.of(1), salt);
  const masked = xor(db, mgf1(hash, h, db.length));
  masked[0] = (masked[0] ?? 0) & topMask(bits, length);
  return concat(masked, h, Uint8Array.of(TRAILER));
}

/** EMSA-PSS-VERIFY, 9.1.2. */
function fits(
  { hash, maskHash, saltLength }: { hash: HashName; maskHash: HashName; saltLength: number },
  messageHash: Uint8Array,
  encoded: Uint8Array,
  bits: number,
): boolean {
  const dbLength = encoded.length - HASH_LENGTH[hash] - 1;
  const zeros = dbLength - saltLength - 1;
  if (zeros < 0 || encoded.at(-1) !== TRAILER) return false;
  const masked = encoded.subarray(0, dbLength);
  const h = encoded.subarray(dbLength, -1);
  const mask = topMask(bits, encoded.length);
  if (((masked[0] ?? 0) & ~mask & 255) !== 0) return false;
  const db = xor(masked, mgf1(maskHash, h, dbLength));
  db[0] = (db[0] ?? 0) & mask;
  if (db.subarray(0, zeros).some((byte) => byte !== 0) || db[zeros] !== 1) return false;
  return equalBytes(h, digest(hash, new Uint8Array(8), messageHash, db.subarray(zeros + 1)));
}

/** MGF1, B.2.1. */
function mgf1(hash: HashName, seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let i = 0; i * HASH_LENGTH[hash] < length; i++)
    blocks.push(digest(hash, seed, Uint8Array.of(0, 0, i >> 8, i & 255)));
  return concat(...blocks).subarray(0, length);
}

/** The bits of the first byte that belong to a number of `bits` bits in `length` bytes. */
function topMask(bits: number, length: number): number {
  return 0xff >> (8 * length - bits);
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}

const TRAILER = 0xbc;
