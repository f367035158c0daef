// Certificate with its context and the extensions of each entry (RFC 9846 4.5.1), and CertificateRequest (4.4.2).
import type { Reader } from '../../../bytes/reader.ts';
import type { Writer } from '../../../bytes/writer.ts';
import { atLeastOne, readOpaque, upTo, writeOpaque } from '../../messages/opaque.ts';
import { readExtensions13, writeExtensions13 } from './extensions.ts';
import type { Certificate13, CertificateEntry, CertificateRequest13 } from './types.ts';

export function readCertificate13(reader: Reader): Certificate13 {
  const context = readOpaque(reader, 1, 'certificate.context', upTo(1));
  const entries = reader.vector(
    3,
    LIST,
    (list) => list.list(() => list.group(ENTRY, readEntry)),
    (all) => String(all.length),
  );
  return { type: 'Certificate', context, entries };
}

export function writeCertificate13(writer: Writer, { context, entries }: Certificate13): void {
  writeOpaque(writer, 1, context, 'certificate.context', upTo(1));
  writer.vector(
    3,
    LIST,
    () => {
      for (const { certificate, extensions } of entries) {
        writer.group(ENTRY, () => {
          writeOpaque(writer, 3, certificate, DATA, atLeastOne(3));
          writeExtensions13(writer, 'certificate', EXTENSIONS, extensions);
        });
      }
    },
    String(entries.length),
  );
}

function readEntry(reader: Reader): CertificateEntry {
  return {
    certificate: readOpaque(reader, 3, DATA, atLeastOne(3)),
    extensions: readExtensions13(reader, 'certificate', EXTENSIONS),
  };
}

export function readCertificateRequest13(reader: Reader): CertificateRequest13 {
  return {
    type: 'CertificateRequest',
    context: readOpaque(reader, 1, 'certificateRequest.context', upTo(1)),
    extensions: readExtensions13(reader, 'certificateRequest', 'certificateRequest.extensions'),
  };
}

export function writeCertificateRequest13(writer: Writer, { context, extensions }: CertificateRequest13): void {
  writeOpaque(writer, 1, context, 'certificateRequest.context', upTo(1));
  writeExtensions13(writer, 'certificateRequest', 'certificateRequest.extensions', extensions);
}

const LIST = 'certificate.list';
const ENTRY = 'certificate.list.item';
const DATA = 'certificate.list.entry';
const EXTENSIONS = 'certificate.list.extensions';
