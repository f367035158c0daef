// signature.verify: the signature was made with the key in the next certificate (RFC 5280 6.1.3(a)(1)).
// A trust anchor's signature proves nothing to who trusts it already, and isn't looked at.
import { sameAlgorithm } from '../algorithm.ts';
import type { Certificate } from '../certificate.ts';
import { isAnchorAt, issuerAt } from '../path/request.ts';
import { verifySigned } from '../signature.ts';
import { forEachCertificate, verdict } from './check.ts';

export const signatureVerify = forEachCertificate(0, (certificate, index, path) => {
  if (isAnchorAt(path, index)) return null;
  const head = { certificate: index, check: 'signature.verify', reference: 'pkix.6.1.3.a.1' } as const;
  const algorithm = certificate.signatureAlgorithm.name;
  const issuer = issuerAt(path, index);
  if (issuer === null) return { ...head, result: 'not-reached', evidence: { algorithm } };
  const signature = judge(certificate, issuer);
  return {
    ...head,
    result: verdict(signature === 'valid'),
    evidence: { algorithm, signer: issuer.subject.text, signature },
  };
});

/** RFC 5280 4.1.1.2: the algorithm beside the signature must be the one that was signed. */
function judge(certificate: Certificate, issuer: Certificate) {
  const { signatureAlgorithm, tbsSignatureAlgorithm, tbsBytes, signature } = certificate;
  if (!sameAlgorithm(signatureAlgorithm, tbsSignatureAlgorithm)) return 'algorithms-differ';
  return verifySigned(issuer.spki, signatureAlgorithm, tbsBytes, signature);
}
