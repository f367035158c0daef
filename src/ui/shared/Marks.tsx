// The three marks of a verdict. The word beside them says the same: colour and shape never stand alone.
import type { ResultKind } from '../../lab/recording/recording.ts';
import styles from './Marks.module.css';

export type Mark = 'pass' | 'fail' | 'open';

export function VerdictMark({ mark, size = 18 }: { readonly mark: Mark; readonly size?: number }) {
  return (
    <svg className={styles.mark} data-mark={mark} width={size} height={size} viewBox="0 0 18 18" aria-hidden="true">
      <circle className={styles.disc} cx="9" cy="9" r={mark === 'open' ? 7.2 : 8} />
      {mark === 'pass' && <path className={styles.stroke} d="M5 9.3l2.7 2.7L13 6.4" />}
      {mark === 'fail' && <path className={styles.stroke} d="M6 6l6 6M12 6l-6 6" />}
    </svg>
  );
}

export const markOfResult: Record<ResultKind, Mark | null> = { pass: 'pass', fail: 'fail', neutral: null };
