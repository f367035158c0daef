// The client of TLS 1.2, with RSA key exchange or ECDHE: which state takes which message (RFC 5246 7.3, 7.4).

import { verifyWithRevocationAnswer } from '../../auth/peer.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept12, type Machine, outOfOrder, outOfTurn, Refusal, tolerated } from '../../machine.ts';
import { decodeHandshake, HANDSHAKE_CODES } from '../../messages/handshake.ts';
import type { Handshake, HandshakeType } from '../../messages/types.ts';
import type { ClientState, NextClient } from '../../state.ts';
import { onFinished, unproven } from './finished.ts';
import { onServerHello, start } from './hello.ts';
import {
  afterVerdict,
  isStaple,
  onCertificate,
  onServerKeyExchange,
  reportRequest,
  stapled,
  verifierPolicyOf,
  verifyServer,
} from './serverFlight.ts';
import type { Client12 } from './states.ts';

export const client12: Machine<ClientState> = {
  start,
  handshake(state, context, raw) {
    const refused = outOfTurn(state, raw, wantedBy(state), HANDSHAKE_CODES);
    if (refused) return refused;
    const decoded = decodeHandshake(raw);
    if (!decoded.ok) return new Refusal({ kind: 'decode', error: decoded.error });
    const { message } = decoded.value;
    // 7.4.1.1: HelloRequest may come at any time, is not part of the transcript, and may be ignored.
    if (message.type === 'HelloRequest') return tolerated(context, state, message.type);
    return take(state, context, message, raw) ?? outOfOrder(state, message.type);
  },
  changeCipherSpec(state, context) {
    if (state.name !== 'waitChangeCipherSpec') return null;
    context.connection = { ...context.connection, read: state.keys.serverWrite };
    const { keys, path, possession } = state;
    return { ...kept12(state), name: 'waitFinished', keys, path, possession };
  },
  answer(state, context, http) {
    if (state.name !== 'waitRevocationAnswer' || state.version !== 'tls1.2') return state;
    const { awaited, pending, config } = state;
    return afterVerdict(
      state,
      context,
      awaited,
      verifyWithRevocationAnswer(context, verifierPolicyOf(config, awaited.agreed), pending, http),
    );
  },
  unproven,
  end: (state, ending) => ({ ...kept12(state), ...ending }),
};

/** 7.4.1.1: a HelloRequest may come at any time. */
const wantedBy = ({ name }: ClientState): readonly HandshakeType[] => [...(WANTED[name] ?? []), 'HelloRequest'];

const WANTED: Readonly<Partial<Record<ClientState['name'], readonly HandshakeType[]>>> = {
  waitServerHello: ['ServerHello'],
  waitCertificate: ['Certificate'],
  waitServerKeyExchange: ['CertificateStatus', 'ServerKeyExchange'],
  waitCertificateRequestOrDone: ['CertificateStatus', 'CertificateRequest', 'ServerHelloDone'],
  waitServerHelloDone: ['ServerHelloDone'],
  waitRevocationAnswer: [],
  waitChangeCipherSpec: [],
  waitFinished: ['Finished'],
  connected: [],
} satisfies Record<Client12['name'], readonly HandshakeType[]>;

/** Null where the state can't take the message. */
function take(state: ClientState, context: HandshakeContext, message: Handshake, raw: Uint8Array): NextClient | null {
  if (state.version !== 'tls1.2') return null;
  switch (state.name) {
    case 'waitServerHello':
      if (message.type !== 'ServerHello') return null;
      context.addToTranscript(raw);
      return onServerHello(state, context, message);
    case 'waitCertificate':
      if (message.type !== 'Certificate') return null;
      context.addToTranscript(raw);
      return onCertificate(state, context, message.chain);
    case 'waitServerKeyExchange':
      if (isStaple(state.shown, message)) return stapled(state, context, message, raw);
      if (message.type !== 'ServerKeyExchange') return null;
      context.addToTranscript(raw);
      return onServerKeyExchange(state, context, message);
    case 'waitCertificateRequestOrDone':
      if (isStaple(state.shown, message)) return stapled(state, context, message, raw);
      if (message.type === 'CertificateRequest') {
        context.addToTranscript(raw);
        reportRequest(context, state.config, message);
        return { ...kept12(state), name: 'waitServerHelloDone', shown: state.shown, request: message };
      }
      if (message.type !== 'ServerHelloDone') return null;
      context.addToTranscript(raw);
      return verifyServer(state, context, state.shown, null);
    case 'waitServerHelloDone':
      if (message.type !== 'ServerHelloDone') return null;
      context.addToTranscript(raw);
      return verifyServer(state, context, state.shown, state.request);
    case 'waitFinished':
      return message.type === 'Finished' ? onFinished(state, context, message.verifyData) : null;
    default:
      return null;
  }
}
