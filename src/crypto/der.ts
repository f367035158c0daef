// As much DER (X.690) as an RSA public key needs: definite lengths, one-byte tags. Certificates are read in `pki`.
import { concat } from '../bytes/hex.ts';
import { Reader } from '../bytes/reader.ts';
import { bitLength, fromBytes, toBytes } from './integer.ts';

export const DER = { integer: 0x02, bitString: 0x03, sequence: 0x30 } as const;
type Tag = (typeof DER)[keyof typeof DER];

/** One value: tag, length, content (8.1.1). */
export function wrap(tag: Tag, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = concat(...contents);
  return concat(Uint8Array.of(tag), writeLength(content.length), content);
}

/** A non-negative INTEGER: one more bit than the number has, for the sign (8.3.2). */
export function writeInteger(value: bigint): Uint8Array {
  return wrap(DER.integer, toBytes(value, Math.floor(bitLength(value) / 8) + 1));
}

/** The content of the value that comes next, which must have this tag, in a reader that ends with it. */
export function open(reader: Reader, tag: Tag, field: string): Reader {
  const found = reader.u8(field);
  if (found !== tag) reader.fail(field, `tag ${found} instead of ${tag}`);
  const length = readLength(reader, field);
  const start = reader.offset;
  reader.take(length, field);
  return new Reader(reader.bytes, start, start + length);
}

/** A non-negative INTEGER. */
export function readInteger(reader: Reader, field: string): bigint {
  const content = open(reader, DER.integer, field).rest(field);
  const [first = 0x80, second = 0x80] = content;
  // 8.3.2: the first nine bits are not all alike.
  if (first >= 0x80 || (first === 0 && second < 0x80 && content.length > 1)) {
    reader.fail(field, 'empty, negative, or not in the fewest bytes');
  }
  return fromBytes(content);
}

/** 10.1: in the fewest bytes. */
function readLength(reader: Reader, field: string): number {
  const first = reader.u8(field);
  if (first < 0x80) return first;
  const length = first === 0x81 ? reader.u8(field) : first === 0x82 ? reader.u16(field) : reader.fail(field, NO_LENGTH);
  if (length < (first === 0x81 ? 0x80 : 0x100)) reader.fail(field, 'a length in more bytes than it needs');
  return length;
}

function writeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  if (length < 0x100) return Uint8Array.of(0x81, length);
  if (length < 0x10000) return Uint8Array.of(0x82, length >> 8, length & 0xff);
  throw new RangeError(`DER: ${length} bytes are more than a key has`);
}

const NO_LENGTH = 'neither a length up to 65535 nor a definite one';
