// Distinguished names: decoded (RFC 5280 4.1.2.4), shown (after RFC 4514), compared (RFC 5280 7.1) and encoded.

import { ascii, TAG, tagName } from '../../asn1/der.ts';
import { oid, printableString, sequence, setOf, utf8String } from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { DecodeError } from '../../bytes/error.ts';
import { toHex } from '../../bytes/hex.ts';
import { type PkiField, type PkiReader, readDer } from '../fields.ts';
import { prepare } from './stringPrep.ts';

export interface NameAttribute {
  readonly oid: string;
  /** `CN`, `O`, ... or the dotted form. */
  readonly type: string;
  /** ASN.1 type of the value, such as `UTF8String`. */
  readonly encoding: string;
  /** Whether the value is a string of its type. */
  readonly isString: boolean;
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
  /** What stands for each relative name in a comparison, in their order. */
  readonly parts: readonly NamePart[];
}

/** One relative name, as it is compared. */
export interface NamePart {
  readonly der: Uint8Array;
  readonly key: string;
  /** The attribute types, sorted. */
  readonly types: string;
  /**
   * Whether every value is text that can be compared with any other. Where not, an equal `der` shows that two of them
   * match, and nothing shows that they do not.
   */
  readonly isCertain: boolean;
}

export interface NameSpec {
  readonly type: 'CN' | 'O' | 'OU' | 'C';
  readonly value: string;
}

/** Whether two names match by the rules of RFC 5280 7.1: case, white space and string types do not count. */
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
  return readDer(der, 'name', (reader) => readName(reader, 'name')).value;
}

/** A value that is no string of its type becomes a flaw where `flaws` are collected, and an error where they are not. */
export function readName(reader: PkiReader, field: PkiField, flaws?: DecodeError[]): Name {
  const start = reader.offset;
  const parts: NamePart[] = [];
  const rdns = reader.sequence(
    field,
    (inner) =>
      inner.list((r) => {
        const from = r.offset;
        const keys: AttributeKey[] = [];
        const rdn = r.set('name.rdn', (set) => {
          if (!set.hasMore) set.fail('name.rdn', 'a relative name without attributes');
          return set.list((one) => readAttribute(one, keys, flaws));
        });
        const types = rdn.map(({ oid }) => oid).sort();
        parts.push({
          der: r.since(from),
          key: relativeKey(keys),
          types: types.join('+'),
          isCertain: keys.every(({ isCertain }) => isCertain),
        });
        return rdn;
      }),
    nameText,
  );
  const key = parts.map((part) => part.key).join('');
  return { der: reader.since(start), rdns, text: nameText(rdns), key, parts };
}

/** The attributes of one relative name, to the end of `reader`; returns what they add to `Name.key`. */
export function readRelativeName(reader: PkiReader): string {
  const keys: AttributeKey[] = [];
  if (!reader.hasMore) reader.fail('name.rdn', 'a relative name without attributes');
  reader.list((one) => readAttribute(one, keys));
  return relativeKey(keys);
}

interface AttributeKey {
  readonly key: string;
  readonly isCertain: boolean;
}

const relativeKey = (keys: readonly AttributeKey[]): string =>
  `${keys
    .map(({ key }) => key)
    .sort()
    .join('+')},`;

function readAttribute(reader: PkiReader, keys: AttributeKey[], flaws?: DecodeError[]): NameAttribute {
  return reader.sequence(
    'name.attribute',
    (inner) => {
      const attribute = inner.oid('name.attribute.type');
      const start = inner.offset;
      const { tag, content, der } = inner.any('name.attribute.value');
      const text = decodeString(tag, content);
      if (text === null) {
        const flaw = new DecodeError('name.attribute.value', start, `the content is no ${tagName(tag)}`);
        if (flaws === undefined) throw flaw;
        flaws.push(flaw);
      }
      const value = text ?? `#${toHex(der)}`;
      const prepared = text === undefined || text === null ? null : prepare(text);
      const comparable = prepared === null ? `#${toHex(der)}` : JSON.stringify(prepared);
      keys.push({ key: `${attribute}=${comparable}`, isCertain: prepared !== null && !isVague(tag, content) });
      const span = inner.spans.at(-1);
      if (span !== undefined) inner.spans[inner.spans.length - 1] = { ...span, value: escapeControls(value) };
      const isString = text !== undefined && text !== null;
      return { oid: attribute, type: SHORT_NAMES.get(attribute) ?? attribute, encoding: tagName(tag), isString, value };
    },
    attributeText,
  );
}

/** RFC 4514 2.4: what is no string stands as `#` and hexadecimal, which are not escaped. */
const attributeText = ({ type, value, isString }: NameAttribute): string =>
  `${type}=${isString ? escapeValue(value) : value}`;

function nameText(rdns: Name['rdns']): string {
  return rdns
    .map((rdn) => rdn.map(attributeText).join('+'))
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
 * What stands for which letter above ASCII in a TeletexString depends on who wrote it: ISO 8859-1, as it is shown and
 * compared here, or T.61 with its accents before the letters. RFC 4518 2.1 leaves it "a local matter". Escape sequences
 * may even change what stands for ASCII.
 */
const isVague = (tag: number, content: Uint8Array): boolean =>
  tag === TAG.teletexString && content.some((octet) => octet > 0x7e || octet < 0x20);

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
  // As OpenSSL writes them.
  ['2.5.4.15', 'businessCategory'],
  ['2.5.4.17', 'postalCode'],
  ['2.5.4.45', 'x500UniqueIdentifier'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['1.3.6.1.4.1.311.60.2.1.1', 'jurisdictionL'],
  ['1.3.6.1.4.1.311.60.2.1.2', 'jurisdictionST'],
  ['1.3.6.1.4.1.311.60.2.1.3', 'jurisdictionC'],
]);
