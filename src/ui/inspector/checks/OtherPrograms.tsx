// What other programs say about the same defect, and the alert that went over the wire here.
import { type ReactNode, Suspense, useState } from 'react';
import type { Actor, Recording } from '../../../lab/recording/recording.ts';
import { ALERT_WORDS } from '../../../lessons/alerts.ts';
import { OTHER_PROGRAMS } from '../../../lessons/otherPrograms.ts';
import { measuredAsText } from '../../../lessons/programs.ts';
import { spacedHex } from '../../shared/bytes/hexGrid.ts';
import type { LedgerEntry } from '../../shared/checks/ledger.ts';
import { later } from '../../shared/later.tsx';
import { StepLink } from '../../shared/StepLink.tsx';
import fold from '../../summary/WhoChecks.module.css';
import { stepOfEvent } from '../selection.ts';
import { alertAfter } from './alert.ts';
import styles from './OtherPrograms.module.css';

const ProgramTable = later(() => import('./ProgramTable.tsx'));

interface Props {
  readonly recording: Recording;
  readonly verifier: Actor;
  readonly failure: LedgerEntry;
}

export function OtherPrograms({ recording, verifier, failure }: Props) {
  const { faults, protocol } = recording.scenario;
  const [open, setOpen] = useState(false);
  const alert = alertAfter(recording, verifier, failure.event);
  const measured = measuredAsText(verifier, recording.scenario);
  return (
    <>
      {measured !== null && (
        <p className={styles.alike}>
          The {verifier} behaves here {measured}
          {alert === null && ': it sends no alert'}.
        </p>
      )}
      {alert !== null && (
        <dl className={styles.others}>
          <AlertSent recording={recording} alert={alert} />
        </dl>
      )}
      <details className={fold.fold} open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{OTHER_PROGRAMS.title}</summary>
        {open && (
          <Suspense>
            <ProgramTable faults={faults} role={verifier === 'client' ? 'client' : 'server'} protocol={protocol} />
          </Suspense>
        )}
      </details>
    </>
  );
}

/** The alert of this very run: its meaning, its bytes, and the step at which it goes out. */
function AlertSent(props: {
  readonly recording: Recording;
  readonly alert: NonNullable<ReturnType<typeof alertAfter>>;
}) {
  const { recording, alert } = props;
  const { message } = alert;
  const step = stepOfEvent(recording, alert.id);
  const { description } = message.details;
  const words = ALERT_WORDS[description];
  return (
    <Says name="On the wire here">
      {message.wire.length <= 40 ? spacedHex(message.wire) : spacedHex(message.wire, 16)}
      <span className={styles.meaning}>
        {description}
        {words !== undefined && ` (${words.number})`}
        {message.plaintext !== null && `, encrypted; inside: ${spacedHex(message.plaintext)}`}
        {step !== null && (
          <>
            {' · '}
            <StepLink recording={recording} step={step} />
          </>
        )}
      </span>
    </Says>
  );
}

interface SaysProps {
  readonly name: string;
  readonly children: ReactNode;
}

function Says({ name, children }: SaysProps) {
  return (
    <div className={styles.pair}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
