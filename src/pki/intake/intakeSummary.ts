// What was taken in, told in a few plain values that can cross threads; the DER goes along where it is kept.

import { type Role, roleOf } from '../path/role.ts';
import { type OcspResponse, type OcspResponseStatus, responderText } from '../revocation/ocsp.ts';
import { type Certificate, extensionOf } from '../x509/certificate.ts';
import { fingerprint } from '../x509/fingerprint.ts';
import type { InputPosition, IntakeProblem, Item, OtherKind, PrivateKeyFormat, Readable } from './intake.ts';

export interface CertificateSummary {
  readonly kind: 'certificate';
  readonly place: InputPosition;
  /** What it lay in, as far as the order in there means something; empty where there is none. */
  readonly container: string;
  /** SHA-256 of the DER in hexadecimal. */
  readonly fingerprint: string;
  readonly der: Uint8Array;
  readonly subject: string;
  readonly issuer: string;
  /** Comparable forms of the two: see `Name.key`. */
  readonly subjectKey: string;
  readonly issuerKey: string;
  readonly role: Role;
  readonly notBefore: number;
  readonly notAfter: number;
  /** DNS names, addresses and mailboxes, the first few. */
  readonly names: readonly string[];
  /** What is wrong inside its key or an extension, or null. */
  readonly flaw: string | null;
}

export interface CrlSummary {
  readonly kind: 'crl';
  readonly place: InputPosition;
  readonly fingerprint: string;
  readonly der: Uint8Array;
  readonly issuer: string;
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  readonly revoked: number;
}

export interface OcspSummary {
  readonly kind: 'ocsp';
  readonly place: InputPosition;
  readonly fingerprint: string;
  readonly der: Uint8Array;
  readonly status: OcspResponseStatus;
  /** Name or key of who signed it; empty where nobody did. */
  readonly responder: string;
  /** Milliseconds since 1970; null where it answers nothing. */
  readonly producedAt: number | null;
  /** Certificates that it speaks of. */
  readonly answers: number;
}

/** Of a private key only this leaves the worker that read it: its public half, to be compared with certificates. */
export interface KeySummary {
  readonly kind: 'privateKey';
  readonly place: InputPosition;
  readonly encrypted: boolean;
  /** DER of the SubjectPublicKeyInfo that belongs to it; null where it is encrypted, or not understood. */
  readonly spki: Uint8Array | null;
  /** What a password opens, as it was handed over; null where the key is open, or can't be opened here. */
  readonly sealed: Uint8Array | null;
  /** Why there is no public half though nothing is encrypted, or no way to decrypt it; else null. */
  readonly problem: string | null;
  readonly format: PrivateKeyFormat;
}

export type ItemSummary =
  | CertificateSummary
  | CrlSummary
  | OcspSummary
  | KeySummary
  | { readonly kind: 'pkcs12'; readonly place: InputPosition; readonly bytes: Uint8Array }
  /** Handed over, and not readable; it stands in its place among the others. */
  | {
      readonly kind: 'unreadable';
      readonly place: InputPosition;
      readonly what: Readable;
      readonly problem: IntakeProblem;
    }
  | { readonly kind: 'other'; readonly place: InputPosition; readonly what: OtherKind; readonly label: string };

export interface InputSummary {
  readonly items: readonly ItemSummary[];
  readonly problems: readonly IntakeProblem[];
}

const MAX_NAMES = 20;

/** What one item is, private keys aside: what is to be told of them has to be computed first (readInput.ts). */
export function summaryOf(item: Exclude<Item, { kind: 'privateKey' }>): ItemSummary {
  switch (item.kind) {
    case 'certificate':
      return certificateSummary(item.certificate, item.place, item.container);
    case 'crl': {
      const { der, issuer, thisUpdate, nextUpdate, revoked } = item.crl;
      const count = revoked.length;
      const own = { fingerprint: fingerprint(der), der: der.slice(), issuer: issuer.text, thisUpdate, nextUpdate };
      return { kind: 'crl', place: item.place, ...own, revoked: count };
    }
    case 'ocsp':
      return ocspSummary(item.response, item.place);
    case 'pkcs12':
      return { ...item, bytes: item.bytes.slice() };
    case 'other':
    case 'unreadable':
      return item;
  }
}

function ocspSummary(response: OcspResponse, place: InputPosition): OcspSummary {
  const { der, status } = response;
  const head = { kind: 'ocsp', place, fingerprint: fingerprint(der), der: der.slice(), status } as const;
  if (response.status !== 'successful') return { ...head, responder: '', producedAt: null, answers: 0 };
  const { responderId, producedAt, responses } = response.basic;
  return { ...head, responder: responderText(responderId), producedAt, answers: responses.length };
}

/** The DER is copied: a view would carry the whole input along. */
function certificateSummary(certificate: Certificate, place: InputPosition, container: string): CertificateSummary {
  const { der, subject, issuer, notBefore, notAfter, flaws } = certificate;
  const names = extensionOf(certificate, 'subjectAltName')?.names ?? [];
  return {
    kind: 'certificate',
    place,
    container,
    fingerprint: fingerprint(der),
    der: der.slice(),
    subject: subject.text,
    issuer: issuer.text,
    subjectKey: subject.key,
    issuerKey: issuer.key,
    role: roleOf(certificate),
    notBefore,
    notAfter,
    names: names
      .filter(({ type }) => type === 'dns' || type === 'ip' || type === 'email' || type === 'uri')
      .slice(0, MAX_NAMES)
      .map(({ value }) => value),
    flaw: flaws[0]?.problem ?? null,
  };
}
