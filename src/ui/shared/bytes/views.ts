// The byte strings that a message can be looked at as: on the wire, decrypted, inside; certificates opened up.
import { fromHex } from '../../../bytes/hex.ts';
import { type Span, shiftSpans } from '../../../bytes/span.ts';
import type { CertificateRecord, Fingerprint, Hex, Message } from '../../../lab/recording/recording.ts';
import { decodeOcspResponse } from '../../../pki/revocation/ocsp.ts';
import { decodeCertificate } from '../../../pki/x509/certificate.ts';

export type ViewId = 'wire' | 'decrypted' | 'inside';

export interface ByteView {
  readonly id: ViewId;
  readonly hex: Hex;
  readonly spans: readonly Span[];
}

type Certificates = Readonly<Record<Fingerprint, CertificateRecord>>;

export function byteViews(message: Message, certificates: Certificates): ByteView[] {
  const open = (hex: Hex, spans: readonly Span[]) => openCertificates(hex, spans, message.certificates, certificates);
  const views: ByteView[] = [{ id: 'wire', hex: message.wire, spans: open(message.wire, message.wireSpans) }];
  if (message.plaintext !== null) {
    views.push({ id: 'decrypted', hex: message.plaintext, spans: open(message.plaintext, message.plaintextSpans) });
  }
  if (message.sealed !== null) {
    views.push({ id: 'inside', hex: message.sealed.bytes, spans: message.sealed.spans });
  }
  return views;
}

/** Opens a stapled OCSP response, and gives each field that is exactly a carried certificate its subject as value, and the certificate's elements as children. */
function openCertificates(
  hex: Hex,
  spans: readonly Span[],
  carried: readonly Fingerprint[],
  certificates: Certificates,
): readonly Span[] {
  const records = new Map<Hex, CertificateRecord>();
  for (const fingerprint of carried) {
    const record = certificates[fingerprint];
    if (record !== undefined) records.set(record.der, record);
  }
  const visit = (span: Span): Span => {
    if (span.children.length > 0) return { ...span, children: span.children.map(visit) };
    if (span.field === 'certificateStatus.response.bytes') return openResponse(hex, span);
    const record = records.get(hex.slice(2 * span.start, 2 * span.end));
    if (record === undefined) return span;
    // The outermost element is as long as the field itself: its children are the field's.
    const children = certificateSpans(record.der).flatMap((outermost) => outermost.children);
    return { ...span, value: record.subject, children: shiftSpans(children, span.start) };
  };
  return spans.map(visit);
}

/** The stapled OCSP response, opened up likewise. */
function openResponse(hex: Hex, span: Span): Span {
  const decoded = decodeOcspResponse(fromHex(hex.slice(2 * span.start, 2 * span.end)));
  const children = decoded.ok ? decoded.value.spans.flatMap((outermost) => outermost.children) : [];
  return { ...span, children: shiftSpans(children, span.start) };
}

/** The DER elements of a certificate; none where they can't be read. */
export function certificateSpans(der: Hex): readonly Span[] {
  const decoded = decodeCertificate(fromHex(der));
  return decoded.ok ? decoded.value.spans : [];
}
