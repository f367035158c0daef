// Digests that identify: SHA-256 of a whole certificate, and key identifiers of RFC 5280 4.2.1.2.
import { toHex } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { keyBits } from './algorithm.ts';

/** Lower-case hexadecimal SHA-256 of the DER. */
export const fingerprint = (der: Uint8Array): string => toHex(digest('sha256', der));

/** Method (1) of RFC 5280 4.2.1.2: SHA-1 of the BIT STRING's content. 20 bytes. */
export const keyIdentifier = (spki: Uint8Array): Uint8Array => digest('sha1', keyBits(spki));
