// The pickers of the scenario: mode, cipher suite (with the protocol named before it), revocation.
import {
  MAX_REQUESTS,
  type Mode,
  type Protocol,
  REVOCATIONS,
  type Revocation,
  type SuiteName,
} from '../../lab/scenario.ts';
import { Picker } from '../kit/Picker.tsx';
import { Segmented } from '../kit/Segmented.tsx';
import { Unseen } from '../kit/Unseen.tsx';
import { useLab } from '../useLab.tsx';
import styles from './Scenario.module.css';

export function ModeChoice() {
  const mode = useLab((lab) => lab.scenario.mode);
  const setMode = useLab((lab) => lab.setMode);
  return <Segmented label="Authentication" options={MODE_OPTIONS} value={mode} onChange={setMode} />;
}

export function SuitePicker() {
  const protocol = useLab((lab) => lab.scenario.protocol);
  const suite = useLab((lab) => lab.scenario.suite);
  const setScenario = useLab((lab) => lab.setScenario);
  const label = (
    <>
      <span className={styles.word}>Protocol </span>
      <span className={styles.protocol}>{PROTOCOL_NAMES[protocol]}</span>
      <Unseen>, cipher suite</Unseen>
    </>
  );
  return (
    <Picker label={label} options={SUITE_OPTIONS} value={suite} onChange={(next) => setScenario({ suite: next })} />
  );
}

/** How revocation is learnt, and what happens where it can't be: one choice for the eye, two settings of the scenario. */
export function RevocationPicker() {
  const revocation = useLab((lab) => lab.scenario.revocation);
  const policy = useLab((lab) => lab.scenario.revocationPolicy);
  const setScenario = useLab((lab) => lab.setScenario);
  const value = policy === 'hard' || revocation === 'off' ? revocation : (`${revocation} soft` as const);
  return (
    <Picker
      label="Revocation"
      options={REVOCATION_OPTIONS}
      value={value}
      onChange={(next) => {
        const chosen = REVOCATIONS.find((each) => next === each || next === `${each} soft`);
        if (chosen !== undefined)
          setScenario({ revocation: chosen, revocationPolicy: next === chosen ? 'hard' : 'soft' });
      }}
    />
  );
}

/** How often the client asks once it is connected. */
export function RequestsPicker() {
  const requests = useLab((lab) => lab.scenario.requests);
  const setScenario = useLab((lab) => lab.setScenario);
  const counts = [...new Set([1, 10, 100, 1000, MAX_REQUESTS, requests])].sort((a, b) => a - b);
  return (
    <Picker
      label="Requests on the connection"
      options={counts.map((count) => ({ value: String(count), label: count.toLocaleString('en') }))}
      value={String(requests)}
      onChange={(next) => setScenario({ requests: Number(next) })}
    />
  );
}

const options = <T extends string>(labels: Readonly<Record<T, string>>) =>
  (Object.entries(labels) as [T, string][]).map(([value, label]) => ({ value, label }));

const MODE_OPTIONS = options<Mode>({ 'one-way': 'One-way', mutual: 'Mutual' });
const PROTOCOL_NAMES: Readonly<Record<Protocol, string>> = { 'tls1.2-rsa': 'TLS 1.2 · RSA key exchange' };
const SUITE_OPTIONS = options<SuiteName>({
  TLS_RSA_WITH_AES_128_GCM_SHA256: 'AES-128-GCM',
  TLS_RSA_WITH_AES_256_GCM_SHA384: 'AES-256-GCM',
  TLS_RSA_WITH_AES_128_CBC_SHA256: 'AES-128-CBC',
});
/** Where it does not say soft, no answer counts as a refusal (hard-fail). */
const REVOCATION_OPTIONS = options<Revocation | `${Exclude<Revocation, 'off'>} soft`>({
  ocsp: 'OCSP',
  'ocsp soft': 'OCSP, soft-fail',
  stapled: 'stapled',
  'stapled soft': 'stapled, soft-fail',
  crl: 'CRL',
  'crl soft': 'CRL, soft-fail',
  off: 'off',
});
