// The bar at the top: what is run, what is broken, and the page's own buttons.
import { Info, Keyboard, Scale, SlidersHorizontal } from 'lucide-react';
import { Button } from '../shared/Button.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { Brand } from './Brand.tsx';
import { BreakButton } from './BreakButton.tsx';
import { CopyLink } from './CopyLink.tsx';
import styles from './Header.module.css';
import type { LinkOf } from './linkOf.ts';
import { ModeChoice, ProtocolPicker, RevocationPicker } from './Scenario.tsx';
import { ThemeButton } from './ThemeButton.tsx';

export function Header({ linkOf }: { readonly linkOf: LinkOf }) {
  const setOverlay = useLab((lab) => lab.setOverlay);
  const shortcuts = useCommand('shortcuts');
  const compare = useCommand('compare');
  const exportAll = useCommand('export');
  const comparing = useLab((lab) => lab.compare !== null);
  return (
    <header className={styles.header} data-print="none">
      <Brand />
      <div className={styles.scenario}>
        <ModeChoice />
        <div className={styles.pickers}>
          <ProtocolPicker />
          <RevocationPicker />
        </div>
        <BreakButton />
      </div>
      <div className={styles.page}>
        <span className={styles.settings}>
          <Button icon={SlidersHorizontal} label="Settings" onClick={() => setOverlay('settings')} />
        </span>
        <a className={styles.validate} href="#/validate" data-tip="Validate your certificates">
          <Scale size={16} aria-hidden />
          <span className={styles.validateWord}>Validate</span>
          <VisuallyHidden> your certificates</VisuallyHidden>
        </a>
        <span className={styles.onDesk}>
          <Button
            icon={compare.icon}
            label={compare.label}
            shortcut={compare.keys[0]}
            aria-pressed={comparing}
            onClick={compare.run}
          />
          <Button
            icon={exportAll.icon}
            label={exportAll.label}
            shortcut={exportAll.keys[0]}
            aria-haspopup="dialog"
            onClick={exportAll.run}
          />
        </span>
        <CopyLink linkOf={linkOf} />
        <ThemeButton />
        <span className={styles.shortcuts}>
          <Button icon={Keyboard} label={shortcuts.label} shortcut={shortcuts.keys[0]} onClick={shortcuts.run} />
        </span>
        <Button icon={Info} label="About this lab" onClick={() => setOverlay('about')} />
      </div>
    </header>
  );
}
