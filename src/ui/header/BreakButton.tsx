// Opens the drawer of faults, and says how many are active.
import { Zap } from 'lucide-react';
import { editedParts } from '../../lessons/editing.ts';
import { useHiddenCount } from '../predict/useHiddenCount.ts';
import { Button } from '../shared/Button.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import styles from './BreakButton.module.css';

export function BreakButton() {
  const { keys, run } = useCommand('break');
  const open = useLab((lab) => lab.breakOpen);
  const active = useLab(
    ({ scenario }) => scenario.faults.length + scenario.tampering.length + editedParts(scenario.edits).length,
  );
  const hidden = useHiddenCount();
  return (
    <Button icon={Zap} shortcut={keys[0]} aria-haspopup="dialog" aria-expanded={open} onClick={run}>
      <span className={styles.words}>
        <span>Inject a </span>
        <span>fault</span>
      </span>
      {active > 0 && (
        <span className={styles.badge}>
          {active}
          <VisuallyHidden> active</VisuallyHidden>
        </span>
      )}
      {/* A wide page says it beside the button. */}
      {hidden > 0 && <span className={styles.hidden}>{hidden} hidden</span>}
    </Button>
  );
}
