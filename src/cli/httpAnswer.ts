// An HTTP response for people to read (RFC 9112): its status line and the beginning of its body.
import { concat, fromUtf8 } from '../bytes/hex.ts';
import { printable, printableLines } from './printable.ts';

export interface HttpAnswer {
  /** The first line; of any protocol. */
  readonly status: string;
  /** Decoded as UTF-8 and cut at `MAX_BODY` characters; empty where it is no text. */
  readonly body: string;
  /** Bytes of the body that came, as far as they were waited for. */
  readonly bodyBytes: number;
}

/** Null where nothing came. Never throws: whatever is no HTTP is a first line and the text behind it. */
export function readHttpAnswer(bytes: Uint8Array): HttpAnswer | null {
  if (bytes.length === 0) return null;
  const { head, body } = split(bytes);
  const [status = '', ...fields] = head.split(/\r?\n/);
  const isHttp = /^HTTP\/\d/.test(status);
  const isChunked = isHttp && fields.some((field) => /^transfer-encoding:.*\bchunked\s*$/i.test(field));
  const content = isChunked ? unchunked(body) : isHttp ? body : behindFirstLine(bytes);
  return httpAnswer(status, content);
}

/** `content`: of the body, out of its chunks or frames. */
export function httpAnswer(status: string, content: Uint8Array): HttpAnswer {
  const text = content.includes(0) ? '' : fromUtf8(content);
  return { status: status.slice(0, MAX_LINE), body: text.slice(0, MAX_BODY), bodyBytes: content.length };
}

/** The lines that are printed: control characters are escaped, and what is long is cut. */
export function answerLines({ status, body, bodyBytes }: HttpAnswer): string[] {
  const all = printableLines(body.slice(0, MAX_SHOWN).replace(/\s+$/, ''));
  const shown = all.slice(0, MAX_SHOWN_LINES).filter((line, at) => at > 0 || line !== '');
  const isCut = all.length > MAX_SHOWN_LINES || body.length > MAX_SHOWN;
  const more = bodyBytes > 0 && body === '' ? [`(${bodyBytes} bytes that are no text)`] : [];
  return [
    `the server answered: ${printable(status)}`,
    ...[...shown, ...more, ...(isCut ? [`(${bodyBytes} bytes in all)`] : [])].map((line) => `  ${line}`),
  ];
}

function behindFirstLine(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(LF);
  return end < 0 ? new Uint8Array() : bytes.subarray(end + 1);
}

function split(bytes: Uint8Array): { head: string; body: Uint8Array } {
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF) return { head: fromUtf8(bytes.subarray(0, at)).trimEnd(), body: bytes.subarray(next + 1) };
  }
  return { head: fromUtf8(bytes).trimEnd(), body: new Uint8Array() };
}

/** RFC 9112 7.1; as much as is well-formed. */
function unchunked(body: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; ; ) {
    const end = body.indexOf(LF, at);
    const [, size] = end < 0 ? [] : (/^([0-9a-f]{1,8})\s*(?:;.*)?\r?$/i.exec(fromUtf8(body.subarray(at, end))) ?? []);
    const length = size === undefined ? 0 : Number.parseInt(size, 16);
    if (length === 0) return concat(...parts);
    parts.push(body.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    at += body[at] === CR ? 2 : 1;
  }
}

const [LF, CR] = [0x0a, 0x0d];
const MAX_LINE = 200;
const MAX_BODY = 65_536;
const MAX_SHOWN = 4_000;
const MAX_SHOWN_LINES = 60;
