// Reads DER, X.690 8 to 11, and records one span for each element, tag and length included.
// Definite, minimal lengths only. Depth and number of elements are bounded, so any input ends in a value or a DecodeError.
import { bytesText, DecodeError } from '../bytes/error.ts';
import { type Span, shiftSpans } from '../bytes/span.ts';
import {
  ascii,
  type BitString,
  isMinimal,
  parseBits,
  parseBoolean,
  parseOid,
  parseSmall,
  showBits,
  showInteger,
  showOctets,
  showPrimitive,
} from './derContent.ts';
import { context, type DerField, genericField, TAG, tagName } from './derTags.ts';
import { showOid } from './oids.ts';
import { isoTime, parseGeneralizedTime, parseUtcTime } from './time.ts';

export { ascii, type BitString, integerHex } from './derContent.ts';
export { context, DER_FIELDS, type DerField, TAG, tagName } from './derTags.ts';

export const MAX_DEPTH = 64;
export const MAX_ELEMENTS = 100_000;

type Show<T> = (value: T) => string | null;
const nothing = (): null => null;

/** `Field`: the ids that its reader gives the elements. */
export class DerReader<Field extends string> {
  /** Spans of the elements read so far at this level. */
  spans: Span[] = [];
  private at: number;

  private constructor(
    readonly bytes: Uint8Array,
    start: number,
    private readonly end: number,
    private readonly depth: number,
    private readonly budget: { elements: number; readonly of: number },
  ) {
    this.at = start;
  }

  /** Reads the one element that `bytes` holds, with nothing behind it. */
  static readAll<T, Field extends string>(
    bytes: Uint8Array,
    field: Field,
    read: (reader: DerReader<Field>) => T,
    maxElements = MAX_ELEMENTS,
  ): { value: T; spans: Span[] } {
    const reader = new DerReader<Field>(bytes, 0, bytes.length, 0, { elements: maxElements, of: maxElements });
    const value = read(reader);
    reader.finish(field);
    return { value, spans: reader.spans };
  }

  get offset(): number {
    return this.at;
  }

  get hasMore(): boolean {
    return this.at < this.end;
  }

  /** Whether another element follows and has this identifier octet. */
  nextIs(tag: number): boolean {
    return this.hasMore && this.bytes[this.at] === tag;
  }

  /** The bytes from `start` up to here. */
  since(start: number): Uint8Array {
    return this.bytes.subarray(start, this.at);
  }

  /** A constructed element: `read` gets a reader of its content and must use all of it. */
  constructed<T>(
    tag: number,
    field: Field | DerField,
    read: (inner: DerReader<Field>) => T,
    show: Show<T> = nothing,
  ): T {
    const { start, content, end } = this.header(field, tag);
    return this.nested(field, start, content, end, read, show);
  }

  sequence<T>(field: Field | DerField, read: (inner: DerReader<Field>) => T, show: Show<T> = nothing): T {
    return this.constructed(TAG.sequence, field, read, show);
  }

  set<T>(field: Field | DerField, read: (inner: DerReader<Field>) => T, show: Show<T> = nothing): T {
    return this.constructed(TAG.set, field, read, show);
  }

  /** `[n] EXPLICIT`, or `[n] IMPLICIT` of a constructed type. */
  tagged<T>(n: number, field: Field | DerField, read: (inner: DerReader<Field>) => T, show: Show<T> = nothing): T {
    return this.constructed(context(n, 'constructed'), field, read, show);
  }

  /** Repeats `read` to the end of this level: the body of a SEQUENCE OF or SET OF. */
  list<T>(read: (reader: DerReader<Field>) => T): T[] {
    const items: T[] = [];
    while (this.hasMore) items.push(read(this));
    return items;
  }

  /** A primitive element; `parse` gets its content, and null from it means that the content is not of the type. */
  primitive<T>(
    tag: number,
    field: Field | DerField,
    parse: (content: Uint8Array) => T | null,
    show: Show<T> = nothing,
  ): T {
    const { start, content, end } = this.header(field, tag);
    const value = parse(this.bytes.subarray(content, end));
    if (value === null) throw new DecodeError(field, content, `the content is no ${tagName(tag)} in DER`);
    this.at = end;
    this.spans.push({ field, start, end, value: show(value), children: [] });
    return value;
  }

  boolean(field: Field | DerField): boolean {
    return this.primitive<boolean>(TAG.boolean, field, parseBoolean, (value) => (value ? 'TRUE' : 'FALSE'));
  }

  /** The content of an INTEGER: two's complement, big-endian, minimal. */
  integer(field: Field | DerField, show: Show<Uint8Array> = showInteger): Uint8Array {
    return this.primitive(TAG.integer, field, (content) => (isMinimal(content) ? content : null), show);
  }

  /** An INTEGER from 0 to 2^31 - 1. */
  smallInteger(field: Field | DerField, show: Show<number> = String): number {
    return this.primitive(TAG.integer, field, parseSmall, show);
  }

  enumerated(field: Field | DerField, show: Show<number> = String): number {
    return this.primitive(TAG.enumerated, field, parseSmall, show);
  }

  null(field: Field | DerField): void {
    this.primitive(TAG.null, field, (content) => (content.length === 0 ? true : null));
  }

  /** Dotted form. */
  oid(field: Field | DerField): string {
    return this.primitive(TAG.oid, field, parseOid, showOid);
  }

  octetString(field: Field | DerField, show: Show<Uint8Array> = showOctets): Uint8Array {
    return this.primitive(TAG.octetString, field, (content) => content, show);
  }

  bitString(
    field: Field | DerField,
    show: Show<BitString> = (bits) => showBits(bits),
    tag: number = TAG.bitString,
  ): BitString {
    return this.primitive(tag, field, parseBits, show);
  }

  /** An OCTET STRING whose content is DER again; the elements inside become its children. */
  octetStringOf<T>(field: Field | DerField, read: (inner: DerReader<Field>) => T, show: Show<T> = nothing): T {
    return this.constructed(TAG.octetString, field, read, show);
  }

  /** A BIT STRING of whole octets whose content is DER again. */
  bitStringOf<T>(field: Field | DerField, read: (inner: DerReader<Field>) => T, show: Show<T> = nothing): T {
    const { start, content, end } = this.header(field, TAG.bitString);
    if (content === end || this.bytes[content] !== 0) {
      throw new DecodeError(field, content, 'the bit string does not consist of whole octets');
    }
    return this.nested(field, start, content + 1, end, read, show);
  }

  /** UTCTime or GeneralizedTime, as milliseconds since 1970. */
  time(field: Field | DerField): number {
    return this.nextIs(TAG.generalizedTime)
      ? this.generalizedTime(field)
      : this.primitive(TAG.utcTime, field, (content) => parseUtcTime(ascii(content)), isoTime);
  }

  generalizedTime(field: Field | DerField): number {
    return this.primitive(TAG.generalizedTime, field, (content) => parseGeneralizedTime(ascii(content)), isoTime);
  }

  /** Any element, whatever it means: its identifier octet, its content and its whole encoding. */
  any(field: Field | null = null): { tag: number; content: Uint8Array; der: Uint8Array } {
    const { start, content, end, tag } = this.header(field ?? 'der.other');
    const name = field ?? genericField(tag);
    const body = this.bytes.subarray(content, end);
    if ((tag & 0x20) !== 0) {
      this.nested(name, start, content, end, (inner) => inner.list((r) => r.any()), nothing);
    } else {
      this.at = end;
      this.spans.push({ field: name, start, end, value: showPrimitive(tag, body), children: [] });
    }
    return { tag, content: body, der: this.bytes.subarray(start, end) };
  }

  /** Any element, its content unread. */
  skip(field: Field | DerField): void {
    const { start, end } = this.header(field);
    this.at = end;
    this.spans.push({ field, start, end, value: null, children: [] });
  }

  /** Reads; on a DecodeError goes back to where it began, and reads `instead`. */
  recover<T>(read: () => T, instead: (error: DecodeError) => T): T {
    const start = this.at;
    const before = this.budget.elements;
    const count = this.spans.length;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.at = start;
      this.budget.elements = before;
      this.spans.length = count;
      return instead(error);
    }
  }

  /** An OCTET STRING with content of unknown meaning: shown as DER where it is DER, else as octets. */
  opaque(field: Field | DerField): Uint8Array {
    return this.recover(
      () => {
        this.octetStringOf(field, (inner) => inner.list((r) => r.any()));
        const span = this.spans.at(-1);
        return this.bytes.subarray(span?.children[0]?.start ?? this.at, this.at);
      },
      () => this.octetString(field),
    );
  }

  /** An element that another decoder reads by itself, from offset 0; its spans are moved to where it stands here. */
  embedded<T extends { readonly spans: readonly Span[] }>(field: Field | DerField, decode: (der: Uint8Array) => T): T {
    const { start, end } = this.header(field);
    try {
      const value = decode(this.bytes.subarray(start, end));
      this.at = end;
      this.spans.push(...shiftSpans(value.spans, start));
      return value;
    } catch (error) {
      if (error instanceof DecodeError) throw new DecodeError(error.field, start + error.offset, error.problem);
      throw error;
    }
  }

  finish(field: Field | DerField): void {
    if (this.hasMore) throw new DecodeError(field, this.at, `${bytesText(this.end - this.at)} too many`);
  }

  fail(field: Field | DerField, problem: string, offset = this.at): never {
    throw new DecodeError(field, offset, problem);
  }

  private nested<T>(
    field: Field | DerField,
    start: number,
    content: number,
    end: number,
    read: (inner: DerReader<Field>) => T,
    show: Show<T>,
  ): T {
    if (this.depth >= MAX_DEPTH) throw new DecodeError(field, start, `nested deeper than ${MAX_DEPTH} levels`);
    const inner = new DerReader<Field>(this.bytes, content, end, this.depth + 1, this.budget);
    const value = read(inner);
    inner.finish(field);
    this.at = end;
    this.spans.push({ field, start, end, value: show(value), children: inner.spans });
    return value;
  }

  /** Reads tag and length at the current place, without moving on. */
  private header(
    field: Field | DerField,
    wanted: number | null = null,
  ): { tag: number; start: number; content: number; end: number } {
    const start = this.at;
    const tag = this.bytes[start];
    if (start >= this.end || tag === undefined) throw new DecodeError(field, start, 'the element is missing');
    if ((tag & 0x1f) === 0x1f) throw new DecodeError(field, start, 'the tag number is above 30');
    if (wanted !== null && tag !== wanted) {
      throw new DecodeError(field, start, `${tagName(wanted)} wanted, ${tagName(tag)} found`);
    }
    if (--this.budget.elements < 0) throw new DecodeError(field, start, `more than ${this.budget.of} elements`);
    const { content, length } = this.length(field, start + 1);
    if (length > this.end - content) {
      throw new DecodeError(field, start + 1, `length says ${bytesText(length)}, ${this.end - content} left`);
    }
    return { tag, start, content, end: content + length };
  }

  /** X.690 8.1.3 with the restrictions of 10.1: definite form, in the fewest octets. */
  private length(field: Field | DerField, at: number): { content: number; length: number } {
    const first = at < this.end ? this.bytes[at] : undefined;
    if (first === undefined) throw new DecodeError(field, at, 'the length is missing');
    if (first < 0x80) return { content: at + 1, length: first };
    if (first === 0x80) throw new DecodeError(field, at, 'indefinite length is not DER');
    const count = first & 0x7f;
    if (count > 4) throw new DecodeError(field, at, `a length of ${count} octets`);
    if (count > this.end - at - 1) throw new DecodeError(field, at, 'the length is cut off');
    let length = 0;
    for (let i = 1; i <= count; i++) length = length * 256 + (this.bytes[at + i] ?? 0);
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DecodeError(field, at, 'the length is not minimal');
    return { content: at + 1 + count, length };
  }
}
