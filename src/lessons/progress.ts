// The words of the learner's progress: results, reviews, and what could not be read.
import type { ReadProgress } from '../exercises/progress/file.ts';
import type { MissionProgress, ReviewItem } from '../exercises/progress/progress.ts';
import { count } from './phrases.ts';

type Problem = Extract<ReadProgress, { readonly ok: false }>;

/** Why a file of progress, or what the browser had kept, can't be used. */
export function progressProblem({ problem, place }: Pick<Problem, 'problem' | 'place'>): string {
  switch (problem) {
    case 'length':
      return 'it is longer than any progress of this lab';
    case 'json':
      return 'it is not JSON';
    case 'foreign':
      return 'it is not a progress file of this lab';
    case 'version':
      return 'it is from another version of this lab';
    case 'value':
      return `its part ${place} has a value that cannot be`;
  }
}

/** `1 edit`, `2 changes`: what a solution took. Null where nothing is changed: then tries count. */
export function bestText({ cost, tries }: NonNullable<MissionProgress['best']>, par: number | null): string {
  if (par === null) return tries === 1 ? 'at the first try' : `at try ${tries}`;
  return count(cost, 'change');
}

export const hintsText = (hints: number): string => count(hints, 'hint');

/** `about an hour left`, of minutes. */
export function timeLeftText(minutes: number): string {
  if (minutes <= 0) return 'all done';
  if (minutes < 45) return `about ${Math.max(5, Math.round(minutes / 5) * 5)} minutes left`;
  const hours = Math.round(minutes / 30) / 2;
  return hours === 1 ? 'about an hour left' : `about ${hours} hours left`;
}

/** What a review item is this time: the same idea in another protocol, or as another prediction. */
export const reviewText = ({ round, asked }: ReviewItem, protocol: string): string =>
  `${['first', 'second', 'third'][round] ?? 'next'} review · ${asked ? 'a prediction' : 'now'} in ${protocol}`;

/** When an idea comes back, in days from 1. */
export const backText = (days: number): string =>
  days === 1 ? 'Back in review tomorrow' : `Back in review in ${days} days`;

export const MASTERY_NOTE =
  'Unaided: done again without a hint, in another protocol, on another day. All of this stays in this browser.';
