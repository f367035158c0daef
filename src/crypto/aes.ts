// AES (FIPS 197) in GCM (NIST SP 800-38D) and CBC (NIST SP 800-38A 6.2), computed by node-forge.
import { concat } from '../bytes/hex.ts';
import { fromBinary, toBinary } from './binary.ts';
import { forge } from './forge.ts';

/** Bytes of the authentication tag that follows the ciphertext. */
export const GCM_TAG_LENGTH = 16;
export const AES_BLOCK_LENGTH = 16;

export interface GcmSeal {
  /** 16, 24 or 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes in TLS; any length but zero. */
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
  const cipher = forge.cipher.createCipher('AES-GCM', checkedKey(key));
  cipher.start({ iv: checkedNonce(nonce), additionalData: toBinary(aad), tagLength: 8 * GCM_TAG_LENGTH });
  cipher.update(forge.util.createBuffer(toBinary(plaintext)));
  if (!cipher.finish()) throw new Error('AES-GCM did not finish');
  return concat(fromBinary(cipher.output.getBytes()), fromBinary(cipher.mode.tag.getBytes()));
}

/** Returns the plaintext, or null where the tag does not fit: nothing of it may be seen then. */
export function openGcm({ key, nonce, aad, sealed }: GcmOpen): Uint8Array | null {
  const cipherKey = checkedKey(key);
  const iv = checkedNonce(nonce);
  const end = sealed.length - GCM_TAG_LENGTH;
  if (end < 0) return null;
  const decipher = forge.cipher.createDecipher('AES-GCM', cipherKey);
  const tag = forge.util.createBuffer(toBinary(sealed.subarray(end)));
  decipher.start({ iv, additionalData: toBinary(aad), tagLength: 8 * GCM_TAG_LENGTH, tag });
  decipher.update(forge.util.createBuffer(toBinary(sealed.subarray(0, end))));
  return decipher.finish() ? fromBinary(decipher.output.getBytes()) : null;
}

/** Whole blocks, no padding: padding is the record layer's (RFC 5246 6.2.3.2). */
export function encryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  return runCbc(forge.cipher.createCipher('AES-CBC', checkedKey(key)), iv, data);
}

/** Whole blocks, padding left in place. */
export function decryptCbc(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  return runCbc(forge.cipher.createDecipher('AES-CBC', checkedKey(key)), iv, data);
}

type BlockCipher = ReturnType<typeof forge.cipher.createCipher>;

function runCbc(cipher: BlockCipher, iv: Uint8Array, data: Uint8Array): Uint8Array {
  if (iv.length !== AES_BLOCK_LENGTH) throw new RangeError(`AES-CBC: iv of ${iv.length} bytes`);
  if (data.length % AES_BLOCK_LENGTH !== 0) throw new RangeError(`AES-CBC: ${data.length} bytes are not whole blocks`);
  cipher.start({ iv: toBinary(iv) });
  cipher.update(forge.util.createBuffer(toBinary(data)));
  // Without finish(), which only adds or removes padding: update() has gone through all whole blocks.
  return fromBinary(cipher.output.getBytes());
}

function checkedKey(key: Uint8Array): string {
  if (key.length !== 16 && key.length !== 24 && key.length !== 32) {
    throw new RangeError(`AES: key of ${key.length} bytes`);
  }
  return toBinary(key);
}

function checkedNonce(nonce: Uint8Array): string {
  if (nonce.length === 0) throw new RangeError('AES-GCM: empty nonce');
  return toBinary(nonce);
}
