// GeneralName, RFC 5280 4.2.1.6: the names in subjectAltName and in other extensions.

import { ascii, context } from '../../asn1/der.ts';
import { implicit, tagged } from '../../asn1/derWriter.ts';
import { toHex, utf8 } from '../../bytes/hex.ts';
import type { PkiField, PkiReader } from '../fields.ts';
import { escapeControls, readName } from './name.ts';

export interface GeneralName {
  readonly type: 'dns' | 'ip' | 'email' | 'uri' | 'dirName' | 'other';
  /**
   * `dns`, `email`, `uri`: one character for each octet, NUL and control characters included.
   * `ip`: in text form. `dirName`: the name's text. `other`: hexadecimal DER.
   */
  readonly value: string;
  /** The content octets. */
  readonly bytes: Uint8Array;
}

export type GeneralNameSpec =
  /** Raw octets, so that a name may hold what no honest one holds. */
  | { readonly type: 'dns' | 'email' | 'uri'; readonly value: string | Uint8Array }
  /** 4 or 16 octets. */
  | { readonly type: 'ip'; readonly value: Uint8Array }
  /** DER of the name. */
  | { readonly type: 'dirName'; readonly value: Uint8Array };

export function encodeGeneralName(name: GeneralNameSpec): Uint8Array {
  switch (name.type) {
    case 'email':
    case 'dns':
    case 'uri':
      return implicit(IA5_CHOICES[name.type], typeof name.value === 'string' ? utf8(name.value) : name.value);
    case 'ip':
      return implicit(7, name.value);
    case 'dirName':
      return tagged(4, name.value);
  }
}

/** Reads a list of names to the end of `reader`. */
export const readGeneralNames = (reader: PkiReader): GeneralName[] => reader.list(readGeneralName);

export function readGeneralName(reader: PkiReader): GeneralName {
  for (const [tag, type, field] of STRING_CHOICES) {
    if (!reader.nextIs(tag)) continue;
    return reader.primitive(
      tag,
      field,
      (bytes): GeneralName => ({ type, value: ascii(bytes), bytes }),
      ({ value }) => escapeControls(value),
    );
  }
  if (reader.nextIs(context(7, 'primitive'))) {
    return reader.primitive(
      context(7, 'primitive'),
      'generalName.iPAddress',
      (bytes): GeneralName => ({ type: 'ip', value: ipText(bytes), bytes }),
      ({ value }) => value,
    );
  }
  if (reader.nextIs(context(4, 'constructed'))) {
    const name = reader.tagged(4, 'generalName.directoryName', (inner) => readName(inner, 'name'));
    return { type: 'dirName', value: name.text, bytes: name.der };
  }
  for (const [tag, field] of OTHER_CHOICES) {
    if (!reader.nextIs(tag)) continue;
    const { der, content } = reader.any(field);
    return { type: 'other', value: toHex(der), bytes: content };
  }
  reader.fail('generalName.otherName', 'no choice of GeneralName has this tag');
}

/** RFC 5952-like text of 16 octets, dotted decimal of 4; hexadecimal of any other number. */
function ipText(octets: Uint8Array): string {
  if (octets.length === 4) return octets.join('.');
  if (octets.length !== 16) return toHex(octets);
  const groups = Array.from({ length: 8 }, (_, i) => ((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0));
  const zeros = longestZeroRun(groups);
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return zeros.length < 2
    ? hex(groups)
    : `${hex(groups.slice(0, zeros.start))}::${hex(groups.slice(zeros.start + zeros.length))}`;
}

/** `192.0.2.0/24` of an address and its mask (RFC 5280 4.2.1.10); the mask itself where it is no prefix. */
export function rangeText(octets: Uint8Array): string {
  const half = octets.length / 2;
  if (half !== 4 && half !== 16) return toHex(octets);
  const mask = octets.subarray(half);
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, '0')).join('');
  const prefix = bits.indexOf('0');
  const isPrefix = prefix < 0 || !bits.includes('1', prefix);
  return `${ipText(octets.subarray(0, half))}/${isPrefix ? (prefix < 0 ? bits.length : prefix) : ipText(mask)}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, i) => {
    if (group !== 0) start = i + 1;
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
  });
  return best;
}

const IA5_CHOICES = { email: 1, dns: 2, uri: 6 } as const;

const STRING_CHOICES: readonly (readonly [number, 'email' | 'dns' | 'uri', PkiField])[] = [
  [context(IA5_CHOICES.email, 'primitive'), 'email', 'generalName.rfc822Name'],
  [context(IA5_CHOICES.dns, 'primitive'), 'dns', 'generalName.dNSName'],
  [context(IA5_CHOICES.uri, 'primitive'), 'uri', 'generalName.uniformResourceIdentifier'],
];

const OTHER_CHOICES: readonly (readonly [number, PkiField])[] = [
  [context(0, 'constructed'), 'generalName.otherName'],
  [context(3, 'constructed'), 'generalName.x400Address'],
  [context(5, 'constructed'), 'generalName.ediPartyName'],
  [context(8, 'primitive'), 'generalName.registeredID'],
];
