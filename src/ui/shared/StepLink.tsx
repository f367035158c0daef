// A button that takes the player to another step, named by what happens there.
import type { Recording, Step } from '../../lab/recording/recording.ts';
import { stepTitle } from '../../lessons/steps.ts';
import { useLab } from '../useLab.tsx';
import styles from './SmallButton.module.css';

export function StepLink({ recording, step }: { readonly recording: Recording; readonly step: Step }) {
  const seek = useLab((lab) => lab.seek);
  return (
    <button type="button" className={styles.link} onClick={() => seek(step.number)}>
      {stepTitle(recording, step)} (step {step.number})
    </button>
  );
}
