// AES (FIPS 197) in GCM (NIST SP 800-38D) and CBC (NIST SP 800-38A 6.2), computed by @noble/ciphers:
// on records of TLS it takes a half to a fifth of node-forge's time, which works on binary strings.
import { cbc, gcm } from '@noble/ciphers/aes.js';
import { equalBytes } from '../bytes/hex.ts';
import { KeptGcm } from './gcmKept.ts';

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
  const kept = keptFor(checkedKey(key), checkedNonce(nonce), plaintext.length);
  if (kept !== null) return kept.seal(nonce, aad, plaintext);
  return gcm(key, nonce, aad).encrypt(plaintext);
}

/** Returns the plaintext, or null where the tag does not fit: nothing of it may be seen then. */
export function openGcm({ key, nonce, aad, sealed }: GcmOpen): Uint8Array | null {
  const kept = keptFor(checkedKey(key), checkedNonce(nonce), sealed.length - GCM_TAG_LENGTH);
  if (sealed.length < GCM_TAG_LENGTH) return null;
  if (kept !== null) return kept.open(nonce, aad, sealed);
  const cipher = gcm(key, nonce, aad);
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

/**
 * The key prepared for short records, from its second record on: before, preparing would cost more than it saves. Null
 * where noble's own is to be used. It changes no result: a key array whose bytes have changed is prepared again.
 */
function keptFor(key: Uint8Array, nonce: Uint8Array, length: number): KeptGcm | null {
  if (length > KEPT_LENGTH || nonce.length !== KeptGcm.NONCE_LENGTH) return null;
  const known = prepared.get(key);
  if (known !== undefined && equalBytes(known.bytes, key)) {
    known.gcm ??= new KeptGcm(key);
    return known.gcm;
  }
  prepared.set(key, { bytes: key.slice(), gcm: null });
  return null;
}

/** Bytes of plaintext. From here on noble looks up larger tables, and preparing them is a small part of the work. */
const KEPT_LENGTH = 1024;
const prepared = new WeakMap<Uint8Array, { readonly bytes: Uint8Array; gcm: KeptGcm | null }>();
