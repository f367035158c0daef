// Makes OCSP requests, RFC 6960 4.1. They are not signed, as is customary.

import { sequence, tagged } from '../../asn1/derWriter.ts';
import type { Span } from '../../bytes/span.ts';
import { encodeExtensions } from '../x509/extensionSpec.ts';
import { type CertId, decodeOcspRequest } from './ocsp.ts';

/** `nonce` of 1 to 32 bytes (RFC 8954 2.1), or null to send none. */
export function encodeOcspRequest(request: {
  readonly certIds: readonly CertId[];
  readonly nonce: Uint8Array | null;
}): { bytes: Uint8Array; spans: readonly Span[] } {
  const extensions =
    request.nonce === null
      ? []
      : [tagged(2, encodeExtensions([{ type: 'ocspNonce', critical: false, nonce: request.nonce }]))];
  const requestList = sequence(...request.certIds.map((certId) => sequence(certId.der)));
  const bytes = sequence(sequence(requestList, ...extensions));
  // The decoder is the one source of spans.
  const decoded = decodeOcspRequest(bytes);
  if (!decoded.ok) throw decoded.error;
  return { bytes, spans: decoded.value.spans };
}
