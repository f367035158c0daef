// For the curious: which kinds of keys the certificates of server, client and CA hold.
import { CA_KEY_KINDS, KEY_KINDS, type KeyKind } from '../../lab/scenario/scenario.ts';
import { Picker } from '../shared/Picker.tsx';
import { useLab } from '../useLab.tsx';

export function ServerKeyPicker() {
  const kind = useLab((lab) => lab.scenario.serverKey);
  const setScenario = useLab((lab) => lab.setScenario);
  return (
    <Picker
      label="Server’s key"
      options={KEY_KINDS.map(option)}
      value={kind}
      onChange={(serverKey) => setScenario({ serverKey })}
    />
  );
}

/** In a one-way handshake the client has no key of its own. */
export function ClientKeyPicker() {
  const mode = useLab((lab) => lab.scenario.mode);
  const kind = useLab((lab) => lab.scenario.clientKey);
  const setScenario = useLab((lab) => lab.setScenario);
  if (mode === 'one-way') return null;
  return (
    <Picker
      label="Client’s key"
      options={KEY_KINDS.map(option)}
      value={kind}
      onChange={(clientKey) => setScenario({ clientKey })}
    />
  );
}

export function CaKeyPicker() {
  const kind = useLab((lab) => lab.scenario.caKey);
  const setScenario = useLab((lab) => lab.setScenario);
  return (
    <Picker
      label="CA’s keys"
      options={CA_KEY_KINDS.map(option)}
      value={kind}
      onChange={(caKey) => setScenario({ caKey })}
    />
  );
}

const LABELS: Readonly<Record<KeyKind, string>> = { rsa: 'RSA-2048', p256: 'ECDSA, P-256', ed25519: 'Ed25519' };

const option = <T extends KeyKind>(value: T) => ({ value, label: LABELS[value] });
