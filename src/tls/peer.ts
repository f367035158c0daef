// Judging the peer's certificate: path, revocation, verdict. Client and server do the same with other purposes.
import type { DecodeError } from '../bytes/error.ts';
import { equalBytes, toHex } from '../bytes/hex.ts';
import type { Random } from '../crypto/random.ts';
import { type Certificate, decodeCertificate } from '../pki/certificate.ts';
import type { CitationKey } from '../pki/citations.ts';
import { parseIp } from '../pki/ipAddress.ts';
import type { PeerName } from '../pki/path/request.ts';
import { CHECKS, type CheckResult } from '../pki/path/result.ts';
import { type PathResult, validatePath } from '../pki/path/validate.ts';
import type { Side } from './events.ts';
import { type PathProof, provePath } from './proof.ts';
import {
  type Pending,
  type RevocationAnswer,
  type RevocationRules,
  revocationChecks,
  revocationQuestion,
} from './revocation.ts';
import type { Turn } from './turn.ts';

export interface Judge extends RevocationRules {
  /** Whose certificate is judged. */
  readonly subject: Side;
  /** Trust anchors, as decoded certificates. */
  readonly anchors: readonly Certificate[];
  /** DNS name or address that the leaf must carry; null for a client's certificate. */
  readonly name: string | null;
  readonly leafKeyUsage: 'keyEncipherment' | 'digitalSignature';
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
    peerName: judge.name === null ? null : peerNameOf(judge.name),
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

/** RFC 9525 6.1.2: a host that is written as an address is looked for among the addresses. */
const peerNameOf = (host: string): PeerName => (parseIp(host) === null ? { dns: host } : { ip: host });

/** Asks the CA about the leaf, where there is something to ask; null else. */
export function askRevocation(turn: Turn, judge: Judge, path: PathResult, random: Random): Pending | null {
  const asked = revocationQuestion(judge, path, random);
  if (asked === null) return null;
  turn.emit({ kind: 'ask', question: asked.question });
  return asked.pending;
}

/** The verdict after all that could be asked. */
export function decide(turn: Turn, judge: Judge, path: PathResult, answer: RevocationAnswer): Verdict {
  const revocation = revocationChecks(judge, path, answer);
  const proof = provePath(path, revocation, judge.revocationPolicy);
  const failures = [...path.failures, ...revocation.filter((check) => check.result !== 'pass')].sort(byOrder);
  const first = failures.find((check) => check.result === 'fail') ?? failures[0];
  turn.emit({
    kind: 'work',
    work: 'certificate.decide',
    tone: proof ? 'pass' : 'fail',
    subject: judge.subject,
    certificates: path.path.map((certificate) => certificate.der),
    facts: {
      subject: path.path[0]?.subject.text ?? '',
      check: proof ? '' : (first?.check ?? ''),
      asked: answer.kind !== 'notAsked',
    },
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

const byOrder = (a: CheckResult, b: CheckResult): number => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check);
