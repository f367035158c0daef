// Copies a text, and says whether it did.
import { Check, Copy, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import styles from './CopyButton.module.css';

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
    <Button size="small" icon={ICONS[state]} onClick={copy}>
      {label}
      <span className={styles.said} role="status">
        {SAID[state]}
      </span>
    </Button>
  );
}

const ICONS: Record<Copied, LucideIcon> = { idle: Copy, done: Check, refused: TriangleAlert };

const SAID: Record<Copied, string> = { idle: '', done: ': copied', refused: ': the browser refused' };
