// Certification requests, PKCS #10, RFC 2986 4, decoded with a span for each DER element.

import { context } from '../../asn1/der.ts';
import { OIDS } from '../../asn1/oids.ts';
import { attempt, type Decoded } from '../../bytes/error.ts';
import type { Span } from '../../bytes/span.ts';
import { type PkiReader, readDer } from '../fields.ts';
import {
  type PublicKeyInfo,
  readSignatureAlgorithm,
  readSubjectPublicKey,
  type SignatureAlgorithm,
} from '../x509/algorithm.ts';
import { type Extension, readExtensions } from '../x509/extension.ts';
import { type Name, readName } from '../x509/name.ts';

export interface CertificationRequest {
  readonly der: Uint8Array;
  readonly spans: readonly Span[];
  /** What the requester signed, to prove possession of the private key. */
  readonly infoBytes: Uint8Array;
  readonly subject: Name;
  readonly spki: Uint8Array;
  readonly publicKey: PublicKeyInfo;
  /** What extensionRequest (RFC 2985 5.4.2) asks for; empty without that attribute. */
  readonly extensions: readonly Extension[];
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

export const decodeRequest = (der: Uint8Array): Decoded<CertificationRequest> => attempt(() => parseRequest(der));

function parseRequest(der: Uint8Array): CertificationRequest {
  const { value, spans } = readDer(der, 'csr', (reader) =>
    reader.sequence('csr', (outer) => {
      const start = outer.offset;
      const info = outer.sequence('csr.info', readInfo);
      const infoBytes = outer.since(start);
      const signatureAlgorithm = readSignatureAlgorithm(outer, 'csr.signatureAlgorithm');
      const signature = outer.bitString('csr.signature').octets;
      return { ...info, infoBytes, signatureAlgorithm, signature };
    }),
  );
  return { ...value, der, spans };
}

function readInfo(reader: PkiReader) {
  const start = reader.offset;
  const version = reader.smallInteger('csr.info.version', (value) => `v${value + 1}`);
  if (version !== 0) reader.fail('csr.info.version', `there is no version ${version}`, start);
  const subject = readName(reader, 'csr.info.subject');
  const { info: publicKey, spki } = readSubjectPublicKey(reader, 'csr.info.subjectPublicKeyInfo');
  // The attributes are not optional in RFC 2986, but requests without any leave them out in practice.
  const extensions = reader.nextIs(context(0, 'constructed'))
    ? reader.tagged(0, 'csr.info.attributes', (inner) => inner.list(readAttribute)).flat()
    : [];
  return { subject, publicKey, spki, extensions };
}

function readAttribute(reader: PkiReader): Extension[] {
  return reader.sequence('csr.attribute', (inner) => {
    const type = inner.oid('csr.attribute.type');
    return inner.set('csr.attribute.values', (values): Extension[] => {
      if (type === OIDS.extensionRequest) return readExtensions(values);
      values.list((value) => value.any());
      return [];
    });
  });
}
