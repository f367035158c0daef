// What the page and the judge’s worker say to each other.

import type { Reading } from '../pki/intake/intakeSummary.ts';
import type { Judgement, Question } from '../pki/validator/question.ts';

export type ValidatorRequest =
  | { readonly id: number; readonly kind: 'warm' }
  | { readonly id: number; readonly kind: 'read'; readonly bytes: Uint8Array }
  | { readonly id: number; readonly kind: 'open'; readonly bytes: Uint8Array; readonly password: string }
  | { readonly id: number; readonly kind: 'judge'; readonly question: Question };

export type ValidatorReply =
  | { readonly id: number; readonly reading: Reading | null }
  | { readonly id: number; readonly judgement: Judgement }
  | { readonly id: number; readonly problem: string };
