// What followed from the edits, in a line: who refused, for which check, with which alert.
import { Check, X } from 'lucide-react';
import { consequence, withoutCause } from '../../lessons/editor.ts';
import { hidesFault } from '../../store/mission.ts';
import { firstFailure } from '../../store/place.ts';
import { Button } from '../shared/Button.tsx';
import { useLab } from '../useLab.tsx';
import { useNarrow } from '../useNarrow.ts';
import styles from './Outcome.module.css';

export function EditOutcome() {
  const recording = useLab((lab) => lab.recording);
  const pending = useLab((lab) => lab.pending);
  const seek = useLab((lab) => lab.seek);
  const setTab = useLab((lab) => lab.setTab);
  const setBreakOpen = useLab((lab) => lab.setBreakOpen);
  const setSheetOpen = useLab((lab) => lab.setSheetOpen);
  const hides = useLab(hidesFault);
  const narrow = useNarrow();
  if (recording === null) return null;
  // Where the fault is to be found, the check that fails would name it.
  const { result, text, check, alert } = hides ? withoutCause(consequence(recording)) : consequence(recording);
  const failure = hides ? null : firstFailure(recording);
  const Icon = result === 'pass' ? Check : X;
  return (
    <div className={styles.outcome} data-tone={result} data-pending={pending}>
      <Icon size={16} strokeWidth={2.6} aria-hidden />
      <p role="status" className={styles.text}>
        {text}
        {(check !== null || alert !== null) && (
          <span className={styles.detail}>
            {check !== null && <code>{check}</code>}
            {check !== null && alert !== null && ' · '}
            {alert !== null && `alert ${alert}`}
          </span>
        )}
      </p>
      {failure !== null && (
        <Button
          onClick={() => {
            seek(failure);
            setTab('checks');
            // There it would lie under the drawer.
            if (narrow) {
              setBreakOpen(false);
              setSheetOpen(true);
            }
          }}
        >
          Show
        </Button>
      )}
    </div>
  );
}
