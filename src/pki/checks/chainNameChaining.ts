// chain.nameChaining: the issuer that a certificate names is the subject of the next one (RFC 5280 6.1.3(a)(4)).

import { isAnchorAt, issuerAt } from '../path/request.ts';
import { type Name, sameName } from '../x509/name.ts';
import { forEachCertificate, verdict } from './check.ts';

export const chainNameChaining = forEachCertificate(0, (certificate, index, path) => {
  if (isAnchorAt(path, index)) return null;
  const head = { certificate: index, check: 'chain.nameChaining', reference: 'pkix.6.1.3.a.4' } as const;
  const issuer = issuerAt(path, index);
  if (issuer === null) return { ...head, result: 'not-reached', evidence: { issuer: certificate.issuer.text } };
  const evidence = { issuer: certificate.issuer.text, subject: issuer.subject.text };
  if (!sameName(certificate.issuer, issuer.subject)) return { ...head, result: verdict(false), evidence };
  const [one, other] = [encodingsOf(certificate.issuer), encodingsOf(issuer.subject)];
  // RFC 5280 7.1 lets them match; programs that compare octet by octet find no issuer here.
  const differing = one === other ? {} : { issuerEncoding: one, subjectEncoding: other };
  return { ...head, result: verdict(true), evidence: { ...evidence, ...differing } };
});

/** The string types of a name, such as `PrintableString, UTF8String`. */
const encodingsOf = ({ rdns }: Name): string =>
  rdns
    .flat()
    .map(({ encoding }) => encoding)
    .join(', ');
