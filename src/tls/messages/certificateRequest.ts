// CertificateRequest, RFC 5246 7.4.4.
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { certificateTypeName, schemeName } from './codePoints.ts';
import { atLeastOne, readNumbers, readOpaque, writeNumbers, writeOpaque } from './opaque.ts';
import type { CertificateRequest } from './types.ts';

export function readCertificateRequest(reader: Reader): CertificateRequest {
  return {
    type: 'CertificateRequest',
    certificateTypes: readNumbers(reader, TYPE_LIST),
    schemes: readNumbers(reader, SCHEME_LIST),
    authorities: reader.vector(
      2,
      AUTHORITIES,
      (list) => list.list(() => readOpaque(list, 2, AUTHORITY, atLeastOne(2))),
      (names) => String(names.length),
    ),
  };
}

export function writeCertificateRequest(writer: Writer, request: CertificateRequest): void {
  writeNumbers(writer, TYPE_LIST, request.certificateTypes);
  writeNumbers(writer, SCHEME_LIST, request.schemes);
  writer.vector(
    2,
    AUTHORITIES,
    () => {
      for (const name of request.authorities) writeOpaque(writer, 2, name, AUTHORITY, atLeastOne(2));
    },
    String(request.authorities.length),
  );
}

const AUTHORITIES = 'certificateRequest.authorities';
const AUTHORITY = 'certificateRequest.authorities.name';

const TYPE_LIST = {
  prefix: 1,
  width: 1,
  field: 'certificateRequest.certificateTypes',
  item: 'certificateRequest.certificateTypes.type',
  bounds: { min: 1, max: 2 ** 8 - 1 },
  show: certificateTypeName,
} as const;

/** `<2..2^16-2>`: the RFC's text lacks the lower bound, its erratum and 7.4.1.4.1 have it. */
const SCHEME_LIST = {
  prefix: 2,
  width: 2,
  field: 'certificateRequest.signatureAlgorithms',
  item: 'certificateRequest.signatureAlgorithms.scheme',
  bounds: { min: 2, max: 2 ** 16 - 2 },
  show: schemeName,
} as const;
