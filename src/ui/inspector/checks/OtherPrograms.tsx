// What other programs say about the same defect, and the alert that went over the wire here.
import type { ReactNode } from 'react';
import type { Actor, Recording } from '../../../lab/recording/recording.ts';
import { ALERT_WORDS } from '../../../lessons/alerts.ts';
import { OTHER_NAMES, otherImplementationsOf } from '../../../lessons/otherImplementations.ts';
import { spacedHex } from '../../shared/bytes/hexGrid.ts';
import type { LedgerEntry } from '../../shared/checks/ledger.ts';
import { StepLink } from '../../shared/StepLink.tsx';
import { stepOfEvent } from '../selection.ts';
import { alertAfter } from './alert.ts';
import styles from './OtherPrograms.module.css';

interface Props {
  readonly recording: Recording;
  readonly verifier: Actor;
  readonly subject: Actor;
  readonly failure: LedgerEntry;
}

export function OtherPrograms({ recording, verifier, subject, failure }: Props) {
  const { faults, protocol } = recording.scenario;
  const others = otherImplementationsOf(failure.check.check, subject, faults, protocol);
  const alert = alertAfter(recording, verifier, failure.event);
  if (others === null && alert === null) return null;
  return (
    <dl className={styles.others}>
      {alert !== null && <AlertSent recording={recording} alert={alert} />}
      {others?.openssl !== undefined && (
        <Says name={OTHER_NAMES.openssl} measured note={others.openssl.note}>
          {others.openssl.code !== null && `${others.openssl.code} · ${others.openssl.text}; `}
          {others.openssl.alert === null ? 'accepts it' : `alert ${others.openssl.alert}`}
        </Says>
      )}
      {others?.rustls !== undefined && (
        <Says name={OTHER_NAMES.rustls} measured>
          {others.rustls.alert === null ? 'accepts it' : `alert ${others.rustls.alert}`}
        </Says>
      )}
      {others?.go !== undefined && (
        <Says name={OTHER_NAMES.go} measured>
          {others.go.alert === null ? 'accepts it' : `alert ${others.go.alert}`}
        </Says>
      )}
      {others?.chromium !== undefined && (
        <Says name={OTHER_NAMES.chromium} measured>
          {others.chromium.error ?? 'accepts it'}
        </Says>
      )}
      {others?.firefox !== undefined && (
        <Says name={OTHER_NAMES.firefox} measured>
          {others.firefox.error ?? 'accepts it'}
        </Says>
      )}
    </dl>
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
  /** Of another program; and not of this run. */
  readonly measured?: true;
  readonly note?: string | null;
  readonly children: ReactNode;
}

function Says({ name, measured, note = null, children }: SaysProps) {
  return (
    <div className={styles.pair}>
      <dt>{name}</dt>
      <dd>
        {children}
        {measured && <span className={styles.how}>{note ?? 'measured'}</span>}
      </dd>
    </div>
  );
}
