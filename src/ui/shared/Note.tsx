// A boxed remark: "Common misconception" and the like.
import type { ReactNode } from 'react';
import { isMisconception } from '../../lessons/misconception.ts';
import styles from './Note.module.css';
import { Terms } from './terms/Terms.tsx';

export function Note({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <aside className={styles.note} aria-label={title}>
      <strong className={styles.title}>{title}</strong>
      {children}
    </aside>
  );
}

/** What a lesson warns of: named a misconception where its words say what many think, and else a remark without a title. */
export function Warning({ text }: { readonly text: string }) {
  if (isMisconception(text)) {
    return (
      <Note title="Common misconception">
        <p>
          <Terms text={text} />
        </p>
      </Note>
    );
  }
  return (
    <aside className={styles.note} aria-label="Remark">
      <p>
        <Terms text={text} />
      </p>
    </aside>
  );
}
