// CertificateRequest, RFC 5246 7.4.4.

import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { certificateTypeName } from '../codePoints/parameters.ts';
import { schemeName } from '../codePoints/signatureSchemes.ts';
import {
  atLeastOne,
  numberList,
  type OpaqueList,
  readNumbers,
  readOpaques,
  writeNumbers,
  writeOpaques,
} from './opaque.ts';
import type { CertificateRequest } from './types.ts';

export function readCertificateRequest(reader: Reader): CertificateRequest {
  return {
    type: 'CertificateRequest',
    certificateTypes: readNumbers(reader, TYPE_LIST),
    schemes: readNumbers(reader, SCHEME_LIST),
    authorities: readOpaques(reader, AUTHORITIES),
  };
}

export function writeCertificateRequest(writer: Writer, request: CertificateRequest): void {
  writeNumbers(writer, TYPE_LIST, request.certificateTypes);
  writeNumbers(writer, SCHEME_LIST, request.schemes);
  writeOpaques(writer, AUTHORITIES, request.authorities);
}

const AUTHORITIES: OpaqueList = {
  prefix: 2,
  field: 'certificateRequest.authorities',
  item: 'certificateRequest.authorities.name',
  itemPrefix: 2,
  itemBounds: atLeastOne(2),
};
const TYPE_LIST = numberList(
  1,
  1,
  'certificateRequest.certificateTypes',
  'certificateRequest.certificateTypes.type',
  certificateTypeName,
);
/** `<2..2^16-2>`: the RFC's text lacks the lower bound, its erratum and 7.4.1.4.1 have it. */
const SCHEME_LIST = numberList(
  2,
  2,
  'certificateRequest.signatureAlgorithms',
  'certificateRequest.signatureAlgorithms.scheme',
  schemeName,
);
