// The server waits for the client's Certificate and CertificateVerify (RFC 9846 4.5.1, 4.5.2).

import { commonName } from '../../../pki/x509/certificate.ts';
import { schemesOfClients } from '../../auth/clientSignatures.ts';
import {
  policyForClient,
  settleVerdict,
  takeChain,
  type Verdict,
  type VerifierPolicy,
  verifyPeerCertificate,
} from '../../auth/peer.ts';
import { withoutCertificate } from '../../auth/peerIdentity.ts';
import { holderOf } from '../../auth/proof.ts';
import type { ServerConfig } from '../../config.ts';
import type { OwnError } from '../../error.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept13, Refusal } from '../../machine.ts';
import type { NextServer, Server13In, ServerState } from '../../state.ts';
import { misplaced } from '../messages/extensionTypes.ts';
import type { Certificate13, CertificateVerify13 } from '../messages/types.ts';
import type { ServerOptions13 } from '../options13.ts';
import { stapledTo, takeSignature } from '../proofOfKey.ts';
import type { ServerFlight } from './states.ts';

export function onCertificate(
  state: Server13In<'waitCertificate'>,
  context: HandshakeContext,
  { context: requestContext, entries }: Certificate13,
  raw: Uint8Array,
  options: ServerOptions13,
): NextServer {
  const { config, flight } = state;
  if (requestContext.length > 0)
    return new Refusal({ kind: 'parameter', field: 'certificate.context', problem: 'notEmpty' });
  const refused = unasked(entries, options);
  if (refused) return new Refusal(refused);
  context.addToTranscript(raw);
  if (entries.length === 0) {
    const { clientCertificate } = config;
    const check = withoutCertificate(context, clientCertificate, 'tls13.4.5.1', 'tls13.4.5.2');
    if (check instanceof Refusal) return check;
    const identity = check ? ({ kind: 'refused', check } as const) : ({ kind: 'anonymous' } as const);
    return { ...kept13(state), name: 'waitFinished', flight, identity };
  }
  const chain = takeChain(
    context,
    'server',
    entries.map(({ certificate }) => certificate),
  );
  if (chain instanceof Refusal) return chain;
  const verdict = verifyPeerCertificate(context, verifierPolicyOf(config, options), chain, stapledTo(entries));
  return verdict.kind === 'asked'
    ? { ...kept13(state), name: 'waitRevocationAnswer', flight, pending: verdict.pending }
    : afterVerdict(state, context, flight, verdict);
}

export function afterVerdict(
  state: ServerState,
  context: HandshakeContext,
  flight: ServerFlight,
  verdict: Verdict,
): NextServer {
  const path = verdict.kind === 'unenforced' ? verdict.path : settleVerdict(context, 'server', verdict);
  if (path instanceof Refusal) return path;
  if (verdict.kind === 'accepted') context.recordBelief('server.certificateValid', { subject: commonName(path.leaf) });
  return { ...kept13(state), name: 'waitCertificateVerify', flight, path };
}

/** 4.5.2: only who holds the private key of the certificate could sign this very handshake. */
export function onCertificateVerify(
  state: Server13In<'waitCertificateVerify'>,
  context: HandshakeContext,
  message: CertificateVerify13,
  raw: Uint8Array,
): NextServer {
  const { flight, path, config } = state;
  const { leaf } = path;
  const { suite } = flight.handshake;
  const possession = takeSignature(
    context,
    { signer: 'client', leaf, suite, schemes: schemesOfClients(config) },
    message,
  );
  if (possession instanceof Refusal) return possession;
  context.addToTranscript(raw);
  if ('refused' in path)
    return { ...kept13(state), name: 'waitFinished', flight, identity: { kind: 'refused', check: path.refused } };
  if (!('against' in path)) context.recordBelief('server.possessionProven', { subject: commonName(leaf) });
  return { ...kept13(state), name: 'waitFinished', flight, identity: holderOf(path, possession) };
}

export const verifierPolicyOf = (config: ServerConfig, { asksForStaple }: ServerOptions13): VerifierPolicy =>
  policyForClient(config, { possession: 'tls13.4.5.2', ...(asksForStaple && { revocation: 'stapled' }) });

/** 4.5.1: extensions of an entry answer those of the CertificateRequest. */
function unasked(entries: Certificate13['entries'], { asksForStaple }: ServerOptions13): OwnError | null {
  for (const { extensions } of entries) {
    const wrong = misplaced(extensions);
    if (wrong) return { kind: 'parameter', field: `extension.${wrong}`, problem: 'misplaced' };
    const stranger = extensions.find(({ type }) => type !== 'status_request' || !asksForStaple);
    if (stranger) return { kind: 'hello.extension', extension: stranger.type };
  }
  return null;
}
