// What an attacker can tell of passing bytes without any key: the kind of record, and the type of a readable message.

import { equalBytes } from '../../bytes/hex.ts';
import { RETRY_RANDOM } from '../../tls/messages/helloHead.ts';
import { HANDSHAKE_HEADER } from '../../tls/record/flight.ts';
import { CONTENT_TYPES, RECORD_HEADER } from '../../tls/record/record.ts';
import type { InterceptedMessage } from './attacker.ts';

export type RecordVisibility =
  /** `code`: HandshakeType, RFC 5246 7.4. `retry`: a ServerHello that is a HelloRetryRequest (RFC 9846 4.2.3). */
  | { readonly kind: 'handshake'; readonly code: number; readonly retry: boolean }
  | { readonly kind: 'changeCipherSpec' }
  | { readonly kind: 'alert' }
  | { readonly kind: 'data' }
  /** Under keys that the attacker does not have. */
  | { readonly kind: 'sealed' };

/**
 * Follows a connection: behind ChangeCipherSpec, handshake messages and alerts of that direction are sealed too. Not so
 * where TLS 1.3 asks for another hello: there ChangeCipherSpec means nothing, and what is sealed looks like data.
 */
export function newRecordVisibility(): (passing: InterceptedMessage) => RecordVisibility {
  const changed = new Set<InterceptedMessage['to']>();
  let retried = false;
  return ({ to, bytes }) => {
    switch (bytes[0]) {
      case CONTENT_TYPES.application_data:
        return { kind: 'data' };
      case CONTENT_TYPES.change_cipher_spec:
        if (!retried) changed.add(to);
        return { kind: 'changeCipherSpec' };
      case CONTENT_TYPES.alert:
        return changed.has(to) ? { kind: 'sealed' } : { kind: 'alert' };
      default: {
        const code = bytes[RECORD_HEADER];
        const readable = !changed.has(to) && bytes.length >= RECORD_HEADER + HANDSHAKE_HEADER && code !== undefined;
        if (!readable) return { kind: 'sealed' };
        const retry = equalBytes(bytes.subarray(RANDOM, RANDOM + 32), RETRY_RANDOM);
        retried ||= retry;
        return { kind: 'handshake', code, retry };
      }
    }
  };
}

/** Where the random of a hello stands: behind its version. */
const RANDOM = RECORD_HEADER + HANDSHAKE_HEADER + 2;
