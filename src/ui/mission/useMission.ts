// The mission that is under way, with its row of the list; and the next hint.
import { missionOf } from '../../exercises/missions/list.ts';
import type { Mission } from '../../exercises/missions/mission.ts';
import { hinted } from '../../exercises/progress/progress.ts';
import { hintCount } from '../../lessons/missionHints.ts';
import { type MissionRun, missionId } from '../../store/mission.ts';
import { progressStore } from '../progress/useProgress.ts';
import { type Lab, useLab } from '../useLab.tsx';

export function useMission(): { readonly mission: Mission; readonly run: MissionRun } | null {
  const id = missionId(useLab((lab) => lab.mission));
  const run = useLab((lab) => lab.missionRun);
  const mission = id === null ? null : missionOf(id);
  return mission === null || run === null ? null : { mission, run };
}

export function nextHint(lab: Lab): void {
  const { mission, missionRun, handIn } = lab;
  const id = missionId(mission);
  if (id === null || missionRun === null || missionRun.hints >= hintCount(id)) return;
  const hints = missionRun.hints + 1;
  handIn({ hints });
  progressStore()
    .getState()
    .change((progress, now) => hinted(progress, id, hints, now));
}
