// At the last step: what the run has come to, and who has proven what.
import { useMemo } from 'react';
import { summarise } from '../../../lab/recording/compare.ts';
import type { Recording } from '../../../lab/recording/recording.ts';
import { endLines } from '../../../lessons/compare.ts';
import styles from './Explain.module.css';

export default function End({ recording }: { readonly recording: Recording }) {
  const lines = useMemo(() => endLines(summarise(recording)), [recording]);
  return (
    <section>
      <h3 className={styles.heading}>In the end</h3>
      <dl className={styles.end}>
        {lines.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
