// What a student does in a class is kept as a slip that the teacher's page reads.
import { describe, expect, it } from 'vitest';
import { type ClassPlan, classSeed } from '../exercises/class/classLink.ts';
import { MAX_ATTEMPTS, readSlip, writeSlip } from '../exercises/class/slip.ts';
import { createClassWork, suspended } from './classWork.ts';

const plan: ClassPlan = { word: 'heron', missions: [1, 2], locked: [], predict: false, names: {} };
const attempt = (run: string) => ({ runs: [run], answers: {} });

function storage(text: string | null = null) {
  let kept = text;
  return {
    read: () => kept,
    write: (next: string | null) => {
      kept = next;
    },
  };
}

describe('the work of a student in a class', () => {
  it('is there again at the next visit, and a new name begins anew', () => {
    const there = storage();
    const work = createClassWork(there);
    work.getState().begin(plan, 'Ann');
    expect(work.getState().add(1, attempt('seed=1'), true, 0)).toBe(true);
    work.getState().begin(plan, 'Ann');
    const again = createClassWork(there).getState();
    expect(again.slip).toEqual(work.getState().slip);
    expect(again.slip?.seed).toBe(classSeed('heron', 'Ann'));
    expect(again.passed).toEqual([1]);
    again.begin(plan, 'Bob');
    expect(createClassWork(there).getState()).toMatchObject({ slip: { name: 'Bob', entries: [] }, passed: [] });
  });

  it('holds the first few attempts and the last one, and is always a slip that can be read', () => {
    const { begin, add } = createClassWork(storage()).getState();
    const work = createClassWork(storage());
    work.getState().begin(plan, '');
    for (let i = 1; i <= 9; i++) work.getState().add(1, attempt(`seed=${i}`), false, i);
    const { slip } = work.getState();
    const entry = slip?.entries[0];
    expect(entry?.tries).toBe(9);
    expect(entry?.attempts.map(({ runs }) => runs[0])).toEqual(['seed=1', 'seed=2', 'seed=3', 'seed=9']);
    expect(entry?.attempts).toHaveLength(MAX_ATTEMPTS);
    expect(slip !== null && readSlip(writeSlip(slip)).ok).toBe(true);
    expect(work.getState().add(3, attempt('seed=1'), true, 0)).toBe(false);
    expect(work.getState().add(2, attempt('x'.repeat(5_000)), true, 0)).toBe(false);
    expect(work.getState().slip).toBe(slip);
    begin(plan, '');
    expect(add(1, attempt(''), true, 0)).toBe(true);
  });

  it.each(['', '{', 'null', '[]', '{"slip":1,"passed":[]}', '{"slip":"{}","passed":[]}'])(
    'is none where the browser holds %j',
    (text) => {
      expect(createClassWork(storage(text)).getState()).toMatchObject({ slip: null, passed: [] });
    },
  );

  it('goes on for the visit where storage is refused', () => {
    const refuse = () => {
      throw new Error('refused');
    };
    const work = createClassWork({ read: refuse, write: refuse });
    work.getState().begin(plan, 'Ann');
    expect(work.getState().add(1, attempt('a'), true, 0)).toBe(true);
    expect(work.getState().passed).toEqual([1]);
  });
});

describe('A prediction', () => {
  it('is kept in the slip once, if the run is the student’s own', () => {
    const work = createClassWork(storage());
    const given = { id: 'P1@server:Certificate', run: 'a=1', chosen: ['host'] };
    expect(work.getState().predict(given, 1)).toBe(false);
    work.getState().begin(plan, 'Ann');
    const own = classSeed(plan.word, 'Ann');
    expect(work.getState().predict(given, own + 1)).toBe(false);
    expect(work.getState().predict(given, own)).toBe(true);
    expect(work.getState().predict({ ...given, chosen: ['nobody'] }, own)).toBe(false);
    expect(work.getState().slip?.predictions).toEqual([given]);
  });
});

describe('Work that is left with a platform', () => {
  const begun = (most: number) => {
    const work = createClassWork(storage());
    work.getState().begin(plan, 'Änn;,');
    for (let i = 0; i < most; i++)
      for (const mission of [1, 2] as const) work.getState().add(mission, attempt('x'.repeat(900)), mission === 1, 0);
    return work;
  };

  it('is gone on with elsewhere', () => {
    const text = suspended(begun(1).getState(), 4096) ?? '';
    const other = createClassWork(storage());
    expect(other.getState().resume(text)).toBe(true);
    expect(other.getState().slip).toEqual(begun(1).getState().slip);
    expect(other.getState().passed).toEqual([1]);
  });

  it('is as much as there is room for: what is passed stays when attempts do not', () => {
    const work = begun(6).getState();
    for (const most of [4096, 2500, 1500, 400]) {
      const text = suspended(work, most) ?? '';
      expect(text.length).toBeLessThanOrEqual(most);
      const other = createClassWork(storage());
      expect(other.getState().resume(text)).toBe(true);
      expect(other.getState().passed).toEqual([1]);
    }
    expect(suspended(work, 10)).toBeNull();
  });

  it('is nothing where somebody else has left something else', () => {
    const work = begun(1);
    const before = work.getState().slip;
    for (const text of ['', ';', '1;{}', 'bookmark=3', `1;${'['.repeat(5000)}`])
      expect(work.getState().resume(text)).toBe(false);
    expect(work.getState().slip).toBe(before);
  });
});
