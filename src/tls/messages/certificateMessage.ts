// Certificate, RFC 5246 7.4.2 (server) and 7.4.6 (client, where the list may be empty).
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { atLeastOne, readOpaque, writeOpaque } from './opaque.ts';
import type { CertificateMessage } from './types.ts';

export function readCertificateMessage(reader: Reader): CertificateMessage {
  const chain = reader.vector(
    3,
    'certificate.list',
    (list) => list.list(() => readOpaque(list, 3, 'certificate.list.entry', atLeastOne(3))),
    (entries) => String(entries.length),
  );
  return { type: 'Certificate', chain };
}

export function writeCertificateMessage(writer: Writer, message: CertificateMessage): void {
  writer.vector(
    3,
    'certificate.list',
    () => {
      for (const der of message.chain) writeOpaque(writer, 3, der, 'certificate.list.entry', atLeastOne(3));
    },
    String(message.chain.length),
  );
}
