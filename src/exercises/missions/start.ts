// What a mission begins with, and what a run that is handed in began with.
import type { LabNames } from '../../lab/scenario/names.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../../lab/scenario/scenario.ts';
import type { Mission } from './mission.ts';
import { hiddenFaults } from './mystery.ts';

const USUAL_SEED = DEFAULT_SCENARIO.seed;

/**
 * The scenario that the lab shows when the mission begins. The seed also seeds the run, so that neighbours see other
 * serial numbers and other bytes. `asVariant`: the same idea in another protocol or mode. `names`: those of a class.
 */
export function missionStart(
  mission: Mission,
  seed: number | null = null,
  asVariant = false,
  names: Partial<LabNames> = {},
): Scenario {
  const faults = mission.id === 15 ? [] : hiddenFaults(mission, seed ?? USUAL_SEED);
  const own = { ...mission.start, ...(asVariant && mission.variant), faults, seed: seed ?? USUAL_SEED };
  return normalizeScenario({ ...DEFAULT_SCENARIO, ...own, ...names });
}

/** The scenario of the mystery of mission 15: one begins with its alert, and with what one side has seen. */
export const mysteryStart = (
  mission: Mission,
  seed: number,
  asVariant = false,
  names: Partial<LabNames> = {},
): Scenario => ({
  ...missionStart(mission, seed, asVariant, names),
  faults: hiddenFaults(mission, seed),
});

/**
 * What a run that is handed in began with: its own mode, protocol, keys and seed, and nothing done by hand. Missions may
 * be done in any protocol, so that its leaf is compared with that of the same settings.
 */
export function startOfRun(mission: Mission, { edits: _, ...handed }: Scenario): Scenario {
  const faults = mission.hides ? handed.faults : (mission.start.faults ?? []);
  return normalizeScenario({ ...handed, faults, caWork: [], tampering: [] });
}
