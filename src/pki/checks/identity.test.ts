import { describe, expect, it } from 'vitest';
import { matchesDns } from './identity.ts';

describe('a presented DNS name (RFC 9525 6.3)', () => {
  it('matches label by label, without regard to case', () => {
    expect(matchesDns('api.bank.test', 'api.bank.test')).toBe(true);
    expect(matchesDns('API.Bank.TEST', 'api.bank.test')).toBe(true);
    expect(matchesDns('api.bank.test', 'API.BANK.TEST')).toBe(true);
    for (const other of ['bank.test', 'www.api.bank.test', 'api.bank', 'xapi.bank.test', 'api.bank.test.evil'])
      expect(matchesDns(other, 'api.bank.test'), other).toBe(false);
  });

  it('may have a wildcard as its whole left-most label, which stands for exactly one label', () => {
    expect(matchesDns('*.bank.test', 'api.bank.test')).toBe(true);
    expect(matchesDns('*.bank.test', 'a.api.bank.test')).toBe(false);
    expect(matchesDns('*.bank.test', 'bank.test')).toBe(false);
  });

  it('may have a wildcard nowhere else', () => {
    for (const bad of ['a*.bank.test', '*i.bank.test', 'a*i.bank.test', 'api.*.test', '**.bank.test', '*.*.test', '*'])
      expect(matchesDns(bad, 'api.bank.test'), bad).toBe(false);
    expect(matchesDns('*', 'localhost')).toBe(false);
  });

  it('with NUL, an empty label or letters beyond ASCII matches nothing', () => {
    expect(matchesDns('api.bank.test\0.evil.test', 'api.bank.test')).toBe(false);
    expect(matchesDns('api.bank.test\0', 'api.bank.test')).toBe(false);
    expect(matchesDns('api..test', 'api..test')).toBe(false);
    expect(matchesDns('', '')).toBe(false);
    expect(matchesDns('büro.test', 'büro.test')).toBe(false);
    expect(matchesDns('xn--bro-hoa.test', 'xn--bro-hoa.test')).toBe(true);
    // U+212A, the Kelvin sign, folds to k in Unicode, not in DNS.
    expect(matchesDns('ban\u212a.test', 'bank.test')).toBe(false);
  });

  it('does not stand for an address (RFC 9525 6.4)', () => {
    expect(matchesDns('192.0.2.1', '192.0.2.1')).toBe(false);
    expect(matchesDns('*.0.2.1', '192.0.2.1')).toBe(false);
  });

  it('is no wildcard in what was asked for', () => {
    expect(matchesDns('*.bank.test', '*.bank.test')).toBe(false);
  });
});

it('a name that is asked for may end in a dot, which says that it is complete (RFC 1034 3.1); one that is presented may not', () => {
  expect(matchesDns('api.bank.test', 'api.bank.test.')).toBe(true);
  expect(matchesDns('*.bank.test', 'api.bank.test.')).toBe(true);
  expect(matchesDns('api.bank.test', 'api.bank.test..')).toBe(false);
  expect(matchesDns('api.bank.test.', 'api.bank.test')).toBe(false);
  expect(matchesDns('api.bank.test', '.')).toBe(false);
  expect(matchesDns('192.0.2.1', '192.0.2.1.')).toBe(false);
});
