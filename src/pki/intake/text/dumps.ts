// Bytes as programs print them for people: `xxd`, `od`, `hexdump` and their like, in each base, word size and byte order
// that these offer. The addresses tell where a dump ends, how many bytes a line has, and what a `*` stands for.
import { concat } from '../../../bytes/hex.ts';
import { keyStoreType } from '../keyStore.ts';
import { firstBytes, isFilledUp, MAX_DUMP_BYTES, type Row, type RowFormat, rowBytes, rowFormats } from './dumpRows.ts';

export interface Dump {
  /** In characters of the text: whole lines. */
  readonly start: number;
  readonly end: number;
  /** What the lines may mean, the most likely first. */
  readonly readings: readonly DumpReading[];
  /** Why nothing may be read: a bit of each byte is left out, or nobody knows how often a line is repeated. */
  readonly lost: 'bits' | 'repetitions' | null;
  readonly lines: number;
}

export interface DumpReading {
  /** Null where a row has not this form. */
  readonly bytes: () => Uint8Array | null;
  /** How many zeros at the end may be those that fill up the last word. */
  readonly fill: number;
}

/** Every dump with addresses, in order; then, where there is none, those without. */
export function* dumpsIn(text: string): Generator<Dump> {
  let any = false;
  for (const block of blocksOf(text, ADDRESSED)) {
    const dump = addressedDump(block);
    if (dump === null) continue;
    any = true;
    yield dump;
  }
  if (any || !/^ +\S/m.test(text)) return;
  for (const block of blocksOf(text, BARE)) {
    const dump = bareDump(block);
    if (dump !== null) yield dump;
  }
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** Null: a line of `*`, which stands for as many repetitions as the next address tells. */
  readonly row: Row | null;
}

/** `0000000`, `00000000:`, `0x0000:`, `0000 -`; behind it stand the bytes. */
const ADDRESSED = /^[ \t]*(?:0x)?([0-9A-Fa-f]{4,16})(?::|(?=[ \t])|(?=$))( -(?= ))?/;
const BARE = /^(?= {1,20}\S)/;
/** The same bytes once more in another form: `od -t x1c`. */
const AGAIN = /^ {7}/;

/** Lines that may belong together. A dump that begins anew at 0 is another one. */
function* blocksOf(text: string, pattern: RegExp): Generator<readonly Line[]> {
  let lines: Line[] = [];
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    const line = text.slice(at, end).replace(/\r$/, '');
    const match = line.length > MAX_LINE ? null : pattern.exec(line);
    const next = Math.min(text.length, end + 1);
    const isAgain = pattern === ADDRESSED && lines.length > 0 && AGAIN.test(line);
    if (match !== null && !isAgain) {
      const [head, address = ''] = match;
      if (lines.length > 0 && /^0+$/.test(address)) {
        yield lines;
        lines = [];
      }
      lines.push({ start: at, end: next, row: { address, data: line.slice(head.length) } });
    } else if (/^[ \t]*\*[ \t]*$/.test(line) && lines.length > 0) lines.push({ start: at, end: next, row: null });
    else if (!isAgain && lines.length > 0) {
      yield lines;
      lines = [];
    }
    at = next;
  }
  if (lines.length > 0) yield lines;
}

const MAX_LINE = 20_000;

function addressedDump(lines: readonly Line[]): Dump | null {
  const layouts = [16, 8, 10].flatMap((radix) => layoutOf(lines, radix) ?? []);
  const most = layouts.reduce((sum, layout) => Math.max(sum, layout.lines), 0);
  const [first, last] = [lines[0], lines[most - 1]];
  if (first === undefined || last === undefined) return null;
  // Addresses in another radix would not rise so evenly, for long.
  const read = layouts.filter((layout) => layout.lines === most).map(readingsOf);
  if (read.every((each) => each === null)) return null;
  const readings = read.flatMap((each) => each?.readings ?? []);
  return {
    start: first.start,
    end: last.end,
    readings,
    lost: read.find((each) => each?.lost)?.lost ?? null,
    lines: most,
  };
}

/** Null where the first row has no form that is known. */
function readingsOf(layout: Layout): Pick<Dump, 'readings' | 'lost'> | null {
  const { width, isBare } = layout;
  const rows = layout.rows.map(({ row }) => row);
  const formats = rowFormats(rows, width);
  if (formats.length === 0) return null;
  const likely = formats.filter((format) => isLikely(firstBytes(rows[0], width, format, isBare)));
  const isCounted = layout.rows.at(-1)?.count !== null;
  return {
    readings: likely.map((format) => ({
      bytes: () => bytesOf(layout, format),
      fill: !isCounted && isFilledUp(format) ? 7 : 0,
    })),
    lost: formats.some(({ kind }) => kind === 'named') ? 'bits' : null,
  };
}

/** As DER, a key store of Java, or text begin; or zeros in front of any of them. */
const isLikely = (start: Uint8Array | null): boolean =>
  start !== null &&
  (start[0] === 0x30 ||
    start[0] === 0 ||
    keyStoreType(start) !== null ||
    start.every((octet) => octet >= 0x80 || (octet >= 0x20 && octet < 0x7f) || (octet >= 9 && octet <= 13)));

interface Layout {
  /** Bytes in a whole row. */
  readonly width: number;
  /** `count`: bytes in this row, null where nothing tells; `times`: how often it stands there, with its repetitions. */
  readonly rows: readonly { readonly row: Row; readonly count: number | null; readonly times: number }[];
  /** How many lines of the block belong to it. */
  readonly lines: number;
  readonly isBare: boolean;
}

/** Null where the addresses, read in this radix, do not rise as those of a dump. */
function layoutOf(lines: readonly Line[], radix: number): Layout | null {
  const digits = DIGITS[radix] ?? /^$/;
  const addresses = lines.map(({ row }) =>
    row !== null && digits.test(row.address) ? parseInt(row.address, radix) : -1,
  );
  let width = 0;
  for (let i = 0; i + 1 < lines.length && width === 0; i++) {
    const [here = -1, next = -1] = [addresses[i], addresses[i + 1]];
    if (here >= 0 && next > here && lines[i]?.row?.data.trim() !== '') width = next - here;
  }
  if (width === 0 || width > MAX_WIDTH) return null;
  const rows: { row: Row; count: number | null; times: number }[] = [];
  let i = 0;
  while (i < lines.length) {
    const { row } = lines[i] ?? {};
    const address = addresses[i] ?? -1;
    if (!row || address < 0) break;
    // The address behind the last byte.
    if (row.data.trim() === '') {
      i++;
      break;
    }
    const isRepeated = lines[i + 1]?.row === null;
    const after = addresses[i + (isRepeated ? 2 : 1)] ?? -1;
    const size = after - address;
    const isEnd = lines[i + (isRepeated ? 2 : 1)]?.row?.data.trim() === '';
    i += isRepeated ? 2 : 1;
    if (isRepeated && size > width && size % width === 0 && size <= MAX_DUMP_BYTES) {
      rows.push({ row, count: width, times: size / width });
    } else if (!isRepeated && (size === width || (isEnd && size > 0 && size < width))) {
      rows.push({ row, count: size, times: 1 });
    } else {
      // The last one; or there is something missing behind it.
      rows.push({ row, count: null, times: 1 });
      break;
    }
  }
  const total = rows.reduce((sum, { times }) => sum + times * width, 0);
  return rows.length < 2 || total > MAX_DUMP_BYTES ? null : { width, rows, lines: i, isBare: false };
}

const MAX_WIDTH = 4096;
const DIGITS: Readonly<Record<number, RegExp>> = { 16: /^[0-9A-Fa-f]+$/, 10: /^[0-9]+$/, 8: /^[0-7]+$/ };

/** Null where a row is none of this form. */
function bytesOf({ rows, width, isBare }: Layout, format: RowFormat): Uint8Array | null {
  const parts: Uint8Array[] = [];
  for (const { row, count, times } of rows) {
    const own = rowBytes(row, count, width, format, isBare);
    if (own === null && count !== null) return null;
    if (own === null) break;
    parts.push(times === 1 ? own : concat(...Array<Uint8Array>(times).fill(own)));
  }
  return concat(...parts);
}

/** `od -A n`: nothing but the form of the lines tells how many bytes they have. */
function bareDump(lines: readonly Line[]): Dump | null {
  const rows = lines.flatMap(({ row }) => row ?? []);
  const [first, last] = [lines[0], lines.at(-1)];
  if (rows.length < 2 || first === undefined || last === undefined) return null;
  const readings = BARE_WIDTHS.flatMap((width) => {
    const counted = rows.map((row, i) => ({ row, count: i === rows.length - 1 ? null : width, times: 1 }));
    return readingsOf({ width, rows: counted, lines: lines.length, isBare: true })?.readings ?? [];
  });
  if (readings.length === 0) return null;
  const place = { start: first.start, end: last.end };
  return rows.length < lines.length
    ? { ...place, readings: [], lost: 'repetitions', lines: lines.length }
    : // Whatever is indented may look so: it is no dump unless something known is in it.
      { ...place, readings, lost: null, lines: 0 };
}

const BARE_WIDTHS = [16, 32, 8];
