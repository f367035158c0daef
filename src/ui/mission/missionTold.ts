// What the page around a frame is told of a mission (docs/embed.md): its number, how it stands, and the best score so far.
import { useEffect, useRef } from 'react';
import type { Mission, MissionId, MissionJudgement } from '../../exercises/missions/mission.ts';
import type { MissionRun } from '../../store/mission.ts';
import { type Told, tellEmbedder } from '../embed/channel.ts';
import { useLabStore } from '../useLab.tsx';
import { isWhole } from './handInMission.ts';

export type MissionTold = Extract<Told, { readonly mission: number }>;

/**
 * `judgement`: of the last try, or null before the first. `before`: what was told of this mission last, or null. Score 1 is a
 * mission that is done, whatever its cost; below that it is the share of the goal's parts that passed. What was reached stays.
 */
export function missionTold(
  id: MissionId,
  judgement: MissionJudgement | null,
  before: MissionTold | null,
): MissionTold {
  if (before?.state === 'done' || (judgement !== null && isWhole(judgement)))
    return { mission: id, state: 'done', score: 1 };
  return { mission: id, state: 'open', score: Math.max(before?.score ?? 0, judgement === null ? 0 : share(judgement)) };
}

/** In hundredths, and less than all of it. A mission that has a second half has half of its score in it. */
function share({ parts, left }: MissionJudgement): number {
  const passed = parts.filter((part) => part.passed).length / Math.max(1, parts.length);
  return Math.min(0.99, Math.round(100 * (left === null ? passed : passed / 2)) / 100);
}

/** Tells it when the mission begins, and whenever something has changed. */
export function useMissionTold(mission: Mission | null, run: MissionRun | null): void {
  const store = useLabStore();
  const last = useRef<MissionTold | null>(null);
  const id = mission?.id ?? null;
  const judgement = run?.judged?.judgement ?? null;
  useEffect(() => {
    if (id === null) return;
    const before = last.current?.mission === id ? last.current : null;
    const told = missionTold(id, judgement, before);
    if (before !== null && before.state === told.state && before.score === told.score) return;
    last.current = told;
    tellEmbedder(told, store.getState().origin, window);
  }, [id, judgement, store]);
}
