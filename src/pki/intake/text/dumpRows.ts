// One line of a dump: the forms in which programs print a few bytes, and the bytes of each.

export interface Row {
  /** As printed, without marks; empty where there is none. */
  readonly address: string;
  /** What stands behind it: bytes, and perhaps the characters that they are. */
  readonly data: string;
}

export type RowFormat =
  /** Numbers of `size` bytes each; `end`: where they end in a whole row. */
  | {
      readonly kind: 'numbers';
      readonly token: RegExp;
      readonly radix: number;
      readonly size: number;
      readonly littleEndian: boolean;
      readonly end: number;
    }
  /** `od -c`: cells of four columns, each a character, an escape or three octal digits. */
  | { readonly kind: 'characters' }
  /** `od -a`: likewise, but names instead of escapes, and the highest bit of each byte is left out. */
  | { readonly kind: 'named' };

/** What a dump may stand for. */
export const MAX_DUMP_BYTES = 20_000_000;

/** The forms that rows of `width` bytes may have, judged by the first one; the more special first. */
export function rowFormats([first, second]: readonly Row[], width: number): RowFormat[] {
  if (first === undefined) return [];
  const formats: RowFormat[] = [];
  for (const { token, radix, size, littleEndian } of NUMBERS) {
    const end = endOfNumbers(first.data, token, Math.ceil(width / size));
    if (end !== null && width % size === 0) formats.push({ kind: 'numbers', token, radix, size, littleEndian, end });
  }
  formats.push(...hexFormats(first, width));
  const cells = [first, second ?? first].map(({ data }) => data.trimEnd().match(/.{1,4}/gu) ?? []);
  const haveAll = (form: RegExp) =>
    cells.every((each) => each.length <= width && each.every((cell) => form.test(cell)));
  // Letters alone may be either.
  if (haveAll(NAMED) && cells.flat().some((cell) => NAMES.includes(cell.trim()))) formats.push({ kind: 'named' });
  else if (haveAll(CELL)) formats.push({ kind: 'characters' });
  return formats;
}

/** The first row's bytes, or null where this is not their form. */
export const firstBytes = (
  row: Row | undefined,
  width: number,
  format: RowFormat,
  isBare: boolean,
): Uint8Array | null => (row === undefined ? null : rowBytes(row, width, width, format, isBare));

/** Whether the last number may be filled up with zeros. */
export const isFilledUp = (format: RowFormat): boolean =>
  format.kind === 'numbers' && format.radix !== 16 ? format.size > 1 : format.kind === 'numbers' && format.littleEndian;

/**
 * `count`: null in the last row, which may be shorter than `width`. `isBare`: nothing but the bytes stands in the row.
 */
export function rowBytes(
  { data }: Row,
  count: number | null,
  width: number,
  format: RowFormat,
  isBare = false,
): Uint8Array | null {
  switch (format.kind) {
    case 'numbers':
      if (isBare && count !== null && data.slice(format.end).trim() !== '') return null;
      return count === null ? lastNumbers(data, width, format) : numberedBytes(data, count, format);
    case 'characters':
      return cellBytes(data, count ?? width, count !== null, CELL, characterBytes);
    case 'named':
      return cellBytes(data, count ?? width, count !== null, NAMED, namedByte);
  }
}

interface NumberForm {
  readonly token: RegExp;
  readonly radix: number;
  readonly size: number;
  readonly littleEndian: boolean;
}

/** Bits, octal numbers and decimal ones, in words of each size; the machine's order is that of nearly all: little-endian. */
const NUMBERS: readonly NumberForm[] = [
  { token: /[01]{8}(?![^\s])/y, radix: 2, size: 1, littleEndian: false },
  { token: /[0-3][0-7]{2}(?![^\s])/y, radix: 8, size: 1, littleEndian: false },
  { token: /[01][0-7]{5}(?![^\s])/y, radix: 8, size: 2, littleEndian: true },
  { token: /[0-3][0-7]{10}(?![^\s])/y, radix: 8, size: 4, littleEndian: true },
  { token: /[01][0-7]{21}(?![^\s])/y, radix: 8, size: 8, littleEndian: true },
  ...[1, 2, 4, 8].map((size) => ({ token: /-?\d{1,20}(?![^\s])/y, radix: 10, size, littleEndian: true })),
];

/** Of as many digits as the first number has: both orders. */
function hexFormats({ data }: Row, width: number): RowFormat[] {
  const digits = /^[ \t]{0,20}([0-9A-Fa-f]+)/.exec(data)?.[1]?.length ?? 0;
  const size = digits / 2;
  if (size < 1 || size > width || digits % 2 !== 0) return [];
  const token = new RegExp(`[0-9A-Fa-f]{2,${digits}}`, 'y');
  const end = endOfNumbers(data, token, Math.ceil(width / size));
  if (end === null) return [];
  const orders = size === 1 ? [false] : size === 2 || size === 4 || size === 8 ? [false, true] : [false];
  return orders.map((littleEndian) => ({ kind: 'numbers', token, radix: 16, size, littleEndian, end }));
}

/** Blanks, and the hyphen in the middle of a row of OpenSSL. */
const BETWEEN = /[ \t]{1,40}|-/y;

function endOfNumbers(data: string, token: RegExp, count: number): number | null {
  let at = 0;
  for (let i = 0; i < count; i++) {
    const found = tokenAt(data, at, token);
    if (found === null) return null;
    at = found.end;
  }
  return at;
}

function tokenAt(data: string, from: number, token: RegExp): { readonly text: string; readonly end: number } | null {
  BETWEEN.lastIndex = from;
  const at = BETWEEN.test(data) ? BETWEEN.lastIndex : from === 0 ? 0 : -1;
  if (at === -1) return null;
  token.lastIndex = at;
  const text = token.exec(data)?.[0];
  return text === undefined ? null : { text, end: at + text.length };
}

type Numbers = Extract<RowFormat, { kind: 'numbers' }>;

function numberedBytes(
  data: string,
  count: number,
  { token, radix, size, littleEndian }: NumberForm,
): Uint8Array | null {
  const bytes: number[] = [];
  for (let at = 0; bytes.length < count; ) {
    const found = tokenAt(data, at, token);
    const value = found && wordBytes(found.text, radix, size, littleEndian);
    if (!value) return null;
    bytes.push(...value);
    at = found.end;
  }
  // A word is filled up with zeros.
  return bytes.length - count >= size ? null : Uint8Array.from(bytes.slice(0, count));
}

/** As many bytes as there are; behind them may stand the characters, one for each byte. */
function lastNumbers(data: string, width: number, { token, radix, size, littleEndian, end }: Numbers): Uint8Array {
  const isAligned = data.slice(end).trim() !== '';
  const numbers = isAligned ? data.slice(0, end) : data;
  const bytes: number[] = [];
  for (let at = 0; bytes.length < width; ) {
    const found = tokenAt(numbers, at, token);
    const value = found && wordBytes(found.text, radix, size, littleEndian);
    if (!value) break;
    bytes.push(...value);
    at = found.end;
    const characters = /^(?:-| {2})[-\s]*[|>]?(.*?)[|<]?$/.exec(numbers.slice(at).trimEnd())?.[1];
    if (!isAligned && characters?.length === bytes.length) break;
  }
  return Uint8Array.from(bytes.slice(0, width));
}

/** Null where the number does not fit. The last number of hexadecimal digits may have fewer of them than the others. */
function wordBytes(text: string, radix: number, size: number, littleEndian: boolean): number[] | null {
  if (radix === 16 && text.length % 2 !== 0) return null;
  const bytes =
    radix === 16
      ? text
          .match(/../g)
          ?.map((pair) => Number.parseInt(pair, 16))
          .reverse()
      : null;
  const low = bytes ?? (size <= 4 ? smallWord(text, radix, size) : wideWord(text, radix, size));
  if (low === null) return null;
  return littleEndian ? low : low.reverse();
}

/** The lowest byte first. */
function smallWord(text: string, radix: number, size: number): number[] | null {
  const value = Number.parseInt(text, radix);
  const most = 2 ** (8 * size);
  if (value >= most || value < -most / 2) return null;
  return Array.from({ length: size }, (_, i) => Math.floor(value / 2 ** (8 * i)) & 0xff);
}

function wideWord(text: string, radix: number, size: number): number[] | null {
  const most = 1n << BigInt(8 * size);
  const value = BigInt(radix === 8 ? `0o${text}` : text);
  if (value >= most || value < -most / 2n) return null;
  return Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}

/** A blank, and a character of its own, an escape, or octal digits; `**`: a further byte of the character before. */
const CELL = /^ {1,3}(?:\S|\\[0abtnvfr\\]|[0-3][0-7]{2}|\*\*)$|^ {1,4}$/u;
/** In their order, the blank behind the control characters. */
const NAMES: readonly string[] = [
  ...['nul', 'soh', 'stx', 'etx', 'eot', 'enq', 'ack', 'bel', 'bs', 'ht', 'nl', 'vt', 'ff', 'cr', 'so', 'si', 'dle'],
  ...['dc1', 'dc2', 'dc3', 'dc4', 'nak', 'syn', 'etb', 'can', 'em', 'sub', 'esc', 'fs', 'gs', 'rs', 'us', 'sp'],
];
const NAMED = new RegExp(`^ {1,3}(?:[!-~]|${NAMES.join('|')}|del)$`);
const ESCAPES: Readonly<Record<string, number>> = { '0': 0, a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '\\': 92 };

function cellBytes(
  data: string,
  count: number,
  isWhole: boolean,
  form: RegExp,
  bytesOf: (cell: string) => readonly number[],
): Uint8Array | null {
  // Behind the last byte some programs print blanks.
  const cells = data.trimEnd().match(/.{1,4}/gu) ?? [];
  if (cells.length > count || !cells.every((cell) => form.test(cell))) return null;
  // A byte that is a blank gets lost at the end of a line.
  const blanks = isWhole ? Array<number>(count - cells.length).fill(0x20) : [];
  return Uint8Array.from([...cells.flatMap((cell) => bytesOf(cell.trim())), ...blanks]);
}

function characterBytes(cell: string): readonly number[] {
  if (cell === '') return [0x20];
  if (cell === '**') return [];
  if (cell.length === 3) return [Number.parseInt(cell, 8)];
  if (cell.length === 2 && cell.startsWith('\\')) return [ESCAPES[cell.charAt(1)] ?? 0];
  return [...new TextEncoder().encode(cell)];
}

function namedByte(cell: string): readonly number[] {
  const name = NAMES.indexOf(cell);
  return [name !== -1 ? name : cell === 'del' ? 0x7f : cell.charCodeAt(0)];
}
