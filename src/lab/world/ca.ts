// The CA at work: it checks requests, issues, revokes, answers OCSP from its database of issued certificates, and
// publishes what is revoked as a list. And those who would answer in its place.

import { enumerated, integer } from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { equalBytes } from '../../bytes/hex.ts';
import type { Span } from '../../bytes/span.ts';
import type { PrivateKey } from '../../crypto/ellipticKey.ts';
import type { Random } from '../../crypto/random.ts';
import { anyPublicKeyFromSpki } from '../../crypto/spki.ts';
import { decodeRequest } from '../../pki/csr/csr.ts';
import { verifyRequest } from '../../pki/csr/request.ts';
import { certIdOf, keyHash } from '../../pki/revocation/certId.ts';
import { parseCrl } from '../../pki/revocation/crl.ts';
import { issueCrl } from '../../pki/revocation/crlIssue.ts';
import {
  type CertId,
  type CertStatus,
  CRL_REASONS,
  type CrlReason,
  decodeOcspRequest,
  sameCertId,
} from '../../pki/revocation/ocsp.ts';
import { decodeOcspHttpRequest, encodeOcspHttpResponse } from '../../pki/revocation/ocspHttp.ts';
import { encodeOcspError, encodeOcspResponse } from '../../pki/revocation/ocspIssue.ts';
import { type Certificate, parseCertificate } from '../../pki/x509/certificate.ts';
import { distributionPoints, type ExtensionSpec } from '../../pki/x509/extensionSpec.ts';
import { type CrlPlan, DAY, type LeafPlan } from '../plan/plan.ts';
import { thiefOf } from '../scenario/keyKinds.ts';
import { type Authority, type Issuer, issueLeaf, type KeyStore, serialNumber } from './authority.ts';

export interface Issued {
  readonly certificate: Certificate;
  readonly revokedAt: number | null;
  /** Why it was revoked; null where it is not. */
  readonly reason: CrlReason | null;
  /** When a hold was lifted. */
  readonly releasedAt?: number;
}

/** What the CA remembers: issued certificates by serial number in hexadecimal. */
export type IssuedCertificates = ReadonlyMap<string, Issued>;

/**
 * Answers a certification request: the signature must prove possession of the key (RFC 2986 3). Name and lifetime
 * follow the plan; the checks of identity that a real CA makes beside it are not modelled.
 */
export function answerRequest(
  authority: Authority,
  register: IssuedCertificates,
  request: Uint8Array,
  plan: LeafPlan,
  who: 'server' | 'client' | 'client.former',
  random: Random,
): { certificate: Certificate; register: IssuedCertificates } {
  const decoded = decodeRequest(request);
  if (!decoded.ok) throw decoded.error;
  if (!verifyRequest(decoded.value)) throw new Error('a request whose signature does not prove possession');
  const key = anyPublicKeyFromSpki(decoded.value.spki);
  if (!key.ok) throw key.error;
  const serial = serialNumber(random, who);
  const issuer = plan.issuer === 'root' ? authority.root : authority.issuing;
  const der = issueLeaf(plan, key.value, issuer, issuer.key, serial, authority.status);
  const certificate = parseCertificate(der);
  return { certificate, register: enter(register, certificate) };
}

/** The register with one certificate more. */
export const enter = (register: IssuedCertificates, certificate: Certificate): IssuedCertificates =>
  new Map(register).set(certificate.serial, { certificate, revokedAt: null, reason: null });

export function revoke(
  register: IssuedCertificates,
  serial: string,
  at: number,
  reason: CrlReason = 'keyCompromise',
): IssuedCertificates {
  const entry = register.get(serial);
  if (!entry) return register;
  return new Map(register).set(serial, { certificate: entry.certificate, revokedAt: at, reason });
}

/** Lifts a revocation: RFC 5280 5.3.1 knows that for certificateHold alone. */
export function release(register: IssuedCertificates, serial: string, at: number): IssuedCertificates {
  const entry = register.get(serial);
  if (!entry) return register;
  return new Map(register).set(serial, {
    certificate: entry.certificate,
    revokedAt: null,
    reason: null,
    releasedAt: at,
  });
}

export interface PublishedCrl {
  readonly der: Uint8Array;
  readonly number: number;
  /** Entries in it. */
  readonly revoked: number;
  readonly nextUpdate: number;
  /** Of the last list in the row, complete or delta: they share their numbers (RFC 5280 5.2.3). */
  readonly lastNumber: number;
  /** Serial numbers that stand on it, or on a delta since. */
  readonly listed: readonly string[];
}

/** The CA's list as of the plan's time: what was revoked by then (RFC 5280 5.1). */
export function publishCrl(
  authority: Authority,
  register: IssuedCertificates,
  { crl }: { readonly crl: CrlPlan },
  // One list a day, unless somebody counts.
  { number = Math.floor(crl.thisUpdate / DAY) }: { number?: number } = {},
): PublishedCrl {
  const { certificate, key } = authority.issuing;
  const revoked = ownEntries(authority, register).flatMap(({ certificate: { serial }, revokedAt, reason }) =>
    revokedAt !== null && revokedAt <= crl.thisUpdate
      ? [{ serial, at: revokedAt, extensions: reasonCode(reason) }]
      : [],
  );
  const { thisUpdate, nextUpdate, deltaAt } = crl;
  const extensions = deltaAt === undefined ? [] : [freshest(deltaAt)];
  const der = issueCrl({ issuer: certificate.subject.der, thisUpdate, nextUpdate, number, revoked, extensions }, key);
  const listed = revoked.map(({ serial }) => serial);
  return { der, number, revoked: revoked.length, nextUpdate, lastNumber: number, listed };
}

export interface PublishedDelta {
  readonly der: Uint8Array;
  readonly number: number;
  readonly revoked: number;
  /** Holds that were lifted. */
  readonly removed: number;
  /** The complete list, as it is remembered after this. */
  readonly base: PublishedCrl;
}

/** What has changed since the complete list: RFC 5280 5.2.4, and for a hold that was lifted removeFromCRL (5.3.1). */
export function publishDelta(
  authority: Authority,
  register: IssuedCertificates,
  base: PublishedCrl,
  { thisUpdate, nextUpdate }: CrlPlan,
): PublishedDelta {
  const { certificate, key } = authority.issuing;
  const before = new Map(parseCrl(base.der).revoked.map(({ serial, reason }) => [serial, reason]));
  const own = ownEntries(authority, register);
  const revoked = own.flatMap(({ certificate: { serial }, revokedAt, reason }) => {
    const isOld =
      before.has(serial) && (before.get(serial) !== CRL_REASONS.certificateHold || reason === 'certificateHold');
    return revokedAt === null || revokedAt > thisUpdate || isOld
      ? []
      : [{ serial, at: revokedAt, extensions: reasonCode(reason) }];
  });
  const removed = own.flatMap(({ certificate: { serial }, revokedAt, releasedAt = thisUpdate }) =>
    revokedAt === null && base.listed.includes(serial)
      ? [{ serial, at: releasedAt, extensions: reasonCode('removeFromCRL') }]
      : [],
  );
  const number = base.lastNumber + 1;
  const indicator = {
    type: 'unknown',
    critical: true,
    oid: OIDS.deltaCRLIndicator,
    value: integer(base.number),
  } as const;
  const list = { issuer: certificate.subject.der, thisUpdate, nextUpdate, number, extensions: [indicator] };
  const der = issueCrl({ ...list, revoked: [...revoked, ...removed] }, key);
  const listed = [...base.listed, ...revoked.map(({ serial }) => serial)];
  return {
    der,
    number,
    revoked: revoked.length,
    removed: removed.length,
    base: { ...base, lastNumber: number, listed },
  };
}

/** What the issuing CA issued itself, and may put on its list. */
const ownEntries = ({ issuing }: Authority, register: IssuedCertificates): Issued[] =>
  [...register.values()].filter(({ certificate }) => certificate.issuer.key === issuing.certificate.subject.key);

/** FreshestCRL ::= CRLDistributionPoints (RFC 5280 5.2.6). */
const freshest = (url: string): ExtensionSpec => ({
  type: 'unknown',
  critical: false,
  oid: OIDS.freshestCRL,
  value: distributionPoints([url]),
});

/** RFC 5280 5.3.1: the extension is left out rather than to say `unspecified`. */
const reasonCode = (reason: CrlReason | null): ExtensionSpec[] =>
  reason === null || reason === 'unspecified'
    ? []
    : [{ type: 'unknown', critical: false, oid: OIDS.reasonCode, value: enumerated(CRL_REASONS[reason]) }];

export interface CaOcspAnswer {
  readonly http: Uint8Array;
  readonly spans: readonly Span[];
  readonly body: Uint8Array;
  readonly serial: string;
  readonly status: 'good' | 'revoked' | 'unknown' | 'malformedRequest';
}

/** RFC 6960 2.2: good, revoked, or unknown where the register has no such number. */
export function answerOcsp(
  authority: Authority,
  register: IssuedCertificates,
  http: Uint8Array,
  now: number,
): CaOcspAnswer {
  const status = (certId: CertId): CertStatus => {
    const entry = entryOf(authority, register, certId);
    if (!entry) return 'unknown';
    return entry.revokedAt === null ? 'good' : { revoked: { at: entry.revokedAt, reason: entry.reason } };
  };
  return answer(http, now, { authority, made: now, status, repeatsNonce: true });
}

/** Somebody on the way says "good" in the CA's name, and signs with a key of their own. */
export const forgeOcsp = (authority: Authority, http: Uint8Array, now: number, keys: KeyStore): CaOcspAnswer =>
  answer(http, now, {
    authority,
    key: keys(thiefOf(authority.issuing.key)),
    made: now,
    status: () => 'good',
    repeatsNonce: true,
  });

/** Somebody on the way plays back what the CA said a month ago, before it revoked anything. */
export const replayOcsp = (authority: Authority, http: Uint8Array, now: number): CaOcspAnswer =>
  answer(http, now, {
    authority,
    made: now - 30 * DAY,
    status: () => 'good',
    repeatsNonce: false,
  });

interface Answering {
  /** Whom the answer names as its signer. */
  readonly authority: Authority;
  /** Somebody else's key; otherwise the one by which the CA issued the certificate in question (RFC 6960 4.2.2.2). */
  readonly key?: PrivateKey;
  /** When the answer is, or was, made. */
  readonly made: number;
  readonly status: (certId: CertId) => CertStatus;
  readonly repeatsNonce: boolean;
}

function answer(http: Uint8Array, now: number, how: Answering): CaOcspAnswer {
  const post = decodeOcspHttpRequest(http);
  const request = post.ok ? decodeOcspRequest(post.value.body) : post;
  if (!request.ok) return wrap(encodeOcspError('malformedRequest'), now, '', 'malformedRequest');
  const responses = request.value.certIds.map((certId) => ({
    certId,
    status: how.status(certId),
    thisUpdate: how.made,
    nextUpdate: how.made + 4 * DAY,
  }));
  const signer = issuerAsked(how.authority, request.value.certIds[0]);
  const response = encodeOcspResponse(
    {
      responses,
      producedAt: how.made,
      responder: { byKey: signer.certificate },
      nonce: how.repeatsNonce ? request.value.nonce : null,
      certs: [],
    },
    how.key ?? signer.key,
  );
  const first = responses[0];
  const status = !first ? 'unknown' : typeof first.status === 'string' ? first.status : 'revoked';
  return wrap(response, now, first?.certId.serial ?? '', status);
}

/** RFC 6960 2.2: this CA knows about what it issued itself; the same number from another issuer is unknown to it. */
function entryOf(authority: Authority, register: IssuedCertificates, certId: CertId): Issued | null {
  const entry = register.get(certId.serial);
  const issuer = issuerAsked(authority, certId).certificate;
  return entry && sameCertId(certIdOf(entry.certificate, issuer), certId) ? entry : null;
}

/** Few leaves are issued by the root itself; nearly always it is the issuing CA. */
const issuerAsked = ({ root, issuing }: Authority, certId: CertId | undefined): Issuer =>
  certId && equalBytes(certId.issuerKeyHash, keyHash(root.certificate.spki)) ? root : issuing;

function wrap(
  response: { bytes: Uint8Array; spans: readonly Span[] },
  now: number,
  serial: string,
  status: CaOcspAnswer['status'],
): CaOcspAnswer {
  const { bytes, spans } = encodeOcspHttpResponse({ body: response.bytes, now });
  return { http: bytes, spans, body: response.bytes, serial, status };
}
