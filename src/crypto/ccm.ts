// AES-CCM (NIST SP 800-38C, RFC 3610), which no endpoint here speaks: for the traffic of others. The block cipher is noble's.
import { unsafe } from '@noble/ciphers/aes.js';
import { concat, equalBytes } from '../bytes/hex.ts';

export interface CcmOpen {
  /** 16 or 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes: so 3 bytes say the length of the text (RFC 6655 3). */
  readonly nonce: Uint8Array;
  readonly aad: Uint8Array;
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array;
  /** Bytes of the tag: 16, or 8 for the suites named CCM_8. */
  readonly tagLength: 8 | 16;
}

/** Returns the plaintext, or null where the tag does not fit. */
export function openCcm({ key, nonce, aad, sealed, tagLength }: CcmOpen): Uint8Array | null {
  if (sealed.length < tagLength) return null;
  const schedule = unsafe.expandKeyLE(key);
  const ciphertext = sealed.subarray(0, sealed.length - tagLength);
  // The counter of 0 masks the tag, those from 1 on the text: one pass over a block of zeros and the ciphertext.
  const masked = concat(new Uint8Array(BLOCK), ciphertext);
  const counter = concat(Uint8Array.of(COUNTER_BYTES - 1), nonce, new Uint8Array(COUNTER_BYTES));
  const opened = unsafe.ctr32(schedule, false, counter, masked);
  const plaintext = opened.slice(BLOCK);
  const mac = cbcMac(schedule, nonce, aad, plaintext, tagLength);
  for (let i = 0; i < tagLength; i++) mac[i] = (mac[i] as number) ^ (opened[i] as number);
  return equalBytes(mac.subarray(0, tagLength), sealed.subarray(ciphertext.length)) ? plaintext : null;
}

/** The CBC-MAC of SP 800-38C 6.1 over the blocks of A.2. */
function cbcMac(
  schedule: ReturnType<typeof unsafe.expandKeyLE>,
  nonce: Uint8Array,
  aad: Uint8Array,
  plaintext: Uint8Array,
  tagLength: number,
): Uint8Array {
  const flags = (aad.length > 0 ? 64 : 0) + (8 * (tagLength - 2)) / 2 + (COUNTER_BYTES - 1);
  const { length } = plaintext;
  const first = concat(Uint8Array.of(flags), nonce, Uint8Array.of(length >> 16, (length >> 8) & 255, length & 255));
  const said = aad.length > 0 ? concat(Uint8Array.of(aad.length >> 8, aad.length & 255), aad) : aad;
  const mac = new Uint8Array(BLOCK);
  for (const part of [first, said, plaintext]) {
    for (let at = 0; at < part.length; at += BLOCK) {
      const end = Math.min(part.length, at + BLOCK);
      for (let i = at; i < end; i++) mac[i - at] = (mac[i - at] as number) ^ (part[i] as number);
      unsafe.encryptBlock(schedule, mac);
    }
  }
  return mac;
}

const BLOCK = 16;
const COUNTER_BYTES = 3;
