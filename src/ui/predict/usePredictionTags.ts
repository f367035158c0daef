// Once the question where it fails is answered: the rows of the learner's flag and of the failure.
import { useMemo } from 'react';
import type { RowTag } from '../../lessons/phases.ts';
import { openPrediction } from '../../store/predict.ts';
import { useLab } from '../useLab.tsx';

export function usePredictionTags(): ReadonlyMap<number, RowTag> | undefined {
  const recording = useLab((lab) => lab.recording);
  const prediction = useLab((lab) => (lab.predict?.open?.answered ? openPrediction(lab) : null));
  const answers = useLab((lab) => lab.predict?.answers);
  return useMemo(() => {
    if (prediction?.form !== 'flag' || recording === null || answers === undefined) return undefined;
    const answer = answers[prediction.id];
    const { steps } = recording;
    const flag = answer === 'skipped' ? undefined : steps.find(({ key }) => key === answer?.flag);
    const failure = prediction.evidence[prediction.truth[0] ?? ''];
    const fails = failure === undefined ? undefined : steps.findLast(({ event }) => event <= failure);
    const tags = new Map<number, RowTag>();
    if (flag) tags.set(flag.number, 'flag');
    if (fails) tags.set(fails.number, 'fails');
    return tags;
  }, [recording, prediction, answers]);
}
