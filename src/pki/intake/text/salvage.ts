// The body of a PEM block that was copied out of a page, a log, a table or a listing: tags, line numbers and dates stand
// between its lines. What is left is used only if it is one whole element of DER of a kind that is known.
import { derParts, identifyDer } from '../identifyDer.ts';
import { unescapeText } from './escapes.ts';

/** `decode`: base64 to bytes, or to anything else where it is none. */
export function salvagedBody<T>(body: string, decode: (text: string) => Uint8Array | T): Uint8Array | null {
  let text = body;
  for (let level = 0; level < 3; level++) {
    for (const digits of candidates(text)) {
      const bytes = decode(digits);
      if (bytes instanceof Uint8Array && isWhole(bytes)) return bytes;
    }
    const next = unescapeText(text);
    if (next === text) return null;
    text = next;
  }
  return null;
}

function isWhole(bytes: Uint8Array): boolean {
  const [first] = derParts(bytes, 0, 1).parts;
  return first?.end === bytes.length && identifyDer(bytes) !== 'unknown';
}

/** Tags of HTML, line ends of RTF and of EBCDIC. */
const TAG = /<\/?[A-Za-z][^<>]{0,200}>|\\(?:par|line)\b|\u0085/g;
/** Blanks that nobody sees. */
const UNSEEN = /[\u00a0\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff]/g;
/** Colours of a terminal. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,20}m`, 'g');

/** What may be the digits, the most likely first. */
function candidates(text: string): string[] {
  const plain = fromQuotedPrintable(text).replace(UNSEEN, '').replace(COLOUR, '').replace(TAG, '\n');
  // Numbers of lines may have become lines themselves.
  const lines = plain.split(/[\r\n]+/).filter((line) => !/^\s*\d{0,6}\s*$/.test(line));
  const tokens = lines.map(longest);
  const width = tokens.reduce((most, { length }) => Math.max(most, length), 0);
  const lastFull = tokens.findLastIndex(({ length }) => length === width);
  const full = tokens.filter(({ length }) => length === width).join('');
  const rest = lines[lastFull + 1];
  return rest === undefined ? [full] : [full + (runsOf(rest).at(-1) ?? ''), full + longest(rest), full];
}

/** RFC 2045 6.7: of the signs in a block only the equals sign is escaped, and line ends are added behind one. */
const fromQuotedPrintable = (text: string): string =>
  /=3[Dd]/.test(text) ? text.replace(/=\r?\n/g, '').replace(/=3[Dd]/g, '=') : text;

const longest = (line: string): string =>
  runsOf(line).reduce((most, run) => (run.length > most.length ? run : most), '');

const runsOf = (line: string): readonly string[] => line.match(/[A-Za-z0-9+/]+={0,2}/g) ?? [];
