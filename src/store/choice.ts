// Choosing a scenario: whether it is another one, and what comes with a fault.
import type { FaultId } from '../lab/scenario/faultId.ts';
import {
  type Mode,
  normalizeScenario,
  type Protocol,
  type Revocation,
  type Scenario,
  scenarioKey,
} from '../lab/scenario/scenario.ts';

/** What the store needs to know of a fault. */
export interface FaultInfo {
  readonly id: FaultId;
  readonly modes: readonly Mode[];
  readonly protocols: readonly Protocol[];
  readonly revocations: readonly Revocation[];
}

/** The scenario with one fault more, and with the settings that the fault needs where they are others. */
export function withFault(scenario: Scenario, fault: FaultInfo, catalogue: readonly FaultInfo[]): Scenario {
  const fitting = <T>(wanted: T, possible: readonly T[]): T =>
    possible.includes(wanted) ? wanted : (possible[0] ?? wanted);
  return normalizeScenario({
    ...scenario,
    mode: fitting(scenario.mode, fault.modes),
    protocol: fitting(scenario.protocol, fault.protocols),
    revocation: fitting(scenario.revocation, fault.revocations),
    faults: faultsInOrder([...scenario.faults, fault.id], catalogue),
  });
}

export const sameScenario = (a: Scenario, b: Scenario): boolean => scenarioKey(a) === scenarioKey(b);

/** The faults of the catalogue that are in `ids`, each once, in the catalogue's order. */
export function faultsInOrder(ids: readonly string[], catalogue: readonly FaultInfo[]): FaultId[] {
  return catalogue.map((fault) => fault.id).filter((id) => ids.includes(id));
}
