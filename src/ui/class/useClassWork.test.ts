import { afterEach, expect, test, vi } from 'vitest';
import { classSeed } from '../../exercises/class/classLink.ts';
import { missionOf } from '../../exercises/missions/list.ts';
import type { Mission } from '../../exercises/missions/mission.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../../lab/scenario/scenario.ts';
import { beginMission } from '../mission/missionPlaces.ts';
import type { Lab } from '../useLab.tsx';
import { classWork } from './useClassWork.ts';

afterEach(() => vi.unstubAllGlobals());

test('a mission of the class that is under way begins anew with the student’s own seed, any other with the usual one', () => {
  vi.stubGlobal('document', { getElementById: () => null });
  const visited: Scenario[] = [];
  const lab = {
    scenario: DEFAULT_SCENARIO,
    setMission: () => {},
    visit: ({ scenario }: { readonly scenario: Scenario }) => visited.push(scenario),
  } as unknown as Lab;
  const begin = (id: number) => beginMission(lab, missionOf(id) as Mission, false);
  begin(7);
  classWork()
    .getState()
    .begin({ word: 'autumn', missions: [3, 7], locked: [], predict: false, names: {} }, 'Ada');
  begin(7);
  begin(4);
  classWork().getState().leave();
  begin(7);
  const own = classSeed('autumn', 'Ada');
  expect(visited.map(({ seed }) => seed)).toEqual([
    DEFAULT_SCENARIO.seed,
    own,
    DEFAULT_SCENARIO.seed,
    DEFAULT_SCENARIO.seed,
  ]);
  expect(own).not.toBe(DEFAULT_SCENARIO.seed);
});
