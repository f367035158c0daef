// For tests: hands runs in for a mission. Each scenario is run once in a process.
import type { Recording } from '../../lab/recording/recording.ts';
import { runPrepared } from '../../lab/run/runPrepared.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario, scenarioKey } from '../../lab/scenario/scenario.ts';
import { judgeMission } from './judge.ts';
import { missionOf } from './list.ts';
import type { Answers, Mission, MissionId, MissionJudgement } from './mission.ts';
import { missionStart, startOfRun } from './start.ts';

export type Change = Partial<Scenario>;

type Kept = Map<string, Promise<Recording>>;
const runs: Kept = new Map();
const startRuns: Kept = new Map();

export const runOnce = (scenario: Scenario): Promise<Recording> => kept(runs, scenario);
/** For long rows of runs: what missions begin with is kept. */
export const forgetRuns = (): void => runs.clear();

function kept(known: Kept, scenario: Scenario): Promise<Recording> {
  const key = scenarioKey(scenario);
  const run = known.get(key) ?? runPrepared(scenario);
  known.set(key, run);
  return run;
}

export function mission(id: MissionId): Mission {
  const found = missionOf(id);
  if (found === null) throw new Error(`no mission ${id}`);
  return found;
}

/** A run of the mission's start with something changed. */
export const changed = (id: MissionId, change: Change = {}): Scenario =>
  normalizeScenario({ ...missionStart(mission(id)), ...change });

export const scenarioOf = (change: Change): Scenario => normalizeScenario({ ...DEFAULT_SCENARIO, ...change });

export async function handIn(
  id: MissionId,
  scenarios: readonly Scenario[],
  answers: Answers = {},
  seed: number | null = null,
): Promise<MissionJudgement> {
  const recordings = await Promise.all(scenarios.map(runOnce));
  const starts = await Promise.all(scenarios.map((scenario) => kept(startRuns, startOfRun(mission(id), scenario))));
  const found = judgeMission(mission(id), { recordings, starts, answers, seed });
  if (found === null) throw new Error('nothing was handed in');
  return found;
}
