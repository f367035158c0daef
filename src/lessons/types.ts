// The shape of an explanation: what happens, why, and what learners get wrong about it.
import type { MessageType, OperationId } from '../lab/recording/details.ts';
import type { EventOf, MessageOf } from '../lab/recording/recording.ts';
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
export type MessageLike<Type extends MessageType = MessageType> = {
  [Each in Type]: Pick<MessageOf<Each>, 'from' | 'to' | 'type' | 'encrypted' | 'details'> &
    Partial<Pick<MessageOf<Each>, 'wire'>>;
}[Type];

export type Operation<Id extends OperationId = OperationId> = Extract<EventOf<'operation'>, { readonly operation: Id }>;
