// Which faults the harness can play before a judging program, and how. Certificates are those of `pki --fault`; who is on
// the wire is the lab's attacker, in the proxy.
import type { FaultId } from '../src/lab/scenario/faultId.ts';
import type { WireAttackName } from './recordingProxy.ts';
import type { MeasuredProtocol, Role } from './row.ts';

export interface PlayedFault {
  readonly defect: FaultId | 'ok';
  /** The part of the program that judges. */
  readonly role: Role;
  readonly protocols: readonly MeasuredProtocol[];
  /** The certificates are made with it. */
  readonly inFiles: boolean;
  /** The judge is given the CA's list. */
  readonly crl?: true;
  /** The name that the client asks for, if not api.bank.test. */
  readonly name?: string;
  readonly attack?: WireAttackName;
  /** What the client offers where nothing may be common. */
  readonly offer?: 'cipher' | 'version';
  /** OpenSSL loads no certificate without its key: our own endpoint is the other side. */
  readonly peerIsOurs?: true;
  /** What is measured of the other side as well: what it says when it is told. */
  readonly told?: true;
}

export const NAME = 'api.bank.test';
const BOTH = ['tls1.2', 'tls1.3'] as const;

const files = (role: Role, defect: FaultId | 'ok', more: Partial<PlayedFault> = {}): PlayedFault => ({
  defect,
  role,
  protocols: BOTH,
  inFiles: defect !== 'ok',
  ...more,
});
const wire = (
  role: Role,
  defect: FaultId,
  attack: WireAttackName,
  protocols: readonly MeasuredProtocol[] = BOTH,
): PlayedFault => ({ defect, role, protocols, inFiles: false, attack });

export const PLAYED: readonly PlayedFault[] = [
  files('client', 'ok'),
  files('client', 'server/expired', { told: true }),
  files('client', 'server/not-yet-valid'),
  files('client', 'server/wrong-host'),
  files('client', 'server/no-san'),
  files('client', 'server/wildcard-too-deep', { name: 'a.api.bank.test' }),
  files('client', 'server/self-signed'),
  files('client', 'server/untrusted-root', { told: true }),
  files('client', 'server/missing-intermediate'),
  files('client', 'server/reversed-chain'),
  files('client', 'server/tampered'),
  files('client', 'server/stolen-certificate', { peerIsOurs: true }),
  files('client', 'server/wrong-eku', { told: true }),
  files('client', 'server/wrong-key-usage'),
  files('client', 'server/weak-key'),
  files('client', 'server/weak-signature'),
  files('client', 'server/unknown-critical'),
  files('client', 'server/revoked', { crl: true }),
  files('client', 'ca/intermediate-expired'),
  files('client', 'ca/not-a-ca'),
  files('client', 'ca/no-cert-sign'),
  files('client', 'ca/path-too-long'),
  files('client', 'ca/outside-name-constraints'),
  files('client', 'ca/excluded-name'),
  files('client', 'ca/same-name-other-key'),
  files('client', 'ca/crl-expired', { crl: true }),
  wire('client', 'wire/flip-record', 'flip-answer'),
  wire('client', 'wire/edit-hello', 'drop-suite', ['tls1.3']),
  wire('client', 'wire/drop-message', 'drop-message'),
  wire('client', 'wire/downgrade', 'downgrade', ['tlsdef']),
  files('server', 'ok'),
  files('server', 'client/none', { told: true }),
  files('server', 'client/expired', { told: true }),
  files('server', 'client/not-yet-valid', { told: true }),
  files('server', 'client/self-signed'),
  files('server', 'client/untrusted-root', { told: true }),
  files('server', 'client/missing-intermediate'),
  files('server', 'client/tampered', { told: true }),
  files('server', 'client/stolen-certificate', { peerIsOurs: true }),
  files('server', 'client/weak-key'),
  files('server', 'client/weak-signature'),
  files('server', 'client/revoked', { crl: true }),
  files('server', 'client/wrong-eku', { told: true }),
  files('server', 'client/wrong-key-usage'),
  files('server', 'client/not-allowed'),
  wire('server', 'wire/flip-record', 'flip-record'),
  wire('server', 'wire/edit-hello', 'drop-suite', ['tls1.2']),
  wire('server', 'wire/truncate', 'truncate'),
  { defect: 'hello/no-common-cipher', role: 'server', protocols: BOTH, inFiles: false, offer: 'cipher' },
  { defect: 'hello/no-common-version', role: 'server', protocols: BOTH, inFiles: false, offer: 'version' },
  { defect: 'hello/unknown-name', role: 'server', protocols: BOTH, inFiles: false, name: 'old.bank.test' },
];
