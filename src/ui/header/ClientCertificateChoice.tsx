// What the server makes of a client's certificate: four policies for the eye, of which one is the one-way mode. Below, how
// servers call the one that is chosen.
import { CLIENT_CERTIFICATES } from '../../lab/scenario/choices.ts';
import { settingChange } from '../../lab/scenario/scenario.ts';
import {
  type ClientCertificatePolicy,
  NOT_ASKED_WORD,
  POLICY_NOTES,
  POLICY_TERMS,
  POLICY_TERMS_TITLE,
} from '../../lessons/clientCertificates.ts';
import { SETTING_WORDS } from '../../lessons/settings.ts';
import { Picker } from '../shared/Picker.tsx';
import { useLab } from '../useLab.tsx';
import styles from './OptionsPanel.module.css';

export function ClientCertificateChoice() {
  const scenario = useLab((lab) => lab.scenario);
  const setMode = useLab((lab) => lab.setMode);
  const setScenario = useLab((lab) => lab.setScenario);
  const { label, values } = SETTING_WORDS.clientCertificate;
  const value: ClientCertificatePolicy =
    scenario.mode === 'one-way' ? 'none' : (scenario.clientCertificate ?? 'required');
  return (
    <>
      <Picker<ClientCertificatePolicy>
        label={label}
        tip={label}
        options={[
          { value: 'none', label: NOT_ASKED_WORD },
          ...CLIENT_CERTIFICATES.map((each) => ({ value: each, label: values[each] })),
        ]}
        value={value}
        onChange={(next) => {
          if (next === 'none') setMode('one-way');
          else setScenario({ ...settingChange(scenario, 'clientCertificate', next), mode: 'mutual' });
        }}
      />
      <p className={styles.note}>{POLICY_NOTES[value]}</p>
      <details className={`${styles.note} ${styles.terms}`}>
        <summary>{POLICY_TERMS_TITLE}</summary>
        <dl>
          {POLICY_TERMS[value].map(({ program, setting }) => (
            <div key={program}>
              <dt>{program}</dt>
              <dd>
                <code>{setting}</code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
