import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../bytes/error.ts';
import { concat, fromUtf8, toHex, utf8 } from '../../bytes/hex.ts';
import { allSpans, decoded } from '../../testing/spanRules.ts';
import { makeBank, NOW, spansOf } from '../bank.testing.ts';
import { PKI_FIELDS } from '../fields.ts';
import { certIdOf } from './certId.ts';
import { httpAddress } from './http.ts';
import {
  decodeOcspHttpRequest,
  decodeOcspHttpResponse,
  encodeOcspHttpRequest,
  encodeOcspHttpResponse,
} from './ocspHttp.ts';
import { encodeOcspError } from './ocspIssue.ts';
import { encodeOcspRequest } from './ocspRequest.ts';

const { issuing, server } = makeBank();
const body = encodeOcspRequest({ certIds: [certIdOf(server.certificate, issuing.certificate)], nonce: null }).bytes;
const request = encodeOcspHttpRequest({ host: 'ocsp.bank.test', path: '/ocsp', body });
const response = encodeOcspHttpResponse({ body: encodeOcspError('tryLater').bytes, now: NOW });

describe('OCSP over HTTP (RFC 6960 A.1)', () => {
  it('is a POST with the request as its body', () => {
    const text = fromUtf8(request.bytes.subarray(0, request.bytes.length - body.length));
    expect(text.split('\r\n')).toEqual([
      'POST /ocsp HTTP/1.1',
      'Host: ocsp.bank.test',
      'Content-Type: application/ocsp-request',
      `Content-Length: ${body.length}`,
      '',
      '',
    ]);
    const read = decoded(decodeOcspHttpRequest(request.bytes));
    expect([read.host, read.path, toHex(read.body)]).toEqual(['ocsp.bank.test', '/ocsp', toHex(body)]);
  });

  it('is answered with status 200 and the date of the clock (RFC 9110 5.6.7)', () => {
    expect(fromUtf8(response.bytes)).toMatch(
      /^HTTP\/1\.1 200 OK\r\nDate: Mon, 23 Nov 2026 12:00:00 GMT\r\nContent-Type: application\/ocsp-response\r\nContent-Length: 5\r\n\r\n/,
    );
    expect(toHex(decoded(decodeOcspHttpResponse(response.bytes)).body)).toBe('30030a0103');
  });

  it('has the same spans written and read, with those of the body inside, where they stand', () => {
    expect(decoded(decodeOcspHttpRequest(request.bytes)).spans).toEqual(request.spans);
    expect(decoded(decodeOcspHttpResponse(response.bytes)).spans).toEqual(response.spans);
    const [serial] = spansOf(request.spans, 'certId.serialNumber');
    expect(toHex(request.bytes.subarray(serial?.start, serial?.end))).toBe('02084d00112233445566');
    let at = 0;
    for (const span of request.spans) {
      expect(span.start).toBe(at);
      at = span.end;
    }
    expect(at).toBe(request.bytes.length);
    const known: readonly string[] = PKI_FIELDS;
    expect(allSpans([...request.spans, ...response.spans]).filter(({ field }) => !known.includes(field))).toEqual([]);
  });

  it('is refused where it is not exactly that', () => {
    const problemOf = (head: string, decode: typeof decodeOcspHttpRequest | typeof decodeOcspHttpResponse) => {
      const result = decode(concat(utf8(head), Uint8Array.of(1, 2)));
      return result.ok ? 'none' : result.error.problem;
    };
    const ask = (...lines: string[]) => problemOf([...lines, '', ''].join('\r\n'), decodeOcspHttpRequest);
    const [post, host, type, length] = [
      'POST / HTTP/1.1',
      'Host: a',
      'Content-Type: application/ocsp-request',
      'Content-Length: 2',
    ];
    expect(ask(post, host, type, length)).toBe('none');
    expect(ask('GET / HTTP/1.1', host, type, length)).toMatch(/not a POST/);
    expect(ask(post, type, length)).toBe('Host is missing');
    expect(ask(post, host, length)).toMatch(/Content-Type/);
    expect(ask(post, host, type)).toBe('Content-Length is missing');
    expect(ask(post, host, type, 'Content-Length: 3')).toMatch(/says 3 bytes, 2 are there/);
    expect(ask(post, host, type, length, length)).toMatch(/second time/);
    expect(ask(post, host, type, length, 'Transfer-Encoding: chunked')).toMatch(/Transfer-Encoding/);
    expect(ask(post, host, type, length, ' folded')).toBe('not a header line');
    expect(problemOf('POST / HTTP/1.1\r\n', decodeOcspHttpRequest)).toBe('the head does not end');
    expect(problemOf('HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n', decodeOcspHttpResponse)).toBe('none');
    expect(problemOf('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n', decodeOcspHttpResponse)).toMatch(/Content-Type/);
    expect(problemOf('HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n', decodeOcspHttpResponse)).toMatch(/status line/);
  });

  it('of any bytes is a value or a DecodeError', () => {
    fc.assert(
      fc.property(fc.nat(request.bytes.length - 1), fc.nat(255), (at, value) => {
        for (const bytes of [
          request.bytes.map((byte, i) => (i === at ? value : byte)),
          request.bytes.subarray(0, at),
        ]) {
          for (const result of [decodeOcspHttpRequest(bytes), decodeOcspHttpResponse(bytes)]) {
            if (!result.ok) expect(result.error).toBeInstanceOf(DecodeError);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('goes to an http address, and to nothing that could smuggle a header', () => {
    expect(httpAddress('http://ocsp.bank.test/')).toEqual({ host: 'ocsp.bank.test', path: '/' });
    expect(httpAddress('http://ocsp.bank.test:8080')).toEqual({ host: 'ocsp.bank.test:8080', path: '/' });
    for (const bad of [
      'https://a/',
      'ldap://a/',
      'http://',
      'http://a\r\nX: y/',
      'http://a/ b',
      'http://a/\r\nX: y',
      'http://u@a/',
    ])
      expect(httpAddress(bad), bad).toBeNull();
  });
});
