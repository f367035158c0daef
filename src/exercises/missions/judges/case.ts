// A case before a judge: what was handed in for a mission, and the form of what is found.
import type { Recording } from '../../../lab/recording/recording.ts';
import type { Answers, GoalPart, GoalPartId, Mission, MissionRow, NearMissId } from '../mission.ts';

/** One run that was handed in, with the run that it began with. */
export interface Case {
  readonly mission: Mission;
  readonly run: Recording;
  readonly start: Recording;
  readonly answers: Answers;
}

export interface CaseFinding {
  readonly parts: readonly GoalPart[];
  /** What is missing, where a part is not passed. */
  readonly missing: readonly [id: NearMissId, row: number | null, run?: number];
  readonly shown: number | null;
}

export const part = (id: GoalPartId, passed: boolean, row: number | null = null, run = 0): GoalPart => ({
  id,
  passed,
  row: missionRow(row, run),
});

export const missionRow = (step: number | null, run = 0): MissionRow | null => (step === null ? null : { run, step });

/** Whether the fault that the mission begins with is still there. */
export const keepsFaults = ({ run, start }: Case): boolean =>
  start.scenario.faults.every((id) => run.scenario.faults.includes(id));
