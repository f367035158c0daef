// Tells those who listen where the player stands, each time it moves.
import { useEffect, useState } from 'react';
import { afterPaint } from '../diagram/afterPaint.ts';
import { stepCount } from '../lab/recording/untold.ts';
import { stepAnnouncement } from '../lessons/steps.ts';
import { shownLab } from '../store/predict.ts';
import { VisuallyHidden } from '../ui/shared/VisuallyHidden.tsx';
import { type Lab, useLabStore } from '../ui/useLab.tsx';
import { seen } from '../ui/useView.ts';

export function Announcer() {
  const store = useLabStore();
  const [words, setWords] = useState('');
  useEffect(() => {
    let stop = () => {};
    const announce = () => setWords(announcement(shownLab(store.getState())));
    const unsubscribe = store.subscribe((lab, before) => {
      if (lab.cursor === before.cursor && lab.recording === before.recording) return;
      stop();
      stop = afterPaint(announce);
    });
    return () => {
      unsubscribe();
      stop();
    };
  }, [store]);
  return <VisuallyHidden role="status">{words}</VisuallyHidden>;
}

function announcement(lab: Lab): string {
  const recording = seen(lab);
  const { cursor } = lab;
  const step = recording?.steps[cursor - 1];
  return !recording || step === undefined ? '' : stepAnnouncement(recording, step, stepCount(recording));
}
