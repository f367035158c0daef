// ca.basicConstraints: who signs certificates is marked as a CA (RFC 5280 6.1.4(k)).

import { isAnchorAt } from '../path/request.ts';
import { extensionOf } from '../x509/certificate.ts';
import { forEachCertificate, verdict } from './check.ts';

export const caBasicConstraints = forEachCertificate(1, (certificate, index, path) => {
  const head = { certificate: index, check: 'ca.basicConstraints', reference: 'pkix.6.1.4.k' } as const;
  const constraints = extensionOf(certificate, 'basicConstraints');
  if (constraints === null && certificate.version < 3) {
    // A certificate without extensions can't say that it is a CA's: somebody must know by other means, as who trusts it does.
    const evidence = { version: certificate.version, cA: 'absent' };
    return { ...head, result: verdict(isAnchorAt(path, index)), evidence };
  }
  const cA = constraints === null ? 'absent' : constraints.ca ? 'TRUE' : 'FALSE';
  return { ...head, result: verdict(cA === 'TRUE'), evidence: { cA } };
});
