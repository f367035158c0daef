// A button that takes the player to another step, named by what happens there.
import type { Recording, Step } from '../../lab/recording/recording.ts';
import { stepTitle } from '../../lessons/steps.ts';
import { useLab } from '../useLab.tsx';
import { LinkButton } from './Button.tsx';

export function StepLink({ recording, step }: { readonly recording: Recording; readonly step: Step }) {
  const seek = useLab((lab) => lab.seek);
  return (
    <LinkButton onClick={() => seek(step.number)}>
      {stepTitle(recording, step)} (step {step.number})
    </LinkButton>
  );
}
