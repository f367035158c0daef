// ECDHE (RFC 8422 2.2, 5.4, 5.7, 5.10): both sides make a key pair for this handshake only and swap the public shares;
// the server signs its own, so that the client knows whose it is.

import { concat } from '../../bytes/hex.ts';
import { accept, agree, type GroupName, offer, type PrivateShare } from '../../crypto/keyAgreement.ts';
import { type SignatureSchemeName, sign } from '../../crypto/signingKey.ts';
import { commonName } from '../../pki/x509/certificate.ts';
import { type Credential, signerDetails } from '../auth/credential.ts';
import { reportPossession } from '../auth/peerIdentity.ts';
import { type PathProof, type PossessionProof, provePossession } from '../auth/proof.ts';
import { GROUPS, groupOf } from '../codePoints/groups.ts';
import { SIGNATURE_SCHEMES, schemeName } from '../codePoints/signatureSchemes.ts';
import type { ClientConfig } from '../config.ts';
import type { OwnError } from '../error.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import type { Refusal } from '../machine.ts';
import { shareParameters } from '../messages/serverKeyExchange.ts';
import type { ServerKeyExchange } from '../messages/types.ts';
import type { NegotiatedParameters } from './negotiatedParameters.ts';

/** What the hellos settle about ECDHE: the server's choice. */
export interface Ecdhe {
  readonly group: GroupName;
  readonly scheme: SignatureSchemeName;
}

/** The server's ServerKeyExchange; it keeps the private share. */
export function sendShare(
  context: HandshakeContext,
  agreed: NegotiatedParameters,
  { group, scheme }: Ecdhe,
  credential: Credential,
): PrivateShare {
  const { share, private: kept } = offer(group, context.random);
  context.recordOperation('ecdhe.generate', { group });
  context.recordSecret('serverSharePrivateKey', kept.scalar, 'generated');
  context.recordSecret('serverShare', share, 'generated');
  const content = signedContent(agreed, GROUPS[group], share);
  const signature = sign(credential.key, scheme, content, context.random);
  context.recordOperation('parameters.sign', { group, bytes: content.length, scheme, ...signerDetails(credential) });
  context.sendHandshake(
    { type: 'ServerKeyExchange', group: GROUPS[group], point: share, scheme: SIGNATURE_SCHEMES[scheme], signature },
    { details: { group, scheme } },
  );
  return kept;
}

/** The server's half of the agreement; null where the client's share is none. */
export function takeShare(context: HandshakeContext, kept: PrivateShare, share: Uint8Array): Uint8Array | null {
  const premaster = agree(kept, share);
  context.recordSecret('clientShare', share, 'received');
  if (premaster) reportAgreement(context, kept.group, premaster);
  return premaster;
}

/** What the client must refuse before it looks at the signature: parameters that it did not offer. */
export function checkParameters({ group, scheme }: ServerKeyExchange, config: ClientConfig): OwnError | null {
  const known = groupOf(group);
  if (known === null || !config.groups.includes(known)) {
    return { kind: 'parameter', field: 'serverKeyExchange.namedCurve', problem: 'notOffered' };
  }
  return config.schemes.includes(scheme)
    ? null
    : { kind: 'parameter', field: 'serverKeyExchange.algorithm', problem: 'notOffered' };
}

/** The signature over the share and both randoms proves that the server holds the certificate's key (RFC 8422 5.4). */
export function verifyShare(
  context: HandshakeContext,
  agreed: NegotiatedParameters,
  { leaf }: Pick<PathProof, 'leaf'>,
  message: ServerKeyExchange,
): PossessionProof | Refusal {
  const content = signedContent(agreed, message.group, message.point);
  return reportPossession(context, {
    subject: 'server',
    leaf,
    proof: provePossession(leaf.spki, message.scheme, content, message.signature),
    evidence: { shown: 'ServerKeyExchange', signedBytes: content.length, scheme: schemeName(message.scheme) },
    reference: 'ecc.5.4',
    details: { subject: commonName(leaf), bytes: content.length, shown: 'ServerKeyExchange' },
  });
}

/** The client's ClientKeyExchange and its half of the agreement; null where the server's share is none. */
export function answerShare(context: HandshakeContext, message: ServerKeyExchange): Uint8Array | null {
  const group = groupOf(message.group);
  const answer = group && accept(group, message.point, context.random);
  if (!answer || !group) return null;
  context.recordOperation('ecdhe.generate', { group });
  context.recordSecret('clientSharePrivateKey', answer.scalar, 'generated');
  context.recordSecret('clientShare', answer.share, 'generated');
  context.sendHandshake({ type: 'ClientKeyExchange', point: answer.share }, { details: { group } });
  reportAgreement(context, group, answer.secret);
  return answer.secret;
}

const signedContent = (
  { clientRandom, serverRandom }: NegotiatedParameters,
  group: number,
  point: Uint8Array,
): Uint8Array => concat(clientRandom, serverRandom, shareParameters(group, point));

function reportAgreement(context: HandshakeContext, group: GroupName, premaster: Uint8Array): void {
  context.recordOperation('ecdhe.agree', { group });
  context.recordSecret('premasterSecret', premaster, 'derived');
}
