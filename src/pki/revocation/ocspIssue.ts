// Makes OCSP responses and signs them, RFC 6960 4.2.

import {
  bitString,
  enumerated,
  generalizedTime,
  implicit,
  octetString,
  oid,
  sequence,
  tagged,
} from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import type { Encoded } from '../../bytes/span.ts';
import type { PrivateKey } from '../../crypto/ellipticKey.ts';
import type { HashName } from '../../crypto/hash.ts';
import type { Certificate } from '../x509/certificate.ts';
import { encodeExtensions } from '../x509/extensionSpec.ts';
import { signingWith } from '../x509/sign.ts';
import { keyHash } from './certId.ts';
import {
  type CertId,
  type CertStatus,
  CRL_REASONS,
  decodeOcspResponse,
  OCSP_STATUSES,
  type OcspErrorStatus,
} from './ocsp.ts';

export interface OcspResponseSpec {
  readonly responses: readonly {
    readonly certId: CertId;
    readonly status: CertStatus;
    /** Milliseconds since 1970; `nextUpdate` null says that newer information is always there (RFC 6960 4.2.2.1). */
    readonly thisUpdate: number;
    readonly nextUpdate: number | null;
  }[];
  readonly producedAt: number;
  /** Whose key signs, the CA's or that of a responder which it delegated, and how the answer names it. */
  readonly responder: { readonly byKey: Certificate } | { readonly byName: Certificate };
  /** The request's, or null where it had none. */
  readonly nonce: Uint8Array | null;
  /** DER of certificates that help to verify: the delegated responder's; empty where the CA signs itself. */
  readonly certs: readonly Uint8Array[];
  /** SHA-256 unless given. */
  readonly hash?: HashName;
}

export function encodeOcspResponse(spec: OcspResponseSpec, signingKey: PrivateKey): Encoded {
  const { algorithm, sign } = signingWith(signingKey, spec.hash ?? 'sha256');
  const tbs = sequence(
    encodeResponder(spec.responder),
    generalizedTime(spec.producedAt),
    sequence(...spec.responses.map(encodeSingleResponse)),
    ...(spec.nonce === null ? [] : [tagged(1, nonceExtension(spec.nonce))]),
  );
  const basic = sequence(
    tbs,
    algorithm,
    bitString(sign(tbs)),
    ...(spec.certs.length === 0 ? [] : [tagged(0, sequence(...spec.certs))]),
  );
  const bytes = sequence(
    enumerated(OCSP_STATUSES.successful),
    tagged(0, sequence(oid(OIDS['ocsp-basic']), octetString(basic))),
  );
  return withSpans(bytes);
}

/** A response that carries no answer and no signature (RFC 6960 2.3). */
export function encodeOcspError(status: OcspErrorStatus): Encoded {
  const bytes = sequence(enumerated(OCSP_STATUSES[status]));
  return withSpans(bytes);
}

function encodeResponder(responder: OcspResponseSpec['responder']): Uint8Array {
  return 'byName' in responder
    ? tagged(1, responder.byName.subject.der)
    : tagged(2, octetString(keyHash(responder.byKey.spki)));
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

/** The decoder is the one source of spans: what was just encoded is decoded for them. */
function withSpans(bytes: Uint8Array): Encoded {
  const decoded = decodeOcspResponse(bytes);
  if (!decoded.ok) throw decoded.error;
  return { bytes, spans: decoded.value.spans };
}
