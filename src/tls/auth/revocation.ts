// Whether the peer's certificate is revoked: the question to the CA, and what its answer is worth. By OCSP (RFC 6960), by an
// OCSP response that the server staples to its handshake (RFC 6066 8), or by the CA's list (RFC 5280 6.3).

import type { Random } from '../../crypto/random.ts';
import { checkCrls } from '../../pki/path/crlCheck.ts';
import { checkOcspAnswer, revocationNotReached } from '../../pki/path/ocspCheck.ts';
import type { PathResult, RevocationResult } from '../../pki/path/result.ts';
import { passOver } from '../../pki/path/softFail.ts';
import { validatePath } from '../../pki/path/validate.ts';
import { certIdOf } from '../../pki/revocation/certId.ts';
import { type Crl, decodeCrl } from '../../pki/revocation/crl.ts';
import { decodeCrlHttpResponse, encodeCrlHttpRequest } from '../../pki/revocation/crlHttp.ts';
import { httpAddress } from '../../pki/revocation/http.ts';
import { decodeOcspResponse } from '../../pki/revocation/ocsp.ts';
import { decodeOcspHttpResponse, encodeOcspHttpRequest } from '../../pki/revocation/ocspHttp.ts';
import { encodeOcspRequest } from '../../pki/revocation/ocspRequest.ts';
import { type Certificate, extensionOf } from '../../pki/x509/certificate.ts';
import type { StatusDetails } from '../details.ts';
import type { RevocationQuestion } from '../events.ts';

export type RevocationSetting = 'ocsp' | 'stapled' | 'crl' | 'off';

export interface RevocationRules {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly revocation: RevocationSetting;
  /** `hard`: a status that can't be learnt is a failure. `soft`: it is passed over. */
  readonly revocationPolicy: 'hard' | 'soft';
}

/** A path that was checked, waiting for the CA's answer. */
export type Pending = { readonly path: PathResult } & (
  | { readonly via: 'ocsp'; readonly nonce: Uint8Array }
  | { readonly via: 'crl' }
);

/** What came of a question; null where nothing did, or nothing that can be read as HTTP. */
export type RevocationAnswer =
  | { readonly kind: 'notAsked' }
  /** DER of an OCSPResponse. */
  | { readonly kind: 'ocsp'; readonly response: Uint8Array | null; readonly nonce: Uint8Array }
  | { readonly kind: 'stapled'; readonly response: Uint8Array | null }
  | { readonly kind: 'crl'; readonly list: Crl | null };

/**
 * The question to the CA about the leaf, where it makes sense: the leaf was really signed by an issuer on an anchored
 * path, and says where to ask. Other failures don't stop it, so that the ledger is complete. Null where nothing is asked.
 */
export function revocationQuestion(
  rules: RevocationRules,
  path: PathResult,
  random: Random,
): { question: RevocationQuestion; pending: Pending } | null {
  const [leaf, issuer] = path.path;
  if (!leaf || !issuer || !isVouchedFor(path)) return null;
  switch (rules.revocation) {
    case 'off':
    case 'stapled':
      return null;
    case 'ocsp': {
      const nonce = random('ocsp.nonce', 32);
      const question = ocspQuestion(leaf, issuer, nonce);
      return question && { question, pending: { path, via: 'ocsp', nonce } };
    }
    case 'crl': {
      const question = crlQuestion(leaf);
      return question && { question, pending: { path, via: 'crl' } };
    }
  }
}

/** Null where the certificate names no responder. */
export function ocspQuestion(
  leaf: Certificate,
  issuer: Certificate,
  nonce: Uint8Array | null,
): RevocationQuestion | null {
  const url = extensionOf(leaf, 'authorityInfoAccess')?.ocsp[0];
  const address = url === undefined ? null : httpAddress(url);
  if (url === undefined || address === null) return null;
  const { bytes: body } = encodeOcspRequest({ certIds: [certIdOf(leaf, issuer)], nonce });
  const { bytes: http, spans: httpSpans } = encodeOcspHttpRequest({ ...address, body });
  return { via: 'ocsp', http, httpSpans, body, url, serial: leaf.serial };
}

function crlQuestion(leaf: Certificate): RevocationQuestion | null {
  const url = extensionOf(leaf, 'crlDistributionPoints')?.uris[0];
  const address = url === undefined ? null : httpAddress(url);
  if (url === undefined || address === null) return null;
  const { bytes: http, spans: httpSpans } = encodeCrlHttpRequest(address);
  return { via: 'crl', http, httpSpans, body: null, url, serial: leaf.serial };
}

/** The HTTP answer to a pending question. */
export function answerOf(pending: Pending, http: Uint8Array | null): RevocationAnswer {
  if (pending.via === 'ocsp') {
    return { kind: 'ocsp', response: http === null ? null : ocspAnswer(http), nonce: pending.nonce };
  }
  const answer = http === null ? null : decodeCrlHttpResponse(http);
  const list = answer?.ok && answer.value.statusCode === 200 ? decodeCrl(answer.value.body) : null;
  return { kind: 'crl', list: list?.ok ? list.value : null };
}

/** DER of the OCSPResponse in an HTTP answer; null where there is none. */
export function ocspAnswer(http: Uint8Array): Uint8Array | null {
  const response = decodeOcspHttpResponse(http);
  return response.ok && response.value.statusCode === 200 ? response.value.body : null;
}

/** The revocation checks on the leaf; none where revocation is off, or the leaf is itself trusted. */
export function revocationChecks(
  rules: RevocationRules,
  path: PathResult,
  answer: RevocationAnswer,
): RevocationResult[] {
  if (rules.revocation === 'off' || (path.anchored && path.path.length === 1)) return [];
  const checks = rules.revocation === 'crl' ? byList(rules, path, answer) : byOcsp(rules, path, answer);
  return rules.revocationPolicy === 'hard' ? checks : checks.map(tolerated);
}

/** For labels: the status that an OCSP response states first. */
export function statusDetails(response: Uint8Array): StatusDetails {
  const decoded = decodeOcspResponse(response);
  if (!decoded.ok || decoded.value.status !== 'successful') return {};
  const single = decoded.value.basic.responses[0];
  if (!single) return {};
  return { status: typeof single.status === 'string' ? single.status : 'revoked', serial: single.certId.serial };
}

function byOcsp({ now, revocation }: RevocationRules, path: PathResult, answer: RevocationAnswer): RevocationResult[] {
  const [leaf, issuer] = path.path;
  const isAnswer = answer.kind === 'ocsp' || answer.kind === 'stapled';
  if (!isAnswer || !leaf || !issuer || !isVouchedFor(path)) {
    const noAddress = isVouchedFor(path);
    return revocationNotReached(0).map((check) => ({
      ...check,
      result: noAddress && check.check === 'revocation.available' ? 'fail' : 'not-reached',
      evidence: { reason: noAddress ? 'no address' : 'no verified issuer' },
    }));
  }
  const nonce = answer.kind === 'ocsp' ? answer.nonce : null;
  const checks = checkOcspAnswer({ answer: answer.response, nonce, certificate: leaf, issuer, now, index: 0 });
  if (revocation !== 'stapled') return checks;
  return checks.map((check) =>
    check.result === 'not-reached' ? check : { ...check, evidence: { ...check.evidence, source: 'stapled' } },
  );
}

/** The five checks of a CRL, on the leaf: what the endpoint asks for, as with OCSP. */
function byList({ now }: RevocationRules, path: PathResult, answer: RevocationAnswer): RevocationResult[] {
  const reached = isVouchedFor(path);
  const list = answer.kind === 'crl' ? answer.list : null;
  const revocation = { crls: list === null ? [] : [list], failure: 'hard' } as const;
  const checks = checkCrls({
    path: { certificates: path.path, end: 'anchor' },
    request: {
      presented: path.path,
      anchors: path.path.slice(-1),
      now,
      purpose: 'any',
      peerName: null,
      leafKeyUsage: null,
      minRsaBits: 0,
      revocation,
    },
    revocation,
    reached,
    beneath: [],
    validate: (request) => validatePath(request),
  }).filter(({ certificate }) => certificate === 0);
  if (reached && answer.kind === 'crl') return checks;
  const reason = reached ? 'no address' : 'no verified issuer';
  return checks.map((check) => ({ ...check, evidence: { ...check.evidence, reason } }));
}

/** A stapled response that is not satisfactory is refused under soft-fail, too (RFC 6066 8: "MUST ... abort the handshake"). */
function tolerated(check: RevocationResult): RevocationResult {
  const { evidence } = check;
  return evidence.source === 'stapled' && evidence.answer !== 'none' ? check : passOver(check);
}

/** Whether there is a CA to ask: an issuer that signed the leaf, on a path to a trust anchor. */
const isVouchedFor = (path: PathResult): boolean =>
  path.anchored &&
  path.checks.some((check) => check.check === 'signature.verify' && check.certificate === 0 && check.result === 'pass');
