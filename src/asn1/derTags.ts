// Identifier octets of DER, X.690 8.1.2, and the names of the types.
/** Identifier octets of the universal types. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Identifier octet of `[n]`: primitive (IMPLICIT of a primitive type) or constructed (EXPLICIT, or IMPLICIT of a constructed one). */
export const context = (n: number, form: 'primitive' | 'constructed'): number =>
  (form === 'primitive' ? 0x80 : 0xa0) | n;

const TAG_NAMES: ReadonlyMap<number, string> = new Map(
  (
    [
      ['boolean', 'BOOLEAN'],
      ['integer', 'INTEGER'],
      ['bitString', 'BIT STRING'],
      ['octetString', 'OCTET STRING'],
      ['null', 'NULL'],
      ['oid', 'OBJECT IDENTIFIER'],
      ['enumerated', 'ENUMERATED'],
      ['utf8String', 'UTF8String'],
      ['numericString', 'NumericString'],
      ['printableString', 'PrintableString'],
      ['teletexString', 'TeletexString'],
      ['ia5String', 'IA5String'],
      ['utcTime', 'UTCTime'],
      ['generalizedTime', 'GeneralizedTime'],
      ['visibleString', 'VisibleString'],
      ['universalString', 'UniversalString'],
      ['bmpString', 'BMPString'],
      ['sequence', 'SEQUENCE'],
      ['set', 'SET'],
    ] as const
  ).map(([key, name]): [number, string] => [TAG[key], name]),
);

/** The ASN.1 name of a type by its identifier octet: `SEQUENCE`, `[0]`, `tag 0x24`. */
export function tagName(tag: number): string {
  if ((tag & 0xc0) === 0x80) return `[${tag & 0x1f}]`;
  return TAG_NAMES.get(tag) ?? `tag 0x${tag.toString(16).padStart(2, '0')}`;
}

/** The field ids of elements whose meaning is not known: in unknown extensions, parameters. */
export const DER_FIELDS = [
  'der.sequence',
  'der.set',
  'der.boolean',
  'der.integer',
  'der.bitString',
  'der.octetString',
  'der.null',
  'der.oid',
  'der.enumerated',
  'der.string',
  'der.time',
  'der.tagged',
  'der.other',
] as const;
export type DerField = (typeof DER_FIELDS)[number];

/** Such an id. */
export function genericField(tag: number): DerField {
  switch (tag) {
    case TAG.sequence:
      return 'der.sequence';
    case TAG.set:
      return 'der.set';
    case TAG.boolean:
      return 'der.boolean';
    case TAG.integer:
      return 'der.integer';
    case TAG.bitString:
      return 'der.bitString';
    case TAG.octetString:
      return 'der.octetString';
    case TAG.null:
      return 'der.null';
    case TAG.oid:
      return 'der.oid';
    case TAG.enumerated:
      return 'der.enumerated';
    case TAG.utcTime:
    case TAG.generalizedTime:
      return 'der.time';
    case TAG.utf8String:
    case TAG.numericString:
    case TAG.printableString:
    case TAG.teletexString:
    case TAG.ia5String:
    case TAG.visibleString:
    case TAG.universalString:
    case TAG.bmpString:
      return 'der.string';
    default:
      return (tag & 0xc0) === 0x80 ? 'der.tagged' : 'der.other';
  }
}
