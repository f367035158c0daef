import { describe, expect, it } from 'vitest';
import { element, integer, oid, printableString, sequence, setOf, utf8String } from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { utf8 } from '../../bytes/hex.ts';
import { cn } from '../bank.testing.ts';
import type { GeneralName } from '../x509/generalName.ts';
import { encodeName } from '../x509/name.ts';
import { compare, prepareBase, prepareName, type Within } from './nameMatching.ts';

const text = (type: 'dns' | 'email' | 'uri', value: string): GeneralName => ({ type, value, bytes: utf8(value) });
const octets = (...bytes: number[]): GeneralName => ({ type: 'ip', value: '', bytes: Uint8Array.from(bytes) });
const within = (name: GeneralName, base: GeneralName, purpose: 'permitted' | 'excluded' = 'permitted'): Within =>
  compare(prepareName(name), prepareBase(base), purpose);

describe('a name lies within a subtree (RFC 5280 4.2.1.10)', () => {
  it.each<[string, string, Within]>([
    // "Any DNS name that can be constructed by simply adding zero or more labels to the left-hand side"
    ['host.example.com', 'host.example.com', 'inside'],
    ['www.host.example.com', 'host.example.com', 'inside'],
    ['host1.example.com', 'host.example.com', 'outside'],
    ['myhost.example.com', 'host.example.com', 'outside'],
    ['HOST.example.COM', 'host.Example.com', 'inside'],
    ['anything.test', '', 'inside'],
    ['*.example.com', 'example.com', 'inside'],
    ['*.example.com', 'host.example.com', 'outside'],
    ['a.example.com', '.example.com', 'malformed'],
    ['.example.com', 'example.com', 'malformed'],
    ['a\0.example.com', 'example.com', 'malformed'],
    ['a.*.example.com', 'example.com', 'malformed'],
  ])('DNS: %j in %j: %s', (name, base, expected) => {
    expect(within(text('dns', name), text('dns', base))).toBe(expected);
  });

  it('for an exclusion, as soon as one name does that a wildcard stands for', () => {
    const excluded = (name: string, base: string) => within(text('dns', name), text('dns', base), 'excluded');
    expect(excluded('*.example.com', 'bar.example.com')).toBe('inside');
    // The wildcard stands for one label.
    expect(excluded('*.example.com', 'a.bar.example.com')).toBe('outside');
    expect(excluded('*.example.com', 'example.com')).toBe('inside');
    expect(excluded('*.example.com', 'example.org')).toBe('outside');
  });

  it.each<[string, string, Within]>([
    ['root@example.com', 'root@example.com', 'inside'],
    ['Root@example.com', 'root@example.com', 'outside'],
    ['root@EXAMPLE.com', 'root@example.com', 'inside'],
    // "indicates all Internet mail addresses on a particular host"
    ['root@example.com', 'example.com', 'inside'],
    ['root@mail.example.com', 'example.com', 'outside'],
    // "any address within a domain ... with a leading period"
    ['root@mail.example.com', '.example.com', 'inside'],
    ['root@example.com', '.example.com', 'outside'],
    ['"a@b"@example.com', 'example.com', 'inside'],
    ['*@example.com', '**@example.com', 'outside'],
    ['a@b@example.com', 'example.com', 'malformed'],
    ['root@example.com', 'a@b@example.com', 'malformed'],
    ['root', 'example.com', 'malformed'],
  ])('mailbox: %j in %j: %s', (name, base, expected) => {
    expect(within(text('email', name), text('email', base))).toBe(expected);
  });

  it.each<[string, string, Within]>([
    ['https://host.example.com/a?b', 'host.example.com', 'inside'],
    ['https://www.host.example.com/', 'host.example.com', 'outside'],
    ['https://user@www.example.com:8080/', '.example.com', 'inside'],
    ['https://example.com/', '.example.com', 'outside'],
    ['ldap://evil.test/example.com', 'example.com', 'outside'],
    // "that does not include an authority component with a host name specified as a fully qualified domain name"
    ['https://192.0.2.1/', 'example.com', 'malformed'],
    ['https://[2001:db8::1]/', 'example.com', 'malformed'],
    ['urn:example:com', 'example.com', 'malformed'],
    ['https://example.com/', 'https://example.com/', 'malformed'],
  ])('URI: %j in %j: %s', (name, base, expected) => {
    expect(within(text('uri', name), text('uri', base))).toBe(expected);
  });

  it('of addresses by its mask, which is ones and then zeros', () => {
    const net = octets(192, 0, 2, 0, 255, 255, 255, 0);
    expect(within(octets(192, 0, 2, 7), net)).toBe('inside');
    expect(within(octets(192, 0, 3, 7), net)).toBe('outside');
    expect(within(octets(...new Array<number>(16).fill(0)), net)).toBe('outside');
    expect(within(octets(1, 2, 3, 4), octets(0, 0, 0, 0, 0, 0, 0, 0))).toBe('inside');
    expect(within(octets(1, 2, 3), net)).toBe('malformed');
    expect(within(octets(1, 2, 3, 4, 5, 6, 7, 8), net)).toBe('malformed');
    expect(within(octets(192, 0, 2, 7), octets(192, 0, 2, 0, 255, 0, 255, 0))).toBe('malformed');
    expect(within(octets(192, 0, 2, 7), octets(192, 0, 2, 0, 255, 255, 253, 0))).toBe('malformed');
    expect(within(octets(192, 0, 2, 7), octets(192, 0, 2, 0))).toBe('malformed');
  });

  it('of directory names that begins with its relative names', () => {
    const name = (...attributes: Parameters<typeof encodeName>[0]): GeneralName => ({
      type: 'dirName',
      value: '',
      bytes: encodeName(attributes),
    });
    const bank = name({ type: 'O', value: 'Bank' });
    expect(within({ type: 'dirName', value: '', bytes: encodeName(cn('alice')) }, bank)).toBe('inside');
    expect(within(name({ type: 'O', value: ' BANK ' }), bank)).toBe('inside');
    expect(within(name({ type: 'O', value: 'Bank of' }), bank)).toBe('outside');
    expect(within(name({ type: 'CN', value: 'Bank' }), bank)).toBe('outside');
    expect(within(bank, name())).toBe('inside');
  });
});

describe('a directory name and a subtree, whatever their string types are', () => {
  const rdn = (type: string, value: Uint8Array) => setOf(sequence(oid(type), value));
  const directory = (...rdns: readonly Uint8Array[]): GeneralName => ({
    type: 'dirName',
    value: '',
    bytes: sequence(...rdns),
  });
  const unit = (value: Uint8Array) => directory(rdn(OIDS.organizationName, value));
  const teletex = (...bytes: number[]) => element(0x14, Uint8Array.from(bytes));
  const bmp = (text: string) =>
    element(0x1e, Uint8Array.from(Array.from(text).flatMap((c) => [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255])));

  it('are compared as text, ignored characters and case left aside (7.1, RFC 4518 2)', () => {
    const base = unit(utf8String('Straße'));
    for (const value of [utf8String('STRASSE'), printableString('strasse'), bmp('Straße'), bmp('Stra\u00adß\u200be')]) {
      expect(within(unit(value), base)).toBe('inside');
    }
    expect(within(unit(bmp('Gasse')), base)).toBe('outside');
  });

  it('can’t be compared where a value is no text, or its letters are not agreed on: then the certificate is rejected (4.2.1.10)', () => {
    const base = unit(utf8String('ü'));
    for (const value of [teletex(0xfc), teletex(0xc8, 0x75), integer(1), utf8String('\ue000')]) {
      expect(within(unit(value), base)).toBe('unsupported');
      expect(within(unit(value), base, 'excluded')).toBe('unsupported');
      expect(within(base, unit(value), 'excluded')).toBe('unsupported');
      // The same octets are the same name.
      expect(within(unit(value), unit(value))).toBe('inside');
    }
  });

  it('are told apart by what can be compared, and by their attributes', () => {
    const vague = rdn(OIDS.organizationName, teletex(0xfc));
    const country = (code: string) => rdn(OIDS.countryName, printableString(code));
    const base = directory(country('DE'), rdn(OIDS.organizationName, utf8String('ü')));
    expect(within(directory(country('AT'), vague), base, 'excluded')).toBe('outside');
    expect(within(directory(country('DE'), vague), base, 'excluded')).toBe('unsupported');
    expect(within(directory(country('DE')), base, 'excluded')).toBe('outside');
    expect(within(directory(country('DE'), rdn(OIDS.commonName, integer(1))), base, 'excluded')).toBe('outside');
    // What comes behind the subtree does not count.
    expect(within(directory(country('DE'), vague), directory(country('DE')), 'permitted')).toBe('inside');
  });
});
