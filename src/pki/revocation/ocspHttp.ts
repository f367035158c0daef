// OCSP over HTTP, RFC 6960 appendix A.1: written, and strictly read.
import { attempt, type Decoded, DecodeError } from '../../bytes/error.ts';
import type { Encoded, Span } from '../../bytes/span.ts';
import { bodySpan, expectType, httpDate, parse, statusCodeOf, write } from './http.ts';
import { decodeOcspRequest, decodeOcspResponse } from './ocsp.ts';

const REQUEST_TYPE = 'application/ocsp-request';
const RESPONSE_TYPE = 'application/ocsp-response';

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

/** POST of the DER of an OCSPRequest; host and path as `httpAddress` reads them. */
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
    ['Date', httpDate(response.now)],
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
    const statusCode = statusCodeOf(startLine);
    const isSuccess = statusCode === 200;
    if (isSuccess) expectType(headers, RESPONSE_TYPE);
    const inner = isSuccess ? decodeOcspResponse(body) : null;
    const children = inner?.ok ? inner.value.spans : [];
    return { statusCode, body, spans: [...spans, bodySpan(bytes, bodyStart, children)] };
  });
}
