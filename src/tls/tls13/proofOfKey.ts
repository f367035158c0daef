// Certificate and CertificateVerify as both sides send and take them: a chain, perhaps with a stapled OCSP response, and
// the signature that shows whose it is (RFC 9846 4.5.1, 4.5.2).

import { schemesOf, sign } from '../../crypto/signingKey.ts';
import { anyPublicKeyFromSpki } from '../../crypto/spki.ts';
import { type Certificate, commonName } from '../../pki/x509/certificate.ts';
import { signerDetails } from '../auth/credential.ts';
import { reportPossession } from '../auth/peerIdentity.ts';
import type { PossessionProof } from '../auth/proof.ts';
import { statusDetails } from '../auth/revocation.ts';
import { SIGNATURE_SCHEMES, schemeOf } from '../codePoints/signatureSchemes.ts';
import type { Side } from '../events.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import { Refusal } from '../machine.ts';
import { find } from '../messages/find.ts';
import { sendHandshake, transcriptHash } from './handshakeMessages.ts';
import { provePossession13 } from './identity.ts';
import type { CertificateEntry, CertificateVerify13 } from './messages/types.ts';
import { type Signer13, signedContent } from './signature13.ts';
import type { Suite13 } from './suites13.ts';

/** `chain` in DER, empty where a client has none to show; `staple`: DER of an OCSPResponse about its first certificate. */
export function sendCertificate(
  context: HandshakeContext,
  requestContext: Uint8Array,
  chain: readonly Uint8Array[],
  staple: Uint8Array | null,
): void {
  const status = staple && ({ type: 'status_request', status: { kind: 'response', response: staple } } as const);
  const entries = chain.map((certificate, index) => ({
    certificate,
    extensions: index === 0 && status ? [status] : [],
  }));
  const details = { count: chain.length, ...(staple && chain.length > 0 ? statusDetails(staple) : {}) };
  sendHandshake(context, { type: 'Certificate', context: requestContext, entries }, { certificates: chain, details });
}

/** CertificateVerify, over everything said so far. */
export function sendCertificateVerify(context: HandshakeContext, side: Side, signer: Signer13, suite: Suite13): void {
  const content = signedContent(side, transcriptHash(context, suite));
  const { scheme, credential } = signer;
  const signature = sign(credential.key, scheme, content, context.random);
  context.recordOperation('transcript.sign', { bytes: content.length, scheme, ...signerDetails(credential) });
  sendHandshake(
    context,
    { type: 'CertificateVerify', scheme: SIGNATURE_SCHEMES[scheme], signature },
    { details: { scheme } },
  );
}

/** The OCSP response that came with the leaf, in DER; null where there is none. */
export function stapledTo(entries: readonly CertificateEntry[]): Uint8Array | null {
  const status = find(entries[0]?.extensions ?? [], 'status_request')?.status;
  return status?.kind === 'response' ? status.response : null;
}

interface Expected {
  readonly signer: Side;
  readonly leaf: Certificate;
  readonly suite: Suite13;
  /** Codes of the schemes that this side verifies with. */
  readonly schemes: readonly number[];
}

/** Holds the peer's CertificateVerify, which is not yet in the transcript, against its certificate. */
export function takeSignature(
  context: HandshakeContext,
  { signer, leaf, suite, schemes }: Expected,
  message: CertificateVerify13,
): PossessionProof | Refusal {
  const scheme = schemeOf(message.scheme);
  const key = anyPublicKeyFromSpki(leaf.spki);
  if (!key.ok) return new Refusal({ kind: 'key.type', algorithm: leaf.publicKey.algorithm });
  if (!scheme || !schemes.includes(message.scheme) || !schemesOf(key.value, 'tls1.3').includes(scheme)) {
    return new Refusal({ kind: 'parameter', field: 'certificateVerify.algorithm', problem: 'notOffered' });
  }
  const content = signedContent(signer, transcriptHash(context, suite));
  return reportPossession(context, {
    subject: signer,
    leaf,
    proof: provePossession13(leaf.spki, scheme, content, message.signature),
    evidence: { shown: 'CertificateVerify', signedBytes: content.length, hash: suite.hash, scheme },
    reference: 'tls13.4.5.2',
    details: { subject: commonName(leaf), bytes: content.length, scheme },
  });
}
