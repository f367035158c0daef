// Keeping one's place when one recording takes the place of another, and finding places in a recording.
import type { Recording, Step } from '../lab/recording/recording.ts';

/** Number of the step with this key, or null. */
export function stepOfKey(recording: Recording, key: string): number | null {
  return recording.steps.find((step) => step.key === key)?.number ?? null;
}

/**
 * Where to stand in `next` for somebody who stood at step `cursor` of `before`: at the step of the same key, else at
 * the nearest earlier step that both recordings have, else at the first.
 */
export function keepPlace(before: Recording, cursor: number, next: Recording): number {
  const numbers = new Map(next.steps.map((step) => [step.key, step.number]));
  for (const step of before.steps.slice(0, cursor).reverse()) {
    const number = numbers.get(step.key);
    if (number !== undefined) return number;
  }
  return 1;
}

/**
 * The last of the steps before the handshake, in which certificates are issued: the first rows of the diagram, which it
 * folds into one. 0 where there are none, or one alone.
 */
export function lastOfIssuance({ steps }: Recording): number {
  const later = steps.findIndex(({ phase }) => phase !== 'issuance');
  const last = later < 0 ? steps.length : later;
  return last < 2 ? 0 : last;
}

/** Whether somebody believes something new at this step, something fails, or it is the last one: where playing may stop. */
export function isKeyStep(recording: Recording, number: number): boolean {
  const step = recording.steps[number - 1];
  if (step === undefined) return false;
  if (number === recording.steps.length || fails(recording, step)) return true;
  const before = recording.steps[number - 2]?.until ?? 0;
  return recording.events.slice(before, step.until).some(({ kind }) => kind === 'belief');
}

export function clampStep(recording: Recording, step: number): number {
  const wanted = Number.isNaN(step) ? 1 : Math.round(step);
  return Math.max(1, Math.min(recording.steps.length, wanted));
}

/** The first step at which something fails: an operation that ends badly, or a fatal alert. Null in an honest run. */
export function firstFailure(recording: Recording): number | null {
  return recording.steps.find((step) => fails(recording, step))?.number ?? null;
}

/** True if the step itself is a failure: an operation that ends badly, or a fatal alert. */
function fails(recording: Recording, step: Step): boolean {
  const event = recording.events[step.event];
  if (event === undefined) return false;
  if (event.kind === 'operation') return event.result === 'fail';
  return event.kind === 'sent' && event.message.type === 'Alert' && event.message.details.level === 'fatal';
}
