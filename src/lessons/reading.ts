// How much there is to read at a step: playing at the pace of reading waits for it.
import type { Recording, Step } from '../lab/recording/recording.ts';
import { inBrief } from './brief.ts';
import { stepLesson, stepTitle } from './steps.ts';

/** Words of its title and of what the inspector says first. */
export function wordsAt(recording: Recording, step: Step): number {
  return `${stepTitle(recording, step)} ${inBrief(stepLesson(recording, step).plain).first}`.split(/\s+/).length;
}
