// A recording crosses threads as text, in parts: no part takes the page long to read, so that no frame waits.
import type { Recording } from '../lab/recording/recording.ts';

export type RecordingPart = Partial<Recording>;

/** Events in one part: a few milliseconds of reading even on a slow machine. */
const EVENTS_IN_PART = 400;
const STEPS_IN_PART = 2000;

/** A recording in parts: the first holds all but the rest of its events and steps, which follow in order. */
export function recordingParts(recording: Recording): RecordingPart[] {
  const events = slices(recording.events, EVENTS_IN_PART);
  const steps = slices(recording.steps, STEPS_IN_PART);
  const [firstEvents = [], ...moreEvents] = events;
  const [firstSteps = [], ...moreSteps] = steps;
  return [
    { ...recording, events: firstEvents, steps: firstSteps },
    ...moreEvents.map((part) => ({ events: part })),
    ...moreSteps.map((part) => ({ steps: part })),
  ];
}

/** The recording that `recordingParts` cut. */
export function joinParts([first, ...rest]: readonly RecordingPart[]): Recording {
  const whole = first as Recording;
  if (rest.length === 0) return whole;
  const events = [...whole.events];
  const steps = [...whole.steps];
  for (const part of rest) {
    events.push(...(part.events ?? []));
    steps.push(...(part.steps ?? []));
  }
  return { ...whole, events, steps };
}

function slices<T>(items: readonly T[], length: number): T[][] {
  const count = Math.ceil(items.length / length);
  return Array.from({ length: count }, (_, i) => items.slice(i * length, (i + 1) * length));
}
