// A small pill that says what is broken, and undoes it.
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Chip.module.css';

interface Props {
  readonly children: ReactNode;
  /** What the button does, for instance `Undo: Server certificate · expired`. */
  readonly undoLabel: string;
  readonly onUndo: () => void;
  /** A chip that has no effect as things stand, and why. */
  readonly muted?: string | undefined;
  /** All of it, where it may be cut short. */
  readonly tip?: string;
}

export function Chip({ children, undoLabel, onUndo, muted, tip }: Props) {
  return (
    <span className={muted === undefined ? styles.chip : `${styles.chip} ${styles.muted}`}>
      <span className={styles.text} data-tip={tip}>
        {children}
      </span>
      {muted !== undefined && <em>{muted}</em>}
      <button type="button" aria-label={undoLabel} data-tip={undoLabel} onClick={onUndo}>
        <X size={13} strokeWidth={2.6} aria-hidden />
      </button>
    </span>
  );
}
