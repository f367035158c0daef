// A message that breaks a rule of the protocol: which rule, and what follows.
import type { EventOf } from '../../lab/recording/recording.ts';
import { isProtocolCheck, PROTOCOL_WORDS } from '../checks/protocol.ts';
import { The, text, the } from '../phrases.ts';
import type { Lesson } from '../types.ts';

export function messageRefuse({ actor, details }: EventOf<'operation'>): Lesson {
  const check = text(details.check) ?? '';
  const message = text(details.message) ?? 'record';
  const field = text(details.field);
  const words = isProtocolCheck(check) ? PROTOCOL_WORDS[check] : PROTOCOL_WORDS.decode;
  return {
    title: `${The(actor)} refuses the ${message}`,
    plain: `The ${message} breaks a rule, so ${the(actor)} refuses it. The rule: ${words.plain}${
      field === null ? '' : ` Field, value and byte are listed under Checks (${field}).`
    }`,
    why: words.why,
    wrong: words.wrong ?? 'An alert names only the kind of the error. The peer does not learn the field.',
    cites: ['tls12.7.2.2'],
  };
}
