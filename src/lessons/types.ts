// The shape of an explanation: what happens, why, and what learners get wrong about it.
import type { Message } from '../lab/recording/recording.ts';
import type { CitationKey } from '../pki/citations.ts';

export interface Lesson {
  readonly title: string;
  /** What happens, in plain words. */
  readonly plain: string;
  readonly why: string;
  /** What many get wrong about it, as `Many think that …. In fact ….` (misconception.ts), or another remark; null for none. */
  readonly wrong: string | null;
  readonly cites: readonly CitationKey[];
}

export interface CheckWords {
  /** What is checked, neither affirmed nor denied: it stands beside a tick as well as a cross. */
  readonly title: string;
  readonly plain: string;
  readonly why: string;
  /** What many get wrong (misconception.ts), or another remark; null for none. */
  readonly wrong: string | null;
}

export interface FieldWords {
  readonly name: string;
  /** What it is for, in a sentence; null where the name says it. */
  readonly plain: string | null;
}

/** What the words depend on; a message that was prevented has it too. */
export type MessageLike = Pick<Message, 'from' | 'to' | 'type' | 'encrypted' | 'details'> &
  Partial<Pick<Message, 'wire'>>;
