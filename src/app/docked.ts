// What may stand in the dock, the most pressing first: of those that are wanted, the first is shown. See ui/dock/Dock.tsx.
import type { ComponentType } from 'react';
import type { MissionRun } from '../store/mission.ts';
import { later } from '../ui/shared/later.tsx';
import type { Lab } from '../ui/useLab.tsx';

export interface Docked {
  /** As `data-docked` of the stage's column says. */
  readonly id: string;
  /** A cheap look at the store: it is asked at every change. */
  readonly wanted: (lab: Lab) => boolean;
  /** Made by `later`, so that it loads when it is first wanted; its root is a `<Dock>`. */
  readonly Content: ComponentType;
}

export const DOCKED: readonly Docked[] = [
  {
    id: 'prediction',
    wanted: ({ predict, compare }) => predict?.open != null && compare === null,
    Content: later(() => import('../ui/predict/Prediction.tsx')),
  },
  {
    id: 'mission',
    wanted: ({ mission, missionRun, compare }) =>
      compare === null && missionRun !== null && speaks(mission, missionRun),
    Content: later(() => import('../ui/mission/MissionDock.tsx')),
  },
  {
    id: 'start',
    wanted: (lab) => lab.startCard && lab.compare === null && lab.present !== '1',
    Content: later(() => import('../ui/start/StartCard.tsx')),
  },
];

/** What asks for an answer beside the run is there from the start; else the dock comes with the first hint or check. */
const speaks = (mission: string, { hints, judged, problem, aside }: MissionRun): boolean =>
  ASKING.includes(mission) || hints > 0 || judged !== null || problem !== null || aside.length > 0;

const ASKING: readonly string[] = ['6', '9'];

export function dockedOf(lab: Lab, all: readonly Docked[] = DOCKED): Docked | null {
  return all.find(({ wanted }) => wanted(lab)) ?? null;
}
