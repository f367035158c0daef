// One line for the first visit. Dismissed once, it stays away.
import { StepForward, X } from 'lucide-react';
import { memo, useCallback, useEffect, useState } from 'react';
import { Button } from '../shared/Button.tsx';
import { Kbd } from '../shared/Kbd.tsx';
import { storedSetting, storeSetting } from '../storage.ts';
import { useLab } from '../useLab.tsx';
import styles from './Hint.module.css';

export const Hint = memo(function Hint() {
  const [shown, setShown] = useState(false);
  // The prerendered page can't know whether this is a first visit.
  useEffect(() => setShown(storedSetting('hint') === null), []);
  const dismiss = useCallback(() => {
    storeSetting('hint', 'dismissed');
    setShown(false);
  }, []);
  const followed = useLab((lab) => lab.breakOpen);
  useEffect(() => {
    if (followed) dismiss();
  }, [followed, dismiss]);
  const covered = useLab((lab) => lab.sheetOpen);
  // Who is past the first steps has found out, or came by a link to a later one.
  const underway = useLab((lab) => lab.cursor > 3);
  if (!shown || covered || underway) return null;
  return (
    <div className={styles.hint} role="note" data-print="none">
      <p>
        <span className={styles.keys}>
          Press <Kbd of="ArrowRight" /> to step.
        </span>
        <span className={styles.touch}>
          Tap <StepForward size={14} aria-label="Next step" /> to step.
        </span>{' '}
        Inject a fault to see who notices.
      </p>
      <Button icon={X} label="Dismiss hint" tone="quiet" onClick={dismiss} />
    </div>
  );
});
