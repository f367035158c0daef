// ca.keyCertSign: where an issuer's keyUsage is given, it allows to sign certificates (RFC 5280 6.1.4(n)).
import { extensionOf } from '../x509/certificate.ts';
import { forEachCertificate, verdict } from './check.ts';

export const caKeyCertSign = forEachCertificate(1, (certificate, index) => {
  const keyUsage = extensionOf(certificate, 'keyUsage');
  return {
    certificate: index,
    check: 'ca.keyCertSign',
    result: verdict(keyUsage === null || keyUsage.usages.has('keyCertSign')),
    reference: 'pkix.6.1.4.n',
    evidence: { keyUsage: keyUsage === null ? 'absent' : [...keyUsage.usages].join(', ') || 'none' },
  };
});
