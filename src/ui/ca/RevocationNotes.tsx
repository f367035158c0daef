// The four ways in which others learn of revocation: the one in use, and who does each today.
import { REVOCATIONS } from '../../lab/scenario/scenario.ts';
import { REVOCATION_NOTES } from '../../lessons/caConsole.ts';
import { RevocationPicker } from '../header/Scenario.tsx';
import { useLab } from '../useLab.tsx';
import styles from './CaConsole.module.css';

export function RevocationNotes() {
  const current = useLab((lab) => lab.scenario.revocation);
  return (
    <section className={styles.part} aria-labelledby="ca-notes">
      <div className={styles.heading}>
        <h3 id="ca-notes">How others learn of it, and who does that today</h3>
        <RevocationPicker />
      </div>
      <dl className={styles.notes}>
        {REVOCATIONS.map((revocation) => {
          const { title, rows, today } = REVOCATION_NOTES[revocation];
          return (
            <div key={revocation} data-current={revocation === current}>
              <dt>
                {title}
                {revocation === current && <span className={styles.inUse}> · in use here</span>}
              </dt>
              <dd>
                <p>{today}</p>
                <p className={styles.plain}>In the diagram: {rows.charAt(0).toLowerCase() + rows.slice(1)}</p>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
