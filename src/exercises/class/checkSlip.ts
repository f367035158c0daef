// Judges a slip by running it again: the same link gives the same bytes, so nothing that a slip claims has to be believed.
import type { Recording } from '../../lab/recording/recording.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { judgeMission } from '../missions/judge.ts';
import { missionOf } from '../missions/list.ts';
import type { Mission, MissionControl, MissionId, MissionJudgement, NearMissId } from '../missions/mission.ts';
import { type MissionFacts, missionFacts } from '../missions/missionFacts.ts';
import { missionStart, startOfRun } from '../missions/start.ts';
import type { CheckedPredictions } from './checkPredictions.ts';
import { type ClassPlan, classSeed, writeClassLink } from './classLink.ts';
import type { Slip, SlipAttempt, SlipEntry } from './slip.ts';
import { MOST_REQUESTS, type SlipRunner } from './slipRunner.ts';

/**
 * `half`: passed but for the mystery of the last mission. `other-seed`: a run that belongs to another name. `locked`: what
 * the class had locked was changed. `unreadable`: a link that is none. `too-long`: more requests than are run again.
 * `not-run`: the engine refused.
 */
export type ItemState =
  | 'passed'
  | 'half'
  | 'missed'
  | 'absent'
  | 'other-seed'
  | 'locked'
  | 'unreadable'
  | 'too-long'
  | 'not-run';

export interface CheckedItem {
  readonly mission: MissionId;
  readonly state: ItemState;
  /** As the slip says; that alone can't be checked. */
  readonly tries: number;
  readonly hints: number;
  /** Changes of the last attempt; null where it was not judged. */
  readonly cost: number | null;
  /** What the attempts that missed were told, in their order, each with the run that it is about. */
  readonly mistakes: readonly Mistake[];
}

export interface Mistake {
  readonly id: NearMissId;
  readonly facts: MissionFacts;
}

export interface CheckedSlip {
  readonly name: string;
  /** The slip is of this class: the same word, missions and locks. */
  readonly ofThisClass: boolean;
  readonly items: readonly CheckedItem[];
  readonly predictions: CheckedPredictions;
}

export async function checkSlip(plan: ClassPlan, slip: Slip, runner: SlipRunner): Promise<CheckedSlip> {
  const items: CheckedItem[] = [];
  for (const mission of plan.missions) {
    const entry = slip.entries.find((each) => each.mission === mission);
    items.push(entry === undefined ? nothingOf(mission) : await checkEntry(plan, slip.name, entry, runner));
  }
  const predictions = slip.predictions.length === 0 ? NONE : await predictionsOfSlip(plan, slip, runner);
  return { name: slip.name, ofThisClass: writeClassLink(plan) === writeClassLink(slip.plan), items, predictions };
}

const NONE: CheckedPredictions = { answered: [], refused: 0 };

/** What judges them loads with the first slip that has any. */
async function predictionsOfSlip(plan: ClassPlan, slip: Slip, runner: SlipRunner): Promise<CheckedPredictions> {
  const { checkPredictions } = await import('./checkPredictions.ts');
  return checkPredictions(plan, slip, runner);
}

const nothingOf = (mission: MissionId): CheckedItem => ({
  mission,
  state: 'absent',
  tries: 0,
  hints: 0,
  cost: null,
  mistakes: [],
});

async function checkEntry(plan: ClassPlan, name: string, entry: SlipEntry, runner: SlipRunner): Promise<CheckedItem> {
  const mission = missionOf(entry.mission) as Mission;
  const mistakes: Mistake[] = [];
  let last: ItemState | Judged = 'absent';
  for (const attempt of entry.attempts) {
    last = await judgeAttempt(plan, classSeed(plan.word, name), mission, attempt, runner);
    if (typeof last !== 'string' && last.mistake !== null) mistakes.push(last.mistake);
  }
  const told = { mission: entry.mission, tries: entry.tries, hints: entry.hints, mistakes };
  if (typeof last === 'string') return { ...told, state: last, cost: null };
  const { passed, left, cost } = last.judgement;
  return { ...told, state: !passed ? 'missed' : left === null ? 'passed' : 'half', cost };
}

interface Judged {
  readonly judgement: MissionJudgement;
  readonly mistake: Mistake | null;
}

async function judgeAttempt(
  { locked }: ClassPlan,
  seed: number,
  mission: Mission,
  { runs, answers }: SlipAttempt,
  { scenarioOf, run }: SlipRunner,
): Promise<ItemState | Judged> {
  const scenarios: Scenario[] = [];
  for (const [i, link] of runs.entries()) {
    const scenario = scenarioOf(link);
    if (scenario === null) return 'unreadable';
    // The mystery of the last mission has a seed of its own, beside the student's.
    if (scenario.seed !== seed && !(mission.id === 15 && i === 2 && scenario.seed === seed + 1)) return 'other-seed';
    // What the seed hides is what is to be found: another fault is another task.
    if (mission.hides && mission.id !== 15 && scenario.faults.join() !== missionStart(mission, seed).faults.join())
      return 'other-seed';
    if (scenario.requests > MOST_REQUESTS) return 'too-long';
    if (lockedChange(locked, mission, scenario)) return 'locked';
    scenarios.push(scenario);
  }
  try {
    const recordings: Recording[] = [];
    const starts: Recording[] = [];
    for (const scenario of scenarios) {
      recordings.push(await run(scenario));
      starts.push(await run(startOfRun(mission, scenario)));
    }
    const judged = { recordings, starts, answers, seed: scenarios.at(-1)?.seed ?? seed };
    const judgement = judgeMission(mission, judged);
    const about = recordings[judgement?.nearMiss?.row?.run ?? recordings.length - 1];
    if (judgement === null || about === undefined) return 'absent';
    const { nearMiss } = judgement;
    return { judgement, mistake: nearMiss && { id: nearMiss.id, facts: missionFacts(about) } };
  } catch {
    return 'not-run';
  }
}

/** Whether something that is locked differs from what the mission begins with. */
function lockedChange(locked: readonly MissionControl[], mission: Mission, scenario: Scenario): boolean {
  const start = missionStart(mission, scenario.seed);
  const { edits, protocol } = scenario;
  const changes: Readonly<Record<MissionControl, boolean>> = {
    // What a seed hides is not the student's doing.
    faults: !mission.hides && scenario.faults.join() !== start.faults.join(),
    certificates: edits?.certificates !== undefined,
    clocks: edits?.clocks !== undefined,
    stores: edits?.trust !== undefined,
    mode: scenario.mode !== start.mode,
    protocol: protocol !== start.protocol,
    // Another protocol has other suites and groups.
    suite: protocol === start.protocol && scenario.suite !== start.suite,
    group: protocol === start.protocol && scenario.group !== start.group,
    revocation: scenario.revocation !== start.revocation,
    revocationPolicy: scenario.revocationPolicy !== start.revocationPolicy,
    ca: scenario.caWork.length > 0,
    bytes: scenario.tampering.length > 0,
  };
  return locked.some((control) => changes[control]);
}
