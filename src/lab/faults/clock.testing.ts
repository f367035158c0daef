// For tests: what must follow from each fault of a clock.
import type { ClockFaultId } from '../scenario/faultId.ts';
import { type Expectation, everywhere, ledger, refusedBy, verifies } from './expectation.testing.ts';

/** An answer about revocation is of another time as well. */
const ALL = ledger(null, { also: ['revocation.fresh'], notReached: ['revocation.status', 'possession'] });

export const CLOCK_EXPECTED: Readonly<Record<ClockFaultId, Expectation>> = {
  'clock/client-slow': {
    follows: everywhere(
      refusedBy('client', 'validity.notBefore', 'certificate_expired', verifies(9, 'bad_certificate')),
    ),
    ledger: ALL,
  },
  'clock/client-fast': {
    follows: everywhere(
      refusedBy('client', 'validity.notAfter', 'certificate_expired', verifies(10, 'certificate_expired')),
    ),
    ledger: ALL,
  },
};
