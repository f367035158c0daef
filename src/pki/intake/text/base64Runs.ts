// Base64 without BEGIN and END lines, in the middle of other text: header values (RFC 9440), JSON (x5c of RFC 7517 4.7),
// LDIF (RFC 2849), XML, YAML. DER says itself how long it is, so a run is gathered over line ends until that is there.
import { decodeBase64 } from '../pemScan.ts';

export interface Base64Run {
  readonly bytes: Uint8Array;
  /** In characters of the text. */
  readonly start: number;
  readonly end: number;
  /** How many bytes its DER would have; null where it is none, or does not say. */
  readonly wanted: number | null;
}

/** Shorter ones are words. The smallest thing of use, a private key of Ed25519, has 64. */
const MIN_RUN = 20;
/** A shorter line may be the first of several if DER of 256 bytes or more begins in it: that is told by these digits. */
const MIN_BEGUN = 8;
const BEGUN = /MI[A-P]/y;
/** What may stand between two parts of a run: line ends, marks at their beginning, or the joint of two string literals. */
const JOINT =
  /\s{1,200}(?:(?:[>#*;|]|<br\s?\/?>|&gt;)[ \t]{0,20}){0,4}|<br\s?\/?>\s{0,200}|\s{0,20}["'`](?:[\s+.&,\\_|]|b(?=["'])){0,200}["'`]\s{0,20}/iy;
/** Text in base64 does not say how long it is: it goes on where a whole line of digits follows. */
const LINE_END = /[ \t]{0,200}\r?[\n\r][ \t]{0,200}/y;
const LINE_REST = /=?=?[ \t]{0,200}(?:[\r\n<"'&)\]}]|$)/y;

/** Every run that decodes, in order. */
export function* base64Runs(given: string): Generator<Base64Run> {
  // Hyphens are digits of base64url, and rulers where there are many of them.
  const text = given.replace(/-{5,}/g, (ruler) => ' '.repeat(ruler.length));
  // What begins like DER and is none is read again from the next word on: that is bounded here.
  let budget = 4 * text.length;
  for (let at = 0; at < text.length; ) {
    const first = digitsEnd(text, at);
    let start = at;
    while ('+-_'.includes(text[start] ?? '') && start < first) start++;
    const isLong = first - start >= MIN_RUN;
    if (!isLong && (budget <= 0 || first - start < MIN_BEGUN || match(BEGUN, text, start) === null)) {
      at = Math.max(first, at) + 1;
      continue;
    }
    const wanted = derLength(text.slice(start, start + 12));
    const { digits, end } = gather(text, start, first, wanted);
    const bytes = digits.length < MIN_RUN ? null : decode(digits);
    const isOne = bytes !== null && (isLong || (wanted !== null && bytes.length >= wanted));
    if (isOne) yield { bytes, start, end, wanted };
    else budget -= end - at;
    at = isOne ? end : first;
  }
}

function gather(text: string, start: number, first: number, wanted: number | null): { digits: string; end: number } {
  const enough = wanted === null ? Number.POSITIVE_INFINITY : Math.ceil((wanted * 4) / 3);
  const parts = [text.slice(start, first)];
  let [length, end, last, width] = [first - start, first, first - start, 0];
  // Lines have one width: a shorter one is the last. The first may have a name in front of it.
  while (length < enough && text[end] !== '=' && goesOn(last, width, wanted)) {
    const from = match(wanted === null ? LINE_END : JOINT, text, end);
    if (from === null) break;
    const next = digitsEnd(text, from);
    if (next === from || (wanted === null && match(LINE_REST, text, next) === null)) break;
    if (isAnother(text, end, from)) break;
    parts.push(text.slice(from, next));
    last = next - from;
    width ||= last;
    length += last;
    end = next;
  }
  const digits = parts.join('');
  return { digits: wanted === null ? digits : digits.slice(0, 4 * Math.ceil(enough / 4)), end };
}

function goesOn(last: number, width: number, wanted: number | null): boolean {
  if (width === 0) return wanted !== null || last >= MIN_RUN;
  return wanted === null ? last >= Math.max(MIN_RUN, width) : last >= Math.min(MIN_RUN, width);
}

/** Whether DER begins anew behind an empty line, or in another string. */
function isAnother(text: string, end: number, from: number): boolean {
  if (!/["'`,]|\n\s*\n|\r\s*\r/.test(text.slice(end, from)) || match(BEGUN, text, from) === null) return false;
  const [, second = 0, ...rest] = decode(text.slice(from, from + 12)) ?? [];
  return second > 0x80 && (rest[second & 0x7f] === 0x30 || rest[second & 0x7f] === 0x02);
}

/** Where the digits end that begin at `at`: a loop, since a regular expression of this length would exhaust the stack. */
function digitsEnd(text: string, at: number): number {
  let end = at;
  while (IS_DIGIT[text.charCodeAt(end)] === 1) end++;
  return end;
}

/** Of both alphabets. */
const IS_DIGIT = new Uint8Array(128);
for (const digit of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') {
  IS_DIGIT[digit.charCodeAt(0)] = 1;
}

/** Where the match ends that begins at `at`, or null. */
function match(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

/** The whole length of the DER that begins so; null where that is no SEQUENCE, or of indefinite length. */
function derLength(beginning: string): number | null {
  const bytes = decode(beginning.slice(0, 8));
  if (bytes?.[0] !== 0x30) return null;
  const [, first = 0] = bytes;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || octets > 4) return null;
  let length = octets === 0 ? first : 0;
  for (let i = 0; i < octets; i++) length = length * 256 + (bytes[2 + i] ?? 0);
  return 2 + octets + length;
}

/** Both alphabets of RFC 4648 (4 and 5), padded or not; null where a lone digit is left over. */
function decode(digits: string): Uint8Array | null {
  const plain = digits.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (plain.length % 4 === 1) return null;
  const decoded = decodeBase64(plain + '='.repeat((4 - (plain.length % 4)) % 4));
  return decoded instanceof Uint8Array ? decoded : null;
}
