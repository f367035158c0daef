// AES-GCM (NIST SP 800-38D 7) with the key schedule and the table of GHASH kept for a key. @noble/ciphers computes both
// anew for each message: with records of 64 bytes that is four fifths of the time. The parts are noble's.
import { GHASH } from '@noble/ciphers/_polyval.js';
import { unsafe } from '@noble/ciphers/aes.js';
import { equalBytes } from '../../bytes/hex.ts';

export class KeptGcm {
  /** Bytes. Other lengths have another first counter (7.1), which nothing here needs. */
  static readonly NONCE_LENGTH = 12;
  readonly #schedule: ReturnType<typeof unsafe.expandKeyLE>;
  readonly #ghash: KeptGhash;

  constructor(key: Uint8Array) {
    this.#schedule = unsafe.expandKeyLE(key);
    // The hash subkey: the block of zeros, encrypted.
    const zeros = new Uint8Array(BLOCK);
    this.#ghash = new KeptGhash(unsafe.ctr32(this.#schedule, false, zeros, zeros.slice()), TABLE_FOR_BYTES);
  }

  /** Returns ciphertext || tag. */
  seal(nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
    // One pass over a block of zeros, which becomes the mask of the tag, and the plaintext (7.1, steps 2 to 6).
    const text = new Uint8Array(BLOCK + plaintext.length);
    text.set(plaintext, BLOCK);
    const whole = new Uint8Array(text.length + BLOCK);
    unsafe.ctr32(this.#schedule, false, firstCounter(nonce), text, whole.subarray(0, text.length));
    whole.set(this.#tag(whole, aad, whole.subarray(BLOCK, text.length)), text.length);
    return whole.subarray(BLOCK);
  }

  /** `sealed`: ciphertext || tag. Null where the tag does not fit. */
  open(nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array | null {
    const ciphertext = sealed.subarray(0, sealed.length - BLOCK);
    const text = new Uint8Array(BLOCK + ciphertext.length);
    text.set(ciphertext, BLOCK);
    const whole = unsafe.ctr32(this.#schedule, false, firstCounter(nonce), text);
    // Nothing of the plaintext leaves before the tag was compared (7.2).
    return equalBytes(this.#tag(whole, aad, ciphertext), sealed.subarray(ciphertext.length))
      ? whole.subarray(BLOCK)
      : null;
  }

  /** `mask`: its first block. */
  #tag(mask: Uint8Array, aad: Uint8Array, ciphertext: Uint8Array): Uint8Array {
    const start = wholeBlocks(aad.length);
    const end = start + wholeBlocks(ciphertext.length);
    const hashed = new Uint8Array(end + BLOCK);
    hashed.set(aad);
    hashed.set(ciphertext, start);
    // Lengths in bits, of 64 bits each; ours are small.
    putLength(hashed, end + 8, 8 * aad.length);
    putLength(hashed, end + BLOCK, 8 * ciphertext.length);
    const tag = this.#ghash.of(hashed);
    for (let i = 0; i < BLOCK; i++) tag[i] = (tag[i] as number) ^ (mask[i] as number);
    return tag;
  }
}

/** noble's GHASH without its end: it starts again from zero with the same table. */
class KeptGhash extends GHASH {
  of(blocks: Uint8Array): Uint8Array {
    this.s0 = this.s1 = this.s2 = this.s3 = 0;
    this.finished = false;
    this.update(blocks);
    const result = new Uint8Array(BLOCK);
    this.digestInto(result);
    return result;
  }
}

/** J0 (7.1, step 2) of a nonce of 96 bits. */
function firstCounter(nonce: Uint8Array): Uint8Array {
  const counter = new Uint8Array(BLOCK);
  counter.set(nonce);
  counter[BLOCK - 1] = 1;
  return counter;
}

const wholeBlocks = (length: number): number => BLOCK * Math.ceil(length / BLOCK);

/** Big-endian, its last byte before `end`. */
function putLength(into: Uint8Array, end: number, bits: number): void {
  into[end - 1] = bits & 255;
  into[end - 2] = (bits >> 8) & 255;
  into[end - 3] = (bits >> 16) & 255;
  into[end - 4] = bits >>> 24;
}

const BLOCK = 16;
/** noble sizes its table by the length that it is told: from here to 64 kB by four bits, the best for short records. */
const TABLE_FOR_BYTES = 2048;
