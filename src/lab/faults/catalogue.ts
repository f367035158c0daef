// The catalogue: every fault, in the order in which the page lists them and the lab applies them.
import type { Plan } from '../plan/plan.ts';
import type { FaultId } from '../scenario/faultId.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { CA_FAULTS } from './ca.ts';
import { CLIENT_FAULTS } from './client.ts';
import { CLOCK_FAULTS } from './clock.ts';
import type { Fault, FaultUnit } from './fault.ts';
import { NEGOTIATION_FAULTS } from './negotiation.ts';
import { PROXY_FAULTS } from './proxy.ts';
import { SERVER_FAULTS } from './server.ts';
import { WIRE_FAULTS } from './wire.ts';

/** The compiler wants an entry for each id. */
const UNITS: Readonly<Record<FaultId, FaultUnit>> = {
  ...SERVER_FAULTS,
  ...CA_FAULTS,
  ...CLIENT_FAULTS,
  ...CLOCK_FAULTS,
  ...NEGOTIATION_FAULTS,
  ...WIRE_FAULTS,
  ...PROXY_FAULTS,
};

export const isFaultId = (id: string): id is FaultId => Object.hasOwn(UNITS, id);

export const FAULTS: readonly Fault[] = Object.keys(UNITS)
  .filter(isFaultId)
  .map((id) => ({ id, ...UNITS[id] }));

export const faultById = (id: FaultId): Fault => ({ id, ...UNITS[id] });

type Conditions = Pick<Scenario, 'mode' | 'protocol'> & Partial<Pick<Scenario, 'revocation'>>;

/** Whether a fault changes anything in this mode, protocol and, where it is given, this setting of revocation. */
export const applies = (fault: Fault, { mode, protocol, revocation }: Conditions): boolean =>
  fault.modes.includes(mode) &&
  fault.protocols.includes(protocol) &&
  (revocation === undefined || fault.revocations.includes(revocation));

/** Known ids, each once, in the order of the catalogue. */
export const canonicalFaults = (ids: readonly string[]): FaultId[] =>
  FAULTS.filter((fault) => ids.includes(fault.id)).map((fault) => fault.id);

type Chosen = Conditions & Pick<Scenario, 'faults'>;

/** The chosen faults that change anything there. */
export const activeFaults = (scenario: Chosen): Fault[] =>
  FAULTS.filter((fault) => scenario.faults.includes(fault.id) && applies(fault, scenario));

export const applyFaults = (plan: Plan, scenario: Chosen): Plan =>
  activeFaults(scenario).reduce((changed, fault) => fault.apply(changed, scenario.protocol), plan);
