// EMSA-PKCS1-v1_5 (RFC 8017 9.2): the block that a signature is a private power of.
import { concat, fromHex } from '../bytes/hex.ts';
import type { HashName } from './provider.ts';

/** 00 01 FF…FF 00 DigestInfo; null where `length` bytes, those of the modulus, are too few for it. */
export function signatureBlock(digestInfo: Uint8Array, length: number): Uint8Array | null {
  const paddingLength = length - digestInfo.length - 3;
  if (paddingLength < MIN_PADDING) return null;
  const padding = new Uint8Array(paddingLength).fill(0xff);
  return concat(Uint8Array.of(0, 1), padding, Uint8Array.of(0), digestInfo);
}

/** Bytes of padding that signatures and encryption ask for at least. */
export const MIN_PADDING = 8;

/** DER of DigestInfo up to the digest itself, from the notes on 9.2. */
export const DIGEST_INFO: Readonly<Record<HashName, Uint8Array>> = {
  sha1: fromHex('30 21 30 09 06 05 2b 0e 03 02 1a 05 00 04 14'),
  sha224: fromHex('30 2d 30 0d 06 09 60 86 48 01 65 03 04 02 04 05 00 04 1c'),
  sha256: fromHex('30 31 30 0d 06 09 60 86 48 01 65 03 04 02 01 05 00 04 20'),
  sha384: fromHex('30 41 30 0d 06 09 60 86 48 01 65 03 04 02 02 05 00 04 30'),
  sha512: fromHex('30 51 30 0d 06 09 60 86 48 01 65 03 04 02 03 05 00 04 40'),
};
