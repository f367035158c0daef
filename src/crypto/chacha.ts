// ChaCha20-Poly1305 (RFC 8439 2.8), computed by @noble/ciphers.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

/** `key` of 32 bytes, `nonce` of 12. The ciphertext with its tag of 16 bytes. */
export function seal(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return chacha20poly1305(key, nonce, aad).encrypt(plaintext);
}

/** Null for what this key and nonce have not sealed. */
export function open(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, sealed: Uint8Array): Uint8Array | null {
  const cipher = chacha20poly1305(key, nonce, aad);
  try {
    return cipher.decrypt(sealed);
  } catch {
    return null;
  }
}
