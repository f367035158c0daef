// The options of the scenario: all that its link holds. On a narrow page it has what the bar has no room for, too.
import { Columns2 } from 'lucide-react';
import { ownNames } from '../../lab/scenario/fieldValues.ts';
import { PROGRAMS_NOTE } from '../../lessons/programs.ts';
import {
  NAMES_WORDS,
  SETTING_SECTIONS,
  SETTING_WORDS,
  type SettingSection,
  settingsOf,
} from '../../lessons/settings.ts';
import { Button } from '../shared/Button.tsx';
import { Panel } from '../shared/Panel.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { ClientCertificateChoice } from './ClientCertificateChoice.tsx';
import { KeyIsStolen, ObserverChoice } from './Observer.tsx';
import styles from './OptionsPanel.module.css';
import { OwnNames } from './OwnNames.tsx';
import { ModeChoice, SettingPicker } from './Scenario.tsx';

const SECTIONS = Object.keys(SETTING_SECTIONS) as SettingSection[];

export default function OptionsPanel() {
  const open = useLab((lab) => lab.overlay === 'options');
  const setOverlay = useLab((lab) => lab.setOverlay);
  const scenario = useLab((lab) => lab.scenario);
  const setScenario = useLab((lab) => lab.setScenario);
  const compare = useCommand('compare');
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="Options" sheet>
      <p className={styles.note}>These belong to the scenario: its link holds them.</p>
      <section className={`${styles.options} ${styles.mode}`} aria-labelledby="options-mode">
        <h3 id="options-mode">{SETTING_WORDS.mode.label}</h3>
        <ModeChoice />
      </section>
      {SECTIONS.map((section) => (
        <section key={section} className={styles.options} aria-labelledby={`options-${section}`}>
          <h3 id={`options-${section}`}>{SETTING_SECTIONS[section]}</h3>
          {settingsOf(section).map((field) =>
            field === 'clientCertificate' ? (
              <ClientCertificateChoice key={field} />
            ) : (
              <SettingPicker key={field} field={field} />
            ),
          )}
          {section === 'programs' && <p className={styles.note}>{PROGRAMS_NOTE}</p>}
        </section>
      ))}
      <section className={styles.names} aria-labelledby="options-names">
        <h3 id="options-names">{NAMES_WORDS.title}</h3>
        <p className={styles.note}>{NAMES_WORDS.note}</p>
        <OwnNames names={ownNames(scenario)} onChange={setScenario} />
      </section>
      <section className={`${styles.options} ${styles.look}`} aria-labelledby="options-look">
        <h3 id="options-look">How you look at it</h3>
        <ObserverChoice />
        <KeyIsStolen />
        <Button
          icon={Columns2}
          disabled={!compare.enabled}
          onClick={() => {
            setOverlay(null);
            compare.run();
          }}
        >
          {compare.label}
        </Button>
      </section>
    </Panel>
  );
}
