// What is said about input reads as sentences, and says where.
import { describe, expect, it } from 'vitest';
import { utf8 } from '../bytes/hex.ts';
import { type IntakeProblem, takeIn } from '../pki/intake/intake.ts';
import { keyFormatText, keysText, otherText, placeText, problemText } from './intake.ts';
import { styleProblems } from './style.ts';

const place = { line: 3, byte: 17 };
const PROBLEMS: readonly IntakeProblem[] = [
  { kind: 'empty' },
  { kind: 'nothing' },
  { kind: 'tooLarge', bytes: 21_000_000, limit: 20_000_000 },
  { kind: 'tooMany', limit: 5000, place },
  { kind: 'truncated', wanted: 900, found: 300, place },
  { kind: 'truncated', wanted: 0, found: 1, place },
  { kind: 'unreadable', what: 'certificate', problem: 'the length is cut off', place },
  { kind: 'unreadable', what: 'pkcs12', problem: 'a count of 0', place: { line: null, byte: null } },
  { kind: 'trailing', bytes: 1, zeros: false, place },
  { kind: 'trailing', bytes: 9, zeros: true, place },
  { kind: 'unsupported', what: 'pkcs12', algorithm: 'ARIA-128-CBC', place: { line: null, byte: null } },
  { kind: 'pem.noEnd', label: 'CERTIFICATE', line: 3 },
  { kind: 'pem.noBegin', label: 'CERTIFICATE', line: 3 },
  { kind: 'pem.otherEnd', label: 'CERTIFICATE', end: 'X509 CRL', line: 3 },
  { kind: 'pem.character', label: 'CERTIFICATE', character: '\u200b', line: 3 },
  { kind: 'pem.length', label: 'CERTIFICATE', line: 3 },
  { kind: 'pem.tooMany', limit: 5000, line: 3 },
];

describe('words about input', () => {
  it.each(PROBLEMS.map((problem) => [problemText(problem), problem] as const))('%s', (text, problem) => {
    expect(styleProblems('sentence', text)).toEqual([]);
    if ('line' in problem) expect(text).toContain('line 3');
    if ('place' in problem && problem.place.line !== null) expect(text).toContain('line 3, byte 17 of the block');
  });

  it('names a character that nobody sees by its number', () => {
    const [problem] = takeIn(utf8('-----BEGIN X-----\nAA\u200bAA\n-----END X-----')).problems;
    expect(problem === undefined ? '' : problemText(problem)).toMatch(/^The character U\+200B in line 2/);
  });

  it('says where something stands', () => {
    expect(placeText({ line: 3, byte: null })).toBe('line 3');
    expect(placeText({ line: null, byte: 0 })).toBe('byte 0');
    expect(placeText({ line: null, byte: null })).toBe('');
  });

  it('speaks of keys and of what is no certificate', () => {
    const texts = [
      keysText(1),
      keysText(2),
      otherText('csr', ''),
      otherText('publicKey', ''),
      otherText('label', 'DH PARAMETERS'),
      otherText('printed', ''),
      ...['jwk', 'ssh', 'ssh2'].map((format) => otherText('publicKey', format)),
      ...(['jwt', 'jwe', 'xmlKey', 'sshCertificate', 'ssh2Private'] as const).map((what) => otherText(what, '')),
      ...['', 'bits', 'repetitions'].map((lost) => otherText('dump', lost)),
      ...(['openssh', 'ppk', 'jwk'] as const).map((format) => keyFormatText(format) ?? ''),
      otherText('keyStore', 'BKS'),
      ...['JKS', 'JKS fits', 'JCEKS differs'].map((store) => otherText('javaStore', store)),
      otherText('keyStore', 'NSS'),
      otherText('keyStore', 'ZIP'),
    ];
    expect(texts.flatMap((text) => styleProblems('sentence', text))).toEqual([]);
  });
});
