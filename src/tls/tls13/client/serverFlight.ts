// What the client reads between ServerHello and the server's Finished: EncryptedExtensions, [CertificateRequest,]
// Certificate, CertificateVerify (RFC 9846 4.4, 4.5).

import { commonName } from '../../../pki/x509/certificate.ts';
import {
  policyForServer,
  settleVerdict,
  takeChain,
  type Verdict,
  type VerifierPolicy,
  verifyPeerCertificate,
} from '../../auth/peer.ts';
import type { ClientConfig } from '../../config.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept13, Refusal } from '../../machine.ts';
import { find } from '../../messages/find.ts';
import type { Client13In, ClientState, NextClient } from '../../state.ts';
import { checkReply } from '../clientHello13.ts';
import { originOf, type ServerIdentity } from '../identity.ts';
import { misplaced } from '../messages/extensionTypes.ts';
import type {
  Certificate13,
  CertificateRequest13,
  CertificateVerify13,
  EncryptedExtensions,
} from '../messages/types.ts';
import { stapledTo, takeSignature } from '../proofOfKey.ts';
import { answerTo13, askedIn } from '../signature13.ts';
import type { Asked } from './states.ts';

export function onExtensions(
  state: Client13In<'waitEncryptedExtensions'>,
  context: HandshakeContext,
  { extensions }: EncryptedExtensions,
  raw: Uint8Array,
): NextClient {
  const { agreed } = state;
  const refused = checkReply(agreed.offer.hello, extensions);
  if (refused) return new Refusal(refused);
  const chosen = find(extensions, 'application_layer_protocol_negotiation')?.protocols ?? [];
  if (chosen.some((protocol) => !state.config.alpn.includes(protocol))) {
    return new Refusal({
      kind: 'parameter',
      field: 'extension.application_layer_protocol_negotiation',
      problem: 'notOffered',
    });
  }
  context.addToTranscript(raw);
  for (const protocol of chosen) context.emit({ kind: 'alpn', protocol });
  if (!agreed.resumed) return { ...kept13(state), name: 'waitCertificateOrRequest', agreed };
  const identity: ServerIdentity = { kind: 'resumed', before: originOf(agreed.resumed.server) };
  return { ...kept13(state), name: 'waitFinished', agreed, request: null, identity };
}

export function onRequest(
  state: Client13In<'waitCertificateOrRequest'>,
  context: HandshakeContext,
  request: CertificateRequest13,
  raw: Uint8Array,
): NextClient {
  const wrong = misplaced(request.extensions);
  if (wrong) return new Refusal({ kind: 'parameter', field: `extension.${wrong}`, problem: 'misplaced' });
  if (request.context.length > 0)
    return new Refusal({ kind: 'parameter', field: 'certificateRequest.context', problem: 'notEmpty' });
  if (!find(request.extensions, 'signature_algorithms')) {
    return new Refusal({ kind: 'hello.missing', extension: 'signature_algorithms' });
  }
  context.addToTranscript(raw);
  const asked = askedIn(request);
  const answer = answerTo13(state.config, asked);
  context.emit({ kind: 'asked', request: asked, withheld: typeof answer === 'string' ? answer : null });
  return { ...kept13(state), name: 'waitCertificate', agreed: state.agreed, request };
}

/** 4.5.1: the path is judged at once, the possession of the key with the message that follows. */
export function onCertificate(
  state: Client13In<'waitCertificateOrRequest' | 'waitCertificate'>,
  context: HandshakeContext,
  { context: requestContext, entries }: Certificate13,
  raw: Uint8Array,
  request: CertificateRequest13 | null,
): NextClient {
  const { agreed, config } = state;
  if (requestContext.length > 0)
    return new Refusal({ kind: 'parameter', field: 'certificate.context', problem: 'notEmpty' });
  for (const entry of entries) {
    const refused = checkReply(agreed.offer.hello, entry.extensions);
    if (refused) return new Refusal(refused);
  }
  // 4.5.1.4: a server without certificate is a decode_error.
  if (entries.length === 0) return new Refusal({ kind: 'empty', field: 'certificate.list' });
  context.addToTranscript(raw);
  const chain = takeChain(
    context,
    'client',
    entries.map(({ certificate }) => certificate),
  );
  if (chain instanceof Refusal) return chain;
  const verdict = verifyPeerCertificate(context, verifierPolicyOf(config), chain, stapledTo(entries));
  return verdict.kind === 'asked'
    ? { ...kept13(state), name: 'waitRevocationAnswer', agreed, request, pending: verdict.pending }
    : afterVerdict(state, context, { agreed, request }, verdict);
}

export function afterVerdict(
  state: ClientState,
  context: HandshakeContext,
  { agreed, request }: Asked,
  verdict: Verdict,
): NextClient {
  const path = settleVerdict(context, 'client', verdict);
  if (path instanceof Refusal) return path;
  const details = { name: state.config.serverName, subject: commonName(path.leaf) };
  if (!('refused' in path)) context.recordBelief('client.certificateValid', details);
  return { ...kept13(state), name: 'waitCertificateVerify', agreed, request, path };
}

/** 4.5.2: only who holds the private key of the certificate could sign this very handshake. */
export function onCertificateVerify(
  state: Client13In<'waitCertificateVerify'>,
  context: HandshakeContext,
  message: CertificateVerify13,
  raw: Uint8Array,
): NextClient {
  const { agreed, request, path, config } = state;
  const { suite } = agreed.keys;
  const possession = takeSignature(
    context,
    { signer: 'server', leaf: path.leaf, suite, schemes: config.schemes },
    message,
  );
  if (possession instanceof Refusal) return possession;
  context.addToTranscript(raw);
  if ('refused' in path) {
    const identity = { kind: 'refused', check: path.refused } as const;
    return { ...kept13(state), name: 'waitFinished', agreed, request, identity };
  }
  context.recordBelief('client.possessionProven', { name: config.serverName });
  const identity: ServerIdentity = { kind: 'certificate', path, possession };
  return { ...kept13(state), name: 'waitFinished', agreed, request, identity };
}

export const verifierPolicyOf = (config: ClientConfig): VerifierPolicy =>
  policyForServer(config, { leafKeyUsage: 'digitalSignature', possession: 'tls13.4.5.2' });
