// The part that a certificate plays, by its own words.
import { type Certificate, extensionOf, isSelfIssued } from './certificate.ts';

export type Role = 'root' | 'intermediate' | 'leaf';

/** Old roots of version 1 can't say that they are CAs; they are told by their names. */
export function roleOf(certificate: Certificate): Role {
  const ca =
    extensionOf(certificate, 'basicConstraints')?.ca ?? (certificate.version === 1 && isSelfIssued(certificate));
  if (!ca) return 'leaf';
  return isSelfIssued(certificate) ? 'root' : 'intermediate';
}
