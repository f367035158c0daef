// chain.nameChaining: the issuer that a certificate names is the subject of the next one (RFC 5280 6.1.3(a)(4)).
import { sameName } from '../name.ts';
import { isAnchorAt, issuerAt } from '../path/request.ts';
import { forEachCertificate, verdict } from './check.ts';

export const chainNameChaining = forEachCertificate(0, (certificate, index, path) => {
  if (isAnchorAt(path, index)) return null;
  const head = { certificate: index, check: 'chain.nameChaining', reference: 'pkix.6.1.3.a.4' } as const;
  const issuer = issuerAt(path, index);
  if (issuer === null) return { ...head, result: 'not-reached', evidence: { issuer: certificate.issuer.text } };
  return {
    ...head,
    result: verdict(sameName(certificate.issuer, issuer.subject)),
    evidence: { issuer: certificate.issuer.text, subject: issuer.subject.text },
  };
});
