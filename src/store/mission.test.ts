import { expect, it } from 'vitest';
import { MISSIONS } from '../exercises/missions/list.ts';
import { hidesFaults, missionId } from './mission.ts';

it('A mission hides its fault in links if its row of the list says so', () => {
  for (const { id, hides } of MISSIONS) expect(hidesFaults(String(id)), String(id)).toBe(hides === true);
});

it('A mission is named by its number alone', () => {
  expect(['', '0', '16', '1.5', '07', 'x'].map(missionId)).toEqual([null, null, null, null, null, null]);
  expect(missionId('7')).toBe(7);
});
