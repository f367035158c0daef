// What the header has no room for on a narrow page, and what only the curious ask for.
import { Scale } from 'lucide-react';
import { PROVIDER_NOTE } from '../../lessons/scope.ts';
import { SETTING_SECTIONS, type SettingSection, settingsOf } from '../../lessons/settings.ts';
import { Button } from '../shared/Button.tsx';
import { Panel } from '../shared/Panel.tsx';
import { Picker } from '../shared/Picker.tsx';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { SettingPicker } from './Scenario.tsx';
import styles from './Settings.module.css';

function ProviderPicker() {
  const provider = useLab((lab) => lab.provider);
  const setProvider = useLab((lab) => lab.setProvider);
  return <Picker label="TLS 1.2 RSA computed by" options={PROVIDER_OPTIONS} value={provider} onChange={setProvider} />;
}

const SECTIONS = Object.keys(SETTING_SECTIONS) as SettingSection[];
const PROVIDER_OPTIONS = [
  { value: 'forge', label: 'node-forge' },
  { value: 'noble', label: 'noble' },
] as const;

export default function Settings() {
  const open = useLab((lab) => lab.overlay === 'settings');
  const setOverlay = useLab((lab) => lab.setOverlay);
  const compare = useCommand('compare');
  const exportAll = useCommand('export');
  const leaveFor = (run: () => void) => {
    setOverlay(null);
    run();
  };
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="Settings">
      {SECTIONS.map((section) => (
        <section key={section} className={styles.settings} aria-labelledby={`settings-${section}`}>
          <h3 id={`settings-${section}`}>{SETTING_SECTIONS[section]}</h3>
          {settingsOf(section).map((field) => (
            <SettingPicker key={field} field={field} />
          ))}
        </section>
      ))}
      <section className={styles.settings} aria-labelledby="settings-library">
        <h3 id="settings-library">Library</h3>
        <ProviderPicker />
        <p className={styles.note}>{PROVIDER_NOTE}</p>
      </section>
      <section className={styles.settings} aria-labelledby="settings-more">
        <h3 id="settings-more">More</h3>
        <Button icon={compare.icon} onClick={() => leaveFor(compare.run)}>
          {compare.label}
        </Button>
        <Button icon={exportAll.icon} onClick={exportAll.run}>
          {exportAll.label}
        </Button>
        <a className={styles.validate} href="#/validate">
          <Scale size={16} aria-hidden />
          Validate your certificates
        </a>
      </section>
    </Panel>
  );
}
