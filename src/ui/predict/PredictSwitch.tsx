// The switch of predict mode, and the chip that stands for what is hidden.
import { EyeOff } from 'lucide-react';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import styles from './PredictSwitch.module.css';
import { useHiddenCount } from './useHiddenCount.ts';

export function PredictSwitch() {
  const { keys, enabled, run } = useCommand('predict');
  const on = useLab((lab) => lab.predict !== null);
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-disabled={!enabled}
      aria-keyshortcuts={keys[0]}
      className={styles.switch}
      data-tip="Questions on the way; nothing ahead is shown"
      data-tip-key={keys[0]?.toUpperCase()}
      onClick={() => enabled && run()}
    >
      Predict
      <span className={styles.track} aria-hidden="true" />
    </button>
  );
}

/** `1 fault, hidden`; nothing where nothing is. */
export function HiddenChip() {
  const count = useHiddenCount();
  if (count === 0) return null;
  return (
    <span className={styles.hidden}>
      <EyeOff size={14} aria-hidden />
      {count === 1 ? '1 fault, hidden' : `${count} faults, hidden`}
    </span>
  );
}
