// A certificate as a recording keeps it: its DER, and what one calls it by.
import { toHex } from '../../bytes/hex.ts';
import { decodeCertificate } from '../../pki/x509/certificate.ts';
import type { CertificateRecord } from './recording.ts';

/** Bytes that are no certificate are kept too, without a subject. */
export function certificateRecord(der: Uint8Array): CertificateRecord {
  const decoded = decodeCertificate(der);
  if (!decoded.ok) return { der: toHex(der), subject: '', role: 'leaf' };
  const { subject, issuer, extensions } = decoded.value;
  const ca = extensions.some((extension) => extension.type === 'basicConstraints' && extension.ca);
  const role = !ca ? 'leaf' : subject.text === issuer.text ? 'root' : 'intermediate';
  return { der: toHex(der), subject: subject.text, role };
}
