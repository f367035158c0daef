// DER written as hexadecimal or decimal numbers: plain, with colons, as an array of a program, as a dump with addresses.
// DER says itself how long it is, so a run is gathered until that is there.
import { derParts, identifyDer } from '../identifyDer.ts';

export interface NumberRun {
  readonly bytes: Uint8Array;
  /** In characters of the text. */
  readonly start: number;
  readonly end: number;
  /** Null where it is text, which does not say how long it is. */
  readonly wanted: number | null;
}

/** How programs mark a number as hexadecimal: C, Lisp, Erlang, Pascal, Basic, VHDL. */
const MARK = String.raw`(?:0x|\\x|#x|16#|\$|&h|x"|8'h|0(?=[0-9a-f]{2}h))`;
const APART = String.raw`(?:[\s:,;"'h.-]|\(byte\)|u8|\.toByte\(\)){0,8}`;
/** A SEQUENCE of 128 bytes and more. */
const HEX_START = new RegExp(`(?<![0-9A-Fa-f])${MARK}?30${APART}${MARK}?8[1-3]`, 'gi');
/** `-----B`. */
const PEM_START = new RegExp(`(?<![0-9A-Fa-f])${MARK}?2d${APART}(?:${MARK}?2d${APART}){4}${MARK}?42`, 'gi');
const DECIMAL_START = /(?<=^|[[{(<,\s])48(?:\s{0,8},\s{0,8}|\s{1,8})(?:12[9]|13[01]|-12[567])(?=[\s,])/gm;
/** An array of bytes as JSON writes the object that it is: `{"0":48,"1":130`. */
const KEYED_START = /"0"\s?:\s?48\s?,\s{0,8}"1"\s?:\s?1(?:29|30|31)\b/g;

/** Every run of numbers that begins like DER, or like PEM, in order; as long as its DER says where that much is there. */
export function* numberRuns(text: string): Generator<NumberRun> {
  const plain = withoutAddresses(text);
  const startsOf = (pattern: RegExp, kind: Kind) => [...plain.matchAll(pattern)].map(({ index }) => ({ index, kind }));
  const starts = [
    ...startsOf(HEX_START, HEX),
    ...startsOf(PEM_START, { ...HEX, isText: true }),
    ...startsOf(DECIMAL_START, DECIMAL),
    ...startsOf(KEYED_START, KEYED),
  ].sort((a, b) => a.index - b.index);
  // What begins like DER and is none is read again from the next beginning on: that is bounded here.
  let budget = 4 * text.length;
  let after = 0;
  for (const { index, kind } of starts) {
    if (index < after || budget <= 0) continue;
    let run = gather(plain, index, kind);
    budget -= run.end - index;
    if (run.wanted === 0) continue;
    if (!isWhole(run)) {
      const rows = gatherRows(text, index, kind);
      budget -= rows.end - index;
      if (isWhole(rows)) run = rows;
    }
    if (run.wanted === null || run.bytes.length === run.wanted) after = run.end;
    yield { ...run, start: index };
    // Another one may follow at once, in the middle of a group of digits.
    while (run.wanted !== null && isWhole(run)) {
      const start = run.end;
      run = gather(plain, start, kind);
      budget -= run.end - start;
      if (run.wanted === 0 || !isWhole(run)) break;
      after = run.end;
      yield { ...run, start };
    }
  }
}

interface Gathered {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly wanted: number | null;
}

function isWhole({ bytes, wanted }: Gathered): boolean {
  return wanted === null || (bytes.length === wanted && isKnown(bytes));
}

function isKnown(bytes: Uint8Array): boolean {
  const [first] = derParts(bytes, 0, 1).parts;
  return first !== undefined && identifyDer(bytes.subarray(first.start, first.end)) !== 'unknown';
}

type NextByte = (text: string, at: number) => { readonly value: number; readonly end: number } | null;

interface Kind {
  readonly next: NextByte;
  /** Within a row of a dump: fewer things stand between two bytes. */
  readonly nextInRow: NextByte;
  readonly isText: boolean;
}

/** Of the first bytes: how many there are in all, or 0 where it is no DER. */
class Length {
  private readonly head: number[] = [];
  wanted = 6;

  constructor(private readonly isText: boolean) {
    if (isText) this.wanted = Number.POSITIVE_INFINITY;
  }

  add(byte: number): void {
    if (this.isText || this.head.length === 6) return;
    this.head.push(byte);
    if (this.head.length === 6) this.wanted = derLength(this.head);
  }

  of(bytes: readonly number[], end: number): Gathered {
    const wanted = this.isText ? null : bytes.length < 6 ? 0 : this.wanted;
    return { bytes: Uint8Array.from(bytes), end, wanted };
  }
}

function gather(text: string, start: number, { next, isText }: Kind): Gathered {
  const bytes: number[] = [];
  const length = new Length(isText);
  let end = start;
  while (bytes.length < length.wanted) {
    const byte = next(text, end);
    if (byte === null || (isText && !isPrintable(byte.value))) break;
    bytes.push(byte.value);
    length.add(byte.value);
    end = byte.end;
  }
  return length.of(bytes, end);
}

const isPrintable = (octet: number): boolean =>
  octet === 9 || octet === 10 || octet === 13 || (octet > 31 && octet < 127);

/**
 * A dump of any width: each line has as many bytes as the first one from where DER begins in it to the next gap, and what
 * stands in front of them (an address, a name) looks alike.
 */
function gatherRows(text: string, start: number, { nextInRow, isText }: Kind): Gathered {
  const bytes: number[] = [];
  const length = new Length(isText);
  const before = text.slice(Math.max(0, start - MAX_ADDRESS), start);
  const prefix = before.slice(before.lastIndexOf('\n') + 1);
  let [at, end, width] = [start, start, 0];
  while (bytes.length < length.wanted) {
    let inRow = 0;
    for (; bytes.length < length.wanted && (width === 0 || inRow < width); inRow++) {
      const byte = nextInRow(text, at);
      if (byte === null) break;
      bytes.push(byte.value);
      length.add(byte.value);
      at = byte.end;
    }
    end = at;
    width ||= inRow;
    if (inRow < width || width < 4) break;
    const line = text.indexOf('\n', at);
    // Characters stand behind the bytes, few of them.
    if (line === -1 || line - at > MAX_ADDRESS + 4 * width) break;
    const from = dataOf(text, line + 1, prefix);
    if (from === null) break;
    at = from;
  }
  return length.of(bytes, end);
}

const MAX_ADDRESS = 120;

/** Where the bytes begin in a line: behind as much as in the first one, or behind the last colon and blank. */
function dataOf(text: string, line: number, prefix: string): number | null {
  const here = text.slice(line, line + prefix.length);
  if (shape(here) === shape(prefix)) return line + prefix.length;
  const behind = /^[^\n]{0,100}?[:>|][ \t]{1,8}(?=(?:0x)?[0-9A-Fa-f]{2}\b)/.exec(text.slice(line, line + 140));
  return behind === null || !/[:>|][ \t]{1,8}$/.test(prefix) ? null : line + behind[0].length;
}

const shape = (text: string): string => text.replace(/[0-9A-Fa-f]/g, '0');

/** 0 where inside the SEQUENCE nothing begins that the outer layers of anything here begin with. */
function derLength(head: readonly number[]): number {
  const octets = (head[1] ?? 0) & 0x7f;
  let length = 0;
  for (let i = 0; i < octets; i++) length = length * 256 + (head[2 + i] ?? 0);
  return INNER.has(head[2 + octets] ?? 0) ? 2 + octets + length : 0;
}
const INNER = new Set([0x30, 0x02, 0x06, 0x0a]);

/** What may stand between two bytes. */
const BETWEEN =
  /(?:[\s:,;"'+{}-]|\\(?!x)|\(byte\)|\.byte|\.toByte\(\)|u8(?=[\s,])|(?<=\n[ \t]{0,20})db(?=\s)|x(?=["'])|h(?=[\s,])|\/\*[^*]{0,80}\*\/){0,300}/iy;
const BETWEEN_IN_ROW = /[ \t:,-]{0,3}/y;
/** With a mark, one digit may be left out. */
const HEX_BYTE =
  /(?:0x|\\x|#x|16#|\$|&h|8'h)([0-9a-f]{1,2})(?![0-9a-f])|(?:0x|\\x|#x|16#|\$|&h|8'h|0(?=[0-9a-f]{2}h))?([0-9a-f]{2})/iy;
const COMMA = /[\s,]{0,300}/y;
const BLANK = /[ \t]{0,6}/y;
const DECIMAL_BYTE = /(-?\d{1,3})(?!\d)/y;
const KEY = /[\s,]{0,300}"\d{1,8}"\s?:\s?/y;

const hexAfter =
  (between: RegExp): NextByte =>
  (text, at) => {
    const digits = token(between, HEX_BYTE, text, at);
    return digits && { value: Number.parseInt(digits.text, 16), end: digits.end };
  };

const decimalAfter =
  (between: RegExp): NextByte =>
  (text, at) => {
    const digits = token(between, DECIMAL_BYTE, text, at);
    const value = Number(digits?.text);
    return digits === null || value > 255 || value < -128 ? null : { value: value & 0xff, end: digits.end };
  };

const HEX: Kind = { next: hexAfter(BETWEEN), nextInRow: hexAfter(BETWEEN_IN_ROW), isText: false };
const DECIMAL: Kind = { next: decimalAfter(COMMA), nextInRow: decimalAfter(BLANK), isText: false };
const KEYED: Kind = { next: decimalAfter(KEY), nextInRow: () => null, isText: false };

function token(
  between: RegExp,
  wanted: RegExp,
  text: string,
  at: number,
): { readonly text: string; readonly end: number } | null {
  between.lastIndex = at;
  between.exec(text);
  wanted.lastIndex = Math.max(at, between.lastIndex);
  const found = wanted.exec(text);
  const digits = found?.[1] ?? found?.[2];
  return digits === undefined ? null : { text: digits, end: wanted.lastIndex };
}

const DUMP_LINE =
  /^([ \t]*(?:0x)?)([0-9A-Fa-f]{4,16})(:?[ \t]{1,4})((?:[0-9A-Fa-f]{2,8}[ \t]{1,2}){0,15}[0-9A-Fa-f]{2,8})(?=\s|$)/;

/** Dumps of xxd, hexdump -C and Wireshark without their addresses and characters: blanks stand there instead. */
function withoutAddresses(text: string): string {
  if (!/^[ \t]*(?:0x)?0{4,16}:?[ \t]/m.test(text)) return text;
  let expected = -1;
  return text
    .split('\n')
    .map((line) => {
      const [whole = '', indent = '', address = '', gap = '', digits = ''] = DUMP_LINE.exec(line) ?? [];
      const at = Number.parseInt(address, 16);
      if (whole === '' || (at !== 0 && at !== expected)) return line;
      const bytes = first16(digits);
      expected = at + 16;
      return (' '.repeat(indent.length + address.length + gap.length) + bytes).padEnd(line.length);
    })
    .join('\n');
}

/** The first 16 bytes: behind them may stand characters that look like more. */
function first16(digits: string): string {
  let count = 0;
  let at = 0;
  while (at < digits.length && count < 32) {
    if (/[0-9A-Fa-f]/.test(digits[at] ?? '')) count++;
    at++;
  }
  return digits.slice(0, at);
}
