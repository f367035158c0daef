// A CRL fetched over HTTP, RFC 5280 4.2.1.13 and RFC 2585 3: the request, and the answer with the list in it.
import { attempt, type Decoded, DecodeError } from '../../bytes/error.ts';
import type { Encoded, Span } from '../../bytes/span.ts';
import { decodeCrl } from './crl.ts';
import { bodySpan, expectType, httpDate, parse, statusCodeOf, write, writeHead } from './http.ts';

/** RFC 2585 4.2. */
const CRL_TYPE = 'application/pkix-crl';

/** GET; host and path as `httpAddress` reads them. */
export const encodeCrlHttpRequest = ({ host, path }: { readonly host: string; readonly path: string }): Encoded =>
  writeHead(`GET ${path} HTTP/1.1`, 'http.requestLine', [
    ['Host', host],
    ['Accept', CRL_TYPE],
  ]);

/** Host and path that a request asks for. */
export function decodeCrlHttpRequest(
  bytes: Uint8Array,
): Decoded<{ host: string; path: string; spans: readonly Span[] }> {
  return attempt(() => {
    const { startLine, headers, spans } = parse(bytes, 'http.requestLine');
    const [, path] = /^GET (\/[!-~]*) HTTP\/1\.1$/.exec(startLine) ?? [];
    if (path === undefined) throw new DecodeError('http.requestLine', 0, 'not a GET request of HTTP/1.1');
    const host = headers.get('host');
    if (host === undefined) throw new DecodeError('http.header', 0, 'Host is missing');
    return { host, path, spans };
  });
}

/** Status 200 with the DER of a CertificateList; `now`, milliseconds since 1970, becomes its Date. */
export function encodeCrlHttpResponse({ body, now }: { readonly body: Uint8Array; readonly now: number }): Encoded {
  const list = decodeCrl(body);
  return write('HTTP/1.1 200 OK', 'http.statusLine', body, list.ok ? list.value.spans : [], [
    ['Date', httpDate(now)],
    ['Content-Type', CRL_TYPE],
  ]);
}

/** `body` is the DER of the CertificateList where the status code is 200. */
export function decodeCrlHttpResponse(
  bytes: Uint8Array,
): Decoded<{ statusCode: number; body: Uint8Array; spans: readonly Span[] }> {
  return attempt(() => {
    const { startLine, headers, body, spans, bodyStart } = parse(bytes, 'http.statusLine');
    const statusCode = statusCodeOf(startLine);
    if (statusCode === 200) expectType(headers, CRL_TYPE);
    const list = statusCode === 200 ? decodeCrl(body) : null;
    return { statusCode, body, spans: [...spans, bodySpan(bytes, bodyStart, list?.ok ? list.value.spans : [])] };
  });
}
