// Ed25519 verification (RFC 8032 5.1.7), computed by @noble/curves.
import { ed25519 } from '@noble/curves/ed25519.js';

/** `publicKey` of 32, `signature` of 64 bytes. Strict RFC 8032: only canonical encodings of points. */
export function verifyEd25519(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, data, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
