// The mission that is under way, with its row of the list, less what a class has locked; and the next hint.
import { useMemo } from 'react';
import { missionOf } from '../../exercises/missions/list.ts';
import type { Mission } from '../../exercises/missions/mission.ts';
import { hinted } from '../../exercises/progress/progress.ts';
import { hintCount } from '../../lessons/missionHints.ts';
import { type MissionRun, missionId } from '../../store/mission.ts';
import { useClassWork } from '../class/useClassWork.ts';
import { progressStore } from '../progress/useProgress.ts';
import { type Lab, type LabStore, useLab } from '../useLab.tsx';

export function useMission(): { readonly mission: Mission; readonly run: MissionRun } | null {
  const id = missionId(useLab((lab) => lab.mission));
  const run = useLab((lab) => lab.missionRun);
  const slip = useClassWork((state) => state.slip);
  const mission = useMemo(() => {
    const whole = id === null ? null : missionOf(id);
    const locked = whole !== null && slip?.plan.missions.includes(whole.id) ? slip.plan.locked : [];
    if (whole === null || locked.length === 0) return whole;
    return { ...whole, open: whole.open.filter((control) => !locked.includes(control)) };
  }, [id, slip]);
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

/** The run on screen is handed in together with a later one. */
export function putAside(store: LabStore): void {
  const { recording, pending, missionRun, handIn } = store.getState();
  if (recording !== null && !pending && missionRun !== null) handIn({ aside: [...missionRun.aside, recording] });
}
