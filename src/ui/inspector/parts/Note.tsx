// A boxed remark: "Easy to get wrong" and the like.
import type { ReactNode } from 'react';
import styles from './Note.module.css';

export function Note({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <aside className={styles.note} aria-label={title}>
      <strong className={styles.title}>{title}</strong>
      {children}
    </aside>
  );
}
