// aki.match: the key identifier that a certificate names is that of its issuer (RFC 5280 4.2.1.1, 4.2.1.2).
// Where one of them is absent, there is nothing to compare.
import { equalBytes, toHex } from '../../bytes/hex.ts';
import { isAnchorAt, issuerAt } from '../path/request.ts';
import { extensionOf } from '../x509/certificate.ts';
import { forEachCertificate, verdict } from './check.ts';

export const akiMatch = forEachCertificate(0, (certificate, index, path) => {
  const wanted = extensionOf(certificate, 'authorityKeyIdentifier')?.keyId ?? null;
  if (isAnchorAt(path, index) || wanted === null) return null;
  const head = { certificate: index, check: 'aki.match', reference: 'pkix.4.2.1.1' } as const;
  const authorityKeyIdentifier = toHex(wanted);
  const issuer = issuerAt(path, index);
  if (issuer === null) return { ...head, result: 'not-reached', evidence: { authorityKeyIdentifier } };
  const found = extensionOf(issuer, 'subjectKeyIdentifier')?.id ?? null;
  if (found === null) return null;
  return {
    ...head,
    result: verdict(equalBytes(wanted, found)),
    evidence: { authorityKeyIdentifier, subjectKeyIdentifier: toHex(found) },
  };
});
