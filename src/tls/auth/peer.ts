// Judging the peer's certificate: path, revocation, verdict. Client and server do the same with other purposes.
import type { CitationKey } from '../../pki/citations.ts';
import type { PeerName } from '../../pki/path/request.ts';
import { CHECKS, type CheckResult, type PathResult } from '../../pki/path/result.ts';
import { validatePath } from '../../pki/path/validate.ts';
import { type Certificate, commonName, decodeChain } from '../../pki/x509/certificate.ts';
import { parseIp } from '../../pki/x509/ipAddress.ts';
import type { CertificateRules } from '../behaviour.ts';
import type { ClientConfig, ServerConfig } from '../config.ts';
import type { Side } from '../events.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import { Refusal } from '../machine.ts';
import { possessionCheck } from './peerIdentity.ts';
import { type PathProof, type PutOff, provePath, type UnenforcedPath } from './proof.ts';
import {
  answerOf,
  type Pending,
  type RevocationAnswer,
  type RevocationRules,
  revocationChecks,
  revocationQuestion,
} from './revocation.ts';

export interface VerifierPolicy extends RevocationRules {
  /** Whose certificate is judged. */
  readonly subject: Side;
  /** Trust anchors, as decoded certificates. */
  readonly anchors: readonly Certificate[];
  /** DNS name or address that the leaf must carry; null for a client's certificate. */
  readonly name: string | null;
  readonly leafKeyUsage: 'keyEncipherment' | 'digitalSignature';
  /** What fails is refused. Else it is only noted: the application has to see to it. */
  readonly insists: boolean;
  /** The section that says how the subject proves its key, where it isn't that of TLS 1.2. */
  readonly possession?: CitationKey;
  readonly validation?: CertificateRules | undefined;
}

/** The client judges its server. */
export const policyForServer = (
  { anchors, now, serverName: name, revocation, revocationPolicy, behaviour }: ClientConfig,
  how: Pick<VerifierPolicy, 'leafKeyUsage' | 'possession'>,
): VerifierPolicy => ({
  subject: 'server',
  anchors,
  now,
  name,
  revocation,
  revocationPolicy,
  validation: behaviour?.validation,
  insists: true,
  ...how,
});

/** The server judges its client, whose key signs whatever the key exchange. */
export const policyForClient = (
  { anchors, now, revocation, revocationPolicy, behaviour, clientCertificate }: ServerConfig,
  how: Partial<Pick<VerifierPolicy, 'revocation' | 'possession'>> = {},
): VerifierPolicy => ({
  subject: 'client',
  anchors,
  now,
  name: null,
  leafKeyUsage: 'digitalSignature',
  revocation,
  revocationPolicy,
  validation: behaviour?.validation,
  insists: clientCertificate !== 'unchecked',
  ...how,
});

export type Verdict =
  | { readonly kind: 'accepted'; readonly proof: PathProof }
  /** It fails, and the verifier does not insist: only a server may be told so. */
  | {
      readonly kind: 'unenforced';
      readonly check: CheckResult;
      readonly leaf: Certificate;
      readonly path: UnenforcedPath;
    }
  | { readonly kind: 'refused'; readonly check: CheckResult; readonly leaf: Certificate | undefined };

/** Takes note of the chain that the peer of `by` shows, the peer's own certificate first. Nothing is proven by it yet. */
export function takeChain(
  context: HandshakeContext,
  by: Side,
  chain: readonly Uint8Array[],
): readonly Certificate[] | Refusal {
  const decoded = decodeChain(chain);
  if (!decoded.ok) return new Refusal({ kind: 'certificate', index: decoded.index, error: decoded.error });
  const [leaf] = decoded.certificates;
  context.recordBelief(`${by}.shownCertificate`, { subject: leaf ? commonName(leaf) : '' });
  return decoded.certificates;
}

/**
 * Judges what the peer showed: at once, or, where the CA has to be asked about the leaf first, with `verifyWithRevocationAnswer`.
 * `staple`: the OCSP response that came with the chain, in DER; it counts for those who want one.
 */
export function verifyPeerCertificate(
  context: HandshakeContext,
  policy: VerifierPolicy,
  presented: readonly Certificate[],
  staple: Uint8Array | null,
): Verdict | { readonly kind: 'asked'; readonly pending: Pending } {
  const path = validatePeerPath(context, policy, presented);
  const asked = revocationQuestion(policy, path, context.random);
  if (asked !== null) {
    context.emit({ kind: 'ask', question: asked.question });
    return { kind: 'asked', pending: asked.pending };
  }
  const isStapled = policy.revocation === 'stapled';
  return decide(context, policy, path, isStapled ? { kind: 'stapled', response: staple } : { kind: 'notAsked' });
}

/** The verdict with the CA's HTTP answer; null where none came. */
export const verifyWithRevocationAnswer = (
  context: HandshakeContext,
  policy: VerifierPolicy,
  pending: Pending,
  http: Uint8Array | null,
): Verdict => decide(context, policy, pending.path, answerOf(pending, http));

/** Validates the path and reports each check. */
function validatePeerPath(
  context: HandshakeContext,
  policy: VerifierPolicy,
  presented: readonly Certificate[],
): PathResult {
  const {
    commonName: alsoCommonName,
    anyKeyUsage,
    anyPurpose,
    minRsaBits = 2048,
    weakHashes,
  } = policy.validation ?? {};
  const path = validatePath({
    presented,
    anchors: policy.anchors,
    now: policy.now,
    purpose: anyPurpose ? 'any' : policy.subject,
    peerName: policy.name === null ? null : peerNameOf(policy.name),
    leafKeyUsage: anyKeyUsage ? null : policy.leafKeyUsage,
    minRsaBits,
    ...(weakHashes && { weakHashes }),
    ...(alsoCommonName && { commonNames: 'without-san' }),
  });
  context.recordChecks(
    'path.validate',
    path.accepted ? 'pass' : policy.insists ? 'fail' : 'neutral',
    policy.subject,
    {
      certificates: path.path.map((certificate) => certificate.der),
      details: {
        subject: path.path[0]?.subject.text ?? '',
        anchored: path.anchored,
        passed: path.checks.filter((check) => check.result === 'pass').length,
        failed: path.checks.filter((check) => check.result === 'fail').length,
        ...(!path.accepted && !policy.insists && NOT_ENFORCED),
      },
    },
    policy.insists ? path.checks : path.checks.map(unenforced),
  );
  return path;
}

/** A failure as one notes it who goes on. */
const unenforced = (check: CheckResult): CheckResult =>
  check.result === 'fail' ? { ...check, result: 'not-reached', ...NOT_ENFORCED } : check;

const NOT_ENFORCED = { enforced: false } as const;

/** RFC 9525 6.1.2: a host that is written as an address is looked for among the addresses. */
const peerNameOf = (host: string): PeerName => (parseIp(host) === null ? { dns: host } : { ip: host });

/**
 * What a verdict comes to: a proof; a refusal; or, with a behaviour that says so behind the handshake, neither: `by` goes
 * on.
 */
export function settleVerdict(context: HandshakeContext, by: Side, verdict: Verdict): PathProof | PutOff | Refusal {
  if (verdict.kind === 'accepted') return verdict.proof;
  const { check, leaf } = verdict;
  if (!context.behaviour?.afterwards || leaf === undefined) return new Refusal({ kind: 'check', check });
  context.recordBelief(`${by}.putOff`, { check: check.check }, 'fail');
  return { leaf, refused: check };
}

/** The verdict after all that could be asked. */
function decide(
  context: HandshakeContext,
  policy: VerifierPolicy,
  path: PathResult,
  answer: RevocationAnswer,
): Verdict {
  const revocation = revocationChecks(policy, path, answer);
  const proof = provePath(path, revocation, policy.revocationPolicy);
  const failures = [...path.failures, ...revocation.filter((check) => check.result !== 'pass')].sort(byOrder);
  const first = failures.find((check) => check.result === 'fail') ?? failures[0];
  const notReached = possessionCheck(policy.subject, 'not-reached', { reason: 'refused' }, policy.possession);
  const goesOn = proof !== null || !policy.insists;
  context.recordChecks(
    'certificate.decide',
    proof ? 'pass' : policy.insists ? 'fail' : 'neutral',
    policy.subject,
    {
      certificates: path.path.map((certificate) => certificate.der),
      details: {
        subject: path.path[0]?.subject.text ?? '',
        check: proof ? '' : (first?.check ?? ''),
        asked: answer.kind !== 'notAsked',
        ...(!proof && !policy.insists && NOT_ENFORCED),
      },
    },
    goesOn ? (policy.insists ? revocation : revocation.map(unenforced)) : [...revocation, notReached],
  );
  if (proof) return { kind: 'accepted', proof };
  if (!first) throw new Error('a path without proof and without failure');
  const [leaf] = path.path;
  if (!policy.insists && leaf) return { kind: 'unenforced', check: first, leaf, path: { leaf, against: first.check } };
  return { kind: 'refused', check: first, leaf };
}

const byOrder = (a: CheckResult, b: CheckResult): number => CHECKS.indexOf(a.check) - CHECKS.indexOf(b.check);
