// Distinguished names: decoded (RFC 5280 4.1.2.4), shown (after RFC 4514), compared (RFC 5280 7.1) and encoded.
import { toHex } from '../bytes/hex.ts';
import { ascii, DerReader, TAG, tagName } from './der.ts';
import { oid, printableString, sequence, setOf, utf8String } from './derWriter.ts';
import type { PkiField } from './fields.ts';
import { OIDS } from './oids.ts';

export interface NameAttribute {
  readonly oid: string;
  /** `CN`, `O`, ... or the dotted form. */
  readonly type: string;
  /** ASN.1 type of the value, such as `UTF8String`. */
  readonly encoding: string;
  /** The text; `#` and the hexadecimal DER where the value is no string (RFC 4514 2.4). */
  readonly value: string;
}

export interface Name {
  readonly der: Uint8Array;
  /** Relative names in their order in the DER, the least specific first; nearly always of one attribute each. */
  readonly rdns: readonly (readonly NameAttribute[])[];
  /** `CN=alice, O=Bank Customers`: the most specific attribute first. Empty for an empty name. */
  readonly text: string;
  /** Equal for two names exactly if they match by RFC 5280 7.1. */
  readonly key: string;
}

export interface NameSpec {
  readonly type: 'CN' | 'O' | 'OU' | 'C';
  readonly value: string;
}

/** Whether two names match by the rules of RFC 5280 7.1: case and white space do not count. */
export const sameName = (a: Name, b: Name): boolean => a.key === b.key;

/** DER of a name. In any order given, it holds country, organisation, unit and common name, from general to specific. */
export function encodeName(attributes: readonly NameSpec[]): Uint8Array {
  const ordered = [...attributes].sort((a, b) => RANK[a.type] - RANK[b.type]);
  return sequence(
    ...ordered.map(({ type, value }) =>
      setOf(sequence(oid(OIDS[LONG_NAMES[type]]), type === 'C' ? printableString(value) : utf8String(value))),
    ),
  );
}

export function decodeName(der: Uint8Array): Name {
  return DerReader.readAll(der, 'name', (reader) => readName(reader, 'name')).value;
}

export function readName(reader: DerReader, field: PkiField): Name {
  const start = reader.offset;
  let key = '';
  const rdns = reader.sequence(
    field,
    (inner) =>
      inner.list((r) => {
        const keys: string[] = [];
        const rdn = r.set('name.rdn', (set) => {
          if (!set.hasMore) set.fail('name.rdn', 'a relative name without attributes');
          return set.list((one) => readAttribute(one, keys));
        });
        key += relativeKey(keys);
        return rdn;
      }),
    nameText,
  );
  return { der: reader.since(start), rdns, text: nameText(rdns), key };
}

/** The attributes of one relative name, to the end of `reader`; returns what they add to `Name.key`. */
export function readRelativeName(reader: DerReader): string {
  const keys: string[] = [];
  if (!reader.hasMore) reader.fail('name.rdn', 'a relative name without attributes');
  reader.list((one) => readAttribute(one, keys));
  return relativeKey(keys);
}

const relativeKey = (keys: readonly string[]): string => `${[...keys].sort().join('+')},`;

function readAttribute(reader: DerReader, keys: string[]): NameAttribute {
  return reader.sequence(
    'name.attribute',
    (inner) => {
      const attribute = inner.oid('name.attribute.type');
      const start = inner.offset;
      const { tag, content, der } = inner.any('name.attribute.value');
      const text = decodeString(tag, content);
      if (text === null) inner.fail('name.attribute.value', `the content is no ${tagName(tag)}`, start);
      const value = text ?? `#${toHex(der)}`;
      keys.push(`${attribute}=${comparable(attribute, tag, value) ?? `#${toHex(der)}`}`);
      const span = inner.spans.at(-1);
      if (span !== undefined) inner.spans[inner.spans.length - 1] = { ...span, value: escapeControls(value) };
      return { oid: attribute, type: SHORT_NAMES.get(attribute) ?? attribute, encoding: tagName(tag), value };
    },
    ({ type, value }) => `${type}=${escapeValue(value)}`,
  );
}

function nameText(rdns: Name['rdns']): string {
  return rdns
    .map((rdn) => rdn.map(({ type, value }) => `${type}=${escapeValue(value)}`).join('+'))
    .reverse()
    .join(', ');
}

/** The text of a string type; undefined where the type is none, null where the content is ill-formed. */
function decodeString(tag: number, content: Uint8Array): string | null | undefined {
  switch (tag) {
    case TAG.utf8String:
      return strictUtf8(content);
    case TAG.printableString:
    case TAG.numericString:
    case TAG.visibleString:
    case TAG.ia5String:
      return content.some((octet) => octet > 0x7f) ? null : ascii(content);
    case TAG.teletexString:
      return ascii(content);
    case TAG.bmpString:
      return content.length % 2 === 0 ? decodeUnits(content, 2) : null;
    case TAG.universalString:
      return content.length % 4 === 0 ? decodeUnits(content, 4) : null;
    default:
      return undefined;
  }
}

function strictUtf8(content: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

function decodeUnits(content: Uint8Array, width: 2 | 4): string | null {
  let text = '';
  for (let at = 0; at < content.length; at += width) {
    let unit = 0;
    for (let i = 0; i < width; i++) unit = unit * 256 + (content[at + i] ?? 0);
    if (unit > 0x10ffff) return null;
    text += width === 2 ? String.fromCharCode(unit) : String.fromCodePoint(unit);
  }
  return text;
}

/**
 * RFC 5280 7.1: PrintableString and UTF8String are prepared after RFC 4518 (case folded, NFKC, white space folded);
 * domainComponent and emailAddress ignore case (7.3, 4.1.2.6). All else matches octet by octet: null.
 */
function comparable(attribute: string, tag: number, value: string): string | null {
  const isDirectoryString = tag === TAG.printableString || tag === TAG.utf8String;
  const isCaselessIa5 =
    tag === TAG.ia5String && (attribute === OIDS.domainComponent || attribute === OIDS.emailAddress);
  if (!isDirectoryString && !isCaselessIa5) return null;
  const folded = value.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim();
  return JSON.stringify(folded);
}

/** RFC 4514 2.4. */
function escapeValue(value: string): string {
  return escapeControls(value.replace(/[\\,+"<>;]/g, '\\$&').replace(/^[ #]|(?<!^) $/g, '\\$&'));
}

/** Control characters, NUL among them, as `\00`. */
export function escapeControls(text: string): string {
  let shown = '';
  for (const character of text) {
    const code = character.charCodeAt(0);
    shown += code < 0x20 || code === 0x7f ? `\\${code.toString(16).padStart(2, '0')}` : character;
  }
  return shown;
}

const LONG_NAMES = {
  C: 'countryName',
  O: 'organizationName',
  OU: 'organizationalUnitName',
  CN: 'commonName',
} as const;
const RANK = { C: 0, O: 1, OU: 2, CN: 3 } as const;

const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  [OIDS.commonName, 'CN'],
  [OIDS.countryName, 'C'],
  [OIDS.localityName, 'L'],
  [OIDS.stateOrProvinceName, 'ST'],
  [OIDS.streetAddress, 'STREET'],
  [OIDS.organizationName, 'O'],
  [OIDS.organizationalUnitName, 'OU'],
  [OIDS.domainComponent, 'DC'],
  [OIDS.userId, 'UID'],
  [OIDS.emailAddress, 'emailAddress'],
  [OIDS.serialNumber, 'serialNumber'],
  [OIDS.surname, 'SN'],
  [OIDS.givenName, 'GN'],
  [OIDS.title, 'title'],
  [OIDS.dnQualifier, 'dnQualifier'],
]);
