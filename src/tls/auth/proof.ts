// Proofs that an endpoint holds before it may call itself connected. Only the functions here make them,
// and each makes one only after it has verified what the proof stands for.

import { equalBytes } from '../../bytes/hex.ts';
import { verify } from '../../crypto/signingKey.ts';
import type { CheckId, CheckResult, PathResult } from '../../pki/path/result.ts';
import type { Certificate } from '../../pki/x509/certificate.ts';
import { schemeOf } from '../codePoints/signatureSchemes.ts';

declare const brand: unique symbol;

/**
 * The peer's certificate has a valid path to a trust anchor, and no revocation check speaks against it. With soft-fail a
 * status that could not be learnt does not.
 */
export interface PathProof {
  readonly [brand]: 'path';
  readonly leaf: Certificate;
}

/** A certificate that was refused, where this side goes on and says so behind the handshake. It proves nothing. */
export interface PutOff {
  readonly leaf: Certificate;
  readonly refused: CheckResult;
}

/** A peer's certificate that is not valid, and is taken all the same: nothing is proven of the name in it. */
export interface UnenforcedPath {
  readonly leaf: Certificate;
  /** The first check that speaks against it. */
  readonly against: CheckId;
}

/** What a server knows of a client's certificate before its key is proven. */
export type ShownPath = PathProof | PutOff | UnenforcedPath;

/** The holder of a certificate, by path and possession; of one that is not valid, by possession alone. */
export type Holder =
  | { readonly kind: 'certificate'; readonly path: PathProof; readonly possession: PossessionProof }
  | { readonly kind: 'unverified'; readonly path: UnenforcedPath; readonly possession: PossessionProof };

export const holderOf = (path: PathProof | UnenforcedPath, possession: PossessionProof): Holder =>
  'against' in path ? { kind: 'unverified', path, possession } : { kind: 'certificate', path, possession };

/** The peer signed with the private key of its certificate: the transcript (RFC 5246 7.4.8) or its share (RFC 8422 5.4). */
export interface PossessionProof {
  readonly [brand]: 'possession';
}

/** The peer's Finished fits the master secret and the transcript (RFC 5246 7.4.9). */
export interface FinishedProof {
  readonly [brand]: 'finished';
}

/** Null where the path was not accepted, or revocation speaks against it under this policy. */
export function provePath(
  path: PathResult,
  revocation: readonly CheckResult[],
  policy: 'hard' | 'soft',
): PathProof | null {
  const leaf = path.path[0];
  const speaksAgainst = ({ result }: CheckResult) => (policy === 'hard' ? result !== 'pass' : result === 'fail');
  if (!leaf || !path.accepted || revocation.some(speaksAgainst)) return null;
  return { leaf } as PathProof;
}

/**
 * `spki` is that of the certificate. `content`: all handshake messages before CertificateVerify, or both randoms and the
 * parameters of ServerKeyExchange.
 */
export function provePossession(
  spki: Uint8Array,
  scheme: number,
  content: Uint8Array,
  signature: Uint8Array,
): PossessionProof | null {
  const name = schemeOf(scheme);
  return name && verify(spki, name, content, signature, 'tls1.2') ? ({} as PossessionProof) : null;
}

/** Both arguments are the 12 bytes of verify_data. */
export function proveFinished(expected: Uint8Array, received: Uint8Array): FinishedProof | null {
  return equalBytes(expected, received) ? ({} as FinishedProof) : null;
}
