// What of a certificate is not as in the honest one: by field, with what stands there instead.
import { fromHex, toHex } from '../../../bytes/hex.ts';
import { certificateIds, certificatePlaces } from '../../../lab/recording/certificateIds.ts';
import type { Fingerprint, Recording } from '../../../lab/recording/recording.ts';
import { showKey, showSignature } from '../../../pki/x509/algorithm.ts';
import { type Certificate, decodeCertificate } from '../../../pki/x509/certificate.ts';
import type { Extension } from '../../../pki/x509/extension.ts';
import { exactTime } from '../dates.ts';
import { extensionValues } from './extensions.ts';

/** The certificate in the same place of the honest run; null where nobody had one. */
export function honestCounterpart(
  recording: Recording,
  honest: Recording,
  fingerprint: Fingerprint,
): { readonly der: string; readonly certificate: Certificate } | null {
  const place = certificatePlaces(recording).find(([, each]) => each === fingerprint)?.[0];
  const other = place && certificateIds(honest).get(place);
  const record = other === undefined ? undefined : honest.certificates[other];
  if (record === undefined) return null;
  const decoded = decodeCertificate(fromHex(record.der));
  return decoded.ok ? { der: record.der, certificate: decoded.value } : null;
}

const FIELDS = [
  'subject',
  'issuer',
  'serial',
  'notBefore',
  'notAfter',
  'publicKey',
  'signatureAlgorithm',
  'signature',
] as const;
export type DiffField = (typeof FIELDS)[number];

export interface Differences {
  /** What the honest certificate says in fields that differ. */
  readonly fields: ReadonlyMap<DiffField, string>;
  /** By object identifier: what the honest one says, null where it has no such extension. */
  readonly extensions: ReadonlyMap<string, HonestExtension | null>;
  /** Extensions that only the honest one has. */
  readonly missing: readonly Extension[];
}

export interface HonestExtension {
  /** Null where the values are the same. */
  readonly values: readonly string[] | null;
  /** Null where it is the same. */
  readonly critical: boolean | null;
}

export function differences(certificate: Certificate, honest: Certificate): Differences {
  const fields = new Map<DiffField, string>();
  for (const field of FIELDS) {
    const [mine, theirs] = [comparable(certificate, field), comparable(honest, field)];
    if (mine !== theirs) fields.set(field, shown(honest, field));
  }
  const extensions = new Map<string, HonestExtension | null>();
  for (const extension of certificate.extensions) {
    const other = honest.extensions.find(({ oid }) => oid === extension.oid);
    if (other === undefined) extensions.set(extension.oid, null);
    else {
      const values = extensionValues(other);
      const same = JSON.stringify(values) === JSON.stringify(extensionValues(extension));
      const critical = other.critical === extension.critical ? null : other.critical;
      if (!same || critical !== null) extensions.set(extension.oid, { values: same ? null : values, critical });
    }
  }
  const missing = honest.extensions.filter(({ oid }) => !certificate.extensions.some((each) => each.oid === oid));
  return { fields, extensions, missing };
}

function comparable(certificate: Certificate, field: DiffField): string {
  switch (field) {
    case 'subject':
    case 'issuer':
      return toHex(certificate[field].der);
    case 'serial':
      return certificate.serial;
    case 'notBefore':
    case 'notAfter':
      return String(certificate[field]);
    case 'publicKey':
      return toHex(certificate.spki);
    case 'signatureAlgorithm':
      return toHex(certificate.signatureAlgorithm.der);
    case 'signature':
      return toHex(certificate.signature);
  }
}

function shown(certificate: Certificate, field: DiffField): string {
  switch (field) {
    case 'subject':
    case 'issuer':
      return certificate[field].text || '(empty)';
    case 'serial':
      return certificate.serial;
    case 'notBefore':
    case 'notAfter':
      return exactTime(certificate[field]);
    case 'publicKey':
      return showKey(certificate.publicKey);
    case 'signatureAlgorithm':
      return showSignature(certificate.signatureAlgorithm);
    case 'signature':
      return 'another one, made over other bytes or with another key';
  }
}
