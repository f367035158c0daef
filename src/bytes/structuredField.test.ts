// Structured field values: the examples of RFC 8941, and whatever else somebody may write there.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from './error.ts';
import { byteSequence, decodeStructuredItem, decodeStructuredList } from './structuredField.ts';

const itemOf = (text: string) => {
  const decoded = decodeStructuredItem(text);
  return decoded.ok ? decoded.value : decoded.error.problem;
};
const valueIn = (text: string) => {
  const item = itemOf(text);
  return typeof item === 'string' ? item : item.value;
};

describe('An item', () => {
  it('is a byte sequence between colons, as in RFC 8941 3.3.5', () => {
    const hello = new TextEncoder().encode('pretend this is binary content.');
    expect(valueIn(':cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:')).toEqual({ type: 'bytes', value: hello });
    expect(byteSequence(hello)).toBe(':cHJldGVuZCB0aGlzIGlzIGJpbmFyeSBjb250ZW50Lg==:');
    expect(valueIn('::')).toEqual({ type: 'bytes', value: new Uint8Array() });
  });

  it('is one of the other kinds, as in RFC 8941 3.3.1 to 3.3.6', () => {
    expect(valueIn('42')).toEqual({ type: 'integer', value: 42 });
    expect(valueIn('-999999999999999')).toEqual({ type: 'integer', value: -999999999999999 });
    expect(valueIn('4.5')).toEqual({ type: 'decimal', value: 4.5 });
    expect(valueIn('"hello world"')).toEqual({ type: 'string', value: 'hello world' });
    expect(valueIn('"a \\"b\\" \\\\ c"')).toEqual({ type: 'string', value: 'a "b" \\ c' });
    expect(valueIn('foo123/456')).toEqual({ type: 'token', value: 'foo123/456' });
    expect(valueIn('?1')).toEqual({ type: 'boolean', value: true });
  });

  it('may have parameters, of which the last of a name counts (4.2.3.2)', () => {
    const item = itemOf(' 5; foo=bar;a;foo=:AA==: ');
    if (typeof item === 'string') throw new Error(item);
    expect([...item.parameters]).toEqual([
      ['foo', { type: 'bytes', value: Uint8Array.of(0) }],
      ['a', { type: 'boolean', value: true }],
    ]);
  });

  it('may lack the padding of its base64, and have bits in it that stand for nothing (4.2.7)', () => {
    for (const text of [':aGk=:', ':aGk:', ':aGl:'])
      expect(valueIn(text)).toEqual({ type: 'bytes', value: new TextEncoder().encode('hi') });
  });

  it.each([
    '',
    ' ',
    ':',
    ':a:',
    ':aGk',
    ':aG=k:',
    ':aG k=:',
    '"open',
    '"\u00e4"',
    '"\\n"',
    '?2',
    '1.',
    '1.2345',
    '1234567890123456',
    '--1',
    '(1 2)',
    '5;A',
    'a b',
    ':aGk=:, :aGk=:',
    '\t5',
  ])('is not %j', (text) => {
    expect(decodeStructuredItem(text).ok).toBe(false);
  });
});

describe('A list', () => {
  it('has items between commas, with white space around them, or none (4.2.1)', () => {
    const decoded = decodeStructuredList(':AQ==: ,\t:Ag==:,:Aw==:  ');
    expect(decoded.ok && decoded.value.map(({ value }) => value)).toEqual(
      [1, 2, 3].map((byte) => ({ type: 'bytes', value: Uint8Array.of(byte) })),
    );
    expect(decodeStructuredList('')).toEqual({ ok: true, value: [] });
  });

  it.each([',', 'a,', 'a,,b', 'a b', ':AQ==::Ag==:'])('is not %j', (text) => {
    expect(decodeStructuredList(text).ok).toBe(false);
  });
});

describe('Whatever is written there', () => {
  it('comes back as the bytes that were put in', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 4 }), (all) => {
        const decoded = decodeStructuredList(all.map(byteSequence).join(', '));
        expect(decoded.ok && decoded.value.map(({ value }) => value)).toEqual(
          all.map((value) => ({ type: 'bytes', value })),
        );
      }),
    );
  });

  it('is read, or refused with the one error of parsers and its place', () => {
    const piece = fc.constantFrom(
      ':',
      ';',
      ',',
      '=',
      '"',
      '\\',
      '?',
      '1',
      'a',
      'A',
      '.',
      '-',
      ' ',
      '\t',
      'ü',
      '(',
      '\r\n',
    );
    const text = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (each) => {
        for (const decode of [decodeStructuredItem, decodeStructuredList]) {
          const decoded = decode(each);
          if (decoded.ok) continue;
          expect(decoded.error).toBeInstanceOf(DecodeError);
          expect(decoded.error.offset).toBeLessThanOrEqual(each.length);
        }
      }),
    );
  });
});
