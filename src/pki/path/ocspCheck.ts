// Judges an OCSP answer about one certificate of a path, RFC 6960 3.2: is there one, who signed it, is it of now, and what
// does it say. An answer that is not authentic and fresh says nothing, and its status is not reached.

import { nameOrOid, OIDS } from '../../asn1/oids.ts';
import { isoTime } from '../../asn1/time.ts';
import type { Decoded } from '../../bytes/error.ts';
import { equalBytes, toHex } from '../../bytes/hex.ts';
import { keyHash, namesCertificate } from '../revocation/certId.ts';
import {
  type BasicOcspResponse,
  type CertStatus,
  decodeOcspResponse,
  type OcspResponse,
  type ResponderId,
  responderText,
  type SingleResponse,
} from '../revocation/ocsp.ts';
import type { SignatureAlgorithm } from '../x509/algorithm.ts';
import { type Certificate, extensionOf } from '../x509/certificate.ts';
import type { ExtensionType } from '../x509/extension.ts';
import { sameName } from '../x509/name.ts';
import { verifySigned } from '../x509/signature.ts';
import type { RevocationResult } from './result.ts';
import { signedBy } from './signedBy.ts';

export interface OcspQuestion {
  /** DER of the OCSPResponse; null where no answer came. */
  readonly answer: Uint8Array | null;
  /** What the request carried, or null. */
  readonly nonce: Uint8Array | null;
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Of `certificate` in its path. */
  readonly index: number;
  /** How far the responder's clock may be off, in milliseconds. 0 where absent. */
  readonly tolerance?: number;
  /** Whether a signature with this algorithm counts. Every one that verifies does where absent. */
  readonly isWeak?: (algorithm: SignatureAlgorithm) => boolean;
  /** Whether a delegated responder is itself known to be revoked; nobody asks where absent (RFC 6960 4.2.2.2.1). */
  readonly isRevoked?: (responder: Certificate) => boolean;
}

type RevocationCheck = 'revocation.available' | 'revocation.signature' | 'revocation.fresh' | 'revocation.status';
type Finding = Pick<RevocationResult, 'result' | 'reference' | 'evidence'>;

/** The four revocation checks, in their order. */
export function checkOcspAnswer(question: OcspQuestion): RevocationResult[] {
  const found = readAnswer(question);
  const available: Finding = {
    result: found.problem === null ? 'pass' : 'fail',
    reference: 'ocsp.3.2',
    evidence: found.problem ?? {
      serial: question.certificate.serial,
      responder: responderText(found.basic.responderId),
    },
  };
  const signature = found.problem === null ? checkSigner(found.basic, question) : NOT_SIGNED;
  const fresh = found.problem === null ? checkFresh(found.basic, found.single, question) : NOT_FRESH;
  const isReliable = signature.result === 'pass' && fresh.result === 'pass';
  const status = found.problem === null && isReliable ? checkStatus(found.single.status) : NO_STATUS;
  return [
    result(question, 'revocation.available', available),
    result(question, 'revocation.signature', signature),
    result(question, 'revocation.fresh', fresh),
    result(question, 'revocation.status', status),
  ];
}

/** The four checks where nobody was asked, because the certificate was refused before. */
export function revocationNotReached(index: number | null): RevocationResult[] {
  const available: Finding = { result: 'not-reached', reference: 'ocsp.3.2', evidence: {} };
  return [
    { certificate: index, check: 'revocation.available', ...available },
    { certificate: index, check: 'revocation.signature', ...NOT_SIGNED },
    { certificate: index, check: 'revocation.fresh', ...NOT_FRESH },
    { certificate: index, check: 'revocation.status', ...NO_STATUS },
  ];
}

const NOT_SIGNED: Finding = { result: 'not-reached', reference: 'ocsp.4.2.2.2', evidence: {} };
const NOT_FRESH: Finding = { result: 'not-reached', reference: 'ocsp.4.2.2.1', evidence: {} };
const NO_STATUS: Finding = { result: 'not-reached', reference: 'ocsp.2.2', evidence: {} };

const result = (question: OcspQuestion, check: RevocationCheck, finding: Finding): RevocationResult => ({
  certificate: question.index,
  check,
  ...finding,
});

type Answer =
  | { readonly problem: RevocationResult['evidence'] }
  | { readonly problem: null; readonly basic: BasicOcspResponse; readonly single: SingleResponse };

/** RFC 6960 3.2, item 1: the answer is about the certificate that was asked for. */
function readAnswer({ answer, certificate, issuer }: OcspQuestion): Answer {
  if (answer === null) return { problem: { answer: 'none' } };
  const decoded = decodedOnce(answer);
  if (!decoded.ok) return { problem: { answer: 'undecodable', problem: decoded.error.message } };
  if (decoded.value.status !== 'successful') return { problem: { answer: decoded.value.status } };
  const { basic } = decoded.value;
  // RFC 6960 2.4: where there are several, the newest; of equally new ones the worst.
  const [single] = basic.responses
    .filter(({ certId }) => namesCertificate(certId, certificate, issuer))
    .sort((a, b) => b.thisUpdate - a.thisUpdate || Number(a.status === 'good') - Number(b.status === 'good'));
  if (single === undefined) return { problem: { answer: 'about other certificates', serial: certificate.serial } };
  // RFC 5280 4.2, which RFC 6960 4.4 follows: a critical extension that is not understood makes the answer unusable.
  const unknown = [...basic.extensions, ...single.extensions].find((e) => e.critical && e.type !== 'ocspNonce');
  if (unknown !== undefined) return { problem: { answer: 'unknown critical extension', oid: nameOrOid(unknown.oid) } };
  return { problem: null, basic, single };
}

const answers = new WeakMap<Uint8Array, Decoded<OcspResponse>>();

/** One response may be held against every certificate of every path. */
function decodedOnce(der: Uint8Array): Decoded<OcspResponse> {
  let decoded = answers.get(der);
  if (decoded === undefined) {
    decoded = decodeOcspResponse(der);
    answers.set(der, decoded);
  }
  return decoded;
}

/** Whether a response, authentic or not, has anything about the certificate. */
export function isAbout(answer: Uint8Array, certificate: Certificate, issuer: Certificate): boolean {
  const decoded = decodedOnce(answer);
  if (!decoded.ok || decoded.value.status !== 'successful') return false;
  return decoded.value.basic.responses.some(({ certId }) => namesCertificate(certId, certificate, issuer));
}

/** Whether a response can't be read, or only says why it answers nothing (RFC 6960 2.3). */
export function isAboutNobody(answer: Uint8Array): boolean {
  const decoded = decodedOnce(answer);
  return !decoded.ok || decoded.value.status !== 'successful';
}

/** RFC 6960 4.2.2.2: signed by the CA that issued the certificate, or by a responder that this CA authorised. */
function checkSigner(basic: BasicOcspResponse, question: OcspQuestion): Finding {
  const { issuer, isWeak = () => false } = question;
  const responder = responderText(basic.responderId);
  const head = { reference: 'ocsp.4.2.2.2' } as const;
  const candidates = [issuer, ...basic.certs].filter((candidate) => isNamedBy(basic.responderId, candidate));
  if (candidates.length === 0) return { ...head, result: 'fail', evidence: { responder, signer: 'unknown' } };
  let evidence: RevocationResult['evidence'] = { responder };
  for (const signer of candidates) {
    const verdict = verifySigned(signer.spki, basic.signatureAlgorithm, basic.tbsBytes, basic.signature);
    const signature = verdict === 'valid' && isWeak(basic.signatureAlgorithm) ? 'weak hash' : verdict;
    const authority = signer === issuer ? 'issuer' : delegation(signer, question);
    evidence = { responder, signer: signer.subject.text, signature, authority };
    const isAuthorised = authority === 'issuer' || authority === 'delegated';
    if (signature === 'valid' && isAuthorised) return { ...head, result: 'pass', evidence };
  }
  return { ...head, result: 'fail', evidence };
}

function isNamedBy(id: ResponderId, certificate: Certificate): boolean {
  return id.type === 'byName'
    ? sameName(id.name, certificate.subject)
    : equalBytes(id.keyHash, keyHash(certificate.spki));
}

/** RFC 6960 4.2.2.2: issued by the CA itself, for id-kp-OCSPSigning; and valid as any certificate must be. */
function delegation(
  responder: Certificate,
  { issuer, now, isWeak = () => false, isRevoked = () => false }: OcspQuestion,
) {
  const isIssued = sameName(responder.issuer, issuer.subject) && signedBy(responder, issuer) === 'valid';
  if (!isIssued) return 'not issued by the CA';
  if (isWeak(responder.signatureAlgorithm)) return 'issued with a weak hash';
  if (!extensionOf(responder, 'extKeyUsage')?.purposes.includes(OIDS.OCSPSigning)) return 'not for OCSP signing';
  if (extensionOf(responder, 'keyUsage')?.usages.has('digitalSignature') === false) return 'not for signing';
  if (responder.extensions.some(({ critical, type }) => critical && !KNOWN_IN_RESPONDERS.has(type)))
    return 'unknown critical extension';
  if (now < responder.notBefore || now > responder.notAfter) return 'expired';
  // 4.2.2.2.1: with id-pkix-ocsp-nocheck it is trusted as long as it is valid.
  const isTrusted = extensionOf(responder, 'ocspNoCheck') !== null || !isRevoked(responder);
  return isTrusted ? 'delegated' : 'revoked';
}

/** Nothing is below a responder, so that what constrains a path from above has no effect here. */
const KNOWN_IN_RESPONDERS: ReadonlySet<ExtensionType> = new Set<ExtensionType>([
  'basicConstraints',
  'keyUsage',
  'extKeyUsage',
  'subjectAltName',
  'subjectKeyIdentifier',
  'authorityKeyIdentifier',
  'certificatePolicies',
  'crlDistributionPoints',
  'ocspNoCheck',
]);

/** Local policy for answers without nextUpdate: RFC 6960 3.2, item 5, only says "sufficiently recent". */
export const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;

/** RFC 6960 3.2, items 5 and 6, and 4.4.1: a nonce that comes back must be the one that was sent. */
function checkFresh(basic: BasicOcspResponse, single: SingleResponse, question: OcspQuestion): Finding {
  const { nonce, now, tolerance = 0 } = question;
  if (nonce !== null && basic.nonce !== null && !equalBytes(nonce, basic.nonce)) {
    const evidence = { nonceSent: toHex(nonce), nonceReceived: toHex(basic.nonce) };
    return { result: 'fail', reference: 'ocsp.4.4.1', evidence };
  }
  const { thisUpdate, nextUpdate } = single;
  const isFromFuture = basic.producedAt > now + tolerance;
  const isFresh =
    thisUpdate <= now + tolerance && now <= (nextUpdate ?? thisUpdate + MAX_AGE_MS) + tolerance && !isFromFuture;
  return {
    result: isFresh ? 'pass' : 'fail',
    reference: 'ocsp.4.2.2.1',
    evidence: {
      thisUpdate: isoTime(thisUpdate),
      nextUpdate: nextUpdate === null ? 'absent' : isoTime(nextUpdate),
      ...(isFromFuture ? { producedAt: isoTime(basic.producedAt) } : {}),
      now: isoTime(now),
      nonce: nonce === null ? 'not sent' : basic.nonce === null ? 'not returned' : 'matches',
    },
  };
}

/** RFC 6960 2.2: only `good` will do; of an `unknown` certificate nothing is known. */
function checkStatus(status: CertStatus): Finding {
  const head = { reference: 'ocsp.2.2' } as const;
  if (status === 'good') return { ...head, result: 'pass', evidence: { status } };
  if (status === 'unknown') return { ...head, result: 'fail', evidence: { status } };
  const { at, reason } = status.revoked;
  const evidence = { status: 'revoked', revokedAt: isoTime(at), reason: reason ?? 'unspecified' };
  return { ...head, result: 'fail', evidence };
}
