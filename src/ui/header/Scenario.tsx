// The pickers of the scenario: mode, protocol, revocation; for the curious cipher suite and group.
import {
  type Again,
  type Group,
  type KeyUpdating,
  MAX_REQUESTS,
  type Mode,
  PROTOCOL_GROUPS,
  PROTOCOL_SUITES,
  type Protocol,
  REVOCATIONS,
  type Revocation,
  type SuiteName,
} from '../../lab/scenario/scenario.ts';
import { Picker } from '../shared/Picker.tsx';
import { Segmented } from '../shared/Segmented.tsx';
import { useLab } from '../useLab.tsx';
import styles from './Scenario.module.css';

export function ModeChoice() {
  const mode = useLab((lab) => lab.scenario.mode);
  const setMode = useLab((lab) => lab.setMode);
  return <Segmented label="Authentication" options={MODE_OPTIONS} value={mode} onChange={setMode} />;
}

export function ProtocolPicker() {
  const protocol = useLab((lab) => lab.scenario.protocol);
  const setScenario = useLab((lab) => lab.setScenario);
  return (
    <Picker
      label={<span className={styles.word}>Protocol</span>}
      options={PROTOCOL_OPTIONS}
      value={protocol}
      onChange={(next) => setScenario({ protocol: next })}
    />
  );
}

/** What the server prefers of the suites that the protocol has. */
export function SuitePicker() {
  const protocol = useLab((lab) => lab.scenario.protocol);
  const suite = useLab((lab) => lab.scenario.suite);
  const setScenario = useLab((lab) => lab.setScenario);
  const suites: readonly SuiteName[] = PROTOCOL_SUITES[protocol];
  return (
    <Picker
      label="Cipher suite"
      options={suites.map((value) => ({ value, label: SUITE_LABELS[value] }))}
      value={suite}
      onChange={(next) => setScenario({ suite: next })}
    />
  );
}

/** The group of the key agreement, where the protocol has one. */
export function GroupPicker() {
  const protocol = useLab((lab) => lab.scenario.protocol);
  const group = useLab((lab) => lab.scenario.group);
  const setScenario = useLab((lab) => lab.setScenario);
  const groups: readonly Group[] = PROTOCOL_GROUPS[protocol];
  if (groups.length === 0) return null;
  return (
    <Picker
      label="Key-exchange group"
      options={groups.map((value) => ({ value, label: GROUP_LABELS[value] }))}
      value={group}
      onChange={(next) => setScenario({ group: next })}
    />
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

/** Whether the client comes back with its ticket. */
export function AgainPicker() {
  const scenario = useLab((lab) => lab.scenario);
  const setScenario = useLab((lab) => lab.setScenario);
  if (scenario.protocol !== 'tls1.3') return null;
  return (
    <Picker
      label="Session resumption (PSK)"
      options={AGAIN_OPTIONS}
      value={scenario.again ?? 'no'}
      onChange={(again) => setScenario({ again })}
    />
  );
}

/** Whether the client asks for new keys; what they protect is a second request. */
export function KeyUpdatePicker() {
  const scenario = useLab((lab) => lab.scenario);
  const setScenario = useLab((lab) => lab.setScenario);
  if (scenario.protocol !== 'tls1.3') return null;
  return (
    <Picker
      label="KeyUpdate"
      options={KEY_UPDATE_OPTIONS}
      value={scenario.keyUpdate ?? 'no'}
      onChange={(keyUpdate) =>
        // The second request came with the new keys, and goes with them.
        setScenario(keyUpdate === 'no' && scenario.requests === 2 ? { keyUpdate, requests: 1 } : { keyUpdate })
      }
    />
  );
}

const options = <T extends string>(labels: Readonly<Record<T, string>>) =>
  (Object.entries(labels) as [T, string][]).map(([value, label]) => ({ value, label }));

const AGAIN_OPTIONS = options<Again>({ no: 'no', resumed: 'yes' });
const KEY_UPDATE_OPTIONS = options<KeyUpdating>({ no: 'no', client: 'yes, both ways' });
const MODE_OPTIONS = [
  { value: 'one-way', label: 'One-way' },
  { value: 'mutual', label: 'Mutual', also: '(mTLS)' },
] as const satisfies readonly { value: Mode; label: string; also?: string }[];
const PROTOCOL_OPTIONS = options<Protocol>({
  'tls1.2-rsa': 'TLS 1.2 · RSA',
  'tls1.2-ecdhe': 'TLS 1.2 · ECDHE',
  'tls1.3': 'TLS 1.3',
});
const SUITE_LABELS: Readonly<Record<SuiteName, string>> = {
  TLS_RSA_WITH_AES_128_GCM_SHA256: 'AES-128-GCM',
  TLS_RSA_WITH_AES_256_GCM_SHA384: 'AES-256-GCM',
  TLS_RSA_WITH_AES_128_CBC_SHA256: 'AES-128-CBC',
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: 'AES-128-GCM, RSA signs',
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: 'AES-256-GCM, RSA signs',
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: 'ChaCha20, RSA signs',
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: 'AES-128-GCM, ECDSA signs',
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: 'AES-256-GCM, ECDSA signs',
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: 'ChaCha20, ECDSA signs',
  TLS_AES_128_GCM_SHA256: 'AES-128-GCM',
  TLS_AES_256_GCM_SHA384: 'AES-256-GCM',
  TLS_CHACHA20_POLY1305_SHA256: 'ChaCha20-Poly1305',
};
const GROUP_LABELS: Readonly<Record<Group, string>> = {
  x25519: 'X25519',
  secp256r1: 'P-256',
  X25519MLKEM768: 'X25519 + ML-KEM-768',
};
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
