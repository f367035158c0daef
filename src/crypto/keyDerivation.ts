// Keys from passwords: PBKDF1 and PBKDF2 (RFC 8018 5), the derivation of PKCS #12 (RFC 7292 B.2), scrypt (RFC 7914), and
// what OpenSSL does for its old encrypted PEM. PBKDF2 is WebCrypto's, which browsers and Node have; elsewhere noble's.
import { pbkdf2 as noblePbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt as nobleScrypt } from '@noble/hashes/scrypt.js';
import { DecodeError } from '../bytes/error.ts';
import { concat } from '../bytes/hex.ts';
import { hashRounds, STORE_HASHES, type StoreHash } from './rounds.ts';

/** More would keep the reader busy for a minute. GnuTLS writes 600,000; all keys of a file together may ask for this. */
export const MAX_ITERATIONS = 5_000_000;

/** What one file may ask for. */
export class RoundsBudget {
  private left = MAX_ITERATIONS;

  /** Throws DecodeError. */
  take(rounds: number, field: string): void {
    this.left -= rounds;
    if (rounds >= 1 && this.left >= 0) return;
    const problem = `its keys are derived in ${rounds} rounds, where 1 to ${MAX_ITERATIONS} in all are supported`;
    throw new DecodeError(field, 0, problem);
  }
}

export async function pbkdf2(
  hash: StoreHash,
  password: Uint8Array,
  salt: Uint8Array,
  rounds: number,
  length: number,
): Promise<Uint8Array> {
  const { subtle }: { subtle?: SubtleCrypto } = globalThis.crypto ?? {};
  const name = WEB_HASHES[hash];
  if (subtle === undefined || name === undefined) return pbkdf2Sync(hash, password, salt, rounds, length);
  const key = await subtle.importKey('raw', owned(password), 'PBKDF2', false, ['deriveBits']);
  const parameters = { name: 'PBKDF2', hash: name, salt: owned(salt), iterations: rounds };
  return new Uint8Array(await subtle.deriveBits(parameters, key, 8 * length));
}

/** At once, for few rounds: noble's takes ten times as long as WebCrypto's. */
export const pbkdf2Sync = (
  hash: StoreHash,
  password: Uint8Array,
  salt: Uint8Array,
  rounds: number,
  length: number,
): Uint8Array => noblePbkdf2(STORE_HASHES[hash], password, salt, { c: rounds, dkLen: length });

/** WebCrypto takes no view of a buffer that may be shared. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

const WEB_HASHES: Readonly<Partial<Record<StoreHash, string>>> = {
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

export const pbkdf1 = (hash: StoreHash, password: Uint8Array, salt: Uint8Array, rounds: number): Uint8Array =>
  hashRounds(hash, concat(password, salt), rounds);

/** `N` is a power of two; memory is 128 * N * r bytes, and bounded here. Throws DecodeError. */
export function scrypt(
  password: Uint8Array,
  salt: Uint8Array,
  { N, r, p, length }: { N: number; r: number; p: number; length: number },
): Uint8Array {
  const isPower = N > 1 && Number.isInteger(Math.log2(N));
  if (!isPower || r < 1 || p < 1 || 128 * N * r > MAX_SCRYPT_BYTES || p > 16) {
    throw new DecodeError('pbe.scrypt', 0, `scrypt with N = ${N}, r = ${r}, p = ${p} is beyond what is done here`);
  }
  return nobleScrypt(password, salt, { N, r, p, dkLen: length });
}

const MAX_SCRYPT_BYTES = 1 << 27;

/** RFC 7292 B.3: what a key is for. */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const;

/** RFC 7292 B.2. A password of null is written without its terminating zeros, as some programs write an empty one. */
export function pkcs12Key(
  hash: StoreHash,
  password: string | null,
  salt: Uint8Array,
  purpose: 1 | 2 | 3,
  rounds: number,
  length: number,
): Uint8Array {
  const block = hash === 'sha384' || hash === 'sha512' ? 128 : 64;
  const diversifier = new Uint8Array(block).fill(purpose);
  const input = concat(stretched(salt, block), stretched(bmpPassword(password), block));
  const key = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const digest = hashRounds(hash, concat(diversifier, input), rounds);
    key.set(digest.subarray(0, length - at), at);
    at += digest.length;
    if (at >= length) break;
    const addend = stretched(digest, block).subarray(0, block);
    for (let from = 0; from < input.length; from += block) addOne(input.subarray(from, from + block), addend);
  }
  return key;
}

/** Repeated to a multiple of the block; nothing stays nothing. */
function stretched(bytes: Uint8Array, block: number): Uint8Array {
  const whole = new Uint8Array(block * Math.ceil(bytes.length / block));
  for (let at = 0; at < whole.length; at++) whole[at] = bytes[at % bytes.length] ?? 0;
  return whole;
}

/** I = (I + B + 1) mod 2^v. */
function addOne(number: Uint8Array, addend: Uint8Array): void {
  let carry = 1;
  for (let at = number.length - 1; at >= 0; at--) {
    carry += (number[at] ?? 0) + (addend[at] ?? 0);
    number[at] = carry & 0xff;
    carry >>= 8;
  }
}

/** B.1: UTF-16, big-endian, with two zeros behind. */
function bmpPassword(password: string | null): Uint8Array {
  if (password === null) return new Uint8Array();
  const bytes = new Uint8Array(2 * password.length + 2);
  for (let i = 0; i < password.length; i++) new DataView(bytes.buffer).setUint16(2 * i, password.charCodeAt(i));
  return bytes;
}

/** EVP_BytesToKey with MD5 and one round: keys of PEM with `Proc-Type: 4,ENCRYPTED`. */
export function opensslPemKey(password: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  let key: Uint8Array = new Uint8Array();
  for (let last: Uint8Array = new Uint8Array(); key.length < length; key = concat(key, last)) {
    last = STORE_HASHES.md5(concat(last, password, salt));
  }
  return key.subarray(0, length);
}
