// AEAD ciphers by Node's own cryptography, which is many times faster than those that run everywhere.
import { createDecipheriv } from 'node:crypto';
import { type OpenTagged, tagLength } from '../capture/tls/recordOpener.ts';

export const openByNode: OpenTagged = (cipher, key, nonce, aad, sealed) => {
  const length = sealed.length - tagLength(cipher);
  const ciphertext = sealed.subarray(0, length);
  const tag = sealed.subarray(length);
  try {
    switch (cipher) {
      case 'gcm': {
        const running = createDecipheriv(key.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm', key, nonce);
        running.setAAD(aad).setAuthTag(tag);
        const opened = running.update(ciphertext);
        running.final();
        return plain(opened);
      }
      case 'chacha20': {
        const running = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
        running.setAAD(aad, { plaintextLength: length }).setAuthTag(tag);
        const opened = running.update(ciphertext);
        running.final();
        return plain(opened);
      }
      case 'ccm':
      case 'ccm8': {
        const name = key.length === 16 ? 'aes-128-ccm' : 'aes-256-ccm';
        const running = createDecipheriv(name, key, nonce, { authTagLength: tagLength(cipher) });
        running.setAuthTag(tag).setAAD(aad, { plaintextLength: length });
        const opened = running.update(ciphertext);
        running.final();
        return plain(opened);
      }
    }
  } catch {
    // Node raises an error where the tag does not fit.
    return null;
  }
};

/** A Buffer's `slice` copies nothing, which nobody else expects. */
const plain = (bytes: Buffer): Uint8Array => new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
