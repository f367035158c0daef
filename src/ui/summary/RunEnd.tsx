// The place of the summary, below the last row: filled where the cursor has come to the end, and not loaded before.
import { Suspense } from 'react';
import { isHidden } from '../../store/predict.ts';
import { Boundary } from '../shared/Boundary.tsx';
import { later } from '../shared/later.tsx';
import { useLab } from '../useLab.tsx';

const SummaryCard = later(() => import('./SummaryCard.tsx'));

export function RunEnd() {
  const recording = useLab((lab) => lab.recording);
  // While predictions are asked, the last step there is may not be the last one of the run.
  const isAtEnd = useLab((lab) => lab.recording !== null && !isHidden(lab) && lab.cursor >= lab.recording.steps.length);
  if (recording === null || !isAtEnd) return null;
  return (
    <Boundary name="The summary">
      <Suspense>
        <SummaryCard recording={recording} />
      </Suspense>
    </Boundary>
  );
}
