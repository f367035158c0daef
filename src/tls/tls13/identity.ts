// Who the peer is once TLS 1.3 is through, and the proofs that say so. Only the functions here make the proofs, and each
// makes one only after it has verified what the proof stands for.
import { equalBytes } from '../../bytes/hex.ts';
import { type SignatureSchemeName, verify } from '../../crypto/signingKey.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import type { Certificate } from '../../pki/x509/certificate.ts';
import type { Holder, PathProof, PossessionProof } from '../auth/proof.ts';

declare const resumption: unique symbol;

/**
 * The peer knows the secret that an earlier connection left: a client by its binder (RFC 9846 4.3.11.2), a server by
 * its Finished under a schedule that begins with that secret.
 */
export interface ResumptionProof {
  readonly [resumption]: true;
}

interface ByCertificate {
  readonly kind: 'certificate';
  readonly path: PathProof;
  readonly possession: PossessionProof;
}

/** Somebody who is refused, and has not been told so yet. */
export interface Refused {
  readonly kind: 'refused';
  readonly check: CheckResult;
}

export type ServerIdentity =
  | ByCertificate
  /** As it was when the ticket came. */
  | { readonly kind: 'resumed'; readonly before: ByCertificate };

export type ClientIdentity13 =
  | { readonly kind: 'anonymous' }
  | Holder
  | Refused
  /** `leaf` is the certificate of the first connection; null where the client was anonymous. */
  | { readonly kind: 'resumed'; readonly leaf: Certificate | null; readonly proof: ResumptionProof };

/** The certificate that a server's identity goes back to. */
export const originOf = (identity: ServerIdentity): ByCertificate =>
  identity.kind === 'certificate' ? identity : identity.before;

/** The signature in CertificateVerify, 4.5.2, over `content`, which `signedContent` makes. */
export function provePossession13(
  spki: Uint8Array,
  scheme: SignatureSchemeName,
  content: Uint8Array,
  signature: Uint8Array,
): PossessionProof | null {
  return verify(spki, scheme, content, signature, 'tls1.3') ? ({} as PossessionProof) : null;
}

/** Both arguments are binders (4.3.11.2), as long as the suite's hash. */
export function proveResumption(expectedBinder: Uint8Array, binder: Uint8Array): ResumptionProof | null {
  return equalBytes(expectedBinder, binder) ? ({} as ResumptionProof) : null;
}
