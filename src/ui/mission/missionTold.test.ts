import { describe, expect, it } from 'vitest';
import type { GoalPart, MissionJudgement } from '../../exercises/missions/mission.ts';
import { missionTold } from './missionTold.ts';

/** A judgement of parts that passed or not; only these are looked at. */
const judged = (passes: readonly boolean[], rest: Partial<MissionJudgement> = {}): MissionJudgement => ({
  passed: passes.every(Boolean),
  parts: passes.map((passed): GoalPart => ({ id: 'connected', passed, row: null })),
  nearMiss: null,
  shown: null,
  cost: 1,
  par: 1,
  left: null,
  ...rest,
});

describe('what the page around a frame is told of a mission', () => {
  it('begins as open with nothing', () => {
    expect(missionTold(7, null, null)).toEqual({ mission: 7, state: 'open', score: 0 });
  });

  it('is the share of the goal that passed, and everything once it is done, whatever it cost', () => {
    expect(missionTold(7, judged([true, false, false]), null)).toEqual({ mission: 7, state: 'open', score: 0.33 });
    expect(missionTold(7, judged([true, true], { cost: 9 }), null)).toEqual({ mission: 7, state: 'done', score: 1 });
  });

  it('is half of it where a mission has a second half, and never all while it is not passed', () => {
    const half = judged([true, true], { left: 'mystery' });
    expect(missionTold(15, half, null)).toEqual({ mission: 15, state: 'open', score: 0.5 });
    expect(missionTold(3, judged([true, true], { passed: false }), null).score).toBeLessThan(1);
  });

  it('keeps what was reached: a worse try and a new beginning take nothing away', () => {
    const open = missionTold(7, judged([true, true, false]), null);
    expect(missionTold(7, judged([true, false, false]), open)).toEqual(open);
    const done = missionTold(7, judged([true]), open);
    expect(missionTold(7, null, done)).toEqual(done);
    expect(missionTold(7, judged([false]), done)).toEqual(done);
  });
});
