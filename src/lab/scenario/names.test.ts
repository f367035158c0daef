// Names of one's own: which may stand in a certificate, and what is named after them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeName, encodeName } from '../../pki/x509/name.ts';
import { SCENARIO_FIELDS } from './fields.ts';
import { OWN_NAMES, parseValue } from './fieldValues.ts';
import { anyNames, HARD_NAMES } from './names.testing.ts';
import { derivedNames, isLabel, isLdhHost, LAB_NAMES, mailboxOf, namesOf, tidyHost, tidyLabel } from './names.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from './scenario.ts';

describe('A name of a bank or a customer', () => {
  it.each(['Bank', 'alice', 'Sparkasse Köln', '東京銀行', "O'Neill & Sons (Bank)", 'D’Arcy', '1822', 'B'.repeat(40)])(
    'may be %s',
    (name) => expect(isLabel(name)).toBe(true),
  );

  it.each([
    ['empty', ''],
    ['with white space around it', ' Bank'],
    ['with two spaces in a row', 'A  B'],
    ['not composed (NFC)', 'Ko\u0308ln'],
    ['with a colon, which ends a user-id (RFC 7617 2)', 'a:b'],
    ['with a comma, which ends an attribute (RFC 4514 2.4)', 'Bank, Inc'],
    ['with a tag', '<b>'],
    ['with a line break', 'a\nb'],
    ['with a NUL byte', 'a\0b'],
    ['that turns the text around it', 'a\u202eb'],
    ['with characters that nobody sees', 'a\u200bb'],
    ['of signs alone', '-'],
    ['of half a character', '\ud83d'],
    ['longer than 40 characters', 'B'.repeat(41)],
  ])('is not one %s', (_, name) => {
    expect(isLabel(name)).toBe(false);
  });
});

describe('A host name', () => {
  it.each(['api.bank.test', 'bank.test', 'xn--bcher-kva.example', 'a.b', '1.2.3.a', `${'a'.repeat(59)}.test`])(
    'may be %s',
    (name) => expect(isLdhHost(name)).toBe(true),
  );

  it.each([
    ['of one label', 'localhost'],
    ['with an empty label', 'a..b'],
    ['that begins with a hyphen', '-a.test'],
    ['with a label that ends with a hyphen', 'a-.test'],
    ['with an underscore', 'a_b.test'],
    ['with a star', '*.bank.test'],
    ['of letters that DNS has not', 'bücher.example'],
    ['in large letters', 'API.test'],
    ['that is an address', '192.0.2.1'],
    ['that ends in a number', 'a.b.1'],
    ['with a port', 'a.test:443'],
    ['with a label of 64 characters', `${'a'.repeat(64)}.b`],
    ['that no common name holds (RFC 5280 A.1: 64 characters)', `${'a'.repeat(60)}.test`],
    ['that nobody sees whole', 'a.te\u200bst'],
  ])('is not one %s', (_, name) => {
    expect(isLdhHost(name)).toBe(false);
  });

  it('is read in small letters, without the dot of the root', () => {
    expect(parseValue(SCENARIO_FIELDS.host, ' WWW.School.Example. ')).toBe('www.school.example');
  });
});

it('The checks of names take any text, and what they take is tidy already', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
      for (const field of OWN_NAMES) {
        const value = parseValue(SCENARIO_FIELDS[field], text);
        if (value !== undefined) expect(parseValue(SCENARIO_FIELDS[field], String(value))).toBe(value);
      }
      expect(tidyLabel(tidyLabel(text))).toBe(tidyLabel(text));
      expect(tidyHost(text).endsWith(' ')).toBe(false);
      expect(mailboxOf(text)).toMatch(/^[a-z0-9]+(\.[a-z0-9]+)*$/);
    }),
  );
});

describe('What is named after bank, host and customer', () => {
  it('has the names of old where the three do', () => {
    expect(derivedNames(LAB_NAMES)).toEqual({
      domain: 'bank.test',
      sibling: 'www.bank.test',
      former: 'old.bank.test',
      deeper: 'a.api.bank.test',
      outside: 'shop.test',
      mailbox: 'alice',
      otherCustomer: 'bob',
    });
  });

  it('keeps apart what faults need apart', () => {
    const apart = (names: typeof LAB_NAMES) => {
      const { domain, sibling, former, deeper, outside, otherCustomer, mailbox } = derivedNames(names);
      const { host, customer } = names;
      expect(isLabel(names.bank) && isLdhHost(host) && isLabel(customer)).toBe(true);
      for (const name of [sibling, former, deeper]) {
        expect(name).not.toBe(host);
        expect(name.endsWith(`.${domain}`)).toBe(true);
      }
      // The star of *.domain stands for one label (RFC 9525 6.3).
      expect(deeper.slice(0, -domain.length - 1)).toContain('.');
      expect(`.${host}`.endsWith(`.${domain}`)).toBe(true);
      expect(`.${host}`.endsWith(`.${outside}`)).toBe(false);
      expect(otherCustomer).not.toBe(customer);
      expect(mailbox).toMatch(/^[a-z0-9.]+$/);
      for (const name of [sibling, former, deeper, domain]) expect(name.length).toBeLessThan(254);
    };
    for (const names of HARD_NAMES) apart(names);
    fc.assert(fc.property(anyNames, apart));
  });

  it('does not ask a whole country’s domain where it stands for names', () => {
    expect(derivedNames({ ...LAB_NAMES, host: 'bank.co.uk' }).domain).toBe('bank.co.uk');
    expect(derivedNames({ ...LAB_NAMES, host: 'bank.test' }).domain).toBe('bank.test');
    expect(derivedNames({ ...LAB_NAMES, host: 'a.b.bank.test' }).domain).toBe('b.bank.test');
  });
});

it('A name in a certificate is read as it was written, whatever the name is', () => {
  fc.assert(
    fc.property(anyNames, ({ bank, host, customer }) => {
      for (const value of [bank, host, customer, `${bank} Issuing CA 1`]) {
        const name = decodeName(encodeName([{ type: 'CN', value }]));
        expect(name.text).toBe(`CN=${value}`);
        expect([...value].length).toBeLessThan(65);
      }
    }),
  );
});

it('A scenario without names of its own has none of their parts, and the lab’s names', () => {
  const scenario = normalizeScenario({ ...DEFAULT_SCENARIO, ...LAB_NAMES });
  expect(Object.keys(scenario)).toEqual(Object.keys(DEFAULT_SCENARIO));
  expect(namesOf(scenario)).toEqual(LAB_NAMES);
});
