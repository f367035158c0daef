// The settings of the page: what this browser keeps, and no link holds.
import { useState } from 'react';
import { PROVIDER_NOTE } from '../../lessons/scope.ts';
import { Button } from '../shared/Button.tsx';
import { Kbd } from '../shared/Kbd.tsx';
import { Panel } from '../shared/Panel.tsx';
import { Picker } from '../shared/Picker.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import { forgetSettings } from '../storage.ts';
import { useCommand } from '../useCommand.tsx';
import { useLab } from '../useLab.tsx';
import { usePlaces } from '../usePlaces.tsx';
import styles from './Settings.module.css';

export default function Settings() {
  const open = useLab((lab) => lab.overlay === 'settings');
  const setOverlay = useLab((lab) => lab.setOverlay);
  const theme = useLab((lab) => lab.theme);
  const setTheme = useLab((lab) => lab.setTheme);
  const letterKeys = useLab((lab) => lab.letterKeys);
  const setLetterKeys = useLab((lab) => lab.setLetterKeys);
  const present = useCommand('present');
  const atLab = usePlaces().here === 'lab';
  const provider = useLab((lab) => lab.provider);
  const setProvider = useLab((lab) => lab.setProvider);
  return (
    <Panel open={open} onClose={() => setOverlay(null)} title="Settings" sheet>
      <section className={styles.settings} aria-labelledby="settings-theme">
        <h3 id="settings-theme">Theme</h3>
        <Segmented label="Theme" options={THEMES} value={theme} onChange={setTheme} />
      </section>
      {atLab && (
        <section className={styles.settings} aria-labelledby="settings-present">
          <h3 id="settings-present">Presenting</h3>
          <Button onClick={present.run} aria-disabled={!present.enabled} aria-keyshortcuts={present.keys[0]}>
            Present this run <Kbd of={present.keys[0] ?? ''} />
          </Button>
          <p className={styles.note}>
            Large letters for a projector. Page Down and Page Up, or a clicker, go on and back.
          </p>
        </section>
      )}
      <section className={styles.settings} aria-labelledby="settings-keys">
        <h3 id="settings-keys">Keyboard</h3>
        <label className={styles.box}>
          <input type="checkbox" checked={letterKeys} onChange={(event) => setLetterKeys(event.target.checked)} />
          Letters, digits and signs work as shortcuts
        </label>
        <p className={styles.note}>Switch this off if you dictate. Shortcuts rest while you type.</p>
      </section>
      <section className={styles.settings} aria-labelledby="settings-library">
        <h3 id="settings-library">Library</h3>
        <Picker label="TLS 1.2 RSA computed by" options={PROVIDER_OPTIONS} value={provider} onChange={setProvider} />
        <p className={styles.note}>{PROVIDER_NOTE}</p>
      </section>
      <Stored />
    </Panel>
  );
}

function Stored() {
  const setTheme = useLab((lab) => lab.setTheme);
  const setLetterKeys = useLab((lab) => lab.setLetterKeys);
  const setProvider = useLab((lab) => lab.setProvider);
  const [forgotten, setForgotten] = useState(false);
  return (
    <section className={styles.settings} aria-labelledby="settings-stored">
      <h3 id="settings-stored">What is stored</h3>
      <p className={styles.note}>
        This browser keeps the choices above, and that you have closed the first hint. Certificates that you validate
        stay until you close their tab, without private keys. Nothing is sent anywhere.
      </p>
      <Button
        onClick={() => {
          setTheme('system');
          setLetterKeys(true);
          setProvider('forge');
          forgetSettings();
          setForgotten(true);
        }}
      >
        Forget these choices
      </Button>
      <p role="status" className={styles.note}>
        {forgotten ? 'Forgotten.' : ''}
      </p>
    </section>
  );
}

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;
const PROVIDER_OPTIONS = [
  { value: 'forge', label: 'node-forge' },
  { value: 'noble', label: 'noble' },
] as const;
