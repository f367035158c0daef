// The part of a client's certificate by which a server knows the client: what it says, and where it stands in the DER
// (RFC 5280 4.1.2.2, 4.1.2.4, 4.1.2.6, 4.2.1.6). A server that reads it has verified the certificate before.
import { toHex } from '../../bytes/hex.ts';
import type { Span } from '../../bytes/span.ts';
import { type Certificate, extensionOf } from '../../pki/x509/certificate.ts';
import { fingerprint } from '../../pki/x509/fingerprint.ts';
import type { NamedBy } from '../scenario/scenario.ts';

export interface NamingField {
  /** As the server writes it down: text, or lower-case hexadecimal digits. */
  readonly value: string;
  /** Equal for two certificates exactly if this field names the same client. */
  readonly key: string;
  /** Where the octets stand in the certificate's DER; of two parts, the last. A fingerprint is made from all of them. */
  readonly offset: number;
  readonly length: number;
  /** How many fields of this kind the certificate has: the first is taken. */
  readonly of: number;
}

/** Null where the certificate has no such field. */
export function namingField(by: NamedBy, certificate: Certificate): NamingField | null {
  const { der, issuer, subject, serial } = certificate;
  switch (by) {
    case 'cn':
      return commonNameField(certificate);
    case 'email':
    case 'dns':
    case 'uri':
      return alternativeName(by, certificate);
    case 'issuer-subject': {
      if (subject.rdns.length === 0) return null;
      const value = `${subject.text}; issuer ${issuer.text}`;
      return { value, key: `${issuer.key} ${subject.key}`, ...placeOf(certificate, 'certificate.tbs.subject'), of: 1 };
    }
    case 'issuer-serial': {
      const value = `${serial}; issuer ${issuer.text}`;
      return { value, key: `${issuer.key} ${serial}`, ...placeOf(certificate, 'certificate.tbs.serialNumber'), of: 1 };
    }
    case 'fingerprint': {
      const value = fingerprint(der);
      return { value, key: value, offset: 0, length: der.length, of: 1 };
    }
  }
}

function commonNameField(certificate: Certificate): NamingField | null {
  const names = certificate.subject.rdns.flat();
  const all = names.filter(({ type }) => type === 'CN');
  const [first] = all;
  if (first === undefined) return null;
  const subject = find(certificate.spans, 'certificate.tbs.subject');
  const values = subject ? findAll([subject], 'name.attribute.value') : [];
  const span = values[names.indexOf(first)];
  const place = span ? contentOf(certificate.der, span) : { offset: 0, length: 0 };
  return { value: first.value, key: first.value, ...place, of: all.length };
}

function alternativeName(by: 'email' | 'dns' | 'uri', certificate: Certificate): NamingField | null {
  const extension = extensionOf(certificate, 'subjectAltName');
  const all = extension?.names.filter(({ type }) => type === by) ?? [];
  const [first] = all;
  if (extension === null || first === undefined) return null;
  const { start, end } = extension;
  const span = findAll(certificate.spans, NAME_SPANS[by]).find((each) => each.start >= start && each.end <= end);
  const { length } = first.bytes;
  // DNS compares small and large letters alike (RFC 4343); of a mailbox or a URI only parts are compared so: here none.
  const key = by === 'dns' ? first.value.toLowerCase() : first.value;
  return { value: first.value, key, offset: span ? span.end - length : 0, length, of: all.length };
}

const NAME_SPANS = {
  email: 'generalName.rfc822Name',
  dns: 'generalName.dNSName',
  uri: 'generalName.uniformResourceIdentifier',
} as const;

function placeOf({ der, spans }: Certificate, field: string): Pick<NamingField, 'offset' | 'length'> {
  const span = find(spans, field);
  return span ? contentOf(der, span) : { offset: 0, length: 0 };
}

/** The content octets of a DER element. */
function contentOf(der: Uint8Array, { start, end }: Span): Pick<NamingField, 'offset' | 'length'> {
  const first = der[start + 1] ?? 0;
  const offset = start + 2 + (first < 0x80 ? 0 : first & 0x7f);
  return { offset, length: end - offset };
}

const find = (spans: readonly Span[], field: string): Span | undefined => findAll(spans, field)[0];

const findAll = (spans: readonly Span[], field: string): Span[] =>
  spans.flatMap((span) => (span.field === field ? [span] : findAll(span.children, field)));

/** The octets of a field. */
export const octetsOf = (der: Uint8Array, { offset, length }: Pick<NamingField, 'offset' | 'length'>): string =>
  toHex(der.subarray(offset, offset + length));
