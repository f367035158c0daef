// Opens a mission from anywhere: where it was left, or at its beginning. Loaded when somebody chooses one.
import { missionOf } from '../../exercises/missions/list.ts';
import type { MissionId } from '../../exercises/missions/mission.ts';
import { missionStart } from '../../exercises/missions/start.ts';
import { classSeedOf } from '../class/useClassWork.ts';
import type { LinkOf } from '../header/linkOf.ts';
import { progressStore } from '../progress/useProgress.ts';
import type { Lab } from '../useLab.tsx';
import { beginMission } from './missionPlaces.ts';

/** `atLab`: whether the lab is on screen; the mission that is under way there begins anew. */
export function openMission(id: MissionId, lab: Lab, atLab: boolean, linkOf: LinkOf): void {
  const mission = missionOf(id);
  if (mission === null) return;
  const number = String(id);
  const onScreen = atLab && lab.mission === number;
  const left = onScreen ? null : (progressStore().getState().progress.missions[id]?.left ?? null);
  if (left !== null) location.href = `#${left}`;
  else if (atLab) beginMission(lab, mission, false);
  else
    location.href = linkOf({
      ...lab,
      ...NOTHING_OPEN,
      scenario: missionStart(mission, classSeedOf(id)),
      mission: number,
    });
}

/** What a mission does not begin with. */
const NOTHING_OPEN = {
  recording: null,
  cursor: 1,
  tab: 'explain',
  compare: null,
  observer: 'everyone',
  predict: null,
} as const;
