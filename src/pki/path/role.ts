// The part that a certificate plays, by its own words.

import { type Certificate, extensionOf } from '../x509/certificate.ts';
import { isSelfSigned } from './selfSigned.ts';

export type Role = 'root' | 'intermediate' | 'leaf';

/** Old roots of version 1 can't say that they are CAs; they are told by their signature (RFC 5280 3.2). */
export function roleOf(certificate: Certificate): Role {
  const isOwn = isSelfSigned(certificate);
  const ca = extensionOf(certificate, 'basicConstraints')?.ca ?? (certificate.version === 1 && isOwn);
  if (!ca) return 'leaf';
  return isOwn ? 'root' : 'intermediate';
}
