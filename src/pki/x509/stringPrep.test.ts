import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepare } from './stringPrep.ts';

const same = (a: string, b: string) => expect(prepare(a), JSON.stringify([a, b])).toBe(prepare(b));
const differ = (a: string, b: string) => expect(prepare(a), JSON.stringify([a, b])).not.toBe(prepare(b));

describe('a string made ready for comparison (RFC 4518 2)', () => {
  it('loses what is mapped to nothing: soft hyphens, joiners, variation selectors, controls, zero width space (2.2)', () => {
    const nothing =
      '\u00ad\u1806\u034f\u180b\u180c\u180d\ufe00\ufe0f\ufffc\0\u0008\u000e\u001f\u007f\u0084\u0086\u009f\u06dd\u070f\u180e\u200b\u200c\u200f\u202a\u202e\u2060\u2063\u206a\u206f\ufeff\ufff9\ufffb\u{1d173}\u{1d17a}\u{e0001}\u{e0020}\u{e007f}';
    for (const one of nothing) same(`Ba${one}nk`, 'bank');
  });

  it('has a space for tabulators, line ends and separators of every kind (2.2)', () => {
    for (const one of '\t\n\v\f\r\u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000')
      same(`Ba${one}nk`, 'ba nk');
  });

  it('is folded in case, letters that become two among them (RFC 3454 B.2)', () => {
    const pairs = [
      ['Straße', 'STRASSE'],
      ['STRAẞE', 'strasse'],
      ['ΟΔΟΣ', 'οδος'],
      ['ΟΔΟΣ', 'οδοσ'],
      ['İ', 'i\u0307'],
      ['\u212a', 'k'],
      ['ſ', 's'],
      ['ﬃ', 'FFI'],
      ['ǅ', 'ǆ'],
      ['ΐ', '\u03b9\u0308\u0301'],
      ['\u0345', 'ι'],
      ['\u2121', 'tel'],
    ] as const;
    for (const [a, b] of pairs) same(a, b);
    differ('ı', 'i');
    differ('ö', 'o');
  });

  it('is in normal form KC (2.3)', () => {
    same('ä', 'a\u0308');
    same('Ａ１', 'a1');
    same('①', '1');
  });

  it('counts spaces within as one, and none at the ends; one that bears a mark is no space (2.6.1)', () => {
    same('  Bank   Root ', 'bank root');
    same(' ', '');
    differ('bank root', 'bankroot');
    differ('a \u0301b', 'a\u0301b');
  });

  it('is none where it holds what must not be compared (2.4)', () => {
    expect(prepare('a'.repeat(32768))).not.toBe(null);
    expect(prepare('a'.repeat(32769))).toBe(null);
    for (const one of ['\ue000', '\ufffd', '\ud800', '\u0378', '\u{10ffff}']) expect(prepare(`a${one}`)).toBe(null);
  });

  it('is ready: nothing more happens to it; and case never counts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const prepared = prepare(text);
        if (prepared === null) return;
        expect(prepare(prepared)).toBe(prepared);
        if (/^[\p{ASCII}]*$/u.test(text)) expect(prepare(text.toUpperCase())).toBe(prepared);
      }),
    );
  });
});
