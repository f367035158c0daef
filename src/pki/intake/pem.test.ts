import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../../bytes/hex.ts';
import { decoded } from '../../testing/spanRules.ts';
import { fromPem, toPem } from './pem.ts';

const problemOf = (text: string, label?: string) => {
  const result = fromPem(text, label);
  return result.ok ? 'none' : `${result.error.offset}: ${result.error.problem}`;
};

describe('PEM (RFC 7468)', () => {
  it('holds base64 in lines of 64 characters, as Node writes it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (der) => {
        const text = toPem('CERTIFICATE', der);
        const [first, ...rest] = text.trimEnd().split('\n');
        expect(first).toBe('-----BEGIN CERTIFICATE-----');
        expect(rest.pop()).toBe('-----END CERTIFICATE-----');
        expect(rest.slice(0, -1).every((line) => line.length === 64)).toBe(true);
        expect(rest.join('')).toBe(Buffer.from(der).toString('base64'));
        expect(toHex(decoded(fromPem(text))[0]?.der ?? utf8(''))).toBe(toHex(der));
      }),
    );
  });

  it('may have text around its blocks, and any line ends', () => {
    const text = `subject=x\r\n${toPem('CERTIFICATE', utf8('one')).replaceAll('\n', '\r\n')}\nnotes\n${toPem('X509 CRL', utf8('two'))}`;
    expect(decoded(fromPem(text)).map(({ label }) => label)).toEqual(['CERTIFICATE', 'X509 CRL']);
    expect(decoded(fromPem(text, 'X509 CRL'))).toHaveLength(1);
  });

  it.each([
    '-----',
    '----------------------------------',
    '------- Root of the bank -------',
    '-----x-----',
    '--- a ---',
    '- - -',
  ])('may have the ruler %s before, between and behind its blocks (RFC 7468 2)', (ruler) => {
    const text = [ruler, 'Bank', ruler, toPem('A', utf8('one')), ruler, ruler, toPem('A', utf8('two')), ruler, ''].join(
      '\n',
    );
    expect(decoded(fromPem(text, 'A')).map(({ der }) => toHex(der))).toEqual(['one', 'two'].map(utf8).map(toHex));
  });

  it('is no ruler where it is meant as a boundary, or stands inside of a block', () => {
    expect(problemOf('----- BEGIN A -----\nQUJD\n-----END A-----\n')).toBe(
      '0: "----- BEGIN A -----" is no BEGIN or END line',
    );
    expect(problemOf('-----BEGIN A-----\nQUJD\n----------\nQUJD\n-----END A-----\n')).toBe(
      '23: "----------" is no BEGIN or END line',
    );
  });

  it('says what is wrong, and at which character', () => {
    expect(problemOf('nothing here')).toBe('0: no BEGIN line');
    expect(problemOf(toPem('X509 CRL', utf8('x')), 'CERTIFICATE')).toBe('0: no BEGIN CERTIFICATE');
    expect(problemOf('-----BEGIN A-----\nAAAA\n')).toBe('23: END A is missing');
    expect(problemOf('-----BEGIN A-----\nAAAA\n-----END B-----\n')).toBe('23: END B after BEGIN A');
    expect(problemOf('-----END A-----\n')).toBe('0: END A without BEGIN');
    expect(problemOf('-----BEGIN A-----\nAA?A\n-----END A-----\n')).toBe('20: "?" is not base64 there');
    expect(problemOf('-----BEGIN A-----\nAAA\n-----END A-----\n')).toBe('22: base64 comes in groups of four');
    expect(problemOf('-----BEGIN A-----\nA===\n-----END A-----\n')).toBe('23: base64 comes in groups of four');
    expect(problemOf('-----BEGIN A-----\nAB==\n-----END A-----\n')).toBe('23: the last base64 digit has bits too many');
    expect(problemOf('-----BEGIN A-----\nAA==AAAA\n-----END A-----\n')).toBe('22: "A" is not base64 there');
    expect(problemOf('-----BEGIN A-----\n-----BEGIN A-----\n')).toBe('18: BEGIN A before END A');
  });

  it('of any text is blocks or an error', () => {
    const part = fc.constantFrom('-----BEGIN A-----', '-----END A-----', '-----', '\n', 'QUJD', '=', '-', 'x ');
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
        const result = fromPem(parts.join(''));
        expect(result.ok ? result.value.length > 0 : result.error.field === 'pem').toBe(true);
      }),
    );
  });
});
