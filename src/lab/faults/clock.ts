// Faults of a clock: the client's is years off. The certificates are those of every day.
import { midnight } from '../plan/plan.ts';
import type { ClockFaultId } from '../scenario/faultId.ts';
import { clockFault, type FaultUnit } from './fault.ts';

export const CLOCK_FAULTS: Record<ClockFaultId, FaultUnit> = {
  // As after an empty battery: two years back, when the CA's own certificates were valid already.
  'clock/client-slow': clockFault(({ now }) => midnight(now, -730)),
  'clock/client-fast': clockFault(({ now }) => midnight(now, 730)),
};
