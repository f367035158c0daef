// Makes OCSP requests and signed responses, RFC 6960 4.1 and 4.2.
import type { Span } from '../bytes/span.ts';
import { digest, type HashName } from '../crypto/hash.ts';
import { type RsaPrivateKey, signPkcs1 } from '../crypto/rsa.ts';
import { keyBits, rsaSignatureAlgorithm } from './algorithm.ts';
import type { Certificate } from './certificate.ts';
import {
  bitString,
  enumerated,
  generalizedTime,
  implicit,
  integer,
  nul,
  octetString,
  oid,
  sequence,
  tagged,
} from './derWriter.ts';
import { encodeExtensions } from './extensionSpec.ts';
import {
  type CertId,
  type CertStatus,
  CRL_REASONS,
  decodeOcspRequest,
  decodeOcspResponse,
  OCSP_STATUSES,
  type OcspErrorStatus,
  parseCertId,
} from './ocsp.ts';
import { OIDS } from './oids.ts';

export interface Encoded {
  readonly bytes: Uint8Array;
  readonly spans: readonly Span[];
}

/**
 * The CertID of `certificate`, which `issuer` issued. SHA-1 is customary (RFC 5019 2.1.1); it only names the issuer here.
 */
export function certIdOf(certificate: Certificate, issuer: Certificate): CertId {
  return parseCertId(
    sequence(
      sequence(oid(OIDS['id-sha1']), nul()),
      octetString(digest('sha1', certificate.issuer.der)),
      octetString(digest('sha1', keyBits(issuer.spki))),
      integer(serialNumber(certificate.serial)),
    ),
  );
}

/** `nonce` of 1 to 32 bytes (RFC 8954 2.1), or null to send none. */
export function encodeOcspRequest(request: {
  readonly certIds: readonly CertId[];
  readonly nonce: Uint8Array | null;
}): Encoded {
  const extensions = request.nonce === null ? [] : [tagged(2, nonceExtension(request.nonce))];
  const requestList = sequence(...request.certIds.map((certId) => sequence(certId.der)));
  const bytes = sequence(sequence(requestList, ...extensions));
  return { bytes, spans: spansOf(decodeOcspRequest(bytes)) };
}

export interface OcspResponseSpec {
  readonly responses: readonly {
    readonly certId: CertId;
    readonly status: CertStatus;
    /** Milliseconds since 1970; `nextUpdate` null says that newer information is always there (RFC 6960 4.2.2.1). */
    readonly thisUpdate: number;
    readonly nextUpdate: number | null;
  }[];
  readonly producedAt: number;
  /** Whose key signs: the CA itself, or a responder that it delegated. */
  readonly responder: { readonly byKey: Certificate } | { readonly byName: Certificate };
  /** The request's, or null where it had none. */
  readonly nonce: Uint8Array | null;
  /** DER of certificates that help to verify: the delegated responder's; empty where the CA signs itself. */
  readonly certs: readonly Uint8Array[];
  /** SHA-256 unless given. */
  readonly hash?: HashName;
}

export function encodeOcspResponse(spec: OcspResponseSpec, signingKey: RsaPrivateKey): Encoded {
  const hash = spec.hash ?? 'sha256';
  const tbs = sequence(
    encodeResponder(spec.responder),
    generalizedTime(spec.producedAt),
    sequence(...spec.responses.map(encodeSingleResponse)),
    ...(spec.nonce === null ? [] : [tagged(1, nonceExtension(spec.nonce))]),
  );
  const basic = sequence(
    tbs,
    rsaSignatureAlgorithm(hash),
    bitString(signPkcs1(signingKey, hash, tbs)),
    ...(spec.certs.length === 0 ? [] : [tagged(0, sequence(...spec.certs))]),
  );
  const bytes = sequence(
    enumerated(OCSP_STATUSES.successful),
    tagged(0, sequence(oid(OIDS['ocsp-basic']), octetString(basic))),
  );
  return { bytes, spans: spansOf(decodeOcspResponse(bytes)) };
}

/** A response that carries no answer and no signature (RFC 6960 2.3). */
export function encodeOcspError(status: OcspErrorStatus): Encoded {
  const bytes = sequence(enumerated(OCSP_STATUSES[status]));
  return { bytes, spans: spansOf(decodeOcspResponse(bytes)) };
}

function encodeResponder(responder: OcspResponseSpec['responder']): Uint8Array {
  return 'byName' in responder
    ? tagged(1, responder.byName.subject.der)
    : tagged(2, octetString(digest('sha1', keyBits(responder.byKey.spki))));
}

function encodeSingleResponse(response: OcspResponseSpec['responses'][number]): Uint8Array {
  return sequence(
    response.certId.der,
    encodeStatus(response.status),
    generalizedTime(response.thisUpdate),
    ...(response.nextUpdate === null ? [] : [tagged(0, generalizedTime(response.nextUpdate))]),
  );
}

function encodeStatus(status: CertStatus): Uint8Array {
  if (status === 'good') return implicit(0, new Uint8Array(0));
  if (status === 'unknown') return implicit(2, new Uint8Array(0));
  const { at, reason } = status.revoked;
  // RFC 5280 5.3.1: instead of the reason `unspecified`, none is given.
  const hasReason = reason !== null && reason !== 'unspecified';
  return tagged(1, generalizedTime(at), ...(hasReason ? [tagged(0, enumerated(CRL_REASONS[reason]))] : []));
}

const nonceExtension = (nonce: Uint8Array): Uint8Array =>
  encodeExtensions([{ type: 'ocspNonce', critical: false, nonce }]);

const serialNumber = (serial: string): bigint =>
  serial.startsWith('-') ? -BigInt(`0x${serial.slice(1)}`) : BigInt(`0x${serial}`);

/** The decoder is the one source of spans: what was just encoded is decoded for them. */
function spansOf(decoded: ReturnType<typeof decodeOcspRequest> | ReturnType<typeof decodeOcspResponse>): readonly Span[] {
  if (!decoded.ok) throw decoded.error;
  return decoded.value.spans;
}
