// status_request in a Certificate, RFC 9846 4.5.1.1: the OCSP response, stapled to the entry that it speaks of.
import type { Reader } from '../../../bytes/reader.ts';
import type { Writer } from '../../../bytes/writer.ts';
import { STATUS_OCSP } from '../../messages/certificateStatus.ts';
import { statusTypeName } from '../../messages/codePoints.ts';
import { atLeastOne, readOpaque, writeOpaque } from '../../messages/opaque.ts';

/** DER of the OCSPResponse. */
export function readOcspStatus(data: Reader): Uint8Array {
  const type = data.u8(TYPE, statusTypeName);
  if (type !== STATUS_OCSP) data.fail(TYPE, `status type ${type}, ocsp (1) wanted`);
  return readOpaque(data, 3, RESPONSE, atLeastOne(3));
}

export function writeOcspStatus(writer: Writer, response: Uint8Array): void {
  writer.u8(STATUS_OCSP, TYPE, statusTypeName(STATUS_OCSP));
  writeOpaque(writer, 3, response, RESPONSE, atLeastOne(3));
}

const TYPE = 'extension.status_request.statusType';
const RESPONSE = 'extension.status_request.response';
