// A group of fields that opens and closes, says whether it was edited, and takes the edit back.
import { Pencil, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../shared/Button.tsx';
import styles from './Group.module.css';

interface Props {
  readonly title: string;
  /** What it says now, in a few words, for those who leave it closed. */
  readonly summary?: string;
  readonly edited: boolean;
  readonly open?: boolean;
  readonly onReset: () => void;
  readonly children: ReactNode;
}

export function FieldGroup({ title, summary, edited, open = false, onReset, children }: Props) {
  return (
    <details className={styles.group} open={open} data-edited={edited ? '' : undefined}>
      <summary className={styles.head}>
        <span className={styles.title}>{title}</span>
        {edited && (
          <span className={styles.mark}>
            <Pencil size={12} aria-hidden />
            edited
          </span>
        )}
        {summary !== undefined && <span className={styles.summary}>{summary}</span>}
      </summary>
      <div className={styles.body}>
        {children}
        {edited && (
          <span className={styles.reset}>
            <Button icon={RotateCcw} tone="quiet" onClick={onReset}>
              {`Reset ${title.toLowerCase()}`}
            </Button>
          </span>
        )}
      </div>
    </details>
  );
}
