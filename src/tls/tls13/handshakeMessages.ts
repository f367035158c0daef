// Sending handshake messages of TLS 1.3, and the transcript.

import { concat } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { MESSAGE_HASH } from '../codePoints/handshakeTypes.ts';
import type { MaybeOmitted } from '../details.ts';
import { END_OF_RECORD } from '../error.ts';
import type { Extras, HandshakeContext } from '../handshakeContext.ts';
import { Refusal } from '../machine.ts';
import { encodeHandshake13 } from './messages/handshake.ts';
import type { Handshake13 } from './messages/types.ts';
import type { Suite13 } from './suites13.ts';

/** Encodes, adds to the transcript and sends. */
export function sendHandshake<Type extends Handshake13['type']>(
  context: HandshakeContext,
  message: Handshake13 & { readonly type: Type },
  ...extras: MaybeOmitted<Extras<Type>>
): void {
  const { bytes, spans } = encodeHandshake13(message);
  context.addToTranscript(bytes);
  context.send<Type>('handshake', message.type, bytes, spans, ...extras);
}

/** After the handshake nothing joins the transcript. */
export function sendPostHandshake<Type extends Handshake13['type']>(
  context: HandshakeContext,
  message: Handshake13 & { readonly type: Type },
  ...extras: MaybeOmitted<Extras<Type>>
): void {
  const { bytes, spans } = encodeHandshake13(message);
  context.send<Type>('handshake', message.type, bytes, spans, ...extras);
}

/** Transcript-Hash of all messages so far. */
export const transcriptHash = (context: HandshakeContext, suite: Suite13): Uint8Array =>
  digest(suite.hash, context.connection.transcript);

/** After a HelloRetryRequest the first ClientHello counts by its hash alone, as a message of its own kind. */
export function foldFirstHello(context: HandshakeContext, suite: Suite13): void {
  const hash = digest(suite.hash, context.connection.transcript);
  const transcript = concat(Uint8Array.of(MESSAGE_HASH, 0, 0, hash.length), hash);
  context.connection = { ...context.connection, transcript };
}

/**
 * Adds the last message under the old keys to the transcript. No message may span a change of keys (5.1): where bytes are
 * left over, that is why this side refuses.
 */
export function refuseCrossingKeyChange(context: HandshakeContext, raw: Uint8Array): Refusal | null {
  if (hasLeftover(context)) return CROSSES_KEY_CHANGE;
  context.addToTranscript(raw);
  return null;
}

/** Whether handshake bytes are left over. */
export const hasLeftover = (context: HandshakeContext): boolean => context.connection.handshake.length > 0;

export const CROSSES_KEY_CHANGE = new Refusal({
  kind: 'order',
  expected: END_OF_RECORD,
  got: 'more handshake bytes',
});
