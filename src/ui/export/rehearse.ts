// Plays a recording from a file through once, unseen: what would break the page is found before the page shows it.

import { beliefAt } from '../../diagram/beliefs.ts';
import { diagramRows } from '../../diagram/rows.ts';
import { activeFaults } from '../../lab/faults/catalogue.ts';
import type { Actor, Recording } from '../../lab/recording/recording.ts';
import { stepAnnouncement, stepLesson, stepVerdict } from '../../lessons/steps.ts';
import { storyFor } from '../../lessons/story.ts';

/** Why it can't be shown, or null. */
export function rehearse(recording: Recording): string | null {
  let place = 'The whole';
  try {
    storyFor(recording.scenario, recording, activeFaults(recording.scenario));
    for (const step of recording.steps) {
      place = `Step ${step.number}`;
      const lesson = stepLesson(recording, step);
      stepVerdict(recording, step);
      const told: unknown[] = [lesson.title, stepAnnouncement(recording, step)];
      if (told.some((text) => typeof text !== 'string' || text === '')) return `${place} has no words`;
    }
    place = 'The diagram';
    diagramRows(recording);
    for (const actor of ACTORS) beliefAt(recording, actor, recording.steps.length);
    return null;
  } catch (error) {
    return `${place}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const ACTORS: readonly Actor[] = ['client', 'server', 'ca'];
