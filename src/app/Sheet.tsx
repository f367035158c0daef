// The inspector's place: a column on a wide page; on a narrow one a sheet, of which a line stays in sight.
import { ChevronUp } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { useAfterPaint } from '../diagram/afterPaint.ts';
import { stepCount } from '../lab/recording/untold.ts';
import { placeInRun, stepTitle, stepVerdict } from '../lessons/steps.ts';
import { Inspector } from '../ui/inspector/Inspector.tsx';
import { useLab } from '../ui/useLab.tsx';
import { useView } from '../ui/useView.ts';
import styles from './Sheet.module.css';

export function Sheet() {
  const open = useLab((lab) => lab.sheetOpen);
  const setOpen = useLab((lab) => lab.setSheetOpen);
  const summary = useRef<HTMLButtonElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open || event.defaultPrevented) return;
    setOpen(false);
    summary.current?.focus();
  };
  return (
    <aside className={styles.sheet} data-open={open} onKeyDown={onKeyDown}>
      <button
        ref={summary}
        type="button"
        className={styles.summary}
        aria-expanded={open}
        aria-controls="inspector"
        onClick={() => setOpen(!open)}
      >
        {open ? <span className={styles.open}>Inspector</span> : <Summary />}
        <ChevronUp size={18} aria-hidden />
      </button>
      <div id="inspector" className={styles.content}>
        <Inspector />
      </div>
    </aside>
  );
}

function Summary() {
  const seen = useView();
  const at = useLab((lab) => lab.cursor);
  const { recording, cursor } = useAfterPaint(useMemo(() => ({ recording: seen, cursor: at }), [seen, at]));
  const step = recording?.steps[cursor - 1];
  if (recording === null || step === undefined) return <span className={styles.title}>Inspector</span>;
  const verdict = stepVerdict(recording, step);
  return (
    <span className={styles.text}>
      <span className={styles.title}>{stepTitle(recording, step)}</span>
      <span className={styles.verdict} data-tone={verdict?.result}>
        {verdict?.text ?? placeInRun(step, stepCount(recording))}
      </span>
    </span>
  );
}
