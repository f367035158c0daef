// Tells those who listen where the player stands, each time it moves.
import { useEffect, useState } from 'react';
import { stepAnnouncement } from '../lessons/steps.ts';
import { Unseen } from '../ui/kit/Unseen.tsx';
import { type Lab, useLabStore } from '../ui/useLab.tsx';
import { seen } from '../ui/useSeen.ts';

export function Announcer() {
  const store = useLabStore();
  const [words, setWords] = useState('');
  useEffect(
    () =>
      store.subscribe((lab, before) => {
        if (lab.cursor !== before.cursor || lab.recording !== before.recording) setWords(announcement(lab));
      }),
    [store],
  );
  return <Unseen role="status">{words}</Unseen>;
}

function announcement(lab: Lab): string {
  const recording = seen(lab);
  const { cursor } = lab;
  const step = recording?.steps[cursor - 1];
  return !recording || step === undefined ? '' : stepAnnouncement(recording, step);
}
