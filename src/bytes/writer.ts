// Writes fields to a growing byte string and records a span for each of them: the mirror of Reader.
import type { Span } from './span.ts';

export class Writer {
  spans: Span[] = [];
  private buffer = new Uint8Array(256);
  private length = 0;

  u8(value: number, field: string, shown: string | null = String(value)): void {
    this.uint(1, value, field, shown);
  }

  u16(value: number, field: string, shown: string | null = String(value)): void {
    this.uint(2, value, field, shown);
  }

  u24(value: number, field: string, shown: string | null = String(value)): void {
    this.uint(3, value, field, shown);
  }

  u32(value: number, field: string, shown: string | null = String(value)): void {
    this.uint(4, value, field, shown);
  }

  put(bytes: Uint8Array, field: string, shown: string | null = null): void {
    const start = this.length;
    this.reserve(bytes.length);
    this.buffer.set(bytes, start);
    this.length += bytes.length;
    this.spans.push({ field, start, end: this.length, value: shown, children: [] });
  }

  group(field: string, write: (writer: Writer) => void, shown: string | null = null): void {
    const outer = this.spans;
    const start = this.length;
    this.spans = [];
    write(this);
    outer.push({ field, start, end: this.length, value: shown, children: this.spans });
    this.spans = outer;
  }

  /** A vector with a length prefix of `prefix` bytes (RFC 5246 4.3); the length is filled in afterwards. */
  vector(prefix: 1 | 2 | 3, field: string, write: (writer: Writer) => void, shown: string | null = null): void {
    this.group(
      field,
      () => {
        const at = this.length;
        this.uint(prefix, 0, `${field}.length`, null);
        const index = this.spans.length - 1;
        write(this);
        const length = this.length - at - prefix;
        if (length >= 256 ** prefix)
          throw new RangeError(`${field}: ${length} bytes do not fit a ${prefix}-byte length`);
        for (let i = 0; i < prefix; i++) this.buffer[at + i] = Math.floor(length / 256 ** (prefix - 1 - i)) & 255;
        this.spans[index] = {
          field: `${field}.length`,
          start: at,
          end: at + prefix,
          value: String(length),
          children: [],
        };
      },
      shown,
    );
  }

  finish(): { bytes: Uint8Array; spans: Span[] } {
    return { bytes: this.buffer.slice(0, this.length), spans: this.spans };
  }

  private uint(width: number, value: number, field: string, shown: string | null): void {
    if (!Number.isInteger(value) || value < 0 || value >= 256 ** width) {
      throw new RangeError(`${field}: ${value} does not fit ${width} bytes`);
    }
    const start = this.length;
    this.reserve(width);
    for (let i = 0; i < width; i++) this.buffer[start + i] = Math.floor(value / 256 ** (width - 1 - i)) & 255;
    this.length += width;
    this.spans.push({ field, start, end: this.length, value: shown, children: [] });
  }

  private reserve(extra: number): void {
    if (this.length + extra <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + extra));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}
