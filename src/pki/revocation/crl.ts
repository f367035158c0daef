// Certificate revocation lists, RFC 5280 5, decoded with a span for each DER element. Decoding needs no cryptography.

import { context, integerHex, TAG } from '../../asn1/der.ts';
import { attempt, type Decoded } from '../../bytes/error.ts';
import type { Span } from '../../bytes/span.ts';
import { type PkiReader, readDer } from '../fields.ts';
import { readSignatureAlgorithm, type SignatureAlgorithm } from '../x509/algorithm.ts';
import { type Extension, findExtension, readExtensions } from '../x509/extension.ts';
import { decodeName, type Name, readName } from '../x509/name.ts';

export interface RevokedCertificate {
  /** As in `Certificate.serial`. */
  readonly serial: string;
  /** Whose certificate it is: the CRL's issuer, or in an indirect CRL the last certificateIssuer named (5.3.3). */
  readonly issuer: Name;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** 5.3.1; 0, unspecified, where none is given. */
  readonly reason: number;
  readonly extensions: readonly Extension[];
}

export interface Crl {
  readonly der: Uint8Array;
  readonly spans: readonly Span[];
  /** What the issuer signed. */
  readonly tbsBytes: Uint8Array;
  readonly version: 1 | 2;
  readonly issuer: Name;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  readonly revoked: readonly RevokedCertificate[];
  /** Whether the list of revoked certificates is there, and empty; 5.1.2.6 wants it absent then. */
  readonly hasEmptyList: boolean;
  readonly extensions: readonly Extension[];
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly tbsSignatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

/** CRLs of busy CAs are long: about a quarter of a million entries. */
const MAX_CRL_ELEMENTS = 1_000_000;

export const decodeCrl = (der: Uint8Array): Decoded<Crl> => attempt(() => parseCrl(der));

/** Throws DecodeError. */
export function parseCrl(der: Uint8Array): Crl {
  const { value, spans } = readDer(
    der,
    'crl',
    (reader) =>
      reader.sequence('crl', (outer) => {
        const start = outer.offset;
        const tbs = outer.sequence('crl.tbs', readTbs);
        const tbsBytes = outer.since(start);
        const signatureAlgorithm = readSignatureAlgorithm(outer, 'crl.signatureAlgorithm');
        const signature = outer.bitString('crl.signatureValue');
        if (signature.unusedBits > 0) outer.fail('crl.signatureValue', 'a signature is whole octets');
        return { ...tbs, tbsBytes, signatureAlgorithm, signature: signature.octets };
      }),
    MAX_CRL_ELEMENTS,
  );
  return { ...value, der, spans };
}

function readTbs(reader: PkiReader) {
  const version = reader.nextIs(TAG.integer) ? readVersion(reader) : 1;
  const tbsSignatureAlgorithm = readSignatureAlgorithm(reader, 'crl.tbs.signature');
  const issuer = readName(reader, 'crl.tbs.issuer');
  const thisUpdate = reader.time('crl.tbs.thisUpdate');
  const nextUpdate =
    reader.nextIs(TAG.utcTime) || reader.nextIs(TAG.generalizedTime) ? reader.time('crl.tbs.nextUpdate') : null;
  const hasList = reader.nextIs(TAG.sequence);
  const revoked = hasList
    ? reader.sequence('crl.tbs.revokedCertificates', (list) => readEntries(list, version, issuer))
    : [];
  const extensions = reader.nextIs(context(0, 'constructed')) ? readCrlExtensions(reader, version) : [];
  return {
    version,
    tbsSignatureAlgorithm,
    issuer,
    thisUpdate,
    nextUpdate,
    revoked,
    hasEmptyList: hasList && revoked.length === 0,
    extensions,
  };
}

/** RFC 5280 5.1.2.1: 1 stands for v2; version 1 has no such field. */
function readVersion(reader: PkiReader): 1 | 2 {
  const start = reader.offset;
  const number = reader.smallInteger('crl.tbs.version', (value) => `v${value + 1}`);
  return number === 1 ? 2 : reader.fail('crl.tbs.version', `there is no version ${number}`, start);
}

/** RFC 5280 5.1.2.7: version 2 only. */
function readCrlExtensions(reader: PkiReader, version: 1 | 2): Extension[] {
  if (version !== 2) reader.fail('crl.tbs.extensions', 'a version 1 CRL has no extensions');
  return reader.tagged(0, 'crl.tbs.extensions', readExtensions);
}

function readEntries(list: PkiReader, version: 1 | 2, crlIssuer: Name): RevokedCertificate[] {
  let issuer = crlIssuer;
  return list.list((one) =>
    one.sequence(
      'crl.entry',
      (entry) => {
        const serial = integerHex(entry.integer('crl.entry.userCertificate', integerHex));
        const at = entry.time('crl.entry.revocationDate');
        if (entry.hasMore && version !== 2) entry.fail('crl.entry', 'a version 1 CRL has no extensions');
        const extensions = entry.hasMore ? readExtensions(entry) : [];
        // 5.3.3: where no issuer is named, it is that of the entry before; of the first entry, the CRL's own.
        issuer = namedIssuer(extensions) ?? issuer;
        return { serial, issuer, at, reason: findExtension(extensions, 'crlReason')?.code ?? 0, extensions };
      },
      ({ serial }) => serial,
    ),
  );
}

function namedIssuer(extensions: readonly Extension[]): Name | null {
  const names = findExtension(extensions, 'certificateIssuer')?.names ?? [];
  const directory = names.find(({ type }) => type === 'dirName');
  return directory === undefined ? null : decodeName(directory.bytes);
}
