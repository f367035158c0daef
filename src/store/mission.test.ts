import { expect, it } from 'vitest';
import { MISSIONS } from '../exercises/missions/list.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { hidesFaults, inMystery, isOpen, missionId } from './mission.ts';

it('A mission hides its fault in links if its row of the list says so', () => {
  for (const { id, hides } of MISSIONS) expect(hidesFaults(String(id)), String(id)).toBe(hides === true);
});

it('A mission is named by its number alone', () => {
  expect(['', '0', '16', '1.5', '07', 'x'].map(missionId)).toEqual([null, null, null, null, null, null]);
  expect(missionId('7')).toBe(7);
});

it('By keys and in the drawer that alone can be changed which the list of missions has open', () => {
  for (const { id, open, hides } of MISSIONS) {
    const lab = { mission: String(id), missionRun: null };
    const edits = (['certificates', 'clocks', 'stores'] as const).some((control) => open.includes(control));
    expect([isOpen(lab, 'mode'), isOpen(lab, 'edits')], String(id)).toEqual([open.includes('mode'), edits]);
    expect(isOpen(lab, 'faults'), String(id)).toBe(open.includes('faults') && (hides !== true || id === 15));
  }
  expect(isOpen({ mission: '', missionRun: null }, 'faults')).toBe(true);
});

it('The mystery begins with two runs that are kept, and its fault can be chosen by no list', () => {
  const run = { answers: {}, aside: [], tries: 0, hints: 0, judged: null, judging: false, problem: null };
  const two = [{}, {}] as unknown as readonly Recording[];
  expect(inMystery({ mission: '15', missionRun: run })).toBe(false);
  const mystery = { mission: '15', missionRun: { ...run, aside: two } };
  expect([inMystery(mystery), isOpen(mystery, 'faults'), isOpen(mystery, 'edits')]).toEqual([true, false, true]);
});
