// Structured field values of HTTP, RFC 8941: items with parameters and lists of them, read as section 4.2 says. Inner lists
// and dictionaries are refused: no field that is read here has any.
import { fromBase64url, toBase64url } from './base64url.ts';
import { attempt, type Decoded, DecodeError } from './error.ts';

export type BareItem =
  | { readonly type: 'integer' | 'decimal'; readonly value: number }
  | { readonly type: 'string' | 'token'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array }
  | { readonly type: 'boolean'; readonly value: boolean };

export interface StructuredItem {
  readonly value: BareItem;
  /** By their keys; of one that comes twice the last counts (4.2.3.2). */
  readonly parameters: ReadonlyMap<string, BareItem>;
}

/** 3.3 */
export const decodeStructuredItem = (text: string): Decoded<StructuredItem> =>
  attempt(() => {
    const reader = new FieldReader(text);
    reader.skip(/ */y);
    const item = reader.item();
    reader.skip(/ */y);
    reader.end();
    return item;
  });

/** 3.1; a field that occurs several times is one list, its lines put together with commas. Empty text is an empty list. */
export const decodeStructuredList = (text: string): Decoded<StructuredItem[]> =>
  attempt(() => {
    const reader = new FieldReader(text);
    const items: StructuredItem[] = [];
    reader.skip(/ */y);
    while (!reader.isAtEnd) {
      items.push(reader.item());
      reader.skip(/[\t ]*/y);
      if (reader.isAtEnd) return items;
      reader.take(/,/y, 'a comma');
      reader.skip(/[\t ]*/y);
      if (reader.isAtEnd) reader.fail('nothing behind the last comma');
    }
    return items;
  });

/** 4.1.8: base64 (RFC 4648 4) between colons. */
export function byteSequence(bytes: Uint8Array): string {
  const text = toBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return `:${text}${'='.repeat(-text.length & 3)}:`;
}

class FieldReader {
  private at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  item(): StructuredItem {
    const value = this.bareItem();
    const parameters = new Map<string, BareItem>();
    while (this.skip(/;/y) !== '') {
      this.skip(/ */y);
      const key = this.take(/[a-z*][a-z0-9_.*-]*/y, 'the key of a parameter');
      parameters.set(key, this.skip(/=/y) === '' ? { type: 'boolean', value: true } : this.bareItem());
    }
    return { value, parameters };
  }

  end(): void {
    if (!this.isAtEnd) this.fail('more than one item');
  }

  /** What matches here, or nothing. */
  skip(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found = ''] = pattern.exec(this.text) ?? [];
    this.at += found.length;
    return found;
  }

  take(pattern: RegExp, wanted: string): string {
    const found = this.skip(pattern);
    return found === '' ? this.fail(`${wanted} is wanted`) : found;
  }

  fail(problem: string): never {
    throw new DecodeError('structuredField', this.at, problem);
  }

  private bareItem(): BareItem {
    switch (this.text.charAt(this.at)) {
      case ':':
        return { type: 'bytes', value: this.bytes() };
      case '"':
        return { type: 'string', value: this.string() };
      case '?':
        return { type: 'boolean', value: this.take(/\?[01]/y, '?0 or ?1') === '?1' };
      case '(':
        return this.fail('an inner list is not read here');
    }
    const token = this.skip(/[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*/y);
    return token === '' ? this.number() : { type: 'token', value: token };
  }

  /** At most 15 digits, or 12 before the point and 3 behind it (4.2.4). */
  private number(): BareItem {
    const begins = this.at;
    const digits = this.skip(/-?\d+(?:\.\d+)?/y);
    const [whole = '', part] = digits.replace('-', '').split('.');
    const fits = part === undefined ? whole.length <= 15 : whole.length <= 12 && part.length <= 3;
    if (digits === '' || !fits || this.text.charAt(this.at) === '.') {
      this.at = begins;
      return this.fail('no item begins like that');
    }
    return { type: part === undefined ? 'integer' : 'decimal', value: Number(digits) };
  }

  private string(): string {
    const quoted = this.take(/"(?:[ !#-[\]-~]|\\["\\])*"/y, 'a string that ends');
    return quoted.slice(1, -1).replace(/\\(.)/g, '$1');
  }

  /** Bits of the last digit that stand for nothing may be anything, and padding may be missing (4.2.7). */
  private bytes(): Uint8Array {
    const begins = this.at;
    const text = this.take(/:[A-Za-z0-9+/]*={0,2}:/y, 'base64 between colons');
    const digits = text.slice(1, -1).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
    const bytes = fromBase64url(digits) ?? fromBase64url(withoutIdleBits(digits));
    if (bytes !== null) return bytes;
    this.at = begins;
    return this.fail('base64 of a length that there is not');
  }
}

/** The same with zeros in the bits of the last digit that stand for nothing. */
function withoutIdleBits(digits: string): string {
  const idle = { 2: 4, 3: 2 }[digits.length % 4] ?? 0;
  const last = DIGITS.indexOf(digits.slice(-1));
  return digits.slice(0, -1) + DIGITS.charAt((last >> idle) << idle);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
