// cert.decode: the certificate is what its DER says it is, down to its key and its extensions (RFC 5280 4.1, 4.2).
// Reported where it is not.
import { forEachCertificate } from './check.ts';

export const certDecode = forEachCertificate(0, ({ flaws: [flaw] }, index) => {
  if (flaw === undefined) return null;
  const { field, offset, problem } = flaw;
  return {
    certificate: index,
    check: 'cert.decode',
    result: 'fail',
    reference: 'pkix.4.1',
    evidence: { field, offset, problem },
  };
});
