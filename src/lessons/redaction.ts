// Words for what an observer does not get to see.

import type { Redaction } from '../lab/recording/details.ts';
import type { Message } from '../lab/recording/recording.ts';
import type { Observer } from '../lab/recording/view.ts';
import type { Protocol } from '../lab/scenario/scenario.ts';
import type { Lesson } from './types.ts';

export const redactionOf = ({ veil }: { readonly veil?: Redaction }): Redaction | null => veil ?? null;

export const OBSERVER_WORDS: Readonly<Record<Observer, { readonly title: string }>> = {
  everyone: { title: 'Everyone' },
  client: { title: 'Client' },
  server: { title: 'Server' },
  eavesdropper: { title: 'Eavesdropper' },
};

/** The type of a record stands in its first byte, which is never encrypted (RFC 5246 6.2.1). */
export function redactedTitle(veil: Redaction, { wire }: Partial<Pick<Message, 'wire'>>): string {
  if (veil === 'hidden') return 'Not seen';
  return RECORDS[wire?.slice(0, 2) ?? ''] ?? 'Encrypted record';
}

const RECORDS: Readonly<Record<string, string>> = {
  '15': 'Encrypted alert',
  '16': 'Encrypted handshake message',
  '17': 'Encrypted data',
};

export function redactedLesson(veil: Redaction, protocol: Protocol): Lesson {
  return veil === 'hidden'
    ? {
        title: 'Out of sight',
        plain: 'This happens elsewhere. This observer takes no part in it, and no wire that it listens to carries it.',
        why: 'Each party judges by what it sees itself. For what it cannot see, it needs a proof.',
        wrong: null,
        cites: [],
      }
    : {
        title: 'An encrypted record',
        plain:
          protocol === 'tls1.3'
            ? 'Only the record’s header is readable. Its type always says 23 (application data), whatever is inside; its length is true. The content and its real type are encrypted.'
            : 'The record’s header is readable: its type, its version and its length. Its content is encrypted.',
        why: 'That something was sent, when, in which direction and about how long it is: this much TLS does not hide.',
        wrong:
          'Many think that encrypted means invisible. In fact lengths and times are often enough to tell which page was read.',
        cites: ['tls12.6.2.1', 'tls12.6.2.3'],
      };
}
