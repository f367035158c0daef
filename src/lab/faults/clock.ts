// Faults of a clock: the client's is years off. The certificates are those of every day.
import { midnight } from '../plan/plan.ts';
import { clockFault, type Fault } from './fault.ts';

export const CLOCK_FAULTS: readonly Fault[] = [
  // As after an empty battery: two years back, when the CA's own certificates were valid already.
  clockFault('client-slow', ({ now }) => midnight(now, -730)),
  clockFault('client-fast', ({ now }) => midnight(now, 730)),
];
