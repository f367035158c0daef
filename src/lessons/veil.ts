// Words for what an observer does not get to see.
import type { Message } from '../lab/recording.ts';
import type { Observer, Veil } from '../lab/view.ts';
import type { Lesson } from './types.ts';

export const veilOf = (facts: Message['facts']): Veil | null =>
  facts.veil === 'hidden' || facts.veil === 'sealed' ? facts.veil : null;

export const OBSERVER_WORDS: Readonly<Record<Observer, { readonly title: string; readonly plain: string }>> = {
  everyone: { title: 'Everyone', plain: 'All that happens, on the wire and inside.' },
  client: { title: 'Client', plain: 'What the client sends, receives, works out and knows.' },
  server: { title: 'Server', plain: 'What the server sends, receives, works out and knows.' },
  eavesdropper: { title: 'Eavesdropper', plain: 'What somebody reads who listens on every wire and has no key.' },
};

/** The type of a record stands in its first byte, which is never encrypted (RFC 5246 6.2.1). */
export function veiledTitle(veil: Veil, { wire }: Partial<Pick<Message, 'wire'>>): string {
  if (veil === 'hidden') return 'Not seen';
  return RECORDS[wire?.slice(0, 2) ?? ''] ?? 'Encrypted record';
}

const RECORDS: Readonly<Record<string, string>> = {
  '15': 'Encrypted alert',
  '16': 'Encrypted handshake message',
  '17': 'Encrypted data',
};

export function veiledLesson(veil: Veil): Lesson {
  return veil === 'hidden'
    ? {
        title: 'Out of sight',
        plain: 'This happens elsewhere: whoever looks on here neither takes part in it nor has a wire to it.',
        why: 'Each party judges by what it sees itself. What it can’t see, it must be shown proof of, or do without.',
        wrong: null,
        cites: [],
      }
    : {
        title: 'An encrypted record',
        plain:
          'The record’s header is readable: its type, its version and its length. Everything behind it is ciphertext, which only the keys of this connection open.',
        why: 'That something was sent, when, in which direction and about how long it is: this much TLS does not hide.',
        wrong:
          'Encrypted does not mean invisible. From lengths and times alone one can often tell which page was read.',
        cites: ['tls12.6.2.1', 'tls12.6.2.3'],
      };
}
