// Hands in what is on screen: runs what it began with, judges both, and keeps what came of it.
import type { MissionJudgement } from '../../exercises/missions/mission.ts';
import { tried } from '../../exercises/progress/progress.ts';
import { type MissionRun, missionId } from '../../store/mission.ts';
import { progressStore } from '../progress/useProgress.ts';
import type { Lab } from '../useLab.tsx';

export async function handInMission(lab: Lab): Promise<void> {
  const { mission, missionRun, recording, pending, runBeside } = lab;
  const id = missionId(mission);
  if (id === null || missionRun === null || recording === null || pending || missionRun.judging) return;
  const handIn = (change: Partial<MissionRun>) => lab.handIn(change, mission);
  handIn({ judging: true, problem: null });
  const recordings = [...missionRun.aside, recording];
  try {
    const [{ judgeMission }, { missionOf }, { startOfRun }] = await Promise.all([
      import('../../exercises/missions/judge.ts'),
      import('../../exercises/missions/list.ts'),
      import('../../exercises/missions/start.ts'),
    ]);
    const one = missionOf(id);
    if (one === null) return;
    const starts = [];
    for (const { scenario } of recordings) starts.push(await runBeside(startOfRun(one, scenario)));
    const { answers, tries } = missionRun;
    const judgement = judgeMission(one, { recordings, starts, answers, seed: recording.scenario.seed });
    if (judgement === null) return;
    handIn({ judged: { judgement, recordings }, tries: tries + 1 });
    progressStore()
      .getState()
      .change((progress, now) =>
        tried(
          progress,
          {
            ...{ id, concept: one.concept, passed: isWhole(judgement), cost: judgement.cost },
            parts: judgement.parts.flatMap((part) => (part.passed ? [part.id] : [])),
            protocol: recording.scenario.protocol,
          },
          now,
        ),
      );
  } catch (error) {
    handIn({ problem: error instanceof Error ? error.message : String(error) });
  } finally {
    handIn({ judging: false });
  }
}

/** Passed, and nothing is left to do. */
export const isWhole = ({ passed, left }: MissionJudgement): boolean => passed && left === null;
