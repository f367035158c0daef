// Judges what is handed in for a mission: from the recordings alone, the same on the page and on the command line.
import { costOf } from './cost.ts';
import type { Case, CaseFinding } from './judges/case.ts';
import { missionRow } from './judges/case.ts';
import { judgeMystery, judgePair, judgeTooLate, MYSTERY_RUN } from './judges/diagnosis.ts';
import { judgeWhoAnswered, judgeWhoIsLying } from './judges/naming.ts';
import { judgeNameTag, judgeOtherDoor, judgeValidAndRefused } from './judges/proof.ts';
import { judgeClock, judgeMissingLink, judgeNothingSent, judgeRightName, judgeWhoseWord } from './judges/repairs.ts';
import { judgeOneByte, judgeThief, judgeTrustedMiddle } from './judges/wire.ts';
import type { HandedIn, Mission, MissionId, MissionJudgement } from './mission.ts';
import { hiddenFaults } from './mystery.ts';

/** Null where nothing was handed in. */
export function judgeMission(mission: Mission, handed: HandedIn): MissionJudgement | null {
  const finding = findingOf(mission, handed);
  if (finding === null) return null;
  const passed = finding.parts.every((part) => part.passed);
  const [id, row, run] = finding.missing;
  return {
    passed,
    parts: finding.parts,
    nearMiss: passed ? null : { id, row: missionRow(row, run) },
    shown: missionRow(finding.shown),
    cost: costOfAll(mission, handed),
    par: mission.par,
    left: passed && mission.recordings.more !== undefined && handed.recordings.length <= MYSTERY_RUN ? 'mystery' : null,
  };
}

function findingOf(mission: Mission, { recordings, starts, answers, seed }: HandedIn): CaseFinding | null {
  const [run, , third] = recordings;
  const [start, , startOfThird] = starts;
  if (run === undefined || start === undefined) return null;
  if (mission.id === 14) return judgeTooLate(recordings);
  if (mission.id !== 15) return JUDGES[mission.id]({ mission, run, start, answers });
  const pair = judgePair(recordings);
  if (third === undefined || startOfThird === undefined) return pair;
  const mystery = judgeMystery(third, startOfThird, seed === null ? null : (hiddenFaults(mission, seed)[0] ?? null));
  const isPair = pair.parts.every(({ passed }) => passed);
  return { ...(isPair ? mystery : pair), parts: [...pair.parts, ...mystery.parts] };
}

const JUDGES: Readonly<Record<Exclude<MissionId, 14 | 15>, (handed: Case) => CaseFinding>> = {
  1: judgeNameTag,
  2: judgeValidAndRefused,
  3: judgeWhoseWord,
  4: judgeMissingLink,
  5: judgeRightName,
  6: judgeWhoIsLying,
  7: judgeOtherDoor,
  8: judgeNothingSent,
  9: judgeWhoAnswered,
  10: judgeClock,
  11: judgeThief,
  12: judgeTrustedMiddle,
  13: judgeOneByte,
};

/** Of two runs that show one thing in two protocols, that of the dearer one; else the sum. */
function costOfAll(mission: Mission, { recordings, starts }: HandedIn): number {
  const costs = recordings.map(({ scenario }, i) => costOf(mission, scenario, startFaults(mission, starts[i], i)));
  return mission.id === 14 ? Math.max(...costs) : costs.reduce((sum, cost) => sum + cost, 0);
}

const startFaults = ({ id }: Mission, start: HandedIn['starts'][number] | undefined, run: number): readonly string[] =>
  id === 15 && run < MYSTERY_RUN ? [] : (start?.scenario.faults ?? []);
