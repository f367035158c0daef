// Faults of negotiation: what the two offer each other does not meet.
import { SERVER_NAME } from '../scenario/scenario.ts';
import { type Fault, negotiationFault } from './fault.ts';

export const NEGOTIATION_FAULTS: readonly Fault[] = [
  negotiationFault('no-common-cipher', (plan) => ({ ...plan, suitesApart: true })),
  negotiationFault('no-common-version', (plan) => ({ ...plan, versionsApart: true })),
  // The name was moved elsewhere; the server still is at the old address.
  negotiationFault('unknown-name', (plan) => ({ ...plan, serverName: 'old.bank.test', servedNames: [SERVER_NAME] })),
];
