// An HTTP/1.1 request as a proxy and an application read it, RFC 9112 3 and 5: with every header line, those of one name too.
import { ascii } from '../../asn1/der.ts';
import { attempt, bytesText, type Decoded, DecodeError } from '../../bytes/error.ts';
import type { Span } from '../../bytes/span.ts';

export interface HttpRequest {
  readonly requestLine: string;
  /** Names as they are written, in their order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  readonly spans: readonly Span[];
}

/** Post-quantum certificates in headers have room, and nothing else that is read here needs it. */
const MAX_REQUEST_HEAD = 131_072;

export const decodeHttpRequest = (bytes: Uint8Array): Decoded<HttpRequest> =>
  attempt(() => {
    const text = ascii(bytes.subarray(0, MAX_REQUEST_HEAD));
    const headEnd = text.indexOf('\r\n\r\n');
    if (headEnd < 0) throw new DecodeError('http.headersEnd', text.length, 'the head does not end');
    const [requestLine = '', ...lines] = text.slice(0, headEnd).split('\r\n');
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+ [!-~]+ HTTP\/1\.1$/.test(requestLine))
      throw new DecodeError('http.requestLine', 0, 'not a request line of HTTP/1.1');
    const spans: Span[] = [spanOf('http.requestLine', 0, requestLine)];
    const headers: [string, string][] = [];
    let at = requestLine.length + 2;
    for (const line of lines) {
      headers.push(headerIn(line, at));
      spans.push(spanOf('http.header', at, line));
      at += line.length + 2;
    }
    spans.push({ field: 'http.headersEnd', start: at, end: at + 2, value: null, children: [] });
    return { requestLine, headers, body: bytes.subarray(at + 2), spans };
  });

/** RFC 9112 5: a name of token characters, a colon right behind it, a value. */
function headerIn(line: string, at: number): [name: string, value: string] {
  const [, name, value] = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\t\x20-\x7e\x80-\xff]*)$/.exec(line) ?? [];
  if (name === undefined || value === undefined) throw new DecodeError('http.header', at, 'not a header line');
  let [from, to] = [0, value.length];
  while (isWhite(value.charAt(from))) from++;
  while (to > from && isWhite(value.charAt(to - 1))) to--;
  return [name, value.slice(from, to)];
}

const isWhite = (character: string): boolean => character === ' ' || character === '\t';

const spanOf = (field: string, start: number, line: string): Span => ({
  field,
  start,
  end: start + line.length + 2,
  value: line,
  children: [],
});

/** The values of all headers of a name, which is written in any letters. */
export const headerValues = ({ headers }: Pick<HttpRequest, 'headers'>, name: string): string[] =>
  headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []));

/** Where the parts of a response stand that the application has made itself. */
export function spansOfResponse(bytes: Uint8Array): Span[] {
  const [head = ''] = ascii(bytes).split('\r\n\r\n', 1);
  let at = 0;
  const spans = head.split('\r\n').map((line, i) => {
    const span = spanOf(i === 0 ? 'http.statusLine' : 'http.header', at, line);
    at = span.end;
    return span;
  });
  const end = at + 2;
  spans.push({ field: 'http.headersEnd', start: at, end, value: null, children: [] });
  const value = bytesText(bytes.length - end);
  return end === bytes.length
    ? spans
    : [...spans, { field: 'http.body', start: end, end: bytes.length, value, children: [] }];
}
