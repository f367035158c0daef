// leaf.notCA: a server's certificate can't be used to issue others (CA/Browser Forum BR 7.1.2.7). RFC 5280 allows it.
import { extensionOf } from '../x509/certificate.ts';
import { issuanceRule } from './check.ts';

export const leafNotCa = issuanceRule('leaf.notCA', 'br.7.1.2', ['web'], (certificate, index) => {
  if (index > 0) return null;
  const cA = extensionOf(certificate, 'basicConstraints')?.ca === true;
  const keyCertSign = extensionOf(certificate, 'keyUsage')?.usages.has('keyCertSign') === true;
  return cA || keyCertSign ? { cA: String(cA), keyCertSign: String(keyCertSign) } : null;
});
