// X.509 certificates, RFC 5280 4.1, decoded with a span for each DER element. Decoding needs no cryptography.

import { context, integerHex, TAG } from '../../asn1/der.ts';
import { attempt, type Decoded, DecodeError } from '../../bytes/error.ts';
import { equalBytes } from '../../bytes/hex.ts';
import type { Span } from '../../bytes/span.ts';
import { type PkiReader, readDer } from '../fields.ts';
import {
  type PublicKeyInfo,
  readSignatureAlgorithm,
  readSubjectPublicKey,
  type SignatureAlgorithm,
} from './algorithm.ts';
import { type Extension, type ExtensionType, findExtension, readExtensions } from './extension.ts';
import { type Name, readName, sameName } from './name.ts';

export interface Certificate {
  readonly der: Uint8Array;
  readonly spans: readonly Span[];
  /** What the issuer signed. */
  readonly tbsBytes: Uint8Array;
  readonly version: 1 | 2 | 3;
  /** Hexadecimal magnitude; `-` in front of a negative one. */
  readonly serial: string;
  readonly issuer: Name;
  readonly subject: Name;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Which of them are written as GeneralizedTime, with four digits for the year. */
  readonly longDates: { readonly notBefore: boolean; readonly notAfter: boolean };
  /** Which unique identifiers it has: RFC 5280 4.1.2.8 wants none. */
  readonly uniqueIdentifiers: readonly ('issuerUniqueID' | 'subjectUniqueID')[];
  /** The whole SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly publicKey: PublicKeyInfo;
  /** The algorithm beside the signature, and its copy among what is signed; RFC 5280 4.1.1.2 wants them equal. */
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly tbsSignatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly extensions: readonly Extension[];
  /** What is wrong inside the key, an extension or the signature's BIT STRING. Empty but in what `inspectCertificate` returns. */
  readonly flaws: readonly DecodeError[];
}

export const decodeCertificate = (der: Uint8Array): Decoded<Certificate> => attempt(() => parseCertificate(der));

/** Throws DecodeError. */
export function parseCertificate(der: Uint8Array): Certificate {
  const certificate = inspectCertificate(der);
  const [flaw] = certificate.flaws;
  if (flaw !== undefined) throw flaw;
  return certificate;
}

/** Decodes each of them, in DER; the index says which one can't be read. */
export function decodeChain(
  chain: readonly Uint8Array[],
): { ok: true; certificates: Certificate[] } | { ok: false; index: number; error: DecodeError } {
  const certificates: Certificate[] = [];
  for (const [index, der] of chain.entries()) {
    const decoded = decodeCertificate(der);
    if (!decoded.ok) return { ok: false, index, error: decoded.error };
    certificates.push(decoded.value);
  }
  return { ok: true, certificates };
}

/**
 * As `parseCertificate`, but a key or an extension that can't be read is kept as it is, among the flaws: whoever judges
 * certificates can say which one is at fault, and where it stands in its path. Throws DecodeError for all else.
 */
export function inspectCertificate(der: Uint8Array): Certificate {
  const flaws: DecodeError[] = [];
  const { value, spans } = readDer(der, 'certificate', (reader) =>
    reader.sequence('certificate', (outer) => {
      const start = outer.offset;
      const tbs = outer.sequence('certificate.tbs', (inner) => readTbs(inner, flaws));
      const tbsBytes = outer.since(start);
      const signatureAlgorithm = readSignatureAlgorithm(outer, 'certificate.signatureAlgorithm');
      const end = outer.offset;
      const signature = outer.bitString('certificate.signatureValue');
      if (signature.unusedBits > 0)
        flaws.push(new DecodeError('certificate.signatureValue', end, 'a signature is whole octets'));
      return { ...tbs, tbsBytes, signatureAlgorithm, signature: signature.octets };
    }),
  );
  return { ...value, der, spans, flaws };
}

/** What is left of a certificate that can't be read. */
export interface UnreadableCertificate {
  readonly der: Uint8Array;
  /** Whose certificate it is, if that much can be read. */
  readonly subject: Name | null;
  readonly flaw: DecodeError;
}

export function unreadableCertificate(der: Uint8Array, flaw: DecodeError): UnreadableCertificate {
  const subject = attempt(() => readDer(der, 'certificate', readSubjectAlone).value);
  return { der, subject: subject.ok ? subject.value : null, flaw };
}

/** The subject, whatever the elements before and behind it hold. */
function readSubjectAlone(reader: PkiReader): Name {
  const rest = (one: PkiReader): void => {
    one.list((r) => r.skip('der.other'));
  };
  return reader.sequence('certificate', (outer) => {
    const subject = outer.sequence('certificate.tbs', (tbs) => {
      if (tbs.nextIs(context(0, 'constructed'))) tbs.skip('certificate.tbs.version');
      for (const field of BEFORE_SUBJECT) tbs.skip(field);
      const name = readName(tbs, 'certificate.tbs.subject');
      rest(tbs);
      return name;
    });
    rest(outer);
    return subject;
  });
}

const BEFORE_SUBJECT = [
  'certificate.tbs.serialNumber',
  'certificate.tbs.signature',
  'certificate.tbs.issuer',
  'certificate.tbs.validity',
] as const;

/** The extension of this type, or null. */
export const extensionOf = <T extends ExtensionType>(
  certificate: Certificate,
  type: T,
): Extract<Extension, { type: T }> | null => findExtension(certificate.extensions, type);

/** What a certificate is called where there is little room; its whole subject where it has no common name. */
export const commonName = ({ subject }: Certificate): string =>
  subject.rdns.flat().find((attribute) => attribute.type === 'CN')?.value ?? subject.text;

/** RFC 5280 3.2: issuer and subject are the same entity. */
export const isSelfIssued = ({ issuer, subject }: Certificate): boolean => sameName(issuer, subject);

export const sameCertificate = (a: Certificate, b: Certificate): boolean => a === b || equalBytes(a.der, b.der);

function readTbs(reader: PkiReader, flaws: DecodeError[]) {
  const version = reader.nextIs(context(0, 'constructed'))
    ? reader.tagged(0, 'certificate.tbs.version', readVersion)
    : 1;
  // Negative and overlong numbers are the CA's mistake; RFC 5280 4.1.2.2 asks for certificate users to cope with them.
  const serial = integerHex(reader.integer('certificate.tbs.serialNumber', integerHex));
  const tbsSignatureAlgorithm = readSignatureAlgorithm(reader, 'certificate.tbs.signature');
  const issuer = readName(reader, 'certificate.tbs.issuer', flaws);
  const validity = reader.sequence('certificate.tbs.validity', (inner) => {
    const longBefore = inner.nextIs(TAG.generalizedTime);
    const notBefore = inner.time('certificate.tbs.validity.notBefore');
    const longAfter = inner.nextIs(TAG.generalizedTime);
    const notAfter = inner.time('certificate.tbs.validity.notAfter');
    return { notBefore, notAfter, longDates: { notBefore: longBefore, notAfter: longAfter } };
  });
  const subject = readName(reader, 'certificate.tbs.subject', flaws);
  const { info: publicKey, spki } = readSubjectPublicKey(reader, 'certificate.tbs.subjectPublicKeyInfo', flaws);
  const uniqueIdentifiers = readUniqueIdentifiers(reader, version);
  const extensions = readTbsExtensions(reader, version, flaws);
  return {
    version,
    serial,
    tbsSignatureAlgorithm,
    issuer,
    ...validity,
    subject,
    publicKey,
    spki,
    uniqueIdentifiers,
    extensions,
  };
}

/** RFC 5280 4.1.2.1: 0, 1, 2 stand for v1, v2, v3. */
function readVersion(reader: PkiReader): 1 | 2 | 3 {
  const start = reader.offset;
  const number = reader.smallInteger('certificate.tbs.version.number', (value) => `v${value + 1}`);
  if (number === 1) return 2;
  if (number === 2) return 3;
  if (number === 0) return 1;
  return reader.fail('certificate.tbs.version.number', `there is no version ${number}`, start);
}

/** RFC 5280 4.1.2.8: versions 2 and 3 only. */
function readUniqueIdentifiers(reader: PkiReader, version: number): ('issuerUniqueID' | 'subjectUniqueID')[] {
  return ([1, 2] as const).flatMap((n) => {
    if (!reader.nextIs(context(n, 'primitive'))) return [];
    const name = n === 1 ? 'issuerUniqueID' : 'subjectUniqueID';
    const field = `certificate.tbs.${name}` as const;
    if (version === 1) reader.fail(field, 'a version 1 certificate has no unique identifiers');
    reader.bitString(field, undefined, context(n, 'primitive'));
    return [name];
  });
}

/** RFC 5280 4.1.2.9: version 3 only. */
function readTbsExtensions(reader: PkiReader, version: number, flaws: DecodeError[]): Extension[] {
  if (!reader.nextIs(context(3, 'constructed'))) return [];
  if (version !== 3) reader.fail('certificate.tbs.extensions', `a version ${version} certificate has no extensions`);
  return reader.tagged(3, 'certificate.tbs.extensions', (list) => readExtensions(list, flaws));
}
