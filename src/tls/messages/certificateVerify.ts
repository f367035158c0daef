// CertificateVerify, RFC 5246 7.4.8: the struct DigitallySigned of 4.7.

import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { schemeName } from '../codePoints/signatureSchemes.ts';
import { readOpaque, upTo, writeOpaque } from './opaque.ts';
import type { CertificateVerify } from './types.ts';

export function readCertificateVerify(reader: Reader): CertificateVerify {
  return {
    type: 'CertificateVerify',
    scheme: reader.u16('certificateVerify.algorithm', schemeName),
    signature: readOpaque(reader, 2, 'certificateVerify.signature', upTo(2)),
  };
}

export function writeCertificateVerify(writer: Writer, message: CertificateVerify): void {
  writer.u16(message.scheme, 'certificateVerify.algorithm', schemeName(message.scheme));
  writeOpaque(writer, 2, message.signature, 'certificateVerify.signature', upTo(2));
}
