// HTTP/1.1 messages, RFC 9112, as far as questions to a CA need them: written, and strictly read.

import { ascii } from '../../asn1/der.ts';
import { DecodeError } from '../../bytes/error.ts';
import { concat, utf8 } from '../../bytes/hex.ts';
import { type Encoded, type Span, shiftSpans } from '../../bytes/span.ts';
import { Writer } from '../../bytes/writer.ts';
import type { PkiField } from '../fields.ts';

/** Host and path of an `http:` address as in authorityInfoAccess and crlDistributionPoints, or null. */
export function httpAddress(uri: string): { readonly host: string; readonly path: string } | null {
  const [, host, path] = /^http:\/\/([^/?#\s@]+)(\/[^#\s]*)?$/i.exec(uri) ?? [];
  return host === undefined ? null : { host, path: path ?? '/' };
}

/** The format that ECMA-262 gives toUTCString is the IMF-fixdate of RFC 9110 5.6.7. `time`: milliseconds since 1970. */
export const httpDate = (time: number): string => new Date(time).toUTCString();

/** Of a status line; throws DecodeError. */
export function statusCodeOf(startLine: string): number {
  const [, code] = /^HTTP\/1\.1 ([1-5]\d\d) [\t -~]*$/.exec(startLine) ?? [];
  if (code === undefined) throw new DecodeError('http.statusLine', 0, 'not a status line of HTTP/1.1');
  return Number(code);
}

/** A message with a body, whose Content-Length is put last. */
export function write(
  startLine: string,
  field: PkiField,
  body: Uint8Array,
  bodySpans: readonly Span[],
  headers: readonly (readonly [string, string])[],
): Encoded {
  const { bytes: head, spans } = writeHead(startLine, field, [...headers, ['Content-Length', String(body.length)]]);
  const bytes = concat(head, body);
  return { bytes, spans: [...spans, bodySpan(bytes, head.length, bodySpans)] };
}

/** A message without a body, or the head of one that has one. */
export function writeHead(
  startLine: string,
  field: PkiField,
  headers: readonly (readonly [string, string])[],
): Encoded {
  const writer = new Writer();
  writer.put(utf8(`${startLine}\r\n`), field, startLine);
  for (const [name, text] of headers) writer.put(utf8(`${name}: ${text}\r\n`), 'http.header', `${name}: ${text}`);
  writer.put(utf8('\r\n'), 'http.headersEnd');
  return writer.finish();
}

/** Heads longer than this serve nobody. */
const MAX_HEAD = 8192;

/** Start line, headers and body of a message; `body` is empty where the message has none. */
export function parse(bytes: Uint8Array, startField: PkiField) {
  const head = ascii(bytes.subarray(0, MAX_HEAD));
  const headEnd = head.indexOf('\r\n\r\n');
  if (headEnd < 0) throw new DecodeError('http.headersEnd', Math.min(bytes.length, MAX_HEAD), 'the head does not end');
  const bodyStart = headEnd + 4;
  const spans: Span[] = [];
  const headers = new Map<string, string>();
  let at = 0;
  let startLine = '';
  for (const [i, line] of head.slice(0, headEnd).split('\r\n').entries()) {
    const end = at + line.length + 2;
    spans.push({ field: i === 0 ? startField : 'http.header', start: at, end, value: line, children: [] });
    if (i === 0) startLine = line;
    else readHeader(headers, line, at);
    at = end;
  }
  spans.push({ field: 'http.headersEnd', start: headEnd + 2, end: bodyStart, value: null, children: [] });
  const body = bytes.subarray(bodyStart);
  // RFC 9112 6.3: a request without Content-Length has no body.
  if (!startLine.startsWith('GET ') || body.length > 0) expectLength(headers, body.length, bodyStart);
  return { startLine, headers, body, spans, bodyStart };
}

/** RFC 9112 5: a name of token characters, a colon, a value. No header that matters here may come twice. */
function readHeader(headers: Map<string, string>, line: string, at: number): void {
  const [, name, text] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*([\t -~]*?)[ \t]*$/.exec(line) ?? [];
  if (name === undefined || text === undefined) throw new DecodeError('http.header', at, 'not a header line');
  const key = name.toLowerCase();
  if (headers.has(key)) throw new DecodeError('http.header', at, `${name} for the second time`);
  headers.set(key, text);
}

function expectLength(headers: ReadonlyMap<string, string>, length: number, at: number): void {
  const text = headers.get('content-length');
  if (headers.has('transfer-encoding')) throw new DecodeError('http.header', 0, 'Transfer-Encoding is not spoken here');
  if (text === undefined || !/^\d{1,9}$/.test(text))
    throw new DecodeError('http.header', 0, 'Content-Length is missing');
  if (Number(text) !== length) {
    throw new DecodeError('http.body', at, `Content-Length says ${text} bytes, ${length} are there`);
  }
}

export function expectType(headers: ReadonlyMap<string, string>, wanted: string): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== wanted) throw new DecodeError('http.header', 0, `Content-Type is not ${wanted}`);
}

export const bodySpan = (bytes: Uint8Array, start: number, inner: readonly Span[]): Span => ({
  field: 'http.body',
  start,
  end: bytes.length,
  value: `${bytes.length - start} bytes`,
  children: shiftSpans(inner, start),
});
