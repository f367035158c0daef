// OCSP requests and responses, RFC 6960 4, decoded with a span for each DER element. Decoding needs no cryptography.

import { context, integerHex } from '../../asn1/der.ts';
import { OIDS } from '../../asn1/oids.ts';
import { isoTime } from '../../asn1/time.ts';
import { attempt, type Decoded } from '../../bytes/error.ts';
import { equalBytes, toHex } from '../../bytes/hex.ts';
import type { Span } from '../../bytes/span.ts';
import { type PkiField, type PkiReader, readDer } from '../fields.ts';
import { type Algorithm, readAlgorithm, readSignatureAlgorithm, type SignatureAlgorithm } from '../x509/algorithm.ts';
import { type Certificate, parseCertificate } from '../x509/certificate.ts';
import { type Extension, findExtension, readExtensions } from '../x509/extension.ts';
import { readGeneralName } from '../x509/generalName.ts';
import { type Name, readName } from '../x509/name.ts';

/** Which certificate is meant: RFC 6960 4.1.1. */
export interface CertId {
  readonly der: Uint8Array;
  readonly hashAlgorithm: Algorithm;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** As in `Certificate.serial`. */
  readonly serial: string;
}

export interface OcspRequest {
  readonly der: Uint8Array;
  readonly spans: readonly Span[];
  readonly certIds: readonly CertId[];
  readonly nonce: Uint8Array | null;
}

/** RFC 5280 5.3.1, by code; 7 is not used. */
export const CRL_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const;
export type CrlReason = keyof typeof CRL_REASONS;

export type CertStatus =
  | 'good'
  | 'unknown'
  /** `at` in milliseconds since 1970; `reason` null where none is given. */
  | { readonly revoked: { readonly at: number; readonly reason: CrlReason | null } };

export interface SingleResponse {
  readonly certId: CertId;
  readonly status: CertStatus;
  readonly thisUpdate: number;
  readonly nextUpdate: number | null;
  readonly extensions: readonly Extension[];
}

export type ResponderId =
  | { readonly type: 'byName'; readonly name: Name }
  /** SHA-1 of the responder's public key, 20 bytes. */
  | { readonly type: 'byKey'; readonly keyHash: Uint8Array };

export interface BasicOcspResponse {
  /** What the responder signed. */
  readonly tbsBytes: Uint8Array;
  readonly responderId: ResponderId;
  readonly producedAt: number;
  readonly responses: readonly SingleResponse[];
  readonly extensions: readonly Extension[];
  readonly nonce: Uint8Array | null;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly certs: readonly Certificate[];
}

/** RFC 6960 4.2.1, by code; 4 is not used. */
export const OCSP_STATUSES = {
  successful: 0,
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const;
export type OcspResponseStatus = keyof typeof OCSP_STATUSES;
export type OcspErrorStatus = Exclude<OcspResponseStatus, 'successful'>;

export type OcspResponse = { readonly der: Uint8Array; readonly spans: readonly Span[] } & (
  | { readonly status: 'successful'; readonly basic: BasicOcspResponse }
  | { readonly status: OcspErrorStatus }
);

export const sameCertId = (a: CertId, b: CertId): boolean =>
  a.hashAlgorithm.oid === b.hashAlgorithm.oid &&
  a.serial === b.serial &&
  equalBytes(a.issuerNameHash, b.issuerNameHash) &&
  equalBytes(a.issuerKeyHash, b.issuerKeyHash);

export const decodeOcspRequest = (der: Uint8Array): Decoded<OcspRequest> => attempt(() => parseRequest(der));
export const decodeOcspResponse = (der: Uint8Array): Decoded<OcspResponse> => attempt(() => parseResponse(der));
/** One CertID by itself. */
export const parseCertId = (der: Uint8Array): CertId => readDer(der, 'certId', readCertId).value;

/** RFC 6960 4.1.1. */
function parseRequest(der: Uint8Array): OcspRequest {
  const { value, spans } = readDer(der, 'ocspRequest', (reader) =>
    reader.sequence('ocspRequest', (outer) => {
      const tbs = outer.sequence('ocspRequest.tbs', (inner) => {
        readVersion(inner, 'ocspRequest.version', 'ocspRequest.version.number');
        if (inner.nextIs(context(1, 'constructed'))) inner.tagged(1, 'ocspRequest.requestorName', readGeneralName);
        const certIds = inner.sequence('ocspRequest.requestList', (list) => list.list(readSingleRequest));
        return { certIds, nonce: nonceOf(readOptionalExtensions(inner, 2, 'ocspRequest.extensions')) };
      });
      if (outer.nextIs(context(0, 'constructed'))) outer.any('ocspRequest.signature');
      return tbs;
    }),
  );
  return { ...value, der, spans };
}

function readSingleRequest(reader: PkiReader): CertId {
  return reader.sequence('ocspRequest.request', (inner) => {
    const certId = readCertId(inner);
    readOptionalExtensions(inner, 0, 'ocspRequest.singleExtensions');
    return certId;
  });
}

function readCertId(reader: PkiReader): CertId {
  const start = reader.offset;
  const certId = reader.sequence(
    'certId',
    (inner) => ({
      hashAlgorithm: readAlgorithm(inner, 'certId.hashAlgorithm'),
      issuerNameHash: inner.octetString('certId.issuerNameHash'),
      issuerKeyHash: inner.octetString('certId.issuerKeyHash'),
      serial: integerHex(inner.integer('certId.serialNumber', integerHex)),
    }),
    ({ serial }) => serial,
  );
  return { ...certId, der: reader.since(start) };
}

/** RFC 6960 4.2.1. */
function parseResponse(der: Uint8Array): OcspResponse {
  const { value, spans } = readDer(der, 'ocspResponse', (reader) =>
    reader.sequence('ocspResponse', (outer) => {
      const start = outer.offset;
      const code = outer.enumerated('ocspResponse.responseStatus', (n) => `${statusOf(n) ?? 'unassigned'} (${n})`);
      const status = statusOf(code) ?? outer.fail('ocspResponse.responseStatus', `there is no status ${code}`, start);
      if (status !== 'successful') return { status };
      const basic = outer.tagged(0, 'ocspResponse.responseBytes', (bytes) =>
        bytes.sequence('ocspResponse.responseBytes.content', (inner) => {
          const typeStart = inner.offset;
          const type = inner.oid('ocspResponse.responseType');
          if (type !== OIDS['ocsp-basic']) {
            inner.fail('ocspResponse.responseType', `${type} is not id-pkix-ocsp-basic`, typeStart);
          }
          return inner.octetStringOf('ocspResponse.response', readBasic);
        }),
      );
      return { status, basic };
    }),
  );
  return { ...value, der, spans };
}

function readBasic(reader: PkiReader): BasicOcspResponse {
  return reader.sequence('basicOcsp', (outer) => {
    const start = outer.offset;
    const tbs = outer.sequence('basicOcsp.tbs', readResponseData);
    const tbsBytes = outer.since(start);
    const signatureAlgorithm = readSignatureAlgorithm(outer, 'basicOcsp.signatureAlgorithm');
    const signature = outer.bitString('basicOcsp.signature').octets;
    const certs = outer.nextIs(context(0, 'constructed'))
      ? outer.tagged(0, 'basicOcsp.certs', (inner) =>
          inner.sequence('basicOcsp.certs.list', (list) =>
            list.list((r) => r.embedded('certificate', parseCertificate)),
          ),
        )
      : [];
    return { ...tbs, tbsBytes, signatureAlgorithm, signature, certs };
  });
}

function readResponseData(reader: PkiReader) {
  readVersion(reader, 'basicOcsp.version', 'basicOcsp.version.number');
  const responderId = readResponderId(reader);
  const producedAt = reader.generalizedTime('basicOcsp.producedAt');
  const responses = reader.sequence('basicOcsp.responses', (list) => list.list(readSingleResponse));
  const extensions = readOptionalExtensions(reader, 1, 'basicOcsp.extensions');
  return { responderId, producedAt, responses, extensions, nonce: nonceOf(extensions) };
}

function readResponderId(reader: PkiReader): ResponderId {
  if (reader.nextIs(context(1, 'constructed'))) {
    return {
      type: 'byName',
      name: reader.tagged(
        1,
        'basicOcsp.responderByName',
        (inner) => readName(inner, 'name'),
        (name) => name.text,
      ),
    };
  }
  const keyHash = reader.tagged(2, 'basicOcsp.responderByKey', (inner) =>
    inner.octetString('basicOcsp.responderByKey.hash'),
  );
  return { type: 'byKey', keyHash };
}

function readSingleResponse(reader: PkiReader): SingleResponse {
  return reader.sequence('singleResponse', (inner) => ({
    certId: readCertId(inner),
    status: readStatus(inner),
    thisUpdate: inner.generalizedTime('singleResponse.thisUpdate'),
    nextUpdate: inner.nextIs(context(0, 'constructed'))
      ? inner.tagged(
          0,
          'singleResponse.nextUpdate',
          (r) => r.generalizedTime('singleResponse.nextUpdate.time'),
          isoTime,
        )
      : null,
    extensions: readOptionalExtensions(inner, 1, 'singleResponse.extensions'),
  }));
}

function readStatus(reader: PkiReader): CertStatus {
  for (const [n, field, status] of [
    [0, 'singleResponse.good', 'good'],
    [2, 'singleResponse.unknown', 'unknown'],
  ] as const) {
    if (!reader.nextIs(context(n, 'primitive'))) continue;
    reader.primitive(
      context(n, 'primitive'),
      field,
      (content) => (content.length === 0 ? true : null),
      () => status,
    );
    return status;
  }
  const revoked = reader.tagged(
    1,
    'singleResponse.revoked',
    (inner) => ({
      at: inner.generalizedTime('singleResponse.revocationTime'),
      reason: inner.nextIs(context(0, 'constructed'))
        ? inner.tagged(0, 'singleResponse.revocationReason', readReason, String)
        : null,
    }),
    () => 'revoked',
  );
  return { revoked };
}

function readReason(reader: PkiReader): CrlReason {
  const start = reader.offset;
  const code = reader.enumerated(
    'singleResponse.revocationReason.code',
    (n) => `${reasonOf(n) ?? 'unassigned'} (${n})`,
  );
  return reasonOf(code) ?? reader.fail('singleResponse.revocationReason.code', `there is no reason ${code}`, start);
}

/** Version ::= INTEGER { v1(0) }, DEFAULT v1. */
function readVersion(reader: PkiReader, outer: PkiField, field: PkiField): void {
  if (!reader.nextIs(context(0, 'constructed'))) return;
  reader.tagged(0, outer, (inner) => {
    const start = inner.offset;
    const version = inner.smallInteger(field, (n) => `v${n + 1}`);
    if (version !== 0) inner.fail(field, `there is no version ${version}`, start);
  });
}

function readOptionalExtensions(reader: PkiReader, n: number, field: PkiField): Extension[] {
  return reader.nextIs(context(n, 'constructed')) ? reader.tagged(n, field, readExtensions) : [];
}

const nonceOf = (extensions: readonly Extension[]): Uint8Array | null =>
  findExtension(extensions, 'ocspNonce')?.nonce ?? null;

const statusOf = (code: number): OcspResponseStatus | null =>
  (Object.keys(OCSP_STATUSES) as OcspResponseStatus[]).find((name) => OCSP_STATUSES[name] === code) ?? null;

const reasonOf = (code: number): CrlReason | null =>
  (Object.keys(CRL_REASONS) as CrlReason[]).find((name) => CRL_REASONS[name] === code) ?? null;

/** The name, or the hexadecimal key hash. */
export const responderText = (id: ResponderId): string => (id.type === 'byName' ? id.name.text : toHex(id.keyHash));
