// The shape of an explanation: what happens, why, and what learners get wrong about it.
import type { CitationKey } from '../pki/citations.ts';

export interface Lesson {
  readonly title: string;
  /** What happens, in plain words. */
  readonly plain: string;
  readonly why: string;
  /** "Easy to get wrong", or null where nothing is. */
  readonly wrong: string | null;
  readonly cites: readonly CitationKey[];
}
