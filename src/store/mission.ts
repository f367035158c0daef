// The mission that is under way: by its number in the link, and with what was handed in for it so far.
import { type Answers, MISSION_IDS, type MissionId, type MissionJudgement } from '../exercises/missions/mission.ts';
import type { Recording } from '../lab/recording/recording.ts';

export interface MissionRun {
  readonly answers: Answers;
  /** Runs that were put aside to be handed in together with a later one. */
  readonly aside: readonly Recording[];
  /** How often it was handed in, and how many hints are shown. */
  readonly tries: number;
  readonly hints: number;
  /** What came of the last try, and of which runs; null before the first. */
  readonly judged: { readonly judgement: MissionJudgement; readonly recordings: readonly Recording[] } | null;
  readonly judging: boolean;
  /** Why it could not be judged, or null. */
  readonly problem: string | null;
}

const NOTHING_HANDED_IN: MissionRun = {
  answers: {},
  aside: [],
  tries: 0,
  hints: 0,
  judged: null,
  judging: false,
  problem: null,
};

export const missionId = (mission: string): MissionId | null =>
  MISSION_IDS.find((id) => String(id) === mission) ?? null;

/** Those whose fault is not told while one looks for it: their links do not name it either (`hides` in the list). */
export const hidesFaults = (mission: string): boolean => HIDING.includes(mission);

const HIDING: readonly string[] = ['6', '9', '15'];

/** What one does by keys, and in the drawer, in those missions alone whose row of the list has it open. */
const OPEN_IN = {
  mode: ['11', '12'],
  faults: ['2', '7', '14', '15'],
  edits: ['2', '3', '4', '5', '7', '8', '10', '15'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

interface UnderWay {
  readonly mission: string;
  readonly missionRun: MissionRun | null;
}

/** Another mission begins with nothing; the same one goes on. */
export const missionPart = (before: UnderWay, mission: string): UnderWay => {
  if (missionId(mission) === null) return { mission: '', missionRun: null };
  return { mission, missionRun: before.mission === mission ? before.missionRun : NOTHING_HANDED_IN };
};

/** Whether what is broken is not to be named now: in the last mission only its mystery is, which comes third. */
export const hidesFault = ({ mission, missionRun }: UnderWay): boolean =>
  hidesFaults(mission) && (mission !== '15' || (missionRun?.aside.length ?? 0) >= 2);

/** Whether this may be changed: everything outside of missions. No fault is chosen where one is to be found. */
export const isOpen = (lab: UnderWay, control: keyof typeof OPEN_IN): boolean =>
  missionId(lab.mission) === null ||
  ((OPEN_IN[control] as readonly string[]).includes(lab.mission) && !(control === 'faults' && hidesFault(lab)));

/** The mystery of the last mission: of its run, what one side has seen is all that is told. */
export const inMystery = (lab: UnderWay): boolean => lab.mission === '15' && hidesFault(lab);

/** What the drawer shows: of its two parts, the one that was chosen, if it is open here. */
export const drawerView = (lab: UnderWay & { readonly breakView: 'faults' | 'own' }): 'faults' | 'own' =>
  isOpen(lab, 'faults') && (lab.breakView === 'faults' || !isOpen(lab, 'edits')) ? 'faults' : 'own';
