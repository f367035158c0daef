// What was changed since a mission began, counted.
import type { CertificateEdit, Edits } from '../../lab/scenario/edits.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../../lab/scenario/scenario.ts';
import type { Mission, MissionControl } from './mission.ts';

/** Edited fields of certificates, clocks and trust stores: what learners count as edits. */
export function editCost({ clocks = {}, trust = {}, certificates = {} }: Edits = {}): number {
  const present = (part: object): number => Object.values(part).filter((value) => value !== undefined).length;
  const fields = Object.values(certificates).reduce((sum, edit) => sum + fieldCost(edit), 0);
  return fields + present(clocks) + present(trust);
}

/** Each extension that is left out, or whose criticality is another one, counts as a field. */
function fieldCost({ without = [], critical = {}, ...fields }: CertificateEdit): number {
  const plain = Object.values(fields).filter((value) => value !== undefined).length;
  return plain + without.length + Object.keys(critical).length;
}

/** All changes: edits, faults put in or taken out, settings that are open, bytes, and wishes to the CA. */
export function costOf(mission: Mission, scenario: Scenario, startFaults: readonly string[]): number {
  const { faults, edits, tampering, caWork } = scenario;
  const changed = [
    ...faults.filter((id) => !startFaults.includes(id)),
    ...startFaults.filter((id) => !faults.some((each) => each === id)),
  ];
  return editCost(edits) + changed.length + settingCost(mission, scenario) + tampering.length + caWork.length;
}

const SETTINGS = ['mode', 'protocol', 'suite', 'group', 'revocation', 'revocationPolicy'] as const satisfies readonly (
  | MissionControl
  | keyof Scenario
)[];

/** A suite or group that comes with another protocol does not count. */
function settingCost({ start, open }: Mission, scenario: Scenario): number {
  const wanted = normalizeScenario({ ...DEFAULT_SCENARIO, ...start });
  const usual = normalizeScenario({ ...wanted, protocol: scenario.protocol });
  return SETTINGS.filter((field) => {
    const before = field === 'suite' || field === 'group' ? usual[field] : wanted[field];
    return open.includes(field) && scenario[field] !== before;
  }).length;
}
