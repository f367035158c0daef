// A message that breaks a rule of the protocol: which rule, and what follows.
import { PROTOCOL_WORDS } from '../checks/protocol.ts';
import { The, the } from '../phrases.ts';
import type { Lesson, Operation } from '../types.ts';

export function messageRefuse({ actor, details }: Operation<'message.refuse'>): Lesson {
  const { check, message = 'record', field } = details;
  const words = PROTOCOL_WORDS[check];
  return {
    title: `${The(actor)} refuses the ${message}`,
    plain: `The ${message} breaks a rule, so ${the(actor)} refuses it. The rule: ${words.plain}${
      field === undefined ? '' : ` Field, value and byte are listed under Checks (${field}).`
    }`,
    why: words.why,
    wrong: words.wrong ?? 'An alert names only the kind of the error. The peer does not learn the field.',
    cites: ['tls12.7.2.2'],
  };
}
