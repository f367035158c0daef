// Folded in the head of the checks: what is in it comes when it is opened.
import { Suspense, useState } from 'react';
import type { Recording, Step } from '../../lab/recording/recording.ts';
import { DUTY_TABLE } from '../../lessons/duties.ts';
import { later } from '../shared/later.tsx';
import styles from './WhoChecks.module.css';

const WhoChecks = later(() => import('./WhoChecks.tsx'));

interface Props {
  readonly recording: Recording;
  readonly step: Step;
}

export function WhoChecksFold({ recording, step }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.fold} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{DUTY_TABLE.title}</summary>
      {open && (
        <Suspense>
          <WhoChecks recording={recording} step={step} />
        </Suspense>
      )}
    </details>
  );
}
