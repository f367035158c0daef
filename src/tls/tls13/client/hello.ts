// The client says hello, once or twice, and waits for ServerHello (RFC 9846 4.2). A server that speaks TLS 1.2 is left to
// the machine of that version.

import type { ClientConfig } from '../../config.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { handOver, kept13, Refusal } from '../../machine.ts';
import { find } from '../../messages/find.ts';
import { decodeHandshake } from '../../messages/handshake.ts';
import type { Client13In, ClientState, NextClient } from '../../state.ts';
import { client12 } from '../../tls12/client/machine.ts';
import { checkAnswer, checkRetry, firstOffer, type Offer, secondOffer } from '../clientHello13.ts';
import { foldFirstHello, refuseCrossingKeyChange, sendHandshake } from '../handshakeMessages.ts';
import { decodeHandshake13 } from '../messages/handshake.ts';
import type { HelloRetryRequest, ServerHello13 } from '../messages/types.ts';
import type { ClientOptions13 } from '../options13.ts';
import { deriveHandshakeKeys } from '../secrets13.ts';
import { privateBytes } from '../shares.ts';
import { reportOffer } from '../ticketReport.ts';

export function start(state: ClientState, context: HandshakeContext, options: ClientOptions13): ClientState {
  const { config } = state;
  const offer = firstOffer(config, options);
  reportShares(context, offer);
  if (offer.session) reportOffer(context, offer.session, config.now);
  sendHandshake(context, offer.hello, { details: helloDetails(config, offer) });
  context.recordSecret('clientRandom', offer.hello.random, 'generated');
  context.recordBelief('client.offered', { serverName: config.serverName });
  return { ...kept13(state), name: 'waitServerHello', offer };
}

/** 4.2.4: once more, with what the server asked for. */
export function onRetry(
  state: Client13In<'waitServerHello'>,
  context: HandshakeContext,
  message: HelloRetryRequest,
  raw: Uint8Array,
  options: ClientOptions13,
): NextClient {
  const checked = checkRetry(state.offer, message, options);
  if (!checked.ok) return new Refusal(checked.error);
  foldFirstHello(context, checked.suite);
  context.addToTranscript(raw);
  const offer = secondOffer(context, state.config, state.offer, message, checked.suite);
  if (offer.retry?.group) reportShares(context, offer);
  if (offer.session) reportOffer(context, offer.session, state.config.now);
  context.sendChangeCipherSpec({ dummy: true });
  sendHandshake(context, offer.hello, { details: helloDetails(state.config, offer) });
  return { ...kept13(state), name: 'waitServerHello', offer };
}

export function onServerHello(
  state: Client13In<'waitServerHello'>,
  context: HandshakeContext,
  message: ServerHello13,
  raw: Uint8Array,
  options: ClientOptions13,
): NextClient {
  const { offer } = state;
  const checked = checkAnswer(offer, message, options);
  if (!checked.ok) return new Refusal(checked.error);
  const crossing = refuseCrossingKeyChange(context, raw);
  if (crossing) return crossing;
  context.recordSecret('serverRandom', message.random, 'received');
  const { suite, shared, group, resumed } = checked;
  context.emit({ kind: 'agreed', version: 'tls1.3', suite: suite.name });
  const keys = deriveHandshakeKeys(context, 'client', { suite, shared, group, psk: resumed?.psk ?? null });
  context.connection = { ...context.connection, read: keys.server, write: keys.client };
  return { ...kept13(state), name: 'waitEncryptedExtensions', agreed: { offer, keys, resumed } };
}

/** A ServerHello without supported_versions speaks TLS 1.2 or older. */
export function speaksOlder(raw: Uint8Array): boolean {
  const decoded = decodeHandshake13(raw);
  if (!decoded.ok || decoded.value.message.type !== 'ServerHello') return false;
  return find(decoded.value.message.extensions, 'supported_versions') === undefined;
}

/** The hello that went out offered 1.2 too, or else the machine of 1.2 refuses the version. */
export function handOverTo12(
  { connection, config }: ClientState,
  context: HandshakeContext,
  raw: Uint8Array,
): ClientState {
  const own = decodeHandshake(context.connection.transcript);
  if (!own.ok || own.value.message.type !== 'ClientHello') throw new Error('our own ClientHello can not be read');
  const hello = own.value.message;
  const older: ClientState = { version: 'tls1.2', name: 'waitServerHello', connection, config, hello };
  return handOver('client', client12, older, context, raw);
}

function reportShares(context: HandshakeContext, { keys }: Offer): void {
  for (const { share, private: own } of keys) {
    context.recordOperation('ecdhe.generate', { group: own.group });
    context.recordSecret('clientSharePrivateKey', privateBytes(own), 'generated');
    context.recordSecret('clientShare', share, 'derived');
  }
}

function helloDetails({ serverName }: ClientConfig, { hello, keys, session, retry }: Offer) {
  const groups = keys.map((key) => key.private.group).join(', ');
  return {
    suites: hello.suites.length,
    serverName,
    groups,
    ...(session ? { resumes: true } : {}),
    ...(retry ? { retried: true } : {}),
  };
}
