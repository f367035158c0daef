// Faults of negotiation: what the two offer each other does not meet.
import type { NegotiationFaultId } from '../scenario/faultId.ts';
import { derivedNames } from '../scenario/names.ts';
import { type FaultUnit, negotiationFault } from './fault.ts';

export const NEGOTIATION_FAULTS: Record<NegotiationFaultId, FaultUnit> = {
  'hello/no-common-cipher': negotiationFault((plan) => ({ ...plan, suitesApart: true })),
  'hello/no-common-version': negotiationFault((plan) => ({ ...plan, versionsApart: true })),
  // The name was moved elsewhere; the server still is at the old address.
  'hello/unknown-name': negotiationFault((plan) => ({
    ...plan,
    serverName: derivedNames(plan.names).former,
    servedNames: [plan.names.host],
  })),
};
