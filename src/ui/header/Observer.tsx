// As whom one looks on: everyone, client, server, or somebody who listens. The listener may get the server's key tomorrow.

import { KeyRound } from 'lucide-react';
import { memo } from 'react';
import { OBSERVERS, type Observer } from '../../lab/recording/view.ts';
import type { FaultId } from '../../lab/scenario/faultId.ts';
import { OBSERVER_WORDS } from '../../lessons/redaction.ts';
import { Picker } from '../shared/Picker.tsx';
import { useLab } from '../useLab.tsx';
import styles from './Observer.module.css';

export const ObserverChoice = memo(function ObserverChoice() {
  const observer = useLab((lab) => lab.observer);
  const setObserver = useLab((lab) => lab.setObserver);
  return (
    <div className={styles.observer} data-print="none">
      <Picker label="View as" tip="View as" options={OPTIONS} value={observer} onChange={setObserver} />
    </div>
  );
});

/** What concerns an eavesdropper alone. */
export function KeyIsStolen() {
  const observer = useLab((lab) => lab.observer);
  const leaks = useLab((lab) => lab.scenario.faults.includes(LEAK));
  const toggle = useLab((lab) => lab.toggleFault);
  if (observer !== 'eavesdropper') return null;
  return (
    <label className={styles.leak} data-tip={STOLEN}>
      <input type="checkbox" checked={leaks} onChange={() => toggle(LEAK)} />
      <KeyRound size={16} aria-hidden />
      <span>{STOLEN}</span>
    </label>
  );
}

const STOLEN = 'The server’s key is stolen later';
const LEAK: FaultId = 'wire/server-key-leaks';

const OPTIONS = OBSERVERS.map((value: Observer) => ({ value, label: OBSERVER_WORDS[value].title }));
