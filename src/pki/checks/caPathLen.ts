// ca.pathLen: no more CA certificates below a CA than it allows; self-issued ones do not count
// (RFC 5280 4.2.1.9, 6.1.4(l) and (m)). A failure is reported for the CA whose limit is exceeded, and for the first CA
// below it that is one too many: the first says which rule, the second who broke it.

import type { CheckResult } from '../path/result.ts';
import { type Certificate, extensionOf, isSelfIssued } from '../x509/certificate.ts';
import { type PathCheck, verdict } from './check.ts';

export const caPathLen: PathCheck = ({ certificates }) => {
  const excess = surplus(certificates);
  return certificates.flatMap((certificate, index): CheckResult[] => {
    if (index === 0) return [];
    const limit = limitOf(certificate);
    const below = countBelow(certificates, index);
    const isKept = limit === null || below <= limit;
    const broken = excess.get(index);
    return [
      {
        certificate: index,
        check: 'ca.pathLen',
        result: verdict(isKept && broken === undefined),
        reference: isKept && broken !== undefined ? 'pkix.6.1.4.l' : 'pkix.6.1.4.m',
        evidence:
          isKept && broken !== undefined
            ? { pathLenConstraint: broken, below: broken + 1 }
            : { pathLenConstraint: limit ?? 'absent', below },
      },
    ];
  });
};

const limitOf = (certificate: Certificate): number | null =>
  extensionOf(certificate, 'basicConstraints')?.pathLen ?? null;

const countBelow = (certificates: readonly Certificate[], index: number): number =>
  certificates.slice(1, index).filter((other) => !isSelfIssued(other)).length;

/** By 6.1.4(l): the CAs at which the number of those that may follow is used up, and the limit that they go beyond. */
function surplus(certificates: readonly Certificate[]): Map<number, number> {
  const found = new Map<number, number>();
  let left = Number.POSITIVE_INFINITY;
  let limit = 0;
  for (let index = certificates.length - 1; index > 0; index--) {
    const certificate = certificates[index];
    if (certificate === undefined) break;
    if (index < certificates.length - 1 && !isSelfIssued(certificate)) {
      if (left === 0) found.set(index, limit);
      else left--;
    }
    const own = limitOf(certificate);
    if (own !== null && own < left) [left, limit] = [own, own];
  }
  return found;
}
