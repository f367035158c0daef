// What each actor believes when the player stands at a step: a fold over the belief events so far.
import type { Actor, EventOf, Recording, ResultKind } from '../lab/recording/recording.ts';
import { beliefText } from '../lessons/beliefs.ts';

export interface BeliefLabel {
  readonly result: ResultKind;
  readonly text: string;
}

/** The last belief of `actor` at step `cursor`; null where it has none yet. */
export function beliefAt(recording: Recording, actor: Actor, cursor: number): BeliefLabel | null {
  const until = recording.steps[cursor - 1]?.until ?? 0;
  const last = beliefsOf(recording).findLast(({ at, held }) => held.actor === actor && at < until);
  return last === undefined ? null : { result: last.held.result, text: beliefText(last.held) };
}

/** All that `actor` ever believes, each text once: the room that its beliefs need. */
export function beliefTexts(recording: Recording, actor: Actor): string[] {
  const own = beliefsOf(recording).filter(({ held }) => held.actor === actor);
  return [...new Set(own.map(({ held }) => beliefText(held)))];
}

interface Belief {
  /** Its place among all events. */
  readonly at: number;
  readonly held: EventOf<'belief'>;
}

const known = new WeakMap<Recording, readonly Belief[]>();

/** Of tens of thousands of events few are beliefs: they are looked for once. */
function beliefsOf(recording: Recording): readonly Belief[] {
  const before = known.get(recording);
  if (before !== undefined) return before;
  const found: Belief[] = [];
  for (const [at, event] of recording.events.entries()) if (event.kind === 'belief') found.push({ at, held: event });
  known.set(recording, found);
  return found;
}
