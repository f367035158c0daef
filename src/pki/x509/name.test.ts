import { describe, expect, it } from 'vitest';
import * as write from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { concat, toHex } from '../../bytes/hex.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import { decodeName, encodeName, sameName } from './name.ts';

const attribute = (oid: string, value: Uint8Array) => write.sequence(write.oid(oid), value);
const nameOf = (...values: readonly Uint8Array[]) =>
  decodeName(write.sequence(...values.map((value) => write.setOf(attribute(OIDS.commonName, value)))));

insideOnly('a name (RFC 5280 4.1.2.4)', () => {
  const alice = encodeName([
    { type: 'CN', value: 'alice' },
    { type: 'O', value: 'Bank Customers' },
  ]);

  it('is shown with the most specific attribute first, and encoded with it last', () => {
    const name = decodeName(alice);
    expect(name.text).toBe('CN=alice, O=Bank Customers');
    expect(name.rdns.flat().map(({ type }) => type)).toEqual(['O', 'CN']);
  });

  it('is encoded in the same order, in whichever order it was given', () => {
    const reversed = encodeName([
      { type: 'O', value: 'Bank Customers' },
      { type: 'CN', value: 'alice' },
    ]);
    expect(toHex(reversed)).toBe(toHex(alice));
  });

  it('has a country in PrintableString, and all else in UTF8String', () => {
    const { rdns } = decodeName(
      encodeName([
        { type: 'C', value: 'DE' },
        { type: 'OU', value: 'Zahlung' },
      ]),
    );
    expect(rdns.flat().map(({ encoding }) => encoding)).toEqual(['PrintableString', 'UTF8String']);
  });

  it('may be empty', () => {
    expect(decodeName(write.sequence()).text).toBe('');
  });

  it('is shown with special characters escaped (RFC 4514 2.4), NUL among them', () => {
    expect(nameOf(write.utf8String('a, b+"c"\0')).text).toBe('CN=a\\, b\\+\\"c\\"\\00');
    expect(nameOf(write.utf8String('#1 ')).text).toBe('CN=\\#1\\ ');
  });

  it('may hold several attributes in one relative name, and a value that is no string', () => {
    const both = write.setOf(
      attribute(OIDS.commonName, write.utf8String('alice')),
      attribute(OIDS.userId, write.octetString(Uint8Array.of(1, 2))),
    );
    expect(decodeName(write.sequence(both)).text).toBe('CN=alice+UID=#04020102');
  });

  it('with ill-formed UTF-8 is refused', () => {
    expect(() => nameOf(write.element(0x0c, Uint8Array.of(0xc3, 0x28)))).toThrow(/name.attribute.value at byte 11/);
  });

  it('with an empty relative name is refused', () => {
    expect(() => decodeName(write.sequence(write.setOf()))).toThrow(/without attributes/);
  });

  it('is read in BMPString, TeletexString and UniversalString', () => {
    expect(nameOf(write.element(0x1e, Uint8Array.of(0, 0x41, 0x20, 0xac))).text).toBe('CN=A€');
    expect(nameOf(write.element(0x14, Uint8Array.of(0xe9))).text).toBe('CN=é');
    expect(nameOf(write.element(0x1c, Uint8Array.of(0, 1, 0xf6, 0))).text).toBe('CN=😀');
  });
});

insideOnly('two names match (RFC 5280 7.1)', () => {
  it('without regard to case and to white space that is doubled or on the edge', () => {
    expect(sameName(nameOf(write.utf8String('Bank Root CA')), nameOf(write.utf8String('  bank  ROOT ca ')))).toBe(true);
    expect(sameName(nameOf(write.utf8String('Bank Root')), nameOf(write.utf8String('BankRoot')))).toBe(false);
  });

  it('across PrintableString and UTF8String', () => {
    expect(sameName(nameOf(write.utf8String('Bank')), nameOf(write.printableString('Bank')))).toBe(true);
  });

  it('across all string types: what is compared is text (RFC 4518 2.1)', () => {
    const octets = (text: string, width: number) =>
      Uint8Array.from(Array.from(text).flatMap((c) => [...new Array<number>(width - 1).fill(0), c.charCodeAt(0)]));
    const kinds: [string, number, number][] = [
      ['UTF8String', 0x0c, 1],
      ['PrintableString', 0x13, 1],
      ['TeletexString', 0x14, 1],
      ['IA5String', 0x16, 1],
      ['VisibleString', 0x1a, 1],
      ['UniversalString', 0x1c, 4],
      ['BMPString', 0x1e, 2],
    ];
    for (const [kind, tag, width] of kinds) {
      const name = nameOf(write.element(tag, octets('BANK Root', width)));
      expect(sameName(name, nameOf(write.utf8String('Bank  root'))), kind).toBe(true);
      expect(sameName(name, nameOf(write.utf8String('Bank Roof'))), kind).toBe(false);
      expect(
        name.parts.map(({ isCertain }) => isCertain),
        kind,
      ).toEqual([true]);
    }
  });

  it('of values that are no text, or of letters that nobody knows, octet by octet; and nobody says that they differ', () => {
    const number = (n: number) => nameOf(write.integer(n));
    expect(sameName(number(1), number(1))).toBe(true);
    expect(sameName(number(1), number(2))).toBe(false);
    expect(number(1).parts[0]?.isCertain).toBe(false);
    const privateUse = nameOf(write.utf8String('\ue000'));
    expect(sameName(privateUse, nameOf(write.utf8String('\ue000')))).toBe(true);
    expect(privateUse.parts[0]?.isCertain).toBe(false);
    // An accent before its letter in T.61, two letters in ISO 8859-1.
    expect(nameOf(write.element(0x14, Uint8Array.of(0xc8, 0x75))).parts[0]?.isCertain).toBe(false);
  });

  it('only with the same attributes in the same order', () => {
    const [a, b] = [write.utf8String('a'), write.utf8String('b')];
    expect(sameName(nameOf(a, b), nameOf(b, a))).toBe(false);
    expect(sameName(nameOf(a), nameOf(a, b))).toBe(false);
    const one = decodeName(write.sequence(write.setOf(attribute(OIDS.organizationName, a))));
    expect(sameName(nameOf(a), one)).toBe(false);
  });

  it('whatever characters their values hold: no two different names share a key', () => {
    const tricky = nameOf(write.utf8String('a",2.5.4.3="b'));
    expect(sameName(tricky, nameOf(write.utf8String('a'), write.utf8String('b')))).toBe(false);
    const plus = nameOf(write.utf8String('a"+2.5.4.3="b'));
    const both = decodeName(
      write.sequence(
        write.setOf(
          attribute(OIDS.commonName, write.utf8String('a')),
          attribute(OIDS.commonName, write.utf8String('b')),
        ),
      ),
    );
    expect(sameName(plus, both)).toBe(false);
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  it('shows the same names in RFC 2253 order', () => {
    const subject = '/C=DE/O=Bank, Inc./OU=Pay + Save/CN=a "b" <c>';
    const made = openssl([
      ...['req', '-new', '-x509', '-newkey', 'rsa:1024', '-nodes', '-keyout', '/dev/null'],
      ...['-utf8', '-subj', subject, '-outform', 'DER'],
    ]);
    expect(made.status, made.stderr).toBe(0);
    const shown = openssl(['x509', '-inform', 'DER', '-noout', '-subject', '-nameopt', 'RFC2253'], made.stdout);
    const at = indexOf(made.stdout, concat(write.oid(OIDS.countryName)));
    // The subject's SEQUENCE begins 6 bytes before its first attribute type: SEQUENCE, SET, SEQUENCE, two bytes each.
    const der = made.stdout.subarray(at - 6, at - 6 + 2 + (made.stdout[at - 5] ?? 0));
    expect(`subject=${decodeName(der).text.replaceAll(', ', ',')}`).toBe(
      shown.stdout.toString().trim().replace(', ', ','),
    );
  });
});

function indexOf(whole: Uint8Array, part: Uint8Array): number {
  return Buffer.from(whole).indexOf(part);
}
