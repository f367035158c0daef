// The server of TLS 1.2, with RSA key exchange or ECDHE: which state takes which message (RFC 5246 7.3, 7.4).

import { policyForClient, verifyWithRevocationAnswer } from '../../auth/peer.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept12, type Machine, outOfOrder, outOfTurn, Refusal, tolerated } from '../../machine.ts';
import { decodeHandshake, HANDSHAKE_CODES } from '../../messages/handshake.ts';
import type { Handshake, HandshakeType } from '../../messages/types.ts';
import type { NextServer, ServerState } from '../../state.ts';
import { afterVerdict, onCertificate, onCertificateVerify, onClientKeyExchange } from './clientFlight.ts';
import { onFinished } from './finished.ts';
import { onClientHello } from './flight.ts';
import type { Server12 } from './states.ts';

export const server12: Machine<ServerState> = {
  start: (state) => state,
  handshake(state, context, raw) {
    const refused = outOfTurn(state, raw, WANTED[state.name] ?? [], HANDSHAKE_CODES);
    if (refused) return refused;
    const keyExchange = 'negotiated' in state ? state.negotiated.agreed.suite.keyExchange : null;
    const decoded = decodeHandshake(raw, keyExchange);
    if (!decoded.ok) return new Refusal({ kind: 'decode', error: decoded.error });
    const { message } = decoded.value;
    return take(state, context, message, raw) ?? outOfOrder(state, message.type);
  },
  changeCipherSpec(state, context) {
    if (state.name !== 'waitChangeCipherSpec') return null;
    context.connection = { ...context.connection, read: state.keys.clientWrite };
    return { ...kept12(state), name: 'waitFinished', keys: state.keys, identity: state.identity };
  },
  answer(state, context, http) {
    if (state.name !== 'waitRevocationAnswer' || state.version !== 'tls1.2') return state;
    const { negotiated, pending } = state;
    return afterVerdict(
      state,
      context,
      negotiated,
      verifyWithRevocationAnswer(context, policyForClient(state.config), pending, http),
    );
  },
  unproven: () => {},
  end: (state, ending) => ({ ...kept12(state), ...ending }),
};

const WANTED: Readonly<Partial<Record<ServerState['name'], readonly HandshakeType[]>>> = {
  waitClientHello: ['ClientHello'],
  waitCertificate: ['Certificate'],
  waitRevocationAnswer: [],
  waitClientKeyExchange: ['ClientKeyExchange'],
  waitCertificateVerify: ['CertificateVerify'],
  waitChangeCipherSpec: [],
  waitFinished: ['Finished'],
  connected: ['ClientHello'],
} satisfies Record<Server12['name'] | 'waitClientHello', readonly HandshakeType[]>;

/** Null where the state can't take the message. */
function take(state: ServerState, context: HandshakeContext, message: Handshake, raw: Uint8Array): NextServer | null {
  if (state.name === 'waitClientHello')
    return message.type === 'ClientHello' ? onClientHello(state, context, message, raw) : null;
  if (state.version !== 'tls1.2') return null;
  switch (state.name) {
    case 'waitCertificate':
      if (message.type !== 'Certificate') return null;
      context.addToTranscript(raw);
      return onCertificate(state, context, message.chain);
    case 'waitClientKeyExchange':
      if (message.type !== 'ClientKeyExchange') return null;
      context.addToTranscript(raw);
      return onClientKeyExchange(state, context, message);
    case 'waitCertificateVerify':
      return message.type === 'CertificateVerify' ? onCertificateVerify(state, context, message, raw) : null;
    case 'waitFinished':
      return message.type === 'Finished' ? onFinished(state, context, message.verifyData, raw) : null;
    case 'connected':
      // A renegotiation is refused without ending the connection (7.2.2 no_renegotiation).
      if (message.type !== 'ClientHello') return null;
      context.sendAlert('warning', 'no_renegotiation');
      return tolerated(context, state, message.type);
    default:
      return null;
  }
}
