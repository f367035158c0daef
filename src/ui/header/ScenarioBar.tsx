// The lab's own bar. Left, what the scenario is; right, how one looks at it. What has no room stands in Options, on a phone
// nearly all of it; which, says the style sheet.
import { ChevronDown, Columns2, Settings2 } from 'lucide-react';
import { SETTING_WORDS, valueWord } from '../../lessons/settings.ts';
import { PredictSwitch } from '../predict/PredictSwitch.tsx';
import { Button } from '../shared/Button.tsx';
import { VisuallyHidden } from '../shared/VisuallyHidden.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { BreakButton } from './BreakButton.tsx';
import { BrokenChips } from './BrokenChips.tsx';
import { KeyIsStolen, ObserverChoice } from './Observer.tsx';
import { ModeChoice, ProtocolPicker, RevocationPicker, revocationWord } from './Scenario.tsx';
import styles from './ScenarioBar.module.css';

export function ScenarioBar() {
  const pending = useLab((lab) => lab.pending);
  const overlay = useLab((lab) => lab.overlay);
  const setOverlay = useLab((lab) => lab.setOverlay);
  const compare = useCommand('compare');
  const comparing = useLab((lab) => lab.compare !== null);
  const options = {
    'aria-haspopup': 'dialog',
    'aria-expanded': overlay === 'options',
    onClick: () => setOverlay('options'),
  } as const;
  return (
    <div className={styles.bar} data-pending={pending}>
      <span className={styles.all}>
        <Button {...options}>
          <Summary />
          <ChevronDown size={15} aria-hidden />
        </Button>
      </span>
      <span className={styles.mode}>
        <ModeChoice />
      </span>
      <span className={styles.protocol}>
        <ProtocolPicker />
      </span>
      <span className={styles.revocation}>
        <RevocationPicker />
      </span>
      <span className={styles.options}>
        <Button icon={Settings2} {...options}>
          Options
        </Button>
      </span>
      <BreakButton />
      <BrokenChips />
      <div className={styles.look}>
        <PredictSwitch />
        <span className={styles.stolen}>
          <KeyIsStolen />
        </span>
        <ObserverChoice />
      </div>
      <span className={styles.compare}>
        <Button
          icon={Columns2}
          aria-label={compare.label}
          data-tip={compare.label}
          shortcut={compare.keys[0]}
          aria-pressed={comparing}
          disabled={!compare.enabled}
          onClick={compare.run}
        >
          Compare
        </Button>
      </span>
    </div>
  );
}

/** The scenario in a line, on the one button that a phone has for all of it. */
function Summary() {
  const { mode, protocol, revocation, revocationPolicy } = useLab((lab) => lab.scenario);
  const words = [
    SETTING_WORDS.mode.values[mode],
    valueWord('protocol', protocol).replace(' · ', ' '),
    revocationWord(revocation, revocationPolicy),
  ];
  return (
    <span>
      <VisuallyHidden>Options: </VisuallyHidden>
      {words.join(' · ')}
    </span>
  );
}
