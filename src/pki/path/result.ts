// What a check returns: never one boolean, always which certificate, which rule and the evidence.
import type { CitationKey } from '../citations.ts';
import type { Certificate } from '../x509/certificate.ts';
import { CHECKS, type CheckId, PROTOCOL_CHECKS, type ProtocolCheckId } from './checkId.ts';
import type { CheckEvidence } from './evidence.ts';
import type { BuiltPath } from './request.ts';

export { CHECKS, type CheckId, PROTOCOL_CHECKS, type ProtocolCheckId };

interface ResultOf<Id extends CheckId> {
  /** Index in the path, 0 for the leaf; null where the check is about no single certificate. */
  readonly certificate: number | null;
  readonly check: Id;
  readonly result: 'pass' | 'fail' | 'not-reached';
  /** It failed, but the verifier does not insist and goes on: it counts as `not-reached`. */
  readonly enforced?: boolean;
  readonly reference: CitationKey;
  /** Values that were compared, by name: `{ notAfter: '2026-03-01T00:00:00Z', now: '2026-11-23T12:00:00Z' }`. */
  readonly evidence: CheckEvidence[Id];
}

/** Of one of these checks: its id says which evidence there is. */
export type CheckResult<Id extends CheckId = CheckId> = { readonly [One in Id]: ResultOf<One> }[Id];

/** What is said of the revocation of a certificate. */
export type RevocationResult = CheckResult<
  'revocation.available' | 'revocation.signature' | 'revocation.cRLSign' | 'revocation.fresh' | 'revocation.status'
>;

const OF_PROTOCOL: readonly string[] = PROTOCOL_CHECKS;
export const isProtocolCheck = (id: string): id is ProtocolCheckId => OF_PROTOCOL.includes(id);

/** In the order of CHECKS; results of the same check stay in theirs. */
export const inOrder = (results: readonly CheckResult[]): CheckResult[] =>
  [...results].sort((a, b) => RANK[a.check] - RANK[b.check]);

const RANK = Object.fromEntries(CHECKS.map((check, rank) => [check, rank])) as Readonly<Record<CheckId, number>>;

export interface RejectedPath {
  readonly path: readonly Certificate[];
  readonly end: BuiltPath['end'];
  readonly failures: readonly CheckResult[];
}

export interface PathResult {
  /** Whether a path to a trust anchor was found and no check failed on it. */
  readonly accepted: boolean;
  /** Leaf first, as far as it could be built; the trust anchor last when it was found. */
  readonly path: readonly Certificate[];
  readonly anchored: boolean;
  /** In the order of CHECKS, within a check leaf first. */
  readonly checks: readonly CheckResult[];
  readonly failures: readonly CheckResult[];
  /** The other paths that were tried, and why each was rejected. In the order in which they were tried. */
  readonly candidates: readonly RejectedPath[];
}
