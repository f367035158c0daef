// The certificates in a Certificate message (RFC 5246 7.4.2, RFC 9846 4.5.1), also in a CompressedCertificate (RFC 8879 4).
import { unzlibSync } from 'fflate';
import { CERTIFICATE_COMPRESSION } from '../../tls/codePoints/more.ts';
import { u16 } from '../packet/packet.ts';

/** DER of each, views on `body`; what is cut or not well-formed ends the list. */
export function certificatesIn(body: Uint8Array, is13: boolean): Uint8Array[] {
  const start = is13 ? 1 + (body[0] ?? 0) : 0;
  const found: Uint8Array[] = [];
  if (start + 3 > body.length) return found;
  const end = Math.min(body.length, start + 3 + u24(body, start));
  for (let at = start + 3; at + 3 <= end; ) {
    const length = u24(body, at);
    if (at + 3 + length > end || length === 0) break;
    found.push(body.subarray(at + 3, at + 3 + length));
    at += 3 + length;
    if (is13) at += 2 + (at + 2 <= end ? u16(body, at) : 0);
  }
  return found;
}

/** The body of the Certificate message inside; null for another algorithm than zlib, or where it does not fit. */
export function decompressed(body: Uint8Array): Uint8Array | null {
  if (body.length < 8 || u16(body, 0) !== CERTIFICATE_COMPRESSION.zlib) return null;
  const length = u24(body, 2);
  if (length > MOST_UNPACKED) return null;
  try {
    const unpacked = unzlibSync(body.subarray(8, 8 + u24(body, 5)), { out: new Uint8Array(length) });
    return unpacked.length === length ? unpacked : null;
  } catch {
    return null;
  }
}

const u24 = (bytes: Uint8Array, at: number): number => ((bytes[at] as number) << 16) | u16(bytes, at + 1);

const MOST_UNPACKED = 2 ** 20;
