// The scrubber's track: where steps and phases stand on it, in percent of its reachable length.
import { linearScale } from '../../diagram/linearScale.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { phaseWords } from '../../lessons/phases.ts';

export interface TrackPhase {
  /** Number of its first step. */
  readonly first: number;
  readonly title: string;
  /** For where the title has no room. */
  readonly short: string;
  readonly from: number;
  readonly to: number;
}

export interface Track {
  /** One for each step; of very many steps, those that open a phase. */
  readonly ticks: readonly { readonly step: number; readonly at: number; readonly opensPhase: boolean }[];
  readonly phases: readonly TrackPhase[];
  /** Whether something lies behind the last step that can't be reached. */
  readonly tail: boolean;
}

/** Beyond that they would stand closer than they are wide. */
const MOST_TICKS = 250;

export function trackOf({ steps, prevented }: Recording): Track {
  const place = linearScale([1, Math.max(2, steps.length)], [0, 100]);
  const openers = steps.filter((step, i) => {
    const before = steps[i - 1];
    return before === undefined || phaseWords(step) !== phaseWords(before);
  });
  const phases = openers.map((step, i): TrackPhase => {
    const next = openers[i + 1];
    const { title, short } = phaseWords(step);
    return {
      first: step.number,
      title,
      short,
      from: place(step.number),
      to: next === undefined ? 100 : place(next.number),
    };
  });
  const opens = new Set(openers);
  const ticks = (steps.length > MOST_TICKS ? openers : steps).map((step) => ({
    step: step.number,
    at: place(step.number),
    opensPhase: opens.has(step),
  }));
  return { ticks, phases, tail: prevented.length > 0 };
}
