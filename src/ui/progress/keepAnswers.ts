// The answers to predictions become part of the learner's progress, as they are given.
import { itemOf } from '../../exercises/predictions/another.ts';
import { IDEA_OF } from '../../exercises/progress/concepts.ts';
import { answered } from '../../exercises/progress/progress.ts';
import type { LabStore } from '../useLab.tsx';
import { progressStore } from './useProgress.ts';

const followed = new WeakSet<LabStore>();

/** From now on; once for each store. */
export function keepAnswers(store: LabStore): void {
  if (followed.has(store)) return;
  followed.add(store);
  store.subscribe(({ predicted }, before) => {
    if (predicted === before.predicted) return;
    const { change } = progressStore().getState();
    for (const { kind, right, scenario } of predicted.slice(before.predicted.length))
      change((progress, now) => answered(progress, IDEA_OF[kind], right, now, itemOf(kind, scenario)));
  });
}
