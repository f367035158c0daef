// The record layer's framing, RFC 5246 6.2.1: five bytes of header, then a fragment. Protection is in protection.ts.

import { DecodeError } from '../../bytes/error.ts';
import { Reader } from '../../bytes/reader.ts';
import type { Span } from '../../bytes/span.ts';
import { Writer } from '../../bytes/writer.ts';
import { byCode } from '../codePoints/names.ts';
import { TLS_1_2, versionName } from '../codePoints/versions.ts';

export const CONTENT_TYPES = { change_cipher_spec: 20, alert: 21, handshake: 22, application_data: 23 } as const;
export type ContentType = keyof typeof CONTENT_TYPES;

export const RECORD_HEADER = 5;
/** The most that a record may hold before protection. */
export const MAX_FRAGMENT = 2 ** 14;
/** The most that a protected fragment may measure, RFC 5246 6.2.3. */
export const MAX_CIPHERTEXT = MAX_FRAGMENT + 2048;

/** A record as it came from the wire; all byte strings are views on the buffer it was read from. */
export interface RawRecord {
  readonly type: ContentType;
  readonly version: number;
  readonly fragment: Uint8Array;
  /** The whole record, with its header. `spans` count from its first byte. */
  readonly wire: Uint8Array;
  readonly spans: readonly Span[];
}

export interface RecordsRead {
  readonly records: readonly RawRecord[];
  /** The beginning of a record whose end has yet to come; where there is an error, what could not be read. */
  readonly rest: Uint8Array;
  /**
   * `field` says what was wrong: `record.type` (no such type), `record.version` (not TLS), `record.length`
   * (over 2^14 + 2048), `record.fragment` (empty, which only application data may be).
   */
  readonly error: DecodeError | null;
}

/** Splits what has arrived into records. The records before an error are good. */
export function readRecords(pending: Uint8Array): RecordsRead {
  const records: RawRecord[] = [];
  let at = 0;
  try {
    for (;;) {
      const record = readRecord(pending.subarray(at));
      if (record === null) return { records, rest: pending.subarray(at), error: null };
      records.push(record);
      at += record.wire.length;
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const placed = new DecodeError(error.field, at + error.offset, error.problem, error.size);
    return { records, rest: pending.subarray(at), error: placed };
  }
}

/** Writes `fragment` in one record, or in several where it is longer than 2^14 bytes. */
export function encodeRecord(
  type: ContentType,
  fragment: Uint8Array,
  version: number = TLS_1_2,
): { bytes: Uint8Array; spans: Span[] } {
  const writer = new Writer();
  for (const part of splitPlaintext(fragment)) {
    writeHeader(writer, type, version, part.length);
    if (part.length > 0) writer.put(part, 'record.fragment', type);
  }
  return writer.finish();
}

/** Pieces of at most 2^14 bytes; one empty piece for no bytes at all. */
export function splitPlaintext(plaintext: Uint8Array): Uint8Array[] {
  const parts = [plaintext.subarray(0, MAX_FRAGMENT)];
  for (let at = MAX_FRAGMENT; at < plaintext.length; at += MAX_FRAGMENT) {
    parts.push(plaintext.subarray(at, at + MAX_FRAGMENT));
  }
  return parts;
}

/** The five bytes before a fragment of `length` bytes. */
export function writeHeader(writer: Writer, type: ContentType, version: number, length: number): void {
  writer.u8(CONTENT_TYPES[type], 'record.type', type);
  writer.u16(version, 'record.version', versionName(version));
  writer.u16(length, 'record.length');
}

/** The record at the beginning of `bytes`, or null where its end is missing. */
function readRecord(bytes: Uint8Array): RawRecord | null {
  if (bytes.length < RECORD_HEADER) return null;
  const reader = new Reader(bytes);
  const code = reader.u8('record.type', typeOf);
  const type = typeOf(code);
  if (type === null) throw new DecodeError('record.type', 0, `${code} is no content type`, 1);
  const version = reader.u16('record.version', versionName);
  if (version >> 8 !== 3) throw new DecodeError('record.version', 1, `major version ${version >> 8}, 3 wanted`, 1);
  const length = reader.u16('record.length');
  if (length > MAX_CIPHERTEXT)
    throw new DecodeError('record.length', 3, `${length} bytes, at most ${MAX_CIPHERTEXT}`, 2);
  if (length === 0 && type !== 'application_data') throw new DecodeError('record.fragment', 5, `empty ${type} record`);
  if (length > reader.remaining) return null;
  const fragment =
    length > 0 ? reader.take(length, 'record.fragment', () => type) : bytes.subarray(RECORD_HEADER, RECORD_HEADER);
  return { type, version, fragment, wire: bytes.subarray(0, RECORD_HEADER + length), spans: reader.spans };
}

const typeOf = (code: number): ContentType | null => NAMES.get(code) ?? null;

const NAMES = byCode(CONTENT_TYPES);
