// A digest of a digest, many times over: the rounds of RFC 7292 B.2 and of PBKDF1 (RFC 8018 5.1). For SHA-1 and SHA-256
// the block is prepared once and only the compression function runs (FIPS 180-4 6.1.2, 6.2.2): with its general interface
// a round costs several times as much, and key stores ask for 600,000.
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

/** Those of key stores; only some are good for anything else. */
export type StoreHash = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

export const STORE_HASHES = { md5, sha1, sha224, sha256, sha384, sha512 } as const;

export const storeHmac = (hash: StoreHash, key: Uint8Array, data: Uint8Array): Uint8Array =>
  hmac(STORE_HASHES[hash], key, data);

/** The digest of `first`, then `rounds - 1` times the digest of that. */
export function hashRounds(hash: StoreHash, first: Uint8Array, rounds: number): Uint8Array {
  let digest = STORE_HASHES[hash](first);
  if (hash === 'sha256') return again(digest, rounds - 1, SHA256_START, compress256);
  if (hash === 'sha1') return again(digest, rounds - 1, SHA1_START, compress1);
  for (let round = 1; round < rounds; round++) digest = STORE_HASHES[hash](digest);
  return digest;
}

type Compress = (state: Int32Array, words: Int32Array) => void;

/** Digests of a digest fit one block: the digest, a one bit, zeros, and the length in bits. */
function again(digest: Uint8Array, rounds: number, start: Int32Array, compress: Compress): Uint8Array {
  const state = new Int32Array(start.length);
  const view = new DataView(digest.buffer, digest.byteOffset, digest.length);
  for (let i = 0; i < state.length; i++) state[i] = view.getInt32(4 * i);
  const words = new Int32Array(80);
  for (let round = 0; round < rounds; round++) {
    words.set(state);
    words.fill(0, state.length, 16);
    words[state.length] = -0x80000000;
    words[15] = 32 * state.length;
    state.set(start);
    compress(state, words);
  }
  const result = new Uint8Array(4 * state.length);
  const out = new DataView(result.buffer);
  state.forEach((word, i) => {
    out.setInt32(4 * i, word);
  });
  return result;
}

function compress256(state: Int32Array, w: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15] as number;
    const y = w[t - 2] as number;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = (s1 + (w[t - 7] as number) + s0 + (w[t - 16] as number)) | 0;
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K256[t] as number) + (w[t] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
  state[5] = (state[5] as number) + f;
  state[6] = (state[6] as number) + g;
  state[7] = (state[7] as number) + h;
}

function compress1(state: Int32Array, w: Int32Array): void {
  for (let t = 16; t < 80; t++) {
    const x = (w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number);
    w[t] = (x << 1) | (x >>> 31);
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  for (let t = 0; t < 80; t++) {
    const f =
      t < 20
        ? ((b & c) ^ (~b & d)) + 0x5a827999
        : t < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : t < 60
            ? ((b & c) ^ (b & d) ^ (c & d)) - 0x70e44324
            : (b ^ c ^ d) - 0x359d3e2a;
    const next = (((a << 5) | (a >>> 27)) + f + e + (w[t] as number)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = (state[0] as number) + a;
  state[1] = (state[1] as number) + b;
  state[2] = (state[2] as number) + c;
  state[3] = (state[3] as number) + d;
  state[4] = (state[4] as number) + e;
}

/** Fractional parts of the roots of the first primes (FIPS 180-4 4.2.2, 5.3.3). */
function fractions(count: number, root: (prime: number) => number): Int32Array {
  const words: number[] = [];
  for (let n = 2; words.length < count; n++) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) isPrime = false;
    if (isPrime) words.push(((root(n) % 1) * 2 ** 32) | 0);
  }
  return Int32Array.from(words);
}

const K256 = fractions(64, Math.cbrt);
const SHA256_START = fractions(8, Math.sqrt);
const SHA1_START = Int32Array.of(0x67452301, -0x10325477, -0x67452302, 0x10325476, -0x3c2d1e10);
