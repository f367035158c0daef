// The client of TLS 1.3: which state takes which message (RFC 9846 appendix A.1). Its own proof goes out with its
// Finished, and it is connected at once: whether the server accepts the proof, it learns from what it reads next.

import { judgeAnswer } from '../../auth/peer.ts';
import { possessionCheck } from '../../auth/peerIdentity.ts';
import type { ClientState } from '../../endpoint.ts';
import type { TlsError } from '../../error.ts';
import type { Turn } from '../../handshakeContext.ts';
import { bearing, type Machine, outOfOrder, outOfTurn, Refusal } from '../../machine.ts';
import { takeKeyUpdate, updateKeys } from '../keyUpdate.ts';
import { decodeHandshake13, HANDSHAKE_13_CODES } from '../messages/handshake.ts';
import type { Handshake13, Handshake13Type } from '../messages/types.ts';
import type { ClientOptions13 } from '../options13.ts';
import { takeTicket } from '../ticket.ts';
import { onFinished } from './flight.ts';
import { handOver, onRetry, onServerHello, speaksOlder, start } from './hello.ts';
import { concluded, judgeOf, onCertificate, onCertificateVerify, onExtensions, onRequest } from './serverFlight.ts';
import { base, type Client13, type NextClient } from './states.ts';

export const client13 = (options: ClientOptions13): Machine<ClientState> => ({
  start: (state, turn) => start(state, turn, options),
  handshake(state, turn, raw) {
    if (state.name === 'waitServerHello' && !state.offer.retry && speaksOlder(raw)) return handOver(state, turn, raw);
    // Nothing that came behind our close_notify matters any more.
    if (state.name === 'closing') return state;
    const refused = outOfTurn(state, raw, WANTED[state.name] ?? [], HANDSHAKE_13_CODES);
    if (refused) return refused;
    const decoded = decodeHandshake13(raw);
    if (!decoded.ok) return new Refusal({ kind: 'decode', error: decoded.error });
    const { message } = decoded.value;
    return take(state, turn, message, raw, options) ?? outOfOrder(state, message.type);
  },
  // 5: to be dropped from the first ClientHello to the server's Finished.
  changeCipherSpec: (state) => (state.name.startsWith('wait') ? state : null),
  answer(state, turn, http) {
    if (state.name !== 'expectRevocationAnswer' || state.version !== 'tls1.3') return state;
    return concluded(state, turn, state, judgeAnswer(turn, judgeOf(state.config), state.pending, http));
  },
  updateKeys: (state, turn, request) => {
    updateKeys(turn, 'client', request);
    return state;
  },
  spansOf(raw) {
    const decoded = decodeHandshake13(raw);
    return decoded.ok ? decoded.value.spans : null;
  },
  unproven,
  end: (state, ending) => ({ ...base(state), ...ending }),
});

const WANTED: Readonly<Partial<Record<ClientState['name'], readonly Handshake13Type[]>>> = {
  waitServerHello: ['ServerHello', 'HelloRetryRequest'],
  waitEncryptedExtensions: ['EncryptedExtensions'],
  waitCertificateOrRequest: ['CertificateRequest', 'Certificate'],
  waitCertificate: ['Certificate'],
  expectRevocationAnswer: [],
  waitCertificateVerify: ['CertificateVerify'],
  waitFinished: ['Finished'],
  connected: ['NewSessionTicket', 'KeyUpdate'],
} satisfies Record<Client13['name'], readonly Handshake13Type[]>;

/** Null where the state can't take the message. */
function take(
  state: ClientState,
  turn: Turn,
  message: Handshake13,
  raw: Uint8Array,
  options: ClientOptions13,
): NextClient | null {
  switch (state.name) {
    case 'waitServerHello':
      if (message.type === 'ServerHello') return onServerHello(state, turn, message, raw, options);
      return message.type === 'HelloRetryRequest' && !state.offer.retry
        ? onRetry(state, turn, message, raw, options)
        : null;
    case 'waitEncryptedExtensions':
      return message.type === 'EncryptedExtensions' ? onExtensions(state, turn, message, raw) : null;
    case 'waitCertificateOrRequest':
      if (message.type === 'CertificateRequest') return onRequest(state, turn, message, raw);
      return message.type === 'Certificate' ? onCertificate(state, turn, message, raw, null) : null;
    case 'waitCertificate':
      return message.type === 'Certificate' ? onCertificate(state, turn, message, raw, state.request) : null;
    case 'waitCertificateVerify':
      return message.type === 'CertificateVerify' ? onCertificateVerify(state, turn, message, raw) : null;
    case 'waitFinished':
      return message.type === 'Finished' ? onFinished(state, turn, message.verifyData, raw, options) : null;
    case 'connected':
      if (state.version !== 'tls1.3') return null;
      if (message.type === 'NewSessionTicket')
        return takeTicket(turn, state, message) ?? bearing(turn, state, message.type);
      return message.type === 'KeyUpdate'
        ? (takeKeyUpdate(turn, 'client', message) ?? bearing(turn, state, message.type))
        : null;
    default:
      return null;
  }
}

/** The server's certificate was accepted, and its signature never came to the test. */
function unproven(state: ClientState, turn: Turn, error: TlsError): void {
  if (state.name !== 'waitCertificateVerify') return;
  if (error.kind === 'check' && error.check.check === 'possession') return;
  const check = possessionCheck('server', 'not-reached', { reason: 'ended before' }, 'tls13.4.5.2');
  turn.emit({ kind: 'check', subject: 'server', check });
}
