// Certificate, RFC 5246 7.4.2 (server) and 7.4.6 (client, where the list may be empty).
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { atLeastOne, type OpaqueList, readOpaques, writeOpaques } from './opaque.ts';
import type { CertificateMessage } from './types.ts';

export const readCertificateMessage = (reader: Reader): CertificateMessage => ({
  type: 'Certificate',
  chain: readOpaques(reader, CHAIN),
});

export const writeCertificateMessage = (writer: Writer, { chain }: CertificateMessage): void =>
  writeOpaques(writer, CHAIN, chain);

const CHAIN: OpaqueList = {
  prefix: 3,
  field: 'certificate.list',
  item: 'certificate.list.entry',
  itemPrefix: 3,
  itemBounds: atLeastOne(3),
};
