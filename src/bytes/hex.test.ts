import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from './error.ts';
import { concat, equalBytes, fromHex, fromUtf8, toHex, utf8 } from './hex.ts';

describe('hexadecimal text', () => {
  it('agrees with what Node makes of the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });

  it('gives the bytes back, in either case and with colons or white space between them', () => {
    expect([...fromHex('00:0a FF\nfF')]).toEqual([0x00, 0x0a, 0xff, 0xff]);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(toHex(bytes).toUpperCase())).toEqual(bytes);
      }),
    );
  });

  it('is refused with a DecodeError where it has an odd number of digits or another character', () => {
    expect(() => fromHex('abc')).toThrow(DecodeError);
    expect(() => fromHex('0g')).toThrow(DecodeError);
    expect(() => fromHex('0x12')).toThrow(DecodeError);
  });
});

describe('byte strings', () => {
  it('are concatenated in order', () => {
    expect([...concat()]).toEqual([]);
    expect([...concat(Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3))]).toEqual([1, 2, 3]);
  });

  it('are equal only with the same length and the same bytes', () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
    expect(equalBytes(new Uint8Array(0), new Uint8Array(0))).toBe(true);
  });

  it('carry UTF-8: U+20AC is E2 82 AC (RFC 3629)', () => {
    expect(toHex(utf8('€'))).toBe('e282ac');
    expect(fromUtf8(fromHex('e282ac'))).toBe('€');
    expect(fromUtf8(fromHex('ff'))).toBe('\ufffd');
  });
});
