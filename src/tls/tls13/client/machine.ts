// The client of TLS 1.3: which state takes which message (RFC 9846 appendix A.1). Its own proof goes out with its
// Finished, and it is connected at once: whether the server accepts the proof, it learns from what it reads next.

import { verifyWithRevocationAnswer } from '../../auth/peer.ts';
import { possessionCheck } from '../../auth/peerIdentity.ts';
import type { TlsError } from '../../error.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept13, type Machine, outOfOrder, outOfTurn, Refusal, tolerated } from '../../machine.ts';
import type { ClientState, NextClient } from '../../state.ts';
import { takeKeyUpdate, updateKeys } from '../keyUpdate.ts';
import { decodeHandshake13, HANDSHAKE_13_CODES } from '../messages/handshake.ts';
import type { Handshake13, Handshake13Type } from '../messages/types.ts';
import type { ClientOptions13 } from '../options13.ts';
import { takeTicket } from '../ticket.ts';
import { onFinished } from './flight.ts';
import { handOverTo12, onRetry, onServerHello, speaksOlder, start } from './hello.ts';
import {
  afterVerdict,
  onCertificate,
  onCertificateVerify,
  onExtensions,
  onRequest,
  verifierPolicyOf,
} from './serverFlight.ts';
import type { Client13 } from './states.ts';

export const client13 = (options: ClientOptions13): Machine<ClientState> => ({
  start: (state, context) => start(state, context, options),
  handshake(state, context, raw) {
    const isFirstAnswer = state.version === 'tls1.3' && state.name === 'waitServerHello' && !state.offer.retry;
    if (isFirstAnswer && speaksOlder(raw)) return handOverTo12(state, context, raw);
    // Nothing that came behind our close_notify matters any more.
    if (state.name === 'closing') return state;
    const refused = outOfTurn(state, raw, WANTED[state.name] ?? [], HANDSHAKE_13_CODES);
    if (refused) return refused;
    const decoded = decodeHandshake13(raw);
    if (!decoded.ok) return new Refusal({ kind: 'decode', error: decoded.error });
    const { message } = decoded.value;
    return take(state, context, message, raw, options) ?? outOfOrder(state, message.type);
  },
  // 5: to be dropped from the first ClientHello to the server's Finished.
  changeCipherSpec: (state) => (state.name.startsWith('wait') ? state : null),
  answer(state, context, http) {
    if (state.name !== 'waitRevocationAnswer' || state.version !== 'tls1.3') return state;
    return afterVerdict(
      state,
      context,
      state,
      verifyWithRevocationAnswer(context, verifierPolicyOf(state.config), state.pending, http),
    );
  },
  updateKeys: (state, context, request) => {
    updateKeys(context, 'client', request);
    return state;
  },
  spansOf(raw) {
    const decoded = decodeHandshake13(raw);
    return decoded.ok ? decoded.value.spans : null;
  },
  unproven,
  end: (state, ending) => ({ ...kept13(state), ...ending }),
});

const WANTED: Readonly<Partial<Record<ClientState['name'], readonly Handshake13Type[]>>> = {
  waitServerHello: ['ServerHello', 'HelloRetryRequest'],
  waitEncryptedExtensions: ['EncryptedExtensions'],
  waitCertificateOrRequest: ['CertificateRequest', 'Certificate'],
  waitCertificate: ['Certificate'],
  waitRevocationAnswer: [],
  waitCertificateVerify: ['CertificateVerify'],
  waitFinished: ['Finished'],
  connected: ['NewSessionTicket', 'KeyUpdate'],
} satisfies Record<Client13['name'], readonly Handshake13Type[]>;

/** Null where the state can't take the message. */
function take(
  state: ClientState,
  context: HandshakeContext,
  message: Handshake13,
  raw: Uint8Array,
  options: ClientOptions13,
): NextClient | null {
  if (state.version !== 'tls1.3') return null;
  switch (state.name) {
    case 'waitServerHello':
      if (message.type === 'ServerHello') return onServerHello(state, context, message, raw, options);
      return message.type === 'HelloRetryRequest' && !state.offer.retry
        ? onRetry(state, context, message, raw, options)
        : null;
    case 'waitEncryptedExtensions':
      return message.type === 'EncryptedExtensions' ? onExtensions(state, context, message, raw) : null;
    case 'waitCertificateOrRequest':
      if (message.type === 'CertificateRequest') return onRequest(state, context, message, raw);
      return message.type === 'Certificate' ? onCertificate(state, context, message, raw, null) : null;
    case 'waitCertificate':
      return message.type === 'Certificate' ? onCertificate(state, context, message, raw, state.request) : null;
    case 'waitCertificateVerify':
      return message.type === 'CertificateVerify' ? onCertificateVerify(state, context, message, raw) : null;
    case 'waitFinished':
      return message.type === 'Finished' ? onFinished(state, context, message.verifyData, raw, options) : null;
    case 'connected':
      if (message.type === 'NewSessionTicket')
        return takeTicket(context, state, message) ?? tolerated(context, state, message.type);
      return message.type === 'KeyUpdate'
        ? (takeKeyUpdate(context, 'client', message) ?? tolerated(context, state, message.type))
        : null;
    default:
      return null;
  }
}

/** The server's certificate was accepted, and its signature never came to the test. */
function unproven(state: ClientState, context: HandshakeContext, error: TlsError): void {
  if (state.name !== 'waitCertificateVerify') return;
  if (error.kind === 'check' && error.check.check === 'possession') return;
  const check = possessionCheck('server', 'not-reached', { reason: 'ended before' }, 'tls13.4.5.2');
  context.emit({ kind: 'check', subject: 'server', check });
}
