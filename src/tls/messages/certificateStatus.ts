// CertificateStatus, RFC 6066 8: the server's OCSP response, behind its Certificate. TLS 1.3 has the same structure in the
// extension of a certificate (RFC 9846 4.5.1.1).

import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { STATUS_TYPES, statusTypeName } from '../codePoints/parameters.ts';
import { atLeastOne, readOpaque, writeOpaque } from './opaque.ts';

/** Where it stands: the beginning of its fields. */
type Place = 'certificateStatus' | 'extension.status_request';

/** DER of the OCSPResponse. */
export function readOcspStatus(reader: Reader, place: Place): Uint8Array {
  const field = `${place}.statusType`;
  const code = reader.u8(field, statusTypeName);
  if (code !== STATUS_TYPES.ocsp) reader.fail(field, `status type ${code}, ocsp (1) wanted`);
  return readOpaque(reader, 3, `${place}.response`, atLeastOne(3));
}

export function writeOcspStatus(writer: Writer, place: Place, response: Uint8Array): void {
  writer.u8(STATUS_TYPES.ocsp, `${place}.statusType`, statusTypeName(STATUS_TYPES.ocsp));
  writeOpaque(writer, 3, response, `${place}.response`, atLeastOne(3));
}
