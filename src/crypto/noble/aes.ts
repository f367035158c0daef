// AES (FIPS 197) in GCM (NIST SP 800-38D) and CBC (NIST SP 800-38A 6.2), computed by @noble/ciphers.
import { cbc, gcm } from '@noble/ciphers/aes.js';
import { equalBytes } from '../../bytes/hex.ts';
import type { GcmOpen, GcmSeal } from '../provider.ts';
import { KeptGcm } from './gcmKept.ts';

export function sealGcm({ key, nonce, aad, plaintext }: GcmSeal): Uint8Array {
  const kept = keptFor(key, nonce, plaintext.length);
  return kept === null ? gcm(key, nonce, aad).encrypt(plaintext) : kept.seal(nonce, aad, plaintext);
}

export function openGcm({ key, nonce, aad, sealed }: GcmOpen): Uint8Array | null {
  const kept = keptFor(key, nonce, sealed.length - TAG_LENGTH);
  if (kept !== null) return kept.open(nonce, aad, sealed);
  const cipher = gcm(key, nonce, aad);
  try {
    return cipher.decrypt(sealed);
  } catch {
    return null;
  }
}

export const encryptCbc = (key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array =>
  cbc(key, iv, { disablePadding: true }).encrypt(data);

export const decryptCbc = (key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array =>
  cbc(key, iv, { disablePadding: true }).decrypt(data);

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

const TAG_LENGTH = 16;
/** Bytes of plaintext. From here on noble looks up larger tables, and preparing them is a small part of the work. */
const KEPT_LENGTH = 1024;
const prepared = new WeakMap<Uint8Array, { readonly bytes: Uint8Array; gcm: KeptGcm | null }>();
