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
/** What may stand between two parts of a run: line ends, spaces, or the joint of two string literals. */
const JOINT = /\s{1,200}|["'`]\s{0,200}[+.&,\\]?\s{0,200}["'`]/y;
/** Text in base64 does not say how long it is: it goes on where a whole line of digits follows. */
const LINE_END = /[ \t]{0,200}\r?[\n\r][ \t]{0,200}/y;
const LINE_REST = /=?=?[ \t]{0,200}(?:[\r\n<"'&)\]}]|$)/y;

/** Every run that decodes, in order. */
export function* base64Runs(text: string): Generator<Base64Run> {
  for (let at = 0; at < text.length; ) {
    const first = digitsEnd(text, at);
    if (first - at < MIN_RUN) {
      at = Math.max(first, at) + 1;
      continue;
    }
    let start = at;
    while ('+-_'.includes(text[start] ?? '') && start < first) start++;
    const wanted = derLength(text.slice(start, start + 12));
    const { digits, end } = gather(text, start, first, wanted);
    const bytes = digits.length < MIN_RUN ? null : decode(digits);
    if (bytes !== null) yield { bytes, start, end, wanted };
    at = bytes === null ? first : end;
  }
}

function gather(text: string, start: number, first: number, wanted: number | null): { digits: string; end: number } {
  const enough = wanted === null ? Number.POSITIVE_INFINITY : Math.ceil((wanted * 4) / 3);
  const parts = [text.slice(start, first)];
  let [length, end, last] = [first - start, first, first - start];
  while (length < enough && text[end] !== '=' && last >= MIN_RUN) {
    const from = match(wanted === null ? LINE_END : JOINT, text, end);
    if (from === null) break;
    const next = digitsEnd(text, from);
    if (next === from || (wanted === null && match(LINE_REST, text, next) === null)) break;
    parts.push(text.slice(from, next));
    last = next - from;
    length += last;
    end = next;
  }
  return { digits: parts.join(''), end };
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
