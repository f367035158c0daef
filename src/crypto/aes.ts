// AES (FIPS 197) in GCM (NIST SP 800-38D) and CBC (NIST SP 800-38A 6.2), computed by @noble/ciphers:
// on records of TLS it takes a half to a fifth of node-forge's time, which works on binary strings.
import { cbc, gcm } from '@noble/ciphers/aes.js';

/** Bytes of the authentication tag that follows the ciphertext. */
export const GCM_TAG_LENGTH = 16;
const AES_BLOCK_LENGTH = 16;

export interface GcmSeal {
  /** 16, 24 or 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes in TLS; from 8 on. */
  readonly nonce: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
}

export interface GcmOpen extends Omit<GcmSeal, 'plaintext'> {
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array;
}

/** Returns ciphertext || tag. */
export function sealGcm({ key, nonce, aad, plaintext }: GcmSeal): Uint8Array {
  return gcm(checkedKey(key), checkedNonce(nonce), aad).encrypt(plaintext);
}

/** Returns the plaintext, or null where the tag does not fit: nothing of it may be seen then. */
export function openGcm({ key, nonce, aad, sealed }: GcmOpen): Uint8Array | null {
  const cipher = gcm(checkedKey(key), checkedNonce(nonce), aad);
  if (sealed.length < GCM_TAG_LENGTH) return null;
  try {
    return cipher.decrypt(sealed);
  } catch {
    return null;
  }
}

/** Whole blocks, no padding: padding is the record layer's (RFC 5246 6.2.3.2). */
export function encryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  return blockCipher(key, iv, data).encrypt(data);
}

/** Whole blocks, padding left in place. */
export function decryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  return blockCipher(key, iv, data).decrypt(data);
}

function blockCipher(key: Uint8Array, iv: Uint8Array, data: Uint8Array): ReturnType<typeof cbc> {
  if (iv.length !== AES_BLOCK_LENGTH) throw new RangeError(`AES-CBC: iv of ${iv.length} bytes`);
  if (data.length % AES_BLOCK_LENGTH !== 0) throw new RangeError(`AES-CBC: ${data.length} bytes are not whole blocks`);
  return cbc(checkedKey(key), iv, { disablePadding: true });
}

function checkedKey(key: Uint8Array): Uint8Array {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) {
    throw new RangeError(`AES: key of ${key.length} bytes`);
  }
  return key;
}

/** SP 800-38D 5.2.1.1 lets an implementation restrict the lengths that it takes. */
function checkedNonce(nonce: Uint8Array): Uint8Array {
  if (nonce.length < LEAST_NONCE_LENGTH) throw new RangeError(`AES-GCM: nonce of ${nonce.length} bytes`);
  return nonce;
}

const LEAST_NONCE_LENGTH = 8;
