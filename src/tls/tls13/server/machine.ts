// The server of TLS 1.3: which state takes which message (RFC 9846 appendix A.2).

import { verifyWithRevocationAnswer } from '../../auth/peer.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept13, type Machine, outOfOrder, outOfTurn, Refusal, tolerated } from '../../machine.ts';
import type { NextServer, ServerState } from '../../state.ts';
import { takeKeyUpdate, updateKeys } from '../keyUpdate.ts';
import { decodeHandshake13, HANDSHAKE_13_CODES } from '../messages/handshake.ts';
import type { Handshake13, Handshake13Type } from '../messages/types.ts';
import type { ServerOptions13 } from '../options13.ts';
import { afterVerdict, onCertificate, onCertificateVerify, verifierPolicyOf } from './clientCertificate.ts';
import { onFinished } from './finished.ts';
import { onHello } from './hello.ts';
import type { Server13 } from './states.ts';

export const server13 = (options: ServerOptions13): Machine<ServerState> => ({
  start: (state) => state,
  handshake(state, context, raw) {
    if (state.name === 'closing') return state;
    const refused = outOfTurn(state, raw, WANTED[state.name] ?? [], HANDSHAKE_13_CODES);
    if (refused) return refused;
    const decoded = decodeHandshake13(raw);
    if (!decoded.ok) return new Refusal({ kind: 'decode', error: decoded.error });
    const { message } = decoded.value;
    return take(state, context, message, raw, options) ?? outOfOrder(state, message.type);
  },
  // 5: to be dropped from the first ClientHello to the client's Finished.
  changeCipherSpec: (state) => (state.name.startsWith('wait') ? state : null),
  answer(state, context, http) {
    if (state.name !== 'waitRevocationAnswer' || state.version !== 'tls1.3') return state;
    const verdict = verifyWithRevocationAnswer(context, verifierPolicyOf(state.config, options), state.pending, http);
    return afterVerdict(state, context, state.flight, verdict);
  },
  updateKeys: (state, context, request) => {
    updateKeys(context, 'server', request);
    return state;
  },
  spansOf(raw) {
    const decoded = decodeHandshake13(raw);
    return decoded.ok ? decoded.value.spans : null;
  },
  unproven: () => {},
  end: (state, ending) => ({ ...kept13(state), ...ending }),
});

const WANTED: Readonly<Partial<Record<ServerState['name'], readonly Handshake13Type[]>>> = {
  waitClientHello: ['ClientHello'],
  waitSecondClientHello: ['ClientHello'],
  waitCertificate: ['Certificate'],
  waitRevocationAnswer: [],
  waitCertificateVerify: ['CertificateVerify'],
  waitFinished: ['Finished'],
  connected: ['KeyUpdate'],
} satisfies Record<Server13['name'] | 'waitClientHello', readonly Handshake13Type[]>;

/** Null where the state can't take the message. */
function take(
  state: ServerState,
  context: HandshakeContext,
  message: Handshake13,
  raw: Uint8Array,
  options: ServerOptions13,
): NextServer | null {
  if (state.name === 'waitClientHello')
    return message.type === 'ClientHello' ? onHello(state, context, message, raw, null, options) : null;
  if (state.version !== 'tls1.3') return null;
  switch (state.name) {
    case 'waitSecondClientHello':
      return message.type === 'ClientHello' ? onHello(state, context, message, raw, state.retry, options) : null;
    case 'waitCertificate':
      return message.type === 'Certificate' ? onCertificate(state, context, message, raw, options) : null;
    case 'waitCertificateVerify':
      return message.type === 'CertificateVerify' ? onCertificateVerify(state, context, message, raw) : null;
    case 'waitFinished':
      return message.type === 'Finished' ? onFinished(state, context, message.verifyData, raw, options) : null;
    case 'connected':
      // 4.2.2: there is no renegotiation; any ClientHello now is unexpected.
      return message.type === 'KeyUpdate'
        ? (takeKeyUpdate(context, 'server', message) ?? tolerated(context, state, message.type))
        : null;
    default:
      return null;
  }
}
