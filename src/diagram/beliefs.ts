// What each actor believes when the player stands at a step: a fold over the belief events so far.
import type { Actor, Recording, ResultKind } from '../lab/recording/recording.ts';
import { beliefText } from '../lessons/beliefs.ts';

export interface BeliefLabel {
  readonly result: ResultKind;
  readonly text: string;
}

/** The last belief of `actor` at step `cursor`; null where it has none yet. */
export function beliefAt(recording: Recording, actor: Actor, cursor: number): BeliefLabel | null {
  const until = recording.steps[cursor - 1]?.until ?? 0;
  for (let at = until - 1; at >= 0; at--) {
    const event = recording.events[at];
    if (event?.kind === 'belief' && event.actor === actor) return { result: event.result, text: beliefText(event) };
  }
  return null;
}

/** All that `actor` ever believes, each text once: the room that its beliefs need. */
export function beliefTexts(recording: Recording, actor: Actor): string[] {
  const texts = recording.events.flatMap((event) =>
    event.kind === 'belief' && event.actor === actor ? [beliefText(event)] : [],
  );
  return [...new Set(texts)];
}
