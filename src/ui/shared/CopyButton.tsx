// Copies a text, and says whether it did.
import { Check, Copy, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import styles from './SmallButton.module.css';

type Copied = 'idle' | 'done' | 'refused';

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [state, setState] = useState<Copied>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 1800);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    // Absent on pages that were not served securely.
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setState('done'),
      () => setState('refused'),
    );
  };

  return (
    <button type="button" className={styles.button} onClick={copy}>
      {ICONS[state]}
      {label}
      <span className={styles.said} role="status">
        {SAID[state]}
      </span>
    </button>
  );
}

const ICONS: Record<Copied, ReactNode> = {
  idle: <Copy size={14} aria-hidden />,
  done: <Check size={14} aria-hidden />,
  refused: <TriangleAlert size={14} aria-hidden />,
};

const SAID: Record<Copied, string> = { idle: '', done: ': copied', refused: ': the browser refused' };
