// What a learner has done, and what comes of it: pure functions of what was there, what happened, and the time that is told.
// All of it is small, so that a browser can keep it and a file can hold it (file.ts).
import type { Protocol } from '../../lab/scenario/scenario.ts';
import type { ConceptId, MissionId } from '../missions/mission.ts';
import type { ReviewedItem } from '../predictions/another.ts';

/** Times are milliseconds since 1970. */
export interface MissionProgress {
  readonly begun: number;
  /** How often it was handed in, and how many hints were read, since it was begun last. */
  readonly tries: number;
  readonly hints: number;
  /** The parts of the goal that held at the last try. */
  readonly parts: readonly string[];
  /** The best time that it was solved: the fewest changes, and of these the fewest hints. Null while it was not. */
  readonly best: { readonly cost: number; readonly tries: number; readonly hints: number } | null;
  /** When, in which protocol and without a hint: each day's first, at most as many as MOST_DONE. */
  readonly done: readonly { readonly at: number; readonly protocol: Protocol; readonly unaided: boolean }[];
  /** The lab's address, without its #, as it was left. Null where one begins anew. */
  readonly left: string | null;
}

/** An idea that was got wrong comes back after one, three and seven days. `round`: which of these is next, from 0. */
export interface ReviewItem {
  readonly round: number;
  readonly due: number;
  /** How often it came back: the next one is another fault or another protocol. */
  readonly shown: number;
  /** The prediction that was answered last; none where it was a mission. What comes back is of the same form. */
  readonly asked?: ReviewedItem;
}

export interface Predicted {
  readonly right: number;
  readonly wrong: number;
  readonly last: number;
}

export interface Progress {
  readonly missions: Readonly<Partial<Record<MissionId, MissionProgress>>>;
  readonly predicted: Readonly<Partial<Record<ConceptId, Predicted>>>;
  readonly reviews: Readonly<Partial<Record<ConceptId, ReviewItem>>>;
}

export const NO_PROGRESS: Progress = { missions: {}, predicted: {}, reviews: {} };

/** Days until an idea comes back: after it was got wrong, after the first review and after the second. */
export const REVIEW_DAYS = [1, 3, 7] as const;
export const MOST_DONE = 20;
const DAY_MS = 86_400_000;

/** Starts a mission, or starts it over; what was reached before stays. */
export function begun(progress: Progress, id: MissionId, now: number): Progress {
  const before = progress.missions[id];
  const fresh = { begun: now, tries: 0, hints: 0, parts: [], left: null };
  return withMission(progress, id, { best: null, done: [], ...before, ...fresh });
}

/** Where the lab was left: the address without its #. */
export function leftAt(progress: Progress, id: MissionId, left: string | null): Progress {
  const before = progress.missions[id];
  return before === undefined || before.left === left ? progress : withMission(progress, id, { ...before, left });
}

export function hinted(progress: Progress, id: MissionId, hints: number, now: number): Progress {
  const { missions } = progress.missions[id] === undefined ? begun(progress, id, now) : progress;
  const before = missions[id] as MissionProgress;
  return withMission(progress, id, { ...before, hints: Math.max(before.hints, hints) });
}

export interface Try {
  readonly id: MissionId;
  readonly concept: ConceptId;
  readonly passed: boolean;
  readonly parts: readonly string[];
  readonly cost: number;
  readonly protocol: Protocol;
}

/** A mission was handed in. One that took a hint, or a second try, comes back as a review. */
export function tried(progress: Progress, { id, concept, passed, parts, cost, protocol }: Try, now: number): Progress {
  const start = progress.missions[id] === undefined ? begun(progress, id, now) : progress;
  const before = start.missions[id] as MissionProgress;
  const tries = before.tries + 1;
  const { hints } = before;
  if (!passed) return withMission(start, id, { ...before, tries, parts });
  const here = { cost, tries, hints };
  const unaided = hints === 0;
  const done = [...before.done, { at: now, protocol, unaided }].slice(-MOST_DONE);
  const next = { ...before, tries, parts, done, left: null, best: better(before.best, here) };
  return reviewed(withMission(start, id, next), concept, unaided && tries === 1, now);
}

/** A prediction was answered. `asked`: which one, so that another one comes back. */
export function answered(
  progress: Progress,
  concept: ConceptId,
  right: boolean,
  now: number,
  asked?: ReviewedItem,
): Progress {
  const before = progress.predicted[concept] ?? { right: 0, wrong: 0, last: now };
  const counted = {
    right: before.right + (right ? 1 : 0),
    wrong: before.wrong + (right ? 0 : 1),
    last: now,
  };
  const next = { ...progress, predicted: { ...progress.predicted, [concept]: counted } };
  return reviewed(next, concept, right, now, asked);
}

/** What is right moves an item on where it was due; what is wrong puts it at its beginning. */
function reviewed(progress: Progress, concept: ConceptId, right: boolean, now: number, asked?: ReviewedItem): Progress {
  const last = asked === undefined ? {} : { asked };
  const item = progress.reviews[concept];
  const { [concept]: _, ...others } = progress.reviews;
  if (!right) {
    const due = now + REVIEW_DAYS[0] * DAY_MS;
    return { ...progress, reviews: { ...others, [concept]: { round: 0, due, shown: item?.shown ?? 0, ...last } } };
  }
  if (item === undefined || item.due > now) return progress;
  const days = REVIEW_DAYS[item.round + 1];
  if (days === undefined) return { ...progress, reviews: others };
  const next = { round: item.round + 1, due: now + days * DAY_MS, shown: item.shown + 1, ...last };
  return { ...progress, reviews: { ...others, [concept]: next } };
}

/** The ideas that are due, the longest overdue first. */
export function dueReviews({ reviews }: Progress, now: number): readonly { concept: ConceptId; item: ReviewItem }[] {
  return (Object.entries(reviews) as [ConceptId, ReviewItem][])
    .filter(([, { due }]) => due <= now)
    .sort(([, a], [, b]) => a.due - b.due)
    .map(([concept, item]) => ({ concept, item }));
}

/** In how many days an idea comes back, from 1; null where it does not, or is due. */
export function daysToReview({ reviews }: Progress, concept: ConceptId, now: number): number | null {
  const item = reviews[concept];
  return item === undefined || item.due <= now ? null : Math.ceil((item.due - now) / DAY_MS);
}

/** What somebody has shown of an idea. It is mastered when all three hold. */
export interface Mastery {
  readonly predicted: boolean;
  readonly done: boolean;
  /** Done without a hint in another protocol on another day than the first time. */
  readonly unaided: boolean;
}

export function masteryOf(progress: Progress, concept: ConceptId, mission: MissionId): Mastery {
  const done = progress.missions[mission]?.done ?? [];
  const [first] = done;
  return {
    predicted: (progress.predicted[concept]?.right ?? 0) > 0,
    done: first !== undefined,
    unaided: done.some(
      ({ at, protocol, unaided }) => unaided && protocol !== first?.protocol && dayOf(at) !== dayOf(first?.at ?? at),
    ),
  };
}

/** Days are counted in UTC: a browser that travels counts none twice. */
const dayOf = (time: number): number => Math.floor(time / DAY_MS);

function better(a: MissionProgress['best'], b: NonNullable<MissionProgress['best']>): MissionProgress['best'] {
  if (a === null) return b;
  return b.cost < a.cost || (b.cost === a.cost && b.hints < a.hints) ? b : a;
}

const withMission = (progress: Progress, id: MissionId, mission: MissionProgress): Progress => ({
  ...progress,
  missions: { ...progress.missions, [id]: mission },
});
