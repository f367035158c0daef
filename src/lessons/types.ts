// The shape of an explanation: what happens, why, and what learners get wrong about it.
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
