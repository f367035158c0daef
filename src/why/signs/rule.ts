// What a sign is: words of a program that tell something, and the rule that finds them.

import type { StackRole } from '../../stacks/row.ts';
import type { AlertName } from '../../tls/alertCodes.ts';
import type { Meaning } from '../meaning.ts';

/** `self`: the side that speaks refused. `peer`: it was told by the other side. */
export type SpeakerSide = 'self' | 'peer' | 'unknown';

/** Kinds of signs; two of the same kind that differ belong to two messages, unless the kind allows several. */
export type Slot = 'alert' | 'verify' | 'check' | 'library' | 'transport' | 'outcome' | 'program';

export interface SignRule {
  /** As people read them; found squeezed. */
  readonly words: readonly string[];
  /** Stays for ever, such as `verify:10`; null where `read` gives it. */
  readonly code: string | null;
  readonly slot: Slot;
  readonly means: Meaning | null;
  readonly side: SpeakerSide;
  readonly program: string | null;
  /** Of the speaking side, where the words tell. */
  readonly role: StackRole | null;
  readonly alert: AlertName | null;
  /** What stands behind the words decides: null where it is nothing of ours. */
  readonly read: SignReader | null;
}

/** What stands behind (or in) the words. */
export interface Around {
  /** The text from the first letter of the words on, at most 200 characters. */
  readonly from: string;
  /** The text behind the words, at most 200 characters. */
  readonly after: string;
  /** The same, squeezed. */
  readonly squeezed: string;
  /** The 60 characters before the words. */
  readonly before: string;
}

export interface SignReading {
  readonly code: string;
  readonly means?: Meaning | null;
  readonly side?: SpeakerSide;
  readonly alert?: AlertName | null;
  readonly slot?: Slot;
  readonly role?: StackRole | null;
  /** How many squeezed characters behind the words belong to the sign. */
  readonly more?: number;
}
export type SignReader = (around: Around) => SignReading | null;

interface Parts {
  readonly side?: SpeakerSide;
  readonly slot?: Slot;
  readonly program?: string;
  readonly role?: StackRole;
  readonly alert?: AlertName;
}

/** Words with one meaning. */
export function phrase(
  said: string | readonly string[],
  code: string,
  means: Meaning | null,
  parts: Parts = {},
): SignRule {
  return {
    words: typeof said === 'string' ? [said] : said,
    code,
    slot: parts.slot ?? 'check',
    means,
    side: parts.side ?? 'self',
    program: parts.program ?? null,
    role: parts.role ?? null,
    alert: parts.alert ?? null,
    read: null,
  };
}

/** Words behind which something stands that tells. */
export function reading(said: string | readonly string[], read: SignReader, parts: Parts = {}): SignRule {
  return { ...phrase(said, '', null, { slot: 'library', ...parts }), code: null, read };
}

/** A number at the beginning of a text, with what punctuation stands before it. */
export function numberIn(text: string): number | null {
  const found = /^[\s:=#([{"'-]{0,4}(0x[0-9a-fA-F]{1,16}|\d{1,12})/.exec(text);
  return found === null ? null : Number(found[1]);
}
