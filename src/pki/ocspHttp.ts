// OCSP over HTTP, RFC 6960 appendix A.1, as HTTP/1.1 messages, RFC 9112: written, and strictly read.
import { attempt, type Decoded, DecodeError } from '../bytes/error.ts';
import { concat, utf8 } from '../bytes/hex.ts';
import { type Span, shiftSpans } from '../bytes/span.ts';
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

export interface Encoded {
  readonly bytes: Uint8Array;
  readonly spans: readonly Span[];
}

/** POST of the DER of an OCSPRequest; host and path as `ocspAddress` reads them. */
export function encodeOcspHttpRequest(request: {
  readonly host: string;
  readonly path: string;
  readonly body: Uint8Array;
}): Encoded {
  const inner = decodeOcspRequest(request.body);
  return write(`POST ${request.path} HTTP/1.1`, 'http.requestLine', request.body, inner.ok ? inner.value.spans : [], [
    ['Host', request.host],
    ['Content-Type', REQUEST_TYPE],
  ]);
}

/** Status 200 with the DER of an OCSPResponse; `now`, milliseconds since 1970, becomes its Date. */
export function encodeOcspHttpResponse(response: { readonly body: Uint8Array; readonly now: number }): Encoded {
  const inner = decodeOcspResponse(response.body);
  return write('HTTP/1.1 200 OK', 'http.statusLine', response.body, inner.ok ? inner.value.spans : [], [
    // The format that ECMA-262 gives toUTCString is the IMF-fixdate of RFC 9110 5.6.7.
    ['Date', new Date(response.now).toUTCString()],
    ['Content-Type', RESPONSE_TYPE],
  ]);
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

function write(
  startLine: string,
  field: PkiField,
  body: Uint8Array,
  bodySpans: readonly Span[],
  headers: readonly (readonly [string, string])[],
): Encoded {
  const writer = new Writer();
  writer.put(utf8(`${startLine}\r\n`), field, startLine);
  for (const [name, text] of [...headers, ['Content-Length', String(body.length)] as const]) {
    writer.put(utf8(`${name}: ${text}\r\n`), 'http.header', `${name}: ${text}`);
  }
  writer.put(utf8('\r\n'), 'http.headersEnd');
  const { bytes: head, spans } = writer.finish();
  const bytes = concat(head, body);
  return { bytes, spans: [...spans, bodySpan(bytes, head.length, bodySpans)] };
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
  if (text === undefined || !/^\d{1,9}$/.test(text))
    throw new DecodeError('http.header', 0, 'Content-Length is missing');
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
