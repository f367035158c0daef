// The mission that is under way, by its number in the link.
import { MISSION_IDS, type MissionId } from '../exercises/missions/mission.ts';

export const missionId = (mission: string): MissionId | null =>
  MISSION_IDS.find((id) => String(id) === mission) ?? null;

/** Those whose fault is not told while one looks for it: their links do not name it either (`hides` in the list). */
export const hidesFaults = (mission: string): boolean => HIDING.includes(mission);

const HIDING: readonly string[] = ['6', '9', '15'];
