// DER written as hexadecimal or decimal numbers: plain, with colons, as an array of a program, as a dump with addresses.
// DER says itself how long it is, so a run is gathered until that is there.

export interface NumberRun {
  readonly bytes: Uint8Array;
  /** In characters of the text. */
  readonly start: number;
  readonly end: number;
  readonly wanted: number;
}

/** A SEQUENCE of 128 bytes and more. */
const HEX_START = /(?<![0-9A-Fa-f])(?:0x|\\x)?30(?:[\s:,;-]{0,8}|[\s,]{0,8}(?:\(byte\)\s?)?(?:0x|\\x))8[1-3]/gi;
const DECIMAL_START = /(?<=[[{(,\s])48\s{0,8},\s{0,8}(?:12[9]|13[01]|-12[567])(?=\s{0,8},)/g;

/** Every run of numbers that begins like DER, in order; as long as its DER says where that much is there. */
export function* numberRuns(text: string): Generator<NumberRun> {
  const plain = withoutAddresses(text);
  const starts = [
    ...[...plain.matchAll(HEX_START)].map(({ index }) => ({ index, next: hexByte })),
    ...[...plain.matchAll(DECIMAL_START)].map(({ index }) => ({ index, next: decimalByte })),
  ].sort((a, b) => a.index - b.index);
  // What begins like DER and is none is read again from the next beginning on: that is bounded here.
  let budget = 4 * text.length;
  let after = 0;
  for (const { index, next } of starts) {
    if (index < after || budget <= 0) continue;
    const run = gather(plain, index, next);
    budget -= run.end - index;
    if (run.wanted === 0) continue;
    if (run.bytes.length === run.wanted) after = run.end;
    yield { ...run, start: index };
  }
}

type NextByte = (text: string, at: number) => { readonly value: number; readonly end: number } | null;

function gather(text: string, start: number, next: NextByte): { bytes: Uint8Array; end: number; wanted: number } {
  const bytes: number[] = [];
  let [end, wanted] = [start, 6];
  while (bytes.length < wanted) {
    const byte = next(text, end);
    if (byte === null) break;
    bytes.push(byte.value);
    end = byte.end;
    if (bytes.length === 6) wanted = derLength(bytes);
  }
  return { bytes: Uint8Array.from(bytes), end, wanted: bytes.length < 6 ? 0 : wanted };
}

/** 0 where inside the SEQUENCE nothing begins that the outer layers of anything here begin with. */
function derLength(head: readonly number[]): number {
  const octets = (head[1] ?? 0) & 0x7f;
  let length = 0;
  for (let i = 0; i < octets; i++) length = length * 256 + (head[2 + i] ?? 0);
  return INNER.has(head[2 + octets] ?? 0) ? 2 + octets + length : 0;
}
const INNER = new Set([0x30, 0x02, 0x06, 0x0a]);

/** What may stand between two bytes. */
const BETWEEN = /(?:[\s:,;"'+{}-]|\\(?!x)|\(byte\)|\/\*[^*]{0,80}\*\/){0,300}/iy;
const HEX_BYTE = /(?:0x|\\x)?([0-9a-f]{2})/iy;
const COMMA = /[\s,]{0,300}/y;
const DECIMAL_BYTE = /(-?\d{1,3})(?!\d)/y;

const hexByte: NextByte = (text, at) => {
  const digits = token(BETWEEN, HEX_BYTE, text, at);
  return digits && { value: Number.parseInt(digits.text, 16), end: digits.end };
};

const decimalByte: NextByte = (text, at) => {
  const digits = token(COMMA, DECIMAL_BYTE, text, at);
  const value = Number(digits?.text);
  return digits === null || value > 255 || value < -128 ? null : { value: value & 0xff, end: digits.end };
};

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
  return found?.[1] === undefined ? null : { text: found[1], end: wanted.lastIndex };
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
