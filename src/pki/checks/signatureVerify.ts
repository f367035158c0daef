// signature.verify: the signature was made with the key in the next certificate (RFC 5280 6.1.3(a)(1)).
// A trust anchor's signature proves nothing to who trusts it already; all that is looked at is that it names one algorithm.

import { isAnchorAt, issuerAt } from '../path/request.ts';
import { signedBy } from '../path/signedBy.ts';
import { sameAlgorithm } from '../x509/algorithm.ts';
import { forEachCertificate, profileOf, verdict } from './check.ts';

export const signatureVerify = forEachCertificate(0, (certificate, index, path, request) => {
  const head = { certificate: index, check: 'signature.verify', reference: 'pkix.6.1.3.a.1' } as const;
  const algorithm = certificate.signatureAlgorithm.name;
  if (isAnchorAt(path, index)) {
    const isOne = sameAlgorithm(certificate.signatureAlgorithm, certificate.tbsSignatureAlgorithm);
    if (isOne || profileOf(request) === 'path') return null;
    return { ...head, result: 'fail', evidence: { algorithm, signer: 'not checked', signature: 'algorithms-differ' } };
  }
  const issuer = issuerAt(path, index);
  if (issuer === null) return { ...head, result: 'not-reached', evidence: { algorithm } };
  const signature = signedBy(certificate, issuer);
  return {
    ...head,
    result: verdict(signature === 'valid'),
    evidence: { algorithm, signer: issuer.subject.text, signature },
  };
});
