// Handshake messages out of record fragments: a message may span records, a record may hold messages (RFC 5246 6.2.1).
import { type Decoded, DecodeError } from '../../bytes/error.ts';

/** Bytes of type and length before each message, RFC 5246 7.4. */
export const HANDSHAKE_HEADER = 4;
/** The longest body that is collected: a bound on memory. The longest honest message is a certificate chain. */
export const MAX_HANDSHAKE_BODY = 2 ** 17;

export interface Taken {
  /** Whole messages with their headers, as views on the buffer. */
  readonly messages: readonly Uint8Array[];
  /** The beginning of a message whose end has yet to come; empty between messages. */
  readonly rest: Uint8Array;
}

/**
 * `buffer` is the rest of the last call followed by the fragment that came since. An error says that the first
 * message in it announces more than MAX_HANDSHAKE_BODY; where whole messages precede such a one, they come first.
 */
export function reassembleHandshake(buffer: Uint8Array): Decoded<Taken> {
  const messages: Uint8Array[] = [];
  let at = 0;
  while (buffer.length - at >= HANDSHAKE_HEADER) {
    const length = ((buffer[at + 1] ?? 0) << 16) | ((buffer[at + 2] ?? 0) << 8) | (buffer[at + 3] ?? 0);
    if (length > MAX_HANDSHAKE_BODY) {
      if (messages.length > 0) break;
      return {
        ok: false,
        error: new DecodeError('handshake.length', 1, `${length} bytes, over ${MAX_HANDSHAKE_BODY}`, 3),
      };
    }
    const end = at + HANDSHAKE_HEADER + length;
    if (end > buffer.length) break;
    messages.push(buffer.subarray(at, end));
    at = end;
  }
  return { ok: true, value: { messages, rest: buffer.subarray(at) } };
}
