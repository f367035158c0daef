// Binders: a client proves that it knows the secret of the ticket that it offers (RFC 9846 4.3.11.2).
import { digest, HASH_LENGTH } from '../../crypto/hash.ts';
import { binderKey, earlyStage, finishedMac } from './keySchedule.ts';
import { encodeHandshake13 } from './messages/handshake.ts';
import { bindersLength } from './messages/preSharedKey.ts';
import type { ClientHello13 } from './messages/types.ts';
import { obfuscatedAge, type Session13 } from './session.ts';
import type { Suite13 } from './suites13.ts';

/** `transcript`: what precedes this ClientHello, after a HelloRetryRequest; `truncated`: it, without its binders. */
export function binderFor(suite: Suite13, psk: Uint8Array, transcript: Uint8Array, truncated: Uint8Array): Uint8Array {
  const key = binderKey(earlyStage(suite.hash, psk));
  return finishedMac(suite.hash, key, digest(suite.hash, transcript, truncated));
}

/** The same hello with the ticket offered behind all other extensions. */
export function withTicket(
  hello: ClientHello13,
  session: Session13,
  now: number,
  transcript: Uint8Array,
): ClientHello13 {
  const identities = [{ identity: session.ticket, obfuscatedAge: obfuscatedAge(session, now) }];
  const offering = (binder: Uint8Array): ClientHello13 => ({
    ...hello,
    extensions: [
      ...hello.extensions,
      { type: 'pre_shared_key', psk: { kind: 'offer', identities, binders: [binder] } },
    ],
  });
  const unsigned = new Uint8Array(HASH_LENGTH[session.suite.hash]);
  const { bytes } = encodeHandshake13(offering(unsigned));
  const truncated = bytes.subarray(0, bytes.length - bindersLength([unsigned]));
  return offering(binderFor(session.suite, session.psk, transcript, truncated));
}

/** Binders stand at the very end of a ClientHello. */
export const withoutBinders = (raw: Uint8Array, binders: readonly Uint8Array[]): Uint8Array =>
  raw.subarray(0, raw.length - bindersLength(binders));
