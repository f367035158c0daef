// For a projector: the diagram and one explanation in large letters, and a single thin line in the place of all bars.
import { StepBack, StepForward, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { stepCount } from '../../lab/recording/untold.ts';
import { placeInRun, stepLesson, stepTitle, stepVerdict } from '../../lessons/steps.ts';
import { isHidden } from '../../store/predict.ts';
import { Button } from '../shared/Button.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { useView } from '../useView.ts';
import styles from './Present.module.css';

/** `children`: the diagram, with what is asked below it. */
export default function Present({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.present}>
      <Line />
      <main className={styles.panes}>
        {children}
        <Explanation />
      </main>
    </div>
  );
}

function Explanation() {
  const recording = useView();
  const cursor = useLab((lab) => lab.cursor);
  const step = recording?.steps[cursor - 1];
  if (recording === null || step === undefined) return <section className={styles.words} aria-label="This step" />;
  const verdict = stepVerdict(recording, step);
  return (
    <section className={styles.words} aria-label="This step">
      <h2>{stepTitle(recording, step)}</h2>
      {verdict !== null && (
        <p className={styles.verdict} data-tone={verdict.result}>
          {verdict.text}
        </p>
      )}
      <p>{stepLesson(recording, step).plain}</p>
    </section>
  );
}

function Line() {
  const recording = useView();
  const cursor = useLab((lab) => lab.cursor);
  const hidden = useLab(isHidden);
  const [back, next, leave] = [useCommand('back'), useCommand('next'), useCommand('close')];
  const step = recording?.steps[cursor - 1];
  const of = recording === null ? null : stepCount(recording);
  return (
    <header className={styles.line} data-print="none">
      <Button
        size="small"
        icon={StepBack}
        label={back.label}
        shortcut="PageUp"
        aria-disabled={!back.enabled}
        onClick={() => back.enabled && back.run()}
      />
      <Button
        size="small"
        icon={StepForward}
        label={next.label}
        shortcut="PageDown"
        aria-disabled={!next.enabled}
        onClick={() => next.enabled && next.run()}
      />
      <span className={styles.place}>{step === undefined ? '' : placeInRun(step, of)}</span>
      {of !== null && !hidden && (
        <span className={styles.track} aria-hidden="true">
          <span style={{ width: `${(100 * cursor) / of}%` }} />
        </span>
      )}
      <span className={styles.leave}>
        <Button size="small" icon={X} shortcut="Escape" onClick={leave.run}>
          Leave
        </Button>
      </span>
    </header>
  );
}
