// Rows are read strictly and written in one order; what a program prints loses what belongs to one machine.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalised, said } from './normalise.ts';
import { type Row, RowError, readRows, writeRows } from './row.ts';

const ROW: Row = {
  stack: 'curl',
  version: 'curl 7.88.1 (OpenSSL 3.0.22)',
  role: 'client',
  protocol: 'tls1.3',
  defect: 'server/expired',
  refused: true,
  alertSent: 'certificate_expired',
  alertHow: 'wire',
  message: 'curl: (60) SSL certificate problem: certificate has expired',
  exit: 60,
  peer: 'OpenSSL 3.0.22 s_server',
};

describe('Rows', () => {
  it('come back as they were written, in the order of their cells', () => {
    const other: Row = { ...ROW, protocol: 'tls1.2' };
    expect(readRows(writeRows([ROW, other]))).toEqual([other, ROW]);
    expect(readRows('\n\n')).toEqual([]);
  });

  it.each([
    ['{', 'line 1: this is no JSON'],
    ['[]', 'line 1: an object is wanted'],
    [JSON.stringify({ ...ROW, refused: 'yes' }), 'line 1: "refused" wants a boolean'],
    [JSON.stringify({ ...ROW, protocol: 'ssl3' }), 'line 1: "protocol" wants one of tls1.2, tls1.3, tlsdef'],
    [JSON.stringify({ ...ROW, alertHow: 'guess' }), 'line 1: "alertHow" wants one of wire, peer, log'],
    [`${JSON.stringify(ROW)}\n${JSON.stringify({ ...ROW, day: 1 })}`, 'line 2: there is no key "day"'],
    [JSON.stringify({ stack: 'curl' }), 'line 1: "version" wants a string'],
  ])('that are none are refused with their line: %s', (text, message) => {
    expect(() => readRows(text)).toThrow(new RowError(message));
  });

  it('are read from any text without another error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          readRows(text);
        } catch (error) {
          expect(error).toBeInstanceOf(RowError);
        }
      }),
    );
  });
});

describe('What a program prints', () => {
  it.each([
    [
      '809CC55C4A7F0000:error:0A000086:SSL routines:x:certificate verify failed:../ssl/statem/statem_clnt.c:1889:',
      'error:0A000086:SSL routines:x:certificate verify failed:../ssl/statem/statem_clnt.c:1889:',
    ],
    ['2026/11/30 03:09:13 [info] 31069#31069: *1 client sent no', '<time> [info] <pid>: client sent no'],
    ['current time 2026-11-30T03:13:33Z is after 2026-10-08T00:00:00Z', 'current time <time> is after <time>'],
    ['cannot load "/home/somebody/keys/a.pem"', 'cannot load "<path>"'],
    ['../deps/openssl/openssl/crypto/rsa/rsa_sign.c:429: SSL alert number 45', null],
    ['\u001b[31mred\u001b[0m', 'red'],
  ])('loses what belongs to one machine and moment: %s', (line, expected) => {
    expect(normalised(line)).toBe(expected ?? line);
    expect(normalised(expected ?? line)).toBe(expected ?? line);
  });

  it('is cut to the lines that matter, each once, and names no folder of the run', () => {
    const output = 'noise\nERR in /run/a1/x.pem: no\nERR in /run/a1/x.pem: no\nERR again\n';
    expect(said(output, [/^ERR/], ['/run/a1/x.pem'])).toBe('ERR in <path>: no | ERR again');
  });
});
