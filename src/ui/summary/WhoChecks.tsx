// The table "Who checks what", filled as far as the cursor stands.
import { useMemo } from 'react';
import { duties } from '../../exercises/summary/duties.ts';
import type { Recording, Step } from '../../lab/recording/recording.ts';
import { DUTY_STATES, DUTY_TABLE, dutyBehalf, dutyWhat, dutyWho } from '../../lessons/duties.ts';
import { RowLink } from '../shared/RowLink.tsx';
import styles from './WhoChecks.module.css';

interface Props {
  readonly recording: Recording;
  readonly step: Step;
}

export default function WhoChecks({ recording, step }: Props) {
  const rows = useMemo(() => duties(recording, step.until), [recording, step]);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{DUTY_TABLE.who}</th>
          <th scope="col">{DUTY_TABLE.what}</th>
          <th scope="col">{DUTY_TABLE.behalf}</th>
          <th scope="col">{DUTY_TABLE.done}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((duty) => (
          <tr key={`${duty.duty} ${duty.who} ${duty.about}`} data-state={duty.state}>
            <td data-who={duty.who}>{dutyWho(duty)}</td>
            <td>{dutyWhat(duty)}</td>
            <td>{dutyBehalf(duty)}</td>
            <td>
              {duty.step === null ? (
                DUTY_STATES[duty.state]
              ) : (
                <>
                  {duty.state !== 'done' && `${DUTY_STATES[duty.state]}, `}
                  <RowLink step={duty.step} />
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
