// Revoking: the reason of RFC 5280 5.3.1, and since when.
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { RevocationReason } from '../../lab/scenario/caActions.ts';
import { REASON_WORDS } from '../../lessons/reasons.ts';
import { Button } from '../shared/Button.tsx';
import styles from './CaConsole.module.css';

interface Props {
  readonly name: string;
  /** On hold: then it can be revoked for good, and not held once more. */
  readonly held: boolean;
  readonly onRevoke: (reason: RevocationReason, daysAgo: number) => void;
  readonly onCancel: () => void;
}

export function RevokeForm({ name, held, onRevoke, onCancel }: Props) {
  const id = useId();
  const [reason, setReason] = useState<RevocationReason>('keyCompromise');
  const [days, setDays] = useState('0');
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const daysAgo = /^\d{1,4}$/.test(days.trim()) ? Number(days) : null;
  const fits = daysAgo !== null && daysAgo <= 3650;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (fits) onRevoke(reason, daysAgo);
  };
  return (
    <form className={styles.revoke} onSubmit={submit} aria-label={`Revoke ${name}`}>
      <label htmlFor={`${id}reason`}>Reason</label>
      <select
        ref={first}
        id={`${id}reason`}
        value={reason}
        aria-describedby={`${id}plain`}
        onChange={(event) => {
          const chosen = REASONS.find((each) => each === event.target.value);
          if (chosen !== undefined) setReason(chosen);
        }}
      >
        {REASONS.filter((each) => !held || each !== 'certificateHold').map((each) => (
          <option key={each} value={each}>
            {REASON_WORDS[each].title} ({each})
          </option>
        ))}
      </select>
      <p id={`${id}plain`} className={styles.plain}>
        {REASON_WORDS[reason].plain}
      </p>
      <label htmlFor={`${id}days`}>Days ago</label>
      <input
        id={`${id}days`}
        inputMode="numeric"
        value={days}
        aria-invalid={!fits}
        aria-describedby={`${id}wrong`}
        onChange={(event) => setDays(event.target.value)}
      />
      <p id={`${id}wrong`} className={fits ? styles.plain : styles.wrong}>
        {fits
          ? 'Since when it does not count; never before it was issued.'
          : 'A whole number of days is wanted, from 0 to 3650.'}
      </p>
      <div className={styles.buttons}>
        <Button type="submit" tone="danger" disabled={!fits}>
          {reason === 'certificateHold' ? 'Put on hold' : 'Revoke'}
        </Button>
        <Button tone="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** The likely ones first. */
const REASONS = Object.keys(REASON_WORDS) as RevocationReason[];
