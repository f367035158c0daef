// Key logs (RFC 9850, NSS's format), however untidy: ends of lines of every system, tabs, several blanks, capitals or not,
// `0x`, marks of byte order, UTF-16 of a Windows shell, other text before, between and behind. What is unambiguous is read.
import { fromHex } from '../../bytes/hex.ts';

/** One secret. */
export interface KeyLine {
  /** In capitals; what it is for. */
  readonly label: string;
  /** What it belongs to, in small hexadecimal digits: a client random, or for `RSA` the first 8 bytes of an encrypted premaster secret. */
  readonly of: string;
  /** In small hexadecimal digits. */
  readonly secret: string;
}

/** What `openssl s_client` prints of a session: the master secret by its session id. */
export interface SessionLine {
  readonly session: string;
  readonly master: string;
}

export interface KeyLogRead {
  readonly lines: readonly KeyLine[];
  readonly sessions: readonly SessionLine[];
}

export function readKeyLog(bytes: Uint8Array): KeyLogRead {
  const text = withoutComments(decoded(bytes));
  const lines: KeyLine[] = [];
  for (const [, label = 'RSA', random = '', premaster = '', secret = ''] of text.matchAll(LINE)) {
    const of = label === 'RSA' ? premaster : random;
    if (secret.length % 2 !== 0 || secret.length > MOST_DIGITS) continue;
    lines.push({ label: label.toUpperCase(), of: of.toLowerCase(), secret: secret.toLowerCase() });
  }
  const sessions: SessionLine[] = [];
  for (const [, session = '', master = ''] of text.matchAll(SESSION)) {
    sessions.push({ session: session.toLowerCase(), master: master.toLowerCase() });
  }
  return { lines, sessions };
}

/** Without the lines that are comments as a whole. */
const withoutComments = (text: string): string =>
  text.includes('#') ? text.replace(/(^|[\r\n])[ \t]*#[^\r\n]*/g, '$1') : text;

function decoded(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return new TextDecoder('utf-16le').decode(bytes);
  if (a === 0 && b !== 0 && c === 0 && d !== 0 && b !== undefined) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** The bytes of a secret, once it is used. */
export const secretBytes = (digits: string): Uint8Array => fromHex(digits);

const MOST_DIGITS = 256;
/** What may stand between the fields: also NUL, which preallocated files have. */
const BETWEEN = String.raw`[\s\0,;:"']{1,40}`;
const LABELS = [
  'CLIENT_RANDOM',
  'PMS_CLIENT_RANDOM',
  'CLIENT_EARLY_TRAFFIC_SECRET',
  'CLIENT_HANDSHAKE_TRAFFIC_SECRET',
  'SERVER_HANDSHAKE_TRAFFIC_SECRET',
  String.raw`CLIENT_TRAFFIC_SECRET_(?:\d{1,5}|N)`,
  String.raw`SERVER_TRAFFIC_SECRET_(?:\d{1,5}|N)`,
].join('|');
const LINE = new RegExp(
  `(?<![A-Z_])(?:(?:(?=${LABELS})(${LABELS})${BETWEEN}(?:0x)?([0-9a-f]{64}))|(?:RSA${BETWEEN}(?:0x)?([0-9a-f]{16})))${BETWEEN}(?:0x)?([0-9a-f]{32,})(?![0-9a-f])`,
  'gi',
);
const SESSION = /(?<![A-Z_])RSA\s{1,40}Session-ID:([0-9a-f]{2,64})\s{1,40}Master-Key:([0-9a-f]{96})(?![0-9a-f])/gi;
