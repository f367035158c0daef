// How much there is to read at a step: playing at the pace of reading waits for it.
import type { Recording, Step } from '../lab/recording/recording.ts';
import { stepLesson, stepTitle } from './steps.ts';

/** Words of its title and of what the inspector says first. */
export function wordsAt(recording: Recording, step: Step): number {
  return `${stepTitle(recording, step)} ${stepLesson(recording, step).plain}`.split(/\s+/).length;
}
