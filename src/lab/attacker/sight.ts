// What an attacker can tell of passing bytes without any key: the kind of record, and the type of a readable message.
import { HANDSHAKE_HEADER } from '../../tls/flight.ts';
import { CONTENT_TYPES, RECORD_HEADER } from '../../tls/record.ts';
import type { Passing } from './attacker.ts';

export type Sight =
  /** `code`: HandshakeType, RFC 5246 7.4. */
  | { readonly kind: 'handshake'; readonly code: number }
  | { readonly kind: 'changeCipherSpec' }
  | { readonly kind: 'alert' }
  | { readonly kind: 'data' }
  /** Under keys that the attacker does not have. */
  | { readonly kind: 'sealed' };

/** Follows a connection: behind ChangeCipherSpec, handshake messages and alerts of that direction are sealed too. */
export function newSight(): (passing: Passing) => Sight {
  const changed = new Set<Passing['to']>();
  return ({ to, bytes }) => {
    switch (bytes[0]) {
      case CONTENT_TYPES.application_data:
        return { kind: 'data' };
      case CONTENT_TYPES.change_cipher_spec:
        changed.add(to);
        return { kind: 'changeCipherSpec' };
      case CONTENT_TYPES.alert:
        return changed.has(to) ? { kind: 'sealed' } : { kind: 'alert' };
      default: {
        const code = bytes[RECORD_HEADER];
        const readable = !changed.has(to) && bytes.length >= RECORD_HEADER + HANDSHAKE_HEADER && code !== undefined;
        return readable ? { kind: 'handshake', code } : { kind: 'sealed' };
      }
    }
  };
}
