// The AEAD algorithms of TLS by name: AES-GCM (RFC 5116 5.1, 5.2) and ChaCha20-Poly1305 (RFC 8439).
// ChaCha20 needs registerEcc().
import { openGcm, sealGcm } from './aes.ts';
import { elliptic } from './registered.ts';

export type AeadName = keyof typeof AEAD_KEY_LENGTH;
/** Bytes. */
export const AEAD_KEY_LENGTH = { 'AES-128-GCM': 16, 'AES-256-GCM': 32, 'CHACHA20-POLY1305': 32 } as const;
const AEAD_NONCE_LENGTH = 12;
export const AEAD_TAG_LENGTH = 16;

export interface AeadSeal {
  readonly key: Uint8Array;
  /** 12 bytes. */
  readonly nonce: Uint8Array;
  readonly aad: Uint8Array;
  readonly plaintext: Uint8Array;
}

export interface AeadOpen extends Omit<AeadSeal, 'plaintext'> {
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array;
}

/** Returns ciphertext || tag. */
export function sealAead(name: AeadName, input: AeadSeal): Uint8Array {
  const { key, nonce, aad, plaintext } = input;
  check(name, key, nonce);
  if (name === 'CHACHA20-POLY1305') return elliptic().chacha20Poly1305.seal(key, nonce, aad, plaintext);
  return sealGcm(input);
}

/** Returns the plaintext, or null where the tag does not fit. */
export function openAead(name: AeadName, input: AeadOpen): Uint8Array | null {
  const { key, nonce, aad, sealed } = input;
  check(name, key, nonce);
  if (sealed.length < AEAD_TAG_LENGTH) return null;
  if (name === 'CHACHA20-POLY1305') return elliptic().chacha20Poly1305.open(key, nonce, aad, sealed);
  return openGcm(input);
}

function check(name: AeadName, key: Uint8Array, nonce: Uint8Array): void {
  if (key.length !== AEAD_KEY_LENGTH[name]) throw new RangeError(`${name}: key of ${key.length} bytes`);
  if (nonce.length !== AEAD_NONCE_LENGTH) throw new RangeError(`${name}: nonce of ${nonce.length} bytes`);
}
