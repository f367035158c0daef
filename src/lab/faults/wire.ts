// Faults of the wire: somebody stands between client and server, or listens there.
import type { Plan, WireAttack } from '../plan/plan.ts';
import { type Fault, wireFault } from './fault.ts';

export const WIRE_FAULTS: readonly Fault[] = [
  wireFault('edit-hello', attack('edit-hello')),
  wireFault('flip-record', attack('flip-record')),
  // From TLS 1.3 on this signature is encrypted: who changes it breaks the record.
  wireFault('flip-certificate-verify', attack('flip-certificate-verify'), {
    modes: ['mutual'],
    protocols: ['tls1.2-rsa', 'tls1.2-ecdhe'],
  }),
  wireFault('drop-message', attack('drop-message')),
  wireFault('truncate', attack('truncate')),
  wireFault('replay', attack('replay')),
  wireFault('downgrade', attack('downgrade'), { protocols: ['tls1.3'] }),
  wireFault('mitm', attack('mitm')),
  wireFault('mitm-trusted', (plan) => ({ ...attack('mitm')(plan), attackerTrusted: true })),
  wireFault('server-key-leaks', (plan) => ({ ...plan, keyLeaks: true })),
];

function attack(which: WireAttack): (plan: Plan) => Plan {
  return (plan) => ({ ...plan, attacks: [...new Set([...plan.attacks, which])] });
}
