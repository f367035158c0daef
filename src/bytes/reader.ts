// Reads fields from a byte string and records a span for each of them.
import { bytesText, DecodeError } from './error.ts';
import { contentStart, type Span } from './span.ts';

type Show<T> = (value: T) => string | null;

/** The length that says where a reader ends. */
export interface LengthField {
  readonly field: string;
  readonly offset: number;
  readonly size: 1 | 2 | 3;
  /** Where the one ends that holds it: so far the length could say. */
  readonly outerEnd: number;
}

export class Reader {
  /** Spans read so far at this level. */
  spans: Span[] = [];
  private at: number;

  /**
   * Reads `bytes` from `start` to `end` (exclusive); offsets in spans and errors are offsets in `bytes`. `length`: what
   * says so, if anything in `bytes` does.
   */
  constructor(
    readonly bytes: Uint8Array,
    private readonly start = 0,
    readonly end = bytes.length,
    private readonly length: LengthField | null = null,
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
        const own: LengthField = {
          field: `${field}.length`,
          offset: this.at - prefix,
          size: prefix,
          outerEnd: this.end,
        };
        if (length > this.remaining) {
          // What holds the vector is too short for it, if the vector would fit into what holds both.
          if (this.length !== null && this.at + length <= this.length.outerEnd) this.failShort(length);
          const problem = `length says ${bytesText(length)}, ${this.remaining} left`;
          throw new DecodeError(own.field, own.offset, problem, prefix);
        }
        const inner = new Reader(this.bytes, this.at, this.at + length, own);
        const value = read(inner);
        inner.finish(field);
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

  /** Throws unless every byte was read: at the length that says that there are more, or at the first of them. */
  finish(field: string): void {
    if (this.remaining > 0) this.failLength(field, `${bytesText(this.remaining)} too many`);
  }

  /** The value of `field`, which was read last of all that have this name, is wrong; or what comes now, where none was read. */
  fail(field: string, problem: string): never {
    const read = this.spans.findLast((span) => span.field === field);
    if (read === undefined) throw new DecodeError(field, this.at, problem);
    const start = contentStart(read);
    throw new DecodeError(field, start, problem, read.end - start);
  }

  /** The length of what this reader reads is wrong; where there is none, `field` is, from here on. */
  failLength(field: string, problem: string): never {
    if (this.length === null) throw new DecodeError(field, this.at, problem);
    throw new DecodeError(this.length.field, this.length.offset, problem, this.length.size);
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
      if (this.length !== null) this.failShort(length);
      throw new DecodeError(field, this.at, `${bytesText(length)} wanted, ${this.remaining} left`);
    }
    const start = this.at;
    this.at += length;
    return start;
  }

  /** `length` bytes more have no room in what this reader reads. */
  private failShort(length: number): never {
    const needed = this.at + length - this.start;
    this.failLength(
      '',
      `length says ${bytesText(this.end - this.start)}, ${needed} or more are needed for what is in it`,
    );
  }
}
