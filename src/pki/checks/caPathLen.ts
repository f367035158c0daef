// ca.pathLen: no more CA certificates below a CA than it allows; self-issued ones do not count
// (RFC 5280 4.2.1.9, 6.1.4(l) and (m)).
import { extensionOf, isSelfIssued } from '../certificate.ts';
import { forEachCertificate, verdict } from './check.ts';

export const caPathLen = forEachCertificate(1, (certificate, index, { certificates }) => {
  const limit = extensionOf(certificate, 'basicConstraints')?.pathLen ?? null;
  const below = certificates.slice(1, index).filter((other) => !isSelfIssued(other)).length;
  return {
    certificate: index,
    check: 'ca.pathLen',
    result: verdict(limit === null || below <= limit),
    reference: 'pkix.6.1.4.m',
    evidence: { pathLenConstraint: limit ?? 'absent', below },
  };
});
