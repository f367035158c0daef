// Sending and reading handshake messages of TLS 1.3 within a turn, and the transcript that both make.
import { concat } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { END_OF_RECORD } from '../error.ts';
import type { SentMessage } from '../events.ts';
import type { Turn } from '../handshakeContext.ts';
import { Refusal } from '../machine.ts';
import { encodeHandshake13, MESSAGE_HASH } from './messages/handshake.ts';
import type { Handshake13 } from './messages/types.ts';
import type { Suite13 } from './suites13.ts';

type Extras = Partial<Pick<SentMessage, 'certificates' | 'facts'>>;

/** Encodes, adds to the transcript and sends. */
export function say(turn: Turn, message: Handshake13, extras: Extras = {}): void {
  const { bytes, spans } = encodeHandshake13(message);
  turn.addToTranscript(bytes);
  turn.send('handshake', message.type, bytes, spans, extras);
}

/** After the handshake nothing joins the transcript. */
export function sayAfterwards(turn: Turn, message: Handshake13, extras: Extras = {}): void {
  const { bytes, spans } = encodeHandshake13(message);
  turn.send('handshake', message.type, bytes, spans, extras);
}

/** Transcript-Hash of all messages so far. */
export const transcriptHash = (turn: Turn, suite: Suite13): Uint8Array =>
  digest(suite.hash, turn.connection.transcript);

/** After a HelloRetryRequest the first ClientHello counts by its hash alone, as a message of its own kind. */
export function foldFirstHello(turn: Turn, suite: Suite13): void {
  const hash = digest(suite.hash, turn.connection.transcript);
  const transcript = concat(Uint8Array.of(MESSAGE_HASH, 0, 0, hash.length), hash);
  turn.connection = { ...turn.connection, transcript };
}

/**
 * Adds the last message under the old keys to the transcript. No message may span a change of keys (5.1): where bytes are
 * left over, that is why this side refuses.
 */
export function takeAtKeyChange(turn: Turn, raw: Uint8Array): Refusal | null {
  if (hasLeftover(turn)) return SPANS_KEYS;
  turn.addToTranscript(raw);
  return null;
}

/** Whether handshake bytes are left over. */
export const hasLeftover = (turn: Turn): boolean => turn.connection.handshake.length > 0;

export const SPANS_KEYS = new Refusal({
  kind: 'order',
  expected: END_OF_RECORD,
  got: 'more handshake bytes',
});
