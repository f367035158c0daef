// AES (FIPS 197) in GCM (NIST SP 800-38D) and CBC (NIST SP 800-38A 6.2), by whichever provider is in use. What it is given
// is checked here.
import * as noble from './noble/aes.ts';
import type { GcmOpen, GcmSeal } from './provider.ts';
import { currentProvider } from './selection.ts';

export type { GcmOpen, GcmSeal } from './provider.ts';

/** Bytes of the authentication tag that follows the ciphertext. */
export const GCM_TAG_LENGTH = 16;
const AES_BLOCK_LENGTH = 16;

/** Returns ciphertext || tag. */
export function sealGcm(input: GcmSeal): Uint8Array {
  checkKey(input.key);
  checkNonce(input.nonce);
  return (currentProvider() ?? noble).sealGcm(input);
}

/** Returns the plaintext, or null where the tag does not fit: nothing of it may be seen then. */
export function openGcm(input: GcmOpen): Uint8Array | null {
  checkKey(input.key);
  checkNonce(input.nonce);
  return input.sealed.length < GCM_TAG_LENGTH ? null : (currentProvider() ?? noble).openGcm(input);
}

/** Whole blocks, no padding: padding is the record layer's (RFC 5246 6.2.3.2). */
export function encryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  checkBlocks(key, iv, data);
  return (currentProvider() ?? noble).encryptCbc(key, iv, data);
}

/** Whole blocks, padding left in place. */
export function decryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  checkBlocks(key, iv, data);
  return (currentProvider() ?? noble).decryptCbc(key, iv, data);
}

function checkBlocks(key: Uint8Array, iv: Uint8Array, data: Uint8Array): void {
  checkKey(key);
  if (iv.length !== AES_BLOCK_LENGTH) throw new RangeError(`AES-CBC: iv of ${iv.length} bytes`);
  if (data.length % AES_BLOCK_LENGTH !== 0) throw new RangeError(`AES-CBC: ${data.length} bytes are not whole blocks`);
}

function checkKey(key: Uint8Array): void {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) {
    throw new RangeError(`AES: key of ${key.length} bytes`);
  }
}

/** SP 800-38D 5.2.1.1 lets an implementation restrict the lengths that it takes. */
function checkNonce(nonce: Uint8Array): void {
  if (nonce.length < LEAST_NONCE_LENGTH) throw new RangeError(`AES-GCM: nonce of ${nonce.length} bytes`);
}

const LEAST_NONCE_LENGTH = 8;
