// Moving through a recording, by hand or by itself.
import type { Recording, Step } from '../lab/recording/recording.ts';
import { clampStep, isKeyStep, lastOfIssuance } from './place.ts';
import { canGoOn, furthest, isHidden } from './predict.ts';
import type { GetLab, Schedule, SetLab } from './state.ts';

/** A step's time on stage at speed 1, and how soon playing starts, in milliseconds. */
export const STEP_MS = 1400;
export const START_MS = 250;

/** How many words one reads at a step. */
export type WordsAt = (recording: Recording, step: Step) => number;

/** A minute for 220 words, which leaves an eye for the diagram. */
const WORD_MS = 60_000 / 220;

interface Stepping {
  /** A step on while something is hidden. */
  readonly advance: () => boolean;
  readonly wordsAt: WordsAt;
}

/** `keepRow`: what a comparison does once the step has changed. */
export function playbackOf(
  schedule: Schedule,
  set: SetLab,
  get: GetLab,
  keepRow: () => void,
  { advance, wordsAt }: Stepping,
) {
  let cancelTick = () => {};

  const move = (step: number, keepPlaying = false) => {
    const { recording } = get();
    if (!keepPlaying) stop();
    if (recording !== null) {
      const cursor = Math.min(clampStep(recording, step), furthest(get()));
      // Who asks for a step that is folded away gets to see it.
      set(cursor > 1 && cursor <= lastOfIssuance(recording) ? { cursor, issuanceOpen: true } : { cursor });
    }
    keepRow();
  };

  /** One row on or back: what is folded is one row. */
  const moveBy = (by: 1 | -1, keepPlaying = false) => {
    const { recording, cursor, issuanceOpen } = get();
    const folded = recording === null || issuanceOpen ? 0 : lastOfIssuance(recording);
    if (by === 1) move(Math.max(cursor, cursor <= folded ? folded : 0) + 1, keepPlaying);
    else move(cursor - 1 <= folded ? 1 : cursor - 1, keepPlaying);
  };

  const stop = () => {
    cancelTick();
    if (get().playing) set({ playing: false });
  };

  const tick = () => {
    const { recording, cursor, playing } = get();
    if (!playing || recording === null) return;
    if (isHidden(get())) advance();
    else if (cursor < recording.steps.length) moveBy(1, true);
    const { cursor: at, pace } = get();
    if (!canGoOn(get()) || (pace === 'key' && isKeyStep(recording, at))) stop();
    else tickIn(stepMs());
  };

  /** How long one stays at the present step. */
  const stepMs = (): number => {
    const { recording, cursor, pace, speed } = get();
    const step = recording?.steps[cursor - 1];
    const words = pace !== 'reading' || !recording || step === undefined ? 0 : wordsAt(recording, step);
    return Math.max(STEP_MS, words * WORD_MS) / speed;
  };

  /** The next step comes in `ms` milliseconds, whenever it would have come. */
  const tickIn = (ms: number) => {
    cancelTick();
    cancelTick = schedule(ms, tick);
  };

  return { move, moveBy, stop, tickIn, stepMs };
}
