// The recording as the chosen observer sees it at the selected step.
import { useMemo } from 'react';
import type { Recording } from '../lab/recording/recording.ts';
import { viewOf } from '../lab/recording/view.ts';
import { type Lab, useLab } from './useLab.tsx';

export function useView(): Recording | null {
  const recording = useLab((lab) => lab.recording);
  const observer = useLab((lab) => lab.observer);
  const cursor = useLab((lab) => lab.cursor);
  return useMemo(() => seen({ recording, observer, cursor }), [recording, observer, cursor]);
}

export function seen({
  recording,
  observer,
  cursor,
}: Pick<Lab, 'recording' | 'observer' | 'cursor'>): Recording | null {
  return recording && viewOf(recording, observer, recording.steps[cursor - 1]?.until ?? 0);
}
