// What the server reads of the client's answer: [Certificate,] ClientKeyExchange[, CertificateVerify] (RFC 5246 7.4.6 to
// 7.4.8).

import { commonName } from '../../../pki/x509/certificate.ts';
import { schemesOfClients } from '../../auth/clientSignatures.ts';
import { policyForClient, settleVerdict, takeChain, type Verdict, verifyPeerCertificate } from '../../auth/peer.ts';
import { reportPossession, withoutCertificate } from '../../auth/peerIdentity.ts';
import { holderOf, provePossession } from '../../auth/proof.ts';
import type { ServerConfig } from '../../config.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept12, Refusal } from '../../machine.ts';
import type { CertificateVerify, ClientKeyExchange } from '../../messages/types.ts';
import type { NextServer, Server12In, ServerState } from '../../state.ts';
import { takeShare } from '../keyExchange.ts';
import { deriveKeys } from '../negotiatedParameters.ts';
import { openPremaster } from '../premaster.ts';
import type { Negotiated } from './states.ts';

export function onCertificate(
  state: Server12In<'waitCertificate'>,
  context: HandshakeContext,
  shown: readonly Uint8Array[],
): NextServer {
  const { config, negotiated } = state;
  if (shown.length === 0) {
    const missing = withoutCertificate(context, config.clientCertificate, 'tls12.7.4.6');
    if (missing instanceof Refusal) return missing;
    return { ...kept12(state), name: 'waitClientKeyExchange', negotiated, path: { missing } };
  }
  const chain = takeChain(context, 'server', shown);
  if (chain instanceof Refusal) return chain;
  const verdict = verifyPeerCertificate(context, policyForClient(config), chain, null);
  return verdict.kind === 'asked'
    ? { ...kept12(state), name: 'waitRevocationAnswer', negotiated, pending: verdict.pending }
    : afterVerdict(state, context, negotiated, verdict);
}

export function afterVerdict(
  state: ServerState,
  context: HandshakeContext,
  negotiated: Negotiated,
  verdict: Verdict,
): NextServer {
  const path = verdict.kind === 'unenforced' ? verdict.path : settleVerdict(context, 'server', verdict);
  if (path instanceof Refusal) return path;
  if (verdict.kind === 'accepted') context.recordBelief('server.certificateValid', { subject: commonName(path.leaf) });
  return { ...kept12(state), name: 'waitClientKeyExchange', negotiated, path };
}

/** The message stands in the transcript already: the extended master secret covers it (RFC 7627 4). */
export function onClientKeyExchange(
  state: Server12In<'waitClientKeyExchange'>,
  context: HandshakeContext,
  message: ClientKeyExchange,
): NextServer {
  const { config, negotiated, path } = state;
  const premaster =
    negotiated.kept && 'point' in message
      ? takeShare(context, negotiated.kept, message.point)
      : receivePremaster(context, config, negotiated.hello.version, message);
  if (premaster === null)
    return new Refusal({ kind: 'parameter', field: 'clientKeyExchange.point', problem: 'unusable' });
  const keys = deriveKeys(context, negotiated.agreed, premaster);
  if (!('missing' in path)) return { ...kept12(state), name: 'waitCertificateVerify', keys, path };
  const { missing: check } = path;
  const identity = check ? ({ kind: 'refused', check } as const) : ({ kind: 'anonymous' } as const);
  return { ...kept12(state), name: 'waitChangeCipherSpec', keys, identity };
}

/** Null where the message has no premaster secret: that of another key exchange. */
function receivePremaster(
  context: HandshakeContext,
  { credential: { key }, random }: ServerConfig,
  version: number,
  message: ClientKeyExchange,
): Uint8Array | null {
  if (key.kind !== 'rsa' || 'point' in message) return null;
  const { premaster, opened } = openPremaster(key, message.encryptedPremaster, version, random);
  context.recordChecks(
    'premaster.open',
    opened ? 'neutral' : 'fail',
    'client',
    { details: { opened, bits: key.bits } },
    [],
  );
  context.recordSecret('premasterSecret', premaster, opened ? 'opened' : 'generated');
  return premaster;
}

/** 7.4.8: the signature covers all messages before this one, which joins the transcript only then. */
export function onCertificateVerify(
  state: Server12In<'waitCertificateVerify'>,
  context: HandshakeContext,
  message: CertificateVerify,
  raw: Uint8Array,
): NextServer {
  const { config, keys, path } = state;
  if (!schemesOfClients(config).includes(message.scheme)) {
    return new Refusal({ kind: 'parameter', field: 'certificateVerify.algorithm', problem: 'notOffered' });
  }
  const { transcript } = context.connection;
  const { leaf } = path;
  const subject = commonName(leaf);
  const possession = reportPossession(context, {
    subject: 'client',
    leaf,
    proof: provePossession(leaf.spki, message.scheme, transcript, message.signature),
    evidence: {
      shown: 'CertificateVerify',
      signedBytes: transcript.length,
      keyBits: 'bits' in leaf.publicKey ? leaf.publicKey.bits : 256,
    },
    details: { subject, bytes: transcript.length },
  });
  if (possession instanceof Refusal) return possession;
  context.addToTranscript(raw);
  if ('refused' in path) {
    const identity = { kind: 'refused', check: path.refused } as const;
    return { ...kept12(state), name: 'waitChangeCipherSpec', keys, identity };
  }
  if (!('against' in path)) context.recordBelief('server.possessionProven', { subject });
  return { ...kept12(state), name: 'waitChangeCipherSpec', keys, identity: holderOf(path, possession) };
}
