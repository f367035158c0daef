// The byte strings that a message can be looked at as: on the wire, decrypted, inside; certificates opened up.
import type { Span } from '../../../bytes/span.ts';
import { shiftSpans } from '../../../bytes/span.ts';
import { fromHex } from '../../../bytes/hex.ts';
import type { CertificateRecord, Fingerprint, Hex, Message } from '../../../lab/recording.ts';
import { decodeCertificate } from '../../../pki/certificate.ts';

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

/** Gives each field that is exactly a carried certificate the elements of that certificate as its children. */
function openCertificates(
  hex: Hex,
  spans: readonly Span[],
  carried: readonly Fingerprint[],
  certificates: Certificates,
): readonly Span[] {
  const ders = new Set(carried.flatMap((fingerprint) => certificates[fingerprint]?.der ?? []));
  if (ders.size === 0) return spans;
  const visit = (span: Span): Span => {
    if (span.children.length > 0) return { ...span, children: span.children.map(visit) };
    const der = hex.slice(2 * span.start, 2 * span.end);
    return ders.has(der) ? { ...span, children: shiftSpans(certificateSpans(der), span.start) } : span;
  };
  return spans.map(visit);
}

/** The DER elements of a certificate; one unopened field where they can't be read. */
export function certificateSpans(der: Hex): readonly Span[] {
  const decoded = decodeCertificate(fromHex(der));
  return decoded.ok ? decoded.value.spans : [];
}
