// Moving through a recording, by hand or by itself.
import { clampStep } from './place.ts';
import { canGoOn, furthest, isHidden } from './predict.ts';
import type { GetLab, Schedule, SetLab } from './state.ts';

/** A step's time on stage at speed 1, and how soon playing starts, in milliseconds. */
export const STEP_MS = 1400;
export const START_MS = 250;

/** `keepRow`: what a comparison does once the step has changed. `advance`: a step on while something is hidden. */
export function playbackOf(schedule: Schedule, set: SetLab, get: GetLab, keepRow: () => void, advance: () => boolean) {
  let cancelTick = () => {};

  const move = (step: number, keepPlaying = false) => {
    const { recording } = get();
    if (!keepPlaying) stop();
    if (recording !== null) set({ cursor: Math.min(clampStep(recording, step), furthest(get())) });
    keepRow();
  };

  const stop = () => {
    cancelTick();
    if (get().playing) set({ playing: false });
  };

  const tick = () => {
    const { recording, cursor, playing } = get();
    if (!playing || recording === null) return;
    if (isHidden(get())) advance();
    else if (cursor < recording.steps.length) move(cursor + 1, true);
    if (!canGoOn(get())) stop();
    else tickIn(STEP_MS / get().speed);
  };

  /** The next step comes in `ms` milliseconds, whenever it would have come. */
  const tickIn = (ms: number) => {
    cancelTick();
    cancelTick = schedule(ms, tick);
  };

  return { move, stop, tickIn };
}
