// Judging the peer's certificate: path, revocation, verdict. Client and server do the same with other purposes.
import type { DecodeError } from '../bytes/error.ts';
import { equalBytes, toHex } from '../bytes/hex.ts';
import type { Random } from '../crypto/random.ts';
import { certIdOf } from '../pki/certId.ts';
import { type Certificate, decodeCertificate } from '../pki/certificate.ts';
import type { CitationKey } from '../pki/citations.ts';
import { decodeOcspHttpResponse, encodeOcspHttpRequest, ocspAddress } from '../pki/ocspHttp.ts';
import { encodeOcspRequest } from '../pki/ocspRequest.ts';
import { CHECKS, type CheckResult } from '../pki/path/result.ts';
import { checkOcspAnswer, revocationNotReached } from '../pki/path/revocation.ts';
import { type PathResult, validatePath } from '../pki/path/validate.ts';
import type { RevocationQuestion, Side } from './events.ts';
import { type PathProof, provePath } from './proof.ts';
import type { Turn } from './turn.ts';

export interface Judge {
  /** Whose certificate is judged. */
  readonly subject: Side;
  /** Trust anchors, as decoded certificates. */
  readonly anchors: readonly Certificate[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** DNS name that the leaf must carry; null for a client's certificate. */
  readonly name: string | null;
  readonly leafKeyUsage: 'keyEncipherment' | 'digitalSignature';
  readonly revocation: 'ocsp' | 'off';
}

/** A path that was checked, waiting for the CA's answer. */
export interface Pending {
  readonly path: PathResult;
  readonly nonce: Uint8Array;
}

export type Verdict =
  | { readonly kind: 'accepted'; readonly proof: PathProof }
  | { readonly kind: 'refused'; readonly check: CheckResult };

/** Decodes the chain; the index says which certificate can't be read. */
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

/** Validates the path and reports each check. The first certificate is the peer's own. */
export function judgePath(turn: Turn, judge: Judge, presented: readonly Certificate[]): PathResult {
  const path = validatePath({
    presented,
    anchors: judge.anchors,
    now: judge.now,
    purpose: judge.subject,
    peerName: judge.name === null ? null : { dns: judge.name },
    leafKeyUsage: judge.leafKeyUsage,
    minRsaBits: 2048,
  });
  turn.emit({
    kind: 'work',
    work: 'path.validate',
    tone: path.accepted ? 'pass' : 'fail',
    subject: judge.subject,
    certificates: path.path.map((certificate) => certificate.der),
    facts: {
      subject: path.path[0]?.subject.text ?? '',
      anchored: path.anchored,
      passed: path.checks.filter((check) => check.result === 'pass').length,
      failed: path.checks.filter((check) => check.result === 'fail').length,
    },
  });
  turn.emit(...path.checks.map((check) => ({ kind: 'check', subject: judge.subject, check }) as const));
  return path;
}

/**
 * Asks the CA about the leaf, where it makes sense: revocation is on, and the leaf was really signed by an issuer on
 * an anchored path. Other failures don't stop it, so that the ledger is complete. Null where nothing is asked.
 */
export function askRevocation(turn: Turn, judge: Judge, path: PathResult, random: Random): Pending | null {
  const [leaf, issuer] = path.path;
  if (judge.revocation === 'off' || !leaf || !issuer || !path.anchored || !signed(path)) return null;
  const url = ocspUrl(leaf);
  const address = url === null ? null : ocspAddress(url);
  if (url === null || address === null) return null;
  const nonce = random('ocsp.nonce', 32);
  const { bytes: body } = encodeOcspRequest({ certIds: [certIdOf(leaf, issuer)], nonce });
  const http = encodeOcspHttpRequest({ ...address, body });
  const question: RevocationQuestion = { http: http.bytes, httpSpans: http.spans, body, url, serial: leaf.serial };
  turn.emit({ kind: 'ask', question });
  return { path, nonce };
}

/** DER of the OCSPResponse in an HTTP answer; null where there is none. */
export function ocspAnswer(http: Uint8Array): Uint8Array | null {
  const response = decodeOcspHttpResponse(http);
  return response.ok && response.value.statusCode === 200 ? response.value.body : null;
}

/**
 * The verdict after all that could be asked. `answer` is the DER of the OCSPResponse, null where none came, and
 * undefined where the CA was not asked.
 */
export function decide(
  turn: Turn,
  judge: Judge,
  path: PathResult,
  nonce: Uint8Array | null,
  answer: Uint8Array | null | undefined,
): Verdict {
  // A leaf that is itself a trust anchor has no issuer who could revoke it.
  const asks = judge.revocation === 'ocsp' && !(path.anchored && path.path.length === 1);
  const revocation = asks ? revocationChecks(judge, path, nonce, answer) : [];
  const proof = provePath(path, revocation);
  const failures = [...path.failures, ...revocation.filter((check) => check.result !== 'pass')].sort(byOrder);
  const first = failures.find((check) => check.result === 'fail') ?? failures[0];
  turn.emit({
    kind: 'work',
    work: 'certificate.decide',
    tone: proof ? 'pass' : 'fail',
    subject: judge.subject,
    certificates: path.path.map((certificate) => certificate.der),
    facts: { subject: path.path[0]?.subject.text ?? '', check: first?.check ?? '', asked: answer !== undefined },
  });
  turn.emit(...revocation.map((check) => ({ kind: 'check', subject: judge.subject, check }) as const));
  if (proof) return { kind: 'accepted', proof };
  turn.emit({
    kind: 'check',
    subject: judge.subject,
    check: possessionCheck(judge.subject, 'not-reached', { reason: 'refused' }),
  });
  if (!first) throw new Error('a path without proof and without failure');
  return { kind: 'refused', check: first };
}

/** RSA key exchange: the server proves its key by its Finished; a client by CertificateVerify. */
export function possessionCheck(
  subject: Side,
  result: CheckResult['result'],
  evidence: CheckResult['evidence'],
): CheckResult {
  return { certificate: 0, check: 'possession', result, reference: POSSESSION[subject], evidence };
}

/** The 12 bytes of verify_data that the transcript asks for, beside those that came. */
export function finishedCheck(expected: Uint8Array, received: Uint8Array): CheckResult {
  return {
    certificate: null,
    check: 'finished.verify',
    result: equalBytes(expected, received) ? 'pass' : 'fail',
    reference: 'tls12.7.4.9',
    evidence: { expected: toHex(expected), received: toHex(received) },
  };
}

export const commonName = (certificate: Certificate): string =>
  certificate.subject.rdns.flat().find((attribute) => attribute.type === 'CN')?.value ?? certificate.subject.text;

const POSSESSION: Readonly<Record<Side, CitationKey>> = { server: 'tls12.F.1.1.2', client: 'tls12.7.4.8' };

function revocationChecks(
  judge: Judge,
  path: PathResult,
  nonce: Uint8Array | null,
  answer: Uint8Array | null | undefined,
): CheckResult[] {
  const [leaf, issuer] = path.path;
  if (answer === undefined || !leaf || !issuer) return notAsked(path);
  return checkOcspAnswer({ answer, nonce, certificate: leaf, issuer, now: judge.now, index: 0 });
}

/** The CA could not be asked: there is no issuer to ask, or (hard-fail) no address. */
function notAsked(path: PathResult): CheckResult[] {
  const noAddress = path.anchored && signed(path);
  return revocationNotReached(0).map((check) => ({
    ...check,
    result: noAddress && check.check === 'revocation.available' ? 'fail' : 'not-reached',
    evidence: { reason: noAddress ? 'no address' : 'no verified issuer' },
  }));
}

function signed(path: PathResult): boolean {
  return path.checks.some(
    (check) => check.check === 'signature.verify' && check.certificate === 0 && check.result === 'pass',
  );
}

function ocspUrl(certificate: Certificate): string | null {
  for (const extension of certificate.extensions) {
    if (extension.type === 'authorityInfoAccess') return extension.ocsp[0] ?? null;
  }
  return null;
}

const byOrder = (a: CheckResult, b: CheckResult): number => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check);
