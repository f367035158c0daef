// Whether a certificate is self-signed: self-issued, and signed with its own key (RFC 5280 3.2). Equal names alone are
// not enough: a CA may issue for its own name, and a CA that renews its key does.
import { equalBytes } from '../../bytes/hex.ts';
import { type Certificate, extensionOf, isSelfIssued } from '../x509/certificate.ts';
import { signedBy } from './signedBy.ts';

/** Where the signature is of a kind that can't be verified here, the key identifiers decide. */
export function isSelfSigned(certificate: Certificate): boolean {
  if (!isSelfIssued(certificate) || namesOtherKey(certificate)) return false;
  const verdict = signedBy(certificate, certificate);
  return verdict === 'valid' || verdict === 'unsupported-algorithm' || verdict === 'unsupported-key';
}

/** Its key identifiers say that another key signed it. */
export function namesOtherKey(certificate: Certificate): boolean {
  const authority = extensionOf(certificate, 'authorityKeyIdentifier')?.keyId ?? null;
  const own = extensionOf(certificate, 'subjectKeyIdentifier')?.id ?? null;
  return authority !== null && own !== null && !equalBytes(authority, own);
}

/** Self-issued, signed with another key, and without key identifiers: the issuer is another CA of the same name. */
export function isIssuedByNamesake(certificate: Certificate): boolean {
  const known =
    extensionOf(certificate, 'authorityKeyIdentifier')?.keyId != null &&
    extensionOf(certificate, 'subjectKeyIdentifier')?.id != null;
  return isSelfIssued(certificate) && !known && !isSelfSigned(certificate);
}
