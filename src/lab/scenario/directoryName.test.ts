// Directory names as text: RFC 4514 2.4 and 3.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeName, encodeName } from '../../pki/x509/name.ts';
import { ATTRIBUTES, attributeProblem, readDirectoryName } from './directoryName.ts';

describe('a directory name', () => {
  it.each([
    ['CN=alice, O=Bank', { CN: 'alice', O: 'Bank' }],
    [' o = Bank ,c=NL', { O: 'Bank', C: 'NL' }],
    ['CN=a\\, b\\+c\\=d,OU=x\\ ', { CN: 'a, b+c=d', OU: 'x ' }],
    ['CN=\\00\\7f', { CN: '\0\x7f' }],
    ['CN=Zürich=1', { CN: 'Zürich=1' }],
    ['', {}],
  ])('%j is read', (text, expected) => {
    expect(Object.fromEntries((readDirectoryName(text) ?? []).map(({ type, value }) => [type, value]))).toEqual(
      expected,
    );
    expect(readDirectoryName(text)).not.toBeNull();
  });

  it.each([
    'alice',
    'CN=',
    'CN=a,',
    'CN=a, CN=b',
    'DC=test',
    'C=nl',
    'CN=a+O=b',
    'CN=a\\',
    'CN=\\x',
    'CN="a"',
    `CN=${'x'.repeat(65)}`,
    'CN=\\ud800',
  ])('%j is none', (text) => expect(readDirectoryName(text)).toBeNull());

  it('is read from the text that stands in a certificate’s fields', () => {
    const value = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
    const attributes = fc
      .subarray([...ATTRIBUTES])
      .chain((types) =>
        fc.tuple(
          ...types.map((type) => (type === 'C' ? fc.constant('NL') : value).map((text) => ({ type, value: text }))),
        ),
      );
    fc.assert(
      fc.property(attributes, (name) => {
        fc.pre(name.every((each) => attributeProblem(each.type, each.value) === null));
        expect(readDirectoryName(decodeName(encodeName(name)).text)).toEqual(name);
      }),
    );
  });
});
