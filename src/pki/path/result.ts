// What a check returns: never one boolean, always which certificate, which rule and the evidence.
import type { CitationKey } from '../citations.ts';

/** In the order in which an endpoint checks; the first failure decides the alert. */
export const CHECKS = [
  'client.required',
  'chain.build',
  'chain.trustAnchor',
  'chain.nameChaining',
  'signature.verify',
  'validity.notBefore',
  'validity.notAfter',
  'ca.basicConstraints',
  'ca.keyCertSign',
  'ca.pathLen',
  'aki.match',
  'ext.unknownCritical',
  'crypto.keySize',
  'crypto.signatureHash',
  'identity.san',
  'identity.dns',
  'eku.serverAuth',
  'eku.clientAuth',
  'leaf.keyUsage',
  'revocation.available',
  'revocation.signature',
  'revocation.fresh',
  'revocation.status',
  'possession',
  'record.mac',
  'finished.verify',
] as const;
export type CheckId = (typeof CHECKS)[number];

export interface CheckResult {
  /** Index in the path, 0 for the leaf; null where the check is about no single certificate. */
  readonly certificate: number | null;
  readonly check: CheckId;
  readonly result: 'pass' | 'fail' | 'not-reached';
  readonly reference: CitationKey;
  /** Values that were compared, by name: `{ notAfter: '2026-03-01T00:00:00Z', now: '2026-11-23T12:00:00Z' }`. */
  readonly evidence: Readonly<Record<string, string | number>>;
}
