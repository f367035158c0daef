// Faults of the wire: somebody stands between client and server, or listens there.
import type { Plan, WireAttack } from '../plan/plan.ts';
import type { WireFaultId } from '../scenario/faultId.ts';
import { type FaultUnit, wireFault } from './fault.ts';

export const WIRE_FAULTS: Record<WireFaultId, FaultUnit> = {
  'wire/edit-hello': wireFault(attack('edit-hello')),
  'wire/flip-record': wireFault(attack('flip-record')),
  // From TLS 1.3 on this signature is encrypted: who changes it breaks the record.
  'wire/flip-certificate-verify': wireFault(attack('flip-certificate-verify'), {
    modes: ['mutual'],
    protocols: ['tls1.2-rsa', 'tls1.2-ecdhe'],
  }),
  'wire/drop-message': wireFault(attack('drop-message')),
  'wire/truncate': wireFault(attack('truncate')),
  'wire/replay': wireFault(attack('replay')),
  'wire/downgrade': wireFault(attack('downgrade'), { protocols: ['tls1.3'] }),
  'wire/mitm': wireFault(attack('mitm')),
  'wire/mitm-trusted': wireFault((plan) => ({ ...attack('mitm')(plan), attackerTrusted: true })),
  'wire/server-key-leaks': wireFault((plan) => ({ ...plan, keyLeaks: true })),
};

function attack(which: WireAttack): (plan: Plan) => Plan {
  return (plan) => ({ ...plan, attacks: [...new Set([...plan.attacks, which])] });
}
