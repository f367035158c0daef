// One line for the first visit. Dismissed once, it stays away.
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../kit/Button.tsx';
import { Kbd } from '../kit/Kbd.tsx';
import { recall, remember } from '../storage.ts';
import { useLab } from '../useLab.tsx';
import styles from './Hint.module.css';

export function Hint() {
  const [shown, setShown] = useState(false);
  // The prerendered page can't know whether this is a first visit.
  useEffect(() => setShown(recall('hint') === null), []);
  const overlaid = useLab((lab) => lab.breakOpen || lab.sheetOpen);
  if (!shown || overlaid) return null;
  const dismiss = () => {
    remember('hint', 'dismissed');
    setShown(false);
  };
  return (
    <div className={styles.hint} role="note" data-print="none">
      <p>
        Press <Kbd of="ArrowRight" /> to step. Break something to see who notices.
      </p>
      <Button icon={X} label="Dismiss hint" tone="quiet" onClick={dismiss} />
    </div>
  );
}
