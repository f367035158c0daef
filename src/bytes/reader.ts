// Reads fields from a byte string and records a span for each of them.
import { bytesText, DecodeError } from './error.ts';
import { contentStart, type Span } from './span.ts';

type Show<T> = (value: T) => string | null;

export class Reader {
  /** Spans read so far at this level. */
  spans: Span[] = [];
  private at: number;

  /**
   * Reads `bytes` from `start` to `end` (exclusive); offsets in spans and errors are offsets in `bytes`. `prefix`: of a
   * vector, the bytes of the length that stands before `start`.
   */
  constructor(
    readonly bytes: Uint8Array,
    private readonly start = 0,
    readonly end = bytes.length,
    private readonly prefix: 0 | 1 | 2 | 3 = 0,
  ) {
    this.at = start;
  }

  get offset(): number {
    return this.at;
  }

  get remaining(): number {
    return this.end - this.at;
  }

  u8(field: string, show: Show<number> = String): number {
    return this.uint(1, field, show);
  }

  u16(field: string, show: Show<number> = String): number {
    return this.uint(2, field, show);
  }

  u24(field: string, show: Show<number> = String): number {
    return this.uint(3, field, show);
  }

  u32(field: string, show: Show<number> = String): number {
    return this.uint(4, field, show);
  }

  /** `length` raw bytes, as a view on the buffer. */
  take(length: number, field: string, show: Show<Uint8Array> = () => null): Uint8Array {
    const start = this.advance(length, field);
    const value = this.bytes.subarray(start, this.at);
    this.spans.push({ field, start, end: this.at, value: show(value), children: [] });
    return value;
  }

  rest(field: string, show: Show<Uint8Array> = () => null): Uint8Array {
    return this.take(this.remaining, field, show);
  }

  /** What `read` reads becomes the children of one span. */
  group<T>(field: string, read: (reader: Reader) => T, show: Show<T> = () => null): T {
    const outer = this.spans;
    const start = this.at;
    this.spans = [];
    try {
      const value = read(this);
      outer.push({ field, start, end: this.at, value: show(value), children: this.spans });
      return value;
    } finally {
      this.spans = outer;
    }
  }

  /**
   * A vector with a length prefix of 1, 2 or 3 bytes (RFC 5246 4.3). `read` gets a reader that ends with
   * the vector, and must use all of it.
   */
  vector<T>(prefix: 1 | 2 | 3, field: string, read: (reader: Reader) => T, show: Show<T> = () => null): T {
    return this.group(
      field,
      () => {
        const length = this.uint(prefix, `${field}.length`, String);
        if (length > this.remaining) {
          const problem = `length says ${bytesText(length)}, ${this.remaining} left`;
          throw new DecodeError(`${field}.length`, this.at - prefix, problem, prefix);
        }
        const inner = new Reader(this.bytes, this.at, this.at + length, prefix);
        const value = read(inner);
        if (inner.remaining > 0) inner.failLength(field, `${bytesText(inner.remaining)} too many`);
        this.at += length;
        for (const span of inner.spans) this.spans.push(span);
        return value;
      },
      show,
    );
  }

  /** Repeats `read` until the reader is used up. */
  list<T>(read: (reader: Reader) => T): T[] {
    const items: T[] = [];
    while (this.remaining > 0) {
      const before = this.at;
      items.push(read(this));
      if (this.at === before) throw new DecodeError('list', this.at, 'an item without bytes');
    }
    return items;
  }

  /** Throws unless every byte was read. */
  finish(field: string): void {
    if (this.remaining > 0) throw new DecodeError(field, this.at, `${bytesText(this.remaining)} too many`);
  }

  /** The value of `field`, which was read last of all that have this name, is wrong; or what comes now, where none was read. */
  fail(field: string, problem: string): never {
    const read = this.spans.findLast((span) => span.field === field);
    if (read === undefined) throw new DecodeError(field, this.at, problem);
    const start = contentStart(read);
    throw new DecodeError(field, start, problem, read.end - start);
  }

  /** The length of the vector that this reader reads is wrong. */
  failLength(field: string, problem: string): never {
    if (this.prefix === 0) throw new DecodeError(field, this.at, problem);
    throw new DecodeError(`${field}.length`, this.start - this.prefix, problem, this.prefix);
  }

  /** The whole of what this reader reads is wrong. */
  failWhole(field: string, problem: string): never {
    throw new DecodeError(field, this.start, problem, this.end - this.start);
  }

  private uint(width: number, field: string, show: Show<number>): number {
    const start = this.advance(width, field);
    let value = 0;
    for (let i = start; i < this.at; i++) value = value * 256 + (this.bytes[i] ?? 0);
    this.spans.push({ field, start, end: this.at, value: show(value), children: [] });
    return value;
  }

  private advance(length: number, field: string): number {
    if (length > this.remaining) {
      throw new DecodeError(field, this.at, `${bytesText(length)} wanted, ${this.remaining} left`);
    }
    const start = this.at;
    this.at += length;
    return start;
  }
}
