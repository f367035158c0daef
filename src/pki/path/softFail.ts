// Soft-fail: who can't learn the status of a certificate goes on, and says so; one that is revoked is refused all the same.
import type { CheckResult, RevocationResult } from './result.ts';

/** The check as a verifier with soft-fail counts it: a failure to learn the status is passed over. */
export const passOver = (check: RevocationResult): RevocationResult =>
  check.result !== 'fail' || check.check === 'revocation.status'
    ? check
    : { ...check, result: 'not-reached', evidence: { ...check.evidence, policy: 'soft-fail' } };

/** Whether soft-fail passed over something there. */
export const isPassedOver = ({ evidence }: CheckResult): boolean => evidence.policy === 'soft-fail';
