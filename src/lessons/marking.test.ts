import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CITATIONS } from '../pki/citations.ts';
import { GLOSSARY } from './glossary.ts';
import { firstMarks, marksIn, termIndex } from './marking.ts';

const INDEX = termIndex(GLOSSARY);
const found = (text: string) => marksIn(text, INDEX).map(({ start, end, term }) => [text.slice(start, end), term]);

describe('terms in a text', () => {
  it.each([
    [
      'A CA certificate',
      [
        ['CA', 'ca'],
        ['certificate', 'certificate'],
      ],
    ],
    ['Many CAs that signed each other', [['CAs', 'ca']]],
    ['The CA’s key', [['CA', 'ca']]],
    [
      'Path validation is not path building',
      [
        ['Path validation', 'path-validation'],
        ['path building', 'path-building'],
      ],
    ],
    ['the private keys', [['private keys', 'private-key']]],
    ['Certificate policies differ', [['Certificate policies', 'policy']]],
    [
      'server name indication, SNI',
      [
        ['server name indication', 'sni'],
        ['SNI', 'sni'],
      ],
    ],
    [
      'X25519MLKEM768 is X25519 and ML-KEM-768',
      [
        ['X25519MLKEM768', 'hybrid'],
        ['X25519', 'x25519'],
        ['ML-KEM-768', 'ml-kem'],
      ],
    ],
    [
      'a PKCS #12 file of X.509',
      [
        ['PKCS #12', 'pkcs12'],
        ['X.509', 'x509'],
      ],
    ],
    ['self-signed', [['self-signed', 'self-signed']]],
  ])('finds the longest form, whole words, and plurals: %s', (text, terms) => {
    expect(found(text)).toEqual(terms);
  });

  it.each([
    ['abbreviations in small letters', 'a san, a mac, a ca'],
    ['a part of a word', 'rooted, subroot, pathological, CAT'],
    ['a part of a compound or a name', 'AES-128, TLS_AES, ca.root, cross-root, hash@bank.test, rsa-2048, TLS1'],
  ])('marks no %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('marks each term of a panel once, where it first occurs', () => {
    const texts = ['A CA signs.', 'The CA and its certificate.', 'The certificate of a CA, by OCSP.'];
    expect(firstMarks(texts, INDEX).map((marks) => marks.map(({ term }) => term))).toEqual([
      ['ca'],
      ['certificate'],
      ['ocsp'],
    ]);
  });

  it('never overlaps, never throws, and the marked text holds a form', () => {
    const words = fc.constantFrom(...GLOSSARY.flatMap(({ forms }) => forms), ' ', '-', '.', '’s', 's', 'x', '1');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 12 }).map((all) => all.join(' ')),
        ),
        (text) => {
          let end = 0;
          for (const mark of marksIn(text, INDEX)) {
            expect(mark.start).toBeGreaterThanOrEqual(end);
            expect(mark.end).toBeGreaterThan(mark.start);
            end = mark.end;
            const said = text.slice(mark.start, mark.end).toLowerCase();
            const forms = GLOSSARY.find(({ id }) => id === mark.term)?.forms ?? [];
            expect(forms.some((form) => said.startsWith(form.toLowerCase()))).toBe(true);
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });

  it('compares in the same number of steps for each word, however long the text is', () => {
    let asked = 0;
    const counting = {
      get: (key: string) => {
        asked += 1;
        return INDEX.get(key);
      },
    } as unknown as typeof INDEX;
    const text = 'path validation of a chain. ';
    marksIn(text.repeat(10), counting);
    const ten = asked;
    asked = 0;
    marksIn(text.repeat(1000), counting);
    expect(asked).toBe(ten * 100);
  });
});

describe('the glossary', () => {
  it('has each id once, and each form once', () => {
    const ids = GLOSSARY.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const forms = GLOSSARY.flatMap(({ forms: each }) => each);
    expect(forms.filter((form, i) => forms.indexOf(form) !== i)).toEqual([]);
  });

  it('is found by its own forms', () => {
    for (const { id, forms } of GLOSSARY) {
      for (const form of forms) expect(found(form), form).toEqual([[form, id]]);
    }
  });

  it('has ids that fit into an address', () => {
    expect(GLOSSARY.filter(({ id }) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('cites only sections that the lab cites', () => {
    expect(GLOSSARY.filter(({ cite }) => cite !== null && !(cite in CITATIONS))).toEqual([]);
  });

  it('says in one line what each term is', () => {
    expect(GLOSSARY.filter(({ meaning }) => meaning.length > 150).map(({ id }) => id)).toEqual([]);
  });
});
