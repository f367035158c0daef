// Ed25519 verification (RFC 8032 5.1.7), computed by @noble/curves.
import { ed25519 } from '@noble/curves/ed25519.js';
import { toHex } from '../bytes/hex.ts';
import { digest } from './hash.ts';
import { Memo } from './memo.ts';

/** `publicKey` of 32, `signature` of 64 bytes. Strict RFC 8032: only canonical encodings of points. */
export function verifyEd25519(publicKey: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  // Key, data and signature determine the verdict, as in ecdsa.ts.
  return verdicts.get([publicKey, digest('sha512', data), signature].map(toHex).join(':'), () => {
    try {
      return ed25519.verify(signature, data, publicKey, { zip215: false });
    } catch {
      return false;
    }
  });
}

/** For benchmarks, which must not measure a look-up. */
export function clearEd25519Memo(): void {
  verdicts.clear();
}

const verdicts = new Memo<boolean>(256);
