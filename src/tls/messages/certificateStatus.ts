// CertificateStatus, RFC 6066 8: the server's OCSP response, behind its Certificate.
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { statusTypeName } from './codePoints.ts';
import { atLeastOne, readOpaque, writeOpaque } from './opaque.ts';
import type { CertificateStatus } from './types.ts';

/** CertificateStatusType ocsp, the only one of TLS 1.2. */
export const STATUS_OCSP = 1;

export function readCertificateStatus(reader: Reader): CertificateStatus {
  const code = reader.u8(STATUS_TYPE, statusTypeName);
  if (code !== STATUS_OCSP) reader.fail(STATUS_TYPE, `status type ${code}, ocsp (1) wanted`);
  return { type: 'CertificateStatus', response: readOpaque(reader, 3, RESPONSE, atLeastOne(3)) };
}

export function writeCertificateStatus(writer: Writer, { response }: CertificateStatus): void {
  writer.u8(STATUS_OCSP, STATUS_TYPE, statusTypeName(STATUS_OCSP));
  writeOpaque(writer, 3, response, RESPONSE, atLeastOne(3));
}

const STATUS_TYPE = 'certificateStatus.statusType';
const RESPONSE = 'certificateStatus.response';
