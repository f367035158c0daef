// The answer of `why` for people, in the order in which one asks.
import { FAULT_WORDS } from '../lessons/faults.ts';
import type { Cause, WhyAnswer, WhyMessage } from '../why/answer.ts';
import { printable } from './printable.ts';

export function whyText(answer: Extract<WhyAnswer, { ok: true }>): string {
  if (answer.messages.length === 0) return 'Nothing in this text is a message that is known here.\n';
  return answer.messages.map(messageText).join('\n');
}

const messageText = ({ text, line, side, refuser, causes }: WhyMessage): string =>
  [
    `line ${line}: ${printable(text)}`,
    side === 'unknown'
      ? 'Who refused is not said.'
      : side === 'self'
        ? 'The program that says this refused.'
        : 'The other side refused.',
    ...(refuser === null ? [] : [`The ${refuser} refused the ${refuser === 'client' ? 'server' : 'client'}.`]),
    ...causes.slice(0, 8).map(causeText),
    '',
  ].join('\n');

const causeText = ({ fault, stacks, measured }: Cause, index: number): string =>
  `${index + 1}. ${fault}  ${FAULT_WORDS[fault].title}  (${measured ? `measured with ${stacks.slice(0, 4).join(', ')}` : 'a guess'})`;
