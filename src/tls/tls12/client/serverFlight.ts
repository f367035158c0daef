// What the client reads behind ServerHello: Certificate, [CertificateStatus, ServerKeyExchange, CertificateRequest,]
// ServerHelloDone (RFC 5246 7.4.2 to 7.4.5). Only then it judges, and answers.

import { commonName } from '../../../pki/x509/certificate.ts';
import { answerTo } from '../../auth/credential.ts';
import {
  policyForServer,
  settleVerdict,
  takeChain,
  type Verdict,
  type VerifierPolicy,
  verifyPeerCertificate,
} from '../../auth/peer.ts';
import type { PossessionProof } from '../../auth/proof.ts';
import type { ClientConfig } from '../../config.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept12, Refusal } from '../../machine.ts';
import type { CertificateRequest, CertificateStatus, Handshake, ServerKeyExchange } from '../../messages/types.ts';
import type { Client12In, ClientState, NextClient } from '../../state.ts';
import { checkParameters, verifyShare } from '../keyExchange.ts';
import type { NegotiatedParameters } from '../negotiatedParameters.ts';
import { sendFlight } from './flight.ts';
import type { Awaited, Shown } from './states.ts';

export function onCertificate(
  state: Client12In<'waitCertificate'>,
  context: HandshakeContext,
  shown: readonly Uint8Array[],
): NextClient {
  if (shown.length === 0) return new Refusal({ kind: 'parameter', field: 'certificate.list', problem: 'empty' });
  const chain = takeChain(context, 'client', shown);
  if (chain instanceof Refusal) return chain;
  const { agreed } = state;
  return {
    ...kept12(state),
    name: agreed.suite.keyExchange === 'ecdhe' ? 'waitServerKeyExchange' : 'waitCertificateRequestOrDone',
    shown: { agreed, chain, staple: agreed.stapled ? 'expected' : null, exchange: null },
  };
}

/** RFC 6066 8: right behind the Certificate, where the server announced it; it may still leave it out. */
export const isStaple = ({ staple, exchange }: Shown, message: Handshake): message is CertificateStatus =>
  message.type === 'CertificateStatus' && staple === 'expected' && exchange === null;

export function stapled(
  state: Client12In<'waitServerKeyExchange' | 'waitCertificateRequestOrDone'>,
  context: HandshakeContext,
  { response }: CertificateStatus,
  raw: Uint8Array,
): ClientState {
  context.addToTranscript(raw);
  return { ...state, shown: { ...state.shown, staple: response } };
}

/** Its signature is looked at once the certificate is verdict. */
export function onServerKeyExchange(
  state: Client12In<'waitServerKeyExchange'>,
  context: HandshakeContext,
  message: ServerKeyExchange,
): NextClient {
  const wrong = checkParameters(message, state.config);
  if (wrong) return new Refusal(wrong);
  context.recordSecret('serverShare', message.point, 'received');
  return { ...kept12(state), name: 'waitCertificateRequestOrDone', shown: { ...state.shown, exchange: message } };
}

/** 7.4.4: what the server would take; the certificate itself goes out with the next flight. */
export function reportRequest(context: HandshakeContext, config: ClientConfig, request: CertificateRequest): void {
  const answer = answerTo(config, request);
  context.emit({ kind: 'asked', request, withheld: typeof answer === 'string' ? answer : null });
}

/** 7.4.5: upon ServerHelloDone the client should verify that the server provided a valid certificate. */
export function verifyServer(
  state: ClientState,
  context: HandshakeContext,
  { agreed, chain, staple, exchange }: Shown,
  request: CertificateRequest | null,
): NextClient {
  const verdict = verifyPeerCertificate(
    context,
    verifierPolicyOf(state.config, agreed),
    chain,
    staple === 'expected' ? null : staple,
  );
  const awaited = { agreed, exchange, request };
  return verdict.kind === 'asked'
    ? { ...kept12(state), name: 'waitRevocationAnswer', awaited, pending: verdict.pending }
    : afterVerdict(state, context, awaited, verdict);
}

export function afterVerdict(
  state: ClientState,
  context: HandshakeContext,
  { agreed, exchange, request }: Awaited,
  verdict: Verdict,
): NextClient {
  const { config } = state;
  const path = settleVerdict(context, 'client', verdict);
  if (path instanceof Refusal) return path;
  const isRefused = 'refused' in path;
  const { algorithm } = path.leaf.publicKey;
  const details = { name: config.serverName, subject: commonName(path.leaf) };
  if (!isRefused) context.recordBelief('client.certificateValid', details);
  const suits = agreed.suite.authentication === (algorithm === 'rsa' ? 'rsa' : 'ecdsa');
  if (!suits) return new Refusal({ kind: 'key.type', algorithm });
  let possession: PossessionProof | null = null;
  if (exchange) {
    const proven = verifyShare(context, agreed, path, exchange);
    if (proven instanceof Refusal) return proven;
    if (!isRefused) context.recordBelief('client.possessionProven', details);
    possession = proven;
  }
  const keys = sendFlight(context, { config, agreed, request, exchange, path });
  if (keys instanceof Refusal) return keys;
  return { ...kept12(state), name: 'waitChangeCipherSpec', keys, path, possession };
}

/** RFC 5246 7.4.2, RFC 8422 5.3: what the key is used for decides which bit it needs. */
export const verifierPolicyOf = (config: ClientConfig, { suite }: NegotiatedParameters): VerifierPolicy =>
  policyForServer(
    config,
    suite.keyExchange === 'rsa'
      ? { leafKeyUsage: 'keyEncipherment' }
      : { leafKeyUsage: 'digitalSignature', possession: 'ecc.5.4' },
  );
