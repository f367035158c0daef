// OCSP over HTTP, RFC 6960 appendix A.1, as HTTP/1.1 messages, RFC 9112: written, and strictly read.
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { utf8 } from '../bytes/hex.ts';
import { shiftSpans, type Span } from '../bytes/span.ts';
import { Writer } from '../bytes/writer.ts';
import { ascii } from './der.ts';
import type { PkiField } from './fields.ts';
import { decodeOcspRequest, decodeOcspResponse } from './ocsp.ts';

export const REQUEST_TYPE = 'application/ocsp-request';
export const RESPONSE_TYPE = 'application/ocsp-response';

export interface OcspHttpRequest {
  readonly host: string;
  readonly path: string;
  /** DER of the OCSPRequest. */
  readonly body: Uint8Array;
  readonly spans: readonly Span[];
}

export interface OcspHttpResponse {
  readonly statusCode: number;
  /** DER of the OCSPResponse where the status code is 200. */
  readonly body: Uint8Array;
  readonly spans: readonly Span[];
}

/** Host and path of an `http:` address as in authorityInfoAccess, or null. */
export function ocspAddress(uri: string): { readonly host: string; readonly path: string } | null {
  const [, host, path] = /^http:\/\/([^/?#\s@]+)(\/[^#\s]*)?$/i.exec(uri) ?? [];
  return host === undefined ? null : { host, path: path ?? '/' };
}

export function encodeOcspHttpRequest(request: { host: string; path: string; body: Uint8Array }): {
  bytes: Uint8Array;
  spans: readonly Span[];
} {
  const bytes = message(`POST ${request.path} HTTP/1.1`, 'http.requestLine', request.body, [
    ['Host', request.host],
    ['Content-Type', REQUEST_TYPE],
  ]);
  return { bytes, spans: value(decodeOcspHttpRequest(bytes)).spans };
}

/** Status 200 with `now` (milliseconds since 1970) as Date. */
export function encodeOcspHttpResponse(response: { body: Uint8Array; now: number }): {
  bytes: Uint8Array;
  spans: readonly Span[];
} {
  const bytes = message('HTTP/1.1 200 OK', 'http.statusLine', response.body, [
    // The format that ECMA-262 gives toUTCString is the IMF-fixdate of RFC 9110 5.6.7.
    ['Date', new Date(response.now).toUTCString()],
    ['Content-Type', RESPONSE_TYPE],
  ]);
  return { bytes, spans: value(decodeOcspHttpResponse(bytes)).spans };
}

export function decodeOcspHttpRequest(bytes: Uint8Array): Decoded<OcspHttpRequest> {
  return attempt(() => {
    const { startLine, headers, body, spans, bodyStart } = parse(bytes, 'http.requestLine');
    const [, path] = /^POST (\/[!-~]*) HTTP\/1\.1$/.exec(startLine) ?? [];
    if (path === undefined) throw new DecodeError('http.requestLine', 0, 'not a POST request of HTTP/1.1');
    const host = headers.get('host');
    if (host === undefined) throw new DecodeError('http.header', 0, 'Host is missing');
    expectType(headers, REQUEST_TYPE);
    const inner = decodeOcspRequest(body);
    return { host, path, body, spans: [...spans, bodySpan(bytes, bodyStart, inner.ok ? inner.value.spans : [])] };
  });
}

export function decodeOcspHttpResponse(bytes: Uint8Array): Decoded<OcspHttpResponse> {
  return attempt(() => {
    const { startLine, headers, body, spans, bodyStart } = parse(bytes, 'http.statusLine');
    const [, code] = /^HTTP\/1\.1 ([1-5]\d\d) [\t -~]*$/.exec(startLine) ?? [];
    if (code === undefined) throw new DecodeError('http.statusLine', 0, 'not a status line of HTTP/1.1');
    const isSuccess = code === '200';
    if (isSuccess) expectType(headers, RESPONSE_TYPE);
    const inner = isSuccess ? decodeOcspResponse(body) : null;
    const children = inner?.ok ? inner.value.spans : [];
    return { statusCode: Number(code), body, spans: [...spans, bodySpan(bytes, bodyStart, children)] };
  });
}

function message(startLine: string, field: PkiField, body: Uint8Array, headers: readonly [string, string][]): Uint8Array {
  const writer = new Writer();
  writer.put(utf8(`${startLine}\r\n`), field);
  for (const [name, text] of [...headers, ['Content-Length', String(body.length)] as const]) {
    writer.put(utf8(`${name}: ${text}\r\n`), 'http.header');
  }
  writer.put(utf8('\r\n'), 'http.headersEnd');
  writer.put(body, 'http.body');
  return writer.finish().bytes;
}

/** Heads longer than this serve nobody. */
const MAX_HEAD = 8192;

function parse(bytes: Uint8Array, startField: PkiField) {
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
  expectLength(headers, body.length, bodyStart);
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
  if (text === undefined || !/^\d{1,9}$/.test(text)) throw new DecodeError('http.header', 0, 'Content-Length is missing');
  if (Number(text) !== length) {
    throw new DecodeError('http.body', at, `Content-Length says ${text} bytes, ${length} are there`);
  }
}

function expectType(headers: ReadonlyMap<string, string>, wanted: string): void {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== wanted) throw new DecodeError('http.header', 0, `Content-Type is not ${wanted}`);
}

const bodySpan = (bytes: Uint8Array, start: number, inner: readonly Span[]): Span => ({
  field: 'http.body',
  start,
  end: bytes.length,
  value: `${bytes.length - start} bytes`,
  children: shiftSpans(inner, start),
});

function value<T>(decoded: Decoded<T>): T {
  if (!decoded.ok) throw decoded.error;
  return decoded.value;
}
