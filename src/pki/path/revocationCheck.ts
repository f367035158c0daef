// Revocation of each certificate of a path below its anchor, by all that is at hand: OCSP responses (RFC 6960) and CRLs
// (RFC 5280 6.3). Of several sources the one counts that says most; one that says "revoked" counts before all others.

import type { Certificate } from '../x509/certificate.ts';
import { type CrlQuestion, checkCrl, NOBODY_TO_ASK } from './crlCheck.ts';
import { pointsOf, scopeProblem } from './crlScope.ts';
import { checkOcspAnswer, isAbout, isAboutNobody, revocationNotReached } from './ocspCheck.ts';
import { isAnchorAt, issuerAt } from './request.ts';
import type { RevocationResult } from './result.ts';
import { isWeak, signedBy } from './signedBy.ts';
import { passOver } from './softFail.ts';

export function checkRevocation(question: CrlQuestion): RevocationResult[] {
  const { path } = question;
  return path.certificates.flatMap((certificate, index) =>
    isAnchorAt(path, index) ? [] : byPolicy(question, certificate, index),
  );
}

function byPolicy(question: CrlQuestion, certificate: Certificate, index: number): RevocationResult[] {
  const checks = checkOne(question, certificate, index);
  if (question.revocation.failure !== 'covered') return checks;
  if (!question.reached) return revokedBelow(question, certificate, index) ?? checks;
  const isUnknown = checks.some(({ check, result }) => check === 'revocation.available' && result === 'fail');
  if (!isUnknown || isCovered(question, certificate, index)) return checks;
  return revocationNotReached(index).map((check) => ({ ...check, evidence: NOT_COVERED }));
}

/** Of a certificate of which none of the lists and answers speaks. */
const NOT_COVERED: RevocationResult['evidence'] = { reason: 'not covered' };

/** Whether any list or answer is about the certificate, usable or not. What can't be read is taken to be about the leaf. */
function isCovered({ path, revocation }: CrlQuestion, certificate: Certificate, index: number): boolean {
  const { crls, unreadable = 0, ocsp = [] } = revocation;
  const issuer = issuerAt(path, index);
  return (
    (index === 0 && (unreadable > 0 || ocsp.some(({ der }) => isAboutNobody(der)))) ||
    pointsOf(certificate).some((point) =>
      crls.some((crl) => scopeProblem(crl, point, certificate) !== 'other issuer'),
    ) ||
    (issuer !== null && ocsp.some(({ der }) => isAbout(der, certificate, issuer)))
  );
}

/** What the issuer at hand signed holds, whether or not anybody trusts it: null where it does not say "revoked". */
function revokedBelow(question: CrlQuestion, certificate: Certificate, index: number): RevocationResult[] | null {
  const issuer = question.path.certificates[index + 1];
  if (issuer === undefined || signedBy(certificate, issuer) !== 'valid') return null;
  const checks = checkOne({ ...question, reached: true }, certificate, index);
  return checks.some((check) => isRefusal(check) && check.evidence.status === 'revoked') ? checks : null;
}

function checkOne(question: CrlQuestion, certificate: Certificate, index: number): RevocationResult[] {
  const { crls, ocsp = [] } = question.revocation;
  const issuer = issuerAt(question.path, index);
  if (ocsp.length === 0) return checkCrl(question, certificate, index);
  if (!question.reached || issuer === null)
    return revocationNotReached(index).map((check) => ({ ...check, evidence: NOBODY_TO_ASK }));
  const answers = byOcsp(question, certificate, issuer, index).map((checks) => tolerated(checks, question));
  const lists = crls.length === 0 ? [] : [checkCrl(question, certificate, index)];
  return [...answers, ...lists].reduce((best, other) => (weight(other) > weight(best) ? other : best));
}

/** The checks of each response about the certificate; where there is none, those of having none. */
function byOcsp(
  question: CrlQuestion,
  certificate: Certificate,
  issuer: Certificate,
  index: number,
): RevocationResult[][] {
  const { request, revocation, path } = question;
  const { ocsp = [], tolerance = 0 } = revocation;
  const about = ocsp.filter(({ der }) => isAbout(der, certificate, issuer)).slice(0, MAX_ANSWERS);
  const [first] = ocsp;
  const asked = about.length > 0 || first === undefined ? about : [first];
  const isRevoked = (responder: Certificate): boolean => {
    const own = { certificates: [responder, ...path.certificates.slice(index + 1)], end: path.end } as const;
    return checkCrl({ ...question, path: own }, responder, 0).some(isRefusal);
  };
  return asked.map(({ der, nonce }) =>
    checkOcspAnswer({
      answer: der,
      nonce,
      certificate,
      issuer,
      now: request.now,
      index,
      tolerance,
      isRevoked,
      isWeak: (algorithm) => isWeak(algorithm, request),
    }).map((check) => (check.result === 'not-reached' ? check : withSource(check))),
  );
}

/** Responses about one certificate that are looked at; each may cost several signatures. */
const MAX_ANSWERS = 8;

const withSource = (check: RevocationResult): RevocationResult => ({
  ...check,
  evidence: { source: 'OCSP', ...check.evidence },
});

const isRefusal = ({ check, result }: RevocationResult): boolean => check === 'revocation.status' && result === 'fail';

const tolerated = (checks: RevocationResult[], { revocation }: CrlQuestion): RevocationResult[] =>
  revocation.failure === 'soft' ? checks.map(passOver) : checks;

/** RFC 6960 2.2: on "unknown" another source may be asked, and what that says goes before. */
function weight(checks: readonly RevocationResult[]): number {
  const refusal = checks.find(isRefusal);
  if (refusal !== undefined) return refusal.evidence.status === 'unknown' ? 10 : 30;
  if (checks.some(({ check, result }) => check === 'revocation.status' && result === 'pass')) return 20;
  return checks.filter(({ result }) => result === 'pass').length;
}
