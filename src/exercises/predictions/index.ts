// The predictions of a run: at most four, in the order in which they are asked, each with what is true in its recording.
import { genericPrediction } from './generic.ts';
import { genericKinds, placeOf } from './places.ts';
import type { Prediction } from './prediction.ts';
import { fromHello, type Runs } from './runs.ts';
import { specialPrediction } from './special.ts';

/** Steps are counted from the first hello on, as in `withoutPreparation(run)`. */
export function predictionsOf(runs: Runs): readonly Prediction[] {
  const all = fromHello(runs);
  const generic = genericKinds(all.run.scenario).flatMap((kind): Prediction[] => {
    const at = placeOf(kind, all.run);
    return at === null ? [] : [genericPrediction(kind, all, at)];
  });
  const special = specialPrediction(all);
  return [...generic, ...(special === null ? [] : [special])].sort((a, b) => a.at - b.at);
}
