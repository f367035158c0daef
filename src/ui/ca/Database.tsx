// The CA's database of issued certificates: each row as it is at the step where one stands, with what can be done to it.
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  Play,
  Search,
  StepBack,
  StepForward,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type CaDatabaseRow, caDatabase } from '../../lab/recording/caDatabase.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import type { Wish } from '../../lab/scenario/caActions.ts';
import { issuedLater, STATUS_WORDS, statusDetail } from '../../lessons/caConsole.ts';
import { commonNameIn, date } from '../../lessons/phrases.ts';
import { stepTitle } from '../../lessons/steps.ts';
import { Button } from '../shared/Button.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import styles from './CaConsole.module.css';
import { RevokeForm } from './RevokeForm.tsx';

interface Props {
  readonly recording: Recording;
  /** All that the recording ever has. */
  readonly rows: readonly CaDatabaseRow[];
  readonly full: boolean;
  readonly act: (wish: Wish) => void;
}

export function Database({ recording, rows, full, act }: Props) {
  const cursor = useLab((lab) => lab.cursor);
  const step = recording.steps[cursor - 1];
  const now = caDatabase(recording, step?.until ?? 0);
  const [revoking, setRevoking] = useState<string | null>(null);
  return (
    <section className={styles.part} aria-labelledby="ca-database">
      <div className={styles.heading}>
        <h3 id="ca-database">Issued certificates</h3>
        <Stepping
          text={step === undefined ? '' : `Step ${cursor} of ${recording.steps.length}: ${stepTitle(recording, step)}`}
        />
      </div>
      {rows.length === 0 && <p className={styles.empty}>In this scenario the CA issues no certificate at all.</p>}
      <ul className={styles.rows}>
        {rows.map((row) => {
          const current = now.find(({ serial }) => serial === row.serial);
          const whose = row.holder ?? row.serial;
          const name = commonNameIn(row.subject);
          // What is done next comes after everything that was done before.
          const wasHeld = row.status === 'hold';
          const isFinal = row.status === 'revoked';
          return (
            <li key={row.serial} className={styles.row} data-status={current?.status ?? 'future'}>
              <div className={styles.who}>
                <b>{name}</b>
                <code title={row.serial}>
                  <VisuallyHidden>serial number </VisuallyHidden>
                  <span className={styles.serial}>{row.serial}</span>
                </code>
                <span className={styles.dates}>
                  {date(row.notBefore)} to {date(row.notAfter)} · {row.key}
                </span>
              </div>
              <Status row={current ?? null} issuedAt={current === undefined ? issuedAt(recording, row.serial) : null} />
              <div className={styles.actions}>
                <Button
                  icon={Ban}
                  disabled={full || isFinal}
                  aria-expanded={revoking === row.serial}
                  aria-label={`Revoke ${name}`}
                  onClick={() => setRevoking(revoking === row.serial ? null : row.serial)}
                >
                  Revoke…
                </Button>
                {wasHeld && (
                  <Button
                    icon={Play}
                    disabled={full}
                    aria-label={`Lift the hold on ${name}`}
                    onClick={() => act({ act: 'release', whose })}
                  >
                    Lift hold
                  </Button>
                )}
                <Button
                  icon={Search}
                  disabled={full}
                  aria-label={`Ask OCSP about ${name}`}
                  onClick={() => act({ act: 'ask', whose })}
                >
                  Ask OCSP
                </Button>
              </div>
              {revoking === row.serial && !isFinal && (
                <RevokeForm
                  name={name}
                  held={wasHeld}
                  onCancel={() => setRevoking(null)}
                  onRevoke={(reason, daysAgo) => {
                    setRevoking(null);
                    act({ act: 'revoke', whose, reason, daysAgo });
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
      {now.length < rows.length && (
        <p className={styles.plain}>
          These are the rows as of the step where you stand. What you have the CA do is done after all of them are
          issued, so that you can revoke them from here, too, and ask about them.
        </p>
      )}
    </section>
  );
}

/** Number of the step with which the certificate enters the database; null where no step does. */
const issuedAt = (recording: Recording, serial: string): number | null =>
  recording.steps.find(({ until }) => caDatabase(recording, until).some((row) => row.serial === serial))?.number ??
  null;

function Status({ row, issuedAt }: { readonly row: CaDatabaseRow | null; readonly issuedAt: number | null }) {
  const status = row?.status ?? 'future';
  return (
    <div className={styles.status} data-status={status}>
      <span>
        {SIGNS[status]}
        {STATUS_WORDS[status]}
      </span>
      {row !== null && row.revokedAt !== null && <small>{statusDetail(row)}</small>}
      {issuedAt !== null && <small>{issuedLater(issuedAt)}</small>}
    </div>
  );
}

/** The database is that of a step: here one steps without leaving the console. */
function Stepping({ text }: { readonly text: string }) {
  const back = useCommand('back');
  const next = useCommand('next');
  return (
    <div className={styles.stepping}>
      <Button icon={StepBack} label={back.label} tone="quiet" disabled={!back.enabled} onClick={back.run} />
      <span>{text}</span>
      <Button icon={StepForward} label={next.label} tone="quiet" disabled={!next.enabled} onClick={next.run} />
    </div>
  );
}

const SIGNS: Readonly<Record<CaDatabaseRow['status'] | 'future', ReactNode>> = {
  good: <CircleCheck className={styles.sign} size={15} aria-hidden />,
  hold: <CirclePause className={styles.sign} size={15} aria-hidden />,
  revoked: <CircleX className={styles.sign} size={15} aria-hidden />,
  expired: <Clock className={styles.sign} size={15} aria-hidden />,
  future: <CircleDashed className={styles.sign} size={15} aria-hidden />,
};
