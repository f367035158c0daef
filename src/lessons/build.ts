// The words of "Build the handshake".
import type { CardVerdict, Deck, MessageCard } from '../exercises/build/deck.ts';
import { capital, count, the } from './phrases.ts';

export const BUILD_WORDS = {
  title: 'Build the handshake',
  intro:
    'The messages of a handshake lie here in disorder, and three of another protocol are among them. Choose what comes next.',
  how: 'Click a message, press Enter on it, or drag it over.',
  own: 'Your handshake',
  left: 'Messages',
  drop: 'The next message goes here',
  again: 'Shuffle again',
  undo: 'Take the last one back',
  waits: 'What does it wait for?',
  loading: 'The messages are being made…',
  failed: 'The messages could not be made.',
  retry: 'Try again',
} as const;

/** `Server to client`. */
export const directionText = ({ from }: Pick<MessageCard, 'from'>): string =>
  from === 'client' ? 'Client to server' : 'Server to client';

/** What came of putting a card next. */
export function verdictSentence({ type, from }: Pick<MessageCard, 'type' | 'from'>, verdict: CardVerdict): string {
  switch (verdict.kind) {
    case 'right':
      return `Right: now ${the(from)} sends ${type}.`;
    case 'refused':
      return `Not now: ${the(verdict.by)} does not take ${type} here and ends the connection with the alert ${verdict.alert}.`;
    case 'early':
      return `Not yet: ${the(verdict.who)} cannot send ${type} here, since it waits for something else first. No alert is sent.`;
  }
}

/** What the state of a machine waits for; given on demand, since it is the answer. */
export function waitsSentence(verdict: CardVerdict): string | null {
  if (verdict.kind === 'right') return null;
  const who = capital(the(verdict.kind === 'refused' ? verdict.by : verdict.who));
  if (verdict.waits === 'start') return `${who} has not begun yet: it speaks first.`;
  if (verdict.waits === 'connected') return `${who} waits for nothing more: its handshake is complete.`;
  return `${who} waits for ${WAITS[verdict.waits] ?? verdict.waits.replace(/^wait/, '')}.`;
}

/** States that wait for one of several messages; the others are named after theirs. */
const WAITS: Readonly<Record<string, string>> = {
  waitCertificateRequestOrDone: 'CertificateRequest or ServerHelloDone',
  waitCertificateOrRequest: 'CertificateRequest or Certificate',
};

export function doneSentence({ cards }: Pick<Deck, 'cards'>, refused: number): string {
  const strange = cards.filter(({ foreign }) => foreign !== null).map(({ type }) => type);
  const tries = refused === 0 ? 'without a mistake' : `with ${count(refused, 'mistake')} on the way`;
  return `Done, ${tries}: both sides have seen the same handshake. ${list(strange)} belong to another protocol.`;
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
