// The mark on a field that is not as in the honest certificate, and what that one says.
import { GitCompareArrows } from 'lucide-react';
import styles from './Differs.module.css';

/** `honest` null: the honest certificate has nothing there. */
export function Differs({ honest, word = 'differs' }: { readonly honest: string | null; readonly word?: string }) {
  return (
    <span className={styles.differs}>
      <span className={styles.mark}>
        <GitCompareArrows size={12} aria-hidden />
        {word}
      </span>
      <span className={styles.honest}>{honest === null ? 'the honest one has none' : `honest: ${honest}`}</span>
    </span>
  );
}
