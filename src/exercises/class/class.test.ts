// Class links, slips and what is judged of them: hostile input is refused whole, and nothing that a slip claims is believed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OWN_NAMES } from '../../lab/scenario/fieldValues.ts';
import { anyNames } from '../../lab/scenario/names.testing.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { changed, mission, runOnce } from '../missions/handIn.testing.ts';
import { MISSION_CONTROLS, MISSION_IDS, type NearMissId } from '../missions/mission.ts';
import type { MissionFacts } from '../missions/missionFacts.ts';
import { missionStart } from '../missions/start.ts';
import { predictionsOf } from '../predictions/index.ts';
import type { FlagPrediction } from '../predictions/prediction.ts';
import { otherScenarios } from '../predictions/runs.ts';
import { checkPredictions } from './checkPredictions.ts';
import { type CheckedSlip, checkSlip } from './checkSlip.ts';
import { type ClassPlan, classSeed, labelOf, readClassLink, writeClassLink } from './classLink.ts';
import { csvCell, csvOfTable, missionSummaries } from './classTable.ts';
import { predictionSummaries } from './predictionTable.ts';
import { MAX_PREDICTIONS, MAX_SLIP_LENGTH, readSlip, type Slip, type SlipPrediction, writeSlip } from './slip.ts';

const plan: ClassPlan = { word: 'Blue heron', missions: [3, 10], locked: ['certificates'], predict: true, names: {} };
const seed = classSeed(plan.word, 'Ann');

describe('a class link', () => {
  it('is read as it was written', () => {
    const plans = fc.record({
      word: fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
        .filter((word) => labelOf(word, 40) === word && word !== ''),
      missions: fc.uniqueArray(fc.constantFrom(...MISSION_IDS), { minLength: 1 }),
      locked: fc.subarray([...MISSION_CONTROLS]),
      predict: fc.boolean(),
      names: anyNames.chain((names) =>
        fc.subarray(OWN_NAMES.map((field) => [field, names[field]] as const)).map(Object.fromEntries),
      ),
    });
    fc.assert(
      fc.property(plans, (each) => {
        expect(readClassLink(writeClassLink(each))).toEqual({ ok: true, plan: each });
      }),
    );
  });

  it.each([
    ['', ['word', 'missions']],
    ['word=a', ['missions']],
    ['word=a&missions=1,1', ['missions']],
    ['word=a&missions=16', ['missions']],
    ['word=a&missions=01', ['missions']],
    ['word=a&missions=1&locked=all', ['locked']],
    ['word=a&missions=1&predict=yes', ['predict']],
    ['word=a&word=b&missions=1', ['twice']],
    ['word=a&missions=1&host=localhost', ['host']],
    ['word=a&missions=1&bank=%3Cb%3E&customer=a%3Ab', ['bank', 'customer']],
    ['word=a&missions=1&name=Ann', ['unknown']],
    [`word=${'a'.repeat(41)}&missions=1`, ['word']],
    ['word=a%E2%80%AEb&missions=1', ['word']],
    [`word=${'a'.repeat(1000)}&missions=1`, ['length']],
  ])('is refused whole, and says what is wrong (%#)', (text, problems) => {
    const read = readClassLink(text);
    expect(read.ok ? [] : read.problems.map(({ problem }) => problem)).toEqual(problems);
  });

  it('never throws, whatever text it is', () => {
    fc.assert(fc.property(fc.string(), (text) => void readClassLink(text)));
    fc.assert(
      fc.property(fc.webQueryParameters(), (text) => void readClassLink(text)),
      { numRuns: 20 },
    );
  });
});

describe('the seed of a student', () => {
  it('is a seed of a scenario, the same for the same name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (word, name) => {
        const one = classSeed(word, name);
        expect(Number.isInteger(one) && one >= 0 && one < 2 ** 31).toBe(true);
        expect(classSeed(` ${word}`, `${name} `)).toBe(one);
      }),
    );
    expect(classSeed('blue  HERON', 'ann')).toBe(seed);
  });

  it('differs between neighbours and between classes', () => {
    const names = Array.from({ length: 200 }, (_, i) => `Student ${i}`);
    const seeds = ['a', 'b'].flatMap((word) => names.map((name) => classSeed(word, name)));
    expect(new Set(seeds).size).toBe(400);
    // The border between word and name counts.
    expect(classSeed('ab', 'c')).not.toBe(classSeed('a', 'bc'));
  });

  it('hides other faults from neighbours', () => {
    const faults = Array.from(
      { length: 12 },
      (_, i) => missionStart(mission(9), classSeed('a', `Student ${i}`)).faults[0],
    );
    expect(new Set(faults).size).toBeGreaterThan(1);
  });
});

const slip: Slip = {
  plan,
  name: 'Ann',
  seed,
  entries: [
    {
      mission: 3,
      tries: 2,
      hints: 1,
      attempts: [
        { runs: ['a=1'], answers: {} },
        { runs: ['b=2'], answers: { row: '4' } },
      ],
    },
    { mission: 10, tries: 1, hints: 0, attempts: [{ runs: ['c'], answers: {} }] },
  ],
  predictions: [],
};

describe('a slip', () => {
  it('is read as it was written', () => {
    expect(readSlip(writeSlip(slip))).toEqual({ ok: true, slip });
  });

  it('is whole or refused, whatever somebody changes in it', () => {
    const paths = pathsOf(JSON.parse(writeSlip(slip)));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const other = JSON.parse(writeSlip(slip));
        const parent = path.slice(0, -1).reduce((at: Record<string, unknown>, key) => at[key] as never, other);
        parent[path.at(-1) ?? ''] = value;
        const read = readSlip(JSON.stringify(other));
        if (read.ok) expect(readSlip(writeSlip(read.slip))).toEqual(read);
        else expect(['foreign', 'version', 'value']).toContain(read.problem);
      }),
    );
  });

  it('never throws, whatever text it is', () => {
    fc.assert(fc.property(fc.string(), (text) => void expect(readSlip(text).ok).toBe(false)));
    fc.assert(fc.property(fc.json(), (text) => void expect(readSlip(text).ok).toBe(false)));
  });

  it.each([
    ['x'.repeat(MAX_SLIP_LENGTH + 1), 'length', ''],
    ['{', 'json', ''],
    ['[]', 'foreign', ''],
    [writeSlip(slip).replace('"version":1', '"version":2'), 'version', 'version'],
    [writeSlip({ ...slip, name: 'a'.repeat(61) }), 'value', 'name'],
    [writeSlip({ ...slip, name: 'Ann\u202e' }), 'value', 'name'],
    [writeSlip({ ...slip, plan: { ...plan, missions: [3] } }), 'value', 'entries.1.mission'],
    [writeSlip({ ...slip, entries: [...slip.entries, ...slip.entries] }), 'value', 'entries.0.mission'],
    [writeSlip(slip).replace('"hints":1', '"hints":-1'), 'value', 'entries.0.hints'],
    [writeSlip(slip).replace('"row"', '"cell"'), 'value', 'entries.0.attempts.1.answers.cell'],
    [writeSlip(slip).replace('"b=2"', `"${'b'.repeat(3_001)}"`), 'value', 'entries.0.attempts.1.runs.0'],
    [writeSlip(slip).replace('"seed"', '"passed":true,"seed"'), 'value', 'passed'],
  ])('with a wrong part says what and where (%#)', (text, problem, place) => {
    const read = readSlip(text);
    if (problem === 'value' && place.startsWith('entries.0.mission'))
      expect(read).toMatchObject({ ok: false, problem });
    else expect(read).toEqual({ ok: false, problem, place });
  });
});

describe('a slip that is run again', () => {
  const repaired = (own: number): Scenario => ({
    ...changed(3, { edits: { trust: { client: ['rogue'] } } }),
    seed: own,
  });
  const runs: Readonly<Record<string, Scenario>> = {
    right: repaired(seed),
    start: missionStart(mission(3), seed),
    other: repaired(seed + 5),
    long: { ...repaired(seed), requests: 1000 },
    edited: { ...repaired(seed), edits: { certificates: { server: { subjectAltName: [] } } } },
    flagged: missionStart(mission(1), seed),
    elsewhere: { ...missionStart(mission(9), seed), faults: ['ca/ocsp-good'] as never },
  };
  let asked = 0;
  const runner = {
    scenarioOf: (run: string) => runs[run] ?? null,
    run: (scenario: Scenario) => {
      asked += 1;
      return runOnce(scenario);
    },
  };
  const check = async (...attempts: string[]): Promise<CheckedSlip> =>
    checkSlip(
      { ...plan, missions: [3, 10] },
      {
        ...slip,
        entries: [{ mission: 3, tries: 1, hints: 0, attempts: attempts.map((run) => ({ runs: [run], answers: {} })) }],
      },
      runner,
    );
  const state = async (...attempts: string[]) => (await check(...attempts)).items[0]?.state;

  it('passes where the runs do, and says what the misses before were told', async () => {
    const { items, ofThisClass } = await check('start', 'right');
    expect(items[0]).toMatchObject({ mission: 3, state: 'passed', cost: 1, mistakes: [{ id: '3/refused' }] });
    expect(items[1]).toMatchObject({ mission: 10, state: 'absent' });
    expect(ofThisClass).toBe(true);
  });

  it('does not pass with the run of another name, what is locked, or a run that is none', async () => {
    expect(await state('start')).toBe('missed');
    expect(await state('other')).toBe('other-seed');
    expect(await state('edited')).toBe('locked');
    expect(await state('nothing')).toBe('unreadable');
  });

  it('runs no long connections', async () => {
    const before = asked;
    expect(await state('long')).toBe('too-long');
    expect(asked).toBe(before);
  });

  it('does not take another fault for the one that the seed hides', async () => {
    const nine: ClassPlan = { ...plan, missions: [9], locked: [] };
    const entries = [
      { mission: 9 as const, tries: 1, hints: 0, attempts: [{ runs: ['elsewhere'], answers: { choice: 'stale' } }] },
    ];
    const { items, ofThisClass } = await checkSlip(nine, { ...slip, entries }, runner);
    expect(items[0]?.state).toBe('other-seed');
    expect(ofThisClass).toBe(false);
  });
});

describe('predictions in a slip that is run again', () => {
  const scenario: Scenario = { ...missionStart(mission(3), seed), faults: ['server/expired'] };
  const runner = {
    scenarioOf: (link: string) => ({ run: scenario, other: { ...scenario, seed: seed + 1 } })[link] ?? null,
    run: runOnce,
  };
  const check = (...predictions: readonly SlipPrediction[]) =>
    checkPredictions(plan, { ...slip, entries: [], predictions }, runner);
  const asked = async () => {
    const others = otherScenarios(await runOnce(scenario));
    const [honest, unlisted, otherPolicy] = await Promise.all([
      runOnce(others.honest),
      others.unlisted && runOnce(others.unlisted),
      others.otherPolicy && runOnce(others.otherPolicy),
    ]);
    return predictionsOf({ run: await runOnce(scenario), honest, unlisted, otherPolicy });
  };

  it('are read as they were written, and old slips have none', () => {
    const predictions = [
      { id: 'P1@server:Certificate', run: 'run', chosen: ['host'] },
      { id: 'P3@x', run: 'run', flag: null, chosen: [] },
    ];
    expect(readSlip(writeSlip({ ...slip, predictions }))).toEqual({ ok: true, slip: { ...slip, predictions } });
    expect(writeSlip(slip)).not.toContain('predictions');
    const many = {
      ...slip,
      predictions: Array.from({ length: MAX_PREDICTIONS + 1 }, () => predictions[0] as SlipPrediction),
    };
    expect(readSlip(writeSlip(many))).toEqual({ ok: false, problem: 'value', place: 'predictions' });
  });

  it('are right or wrong by their run, whatever the slip claims', async () => {
    const predictions = await asked();
    const p1 = predictions.find(({ kind }) => kind === 'P1');
    const flagged = predictions.find((each): each is FlagPrediction => each.form === 'flag');
    if (p1 === undefined || flagged === undefined) throw new Error('a run without these questions');
    const right = { id: flagged.id, run: 'run', flag: flagged.ring, chosen: flagged.truth.slice(0, 1) };
    const wrong = {
      id: p1.id,
      run: 'run',
      chosen: p1.choices.filter((each) => !(p1.truth as readonly string[]).includes(each)).slice(0, 1),
    };
    const { answered, refused } = await check(wrong, right);
    expect(answered.map(({ graded }) => graded.right)).toEqual([false, true]);
    expect(refused).toBe(0);
    // RFC 5280 6.1.3 (a)(2): an expired certificate fails at its validity.
    expect(flagged.truth).toContain('validity.notAfter');
    const slips: CheckedSlip[] = ['Ann', 'Bo'].map((name) => ({
      ...{ name, ofThisClass: true, items: [] },
      predictions: { answered: name === 'Ann' ? answered : answered.slice(0, 1), refused: 0 },
    }));
    const [hardest, other] = predictionSummaries(slips);
    expect(hardest).toMatchObject({
      answered: 2,
      right: 0,
      drew: [{ given: { chosen: wrong.chosen }, names: ['Ann', 'Bo'] }],
    });
    expect(other).toMatchObject({ answered: 1, right: 1, drew: [] });
    expect(csvOfTable([], slips)).toBe(
      'name,of this class,predictions: answered,predictions: right,predictions: mistakes\r\n' +
        `Ann,yes,2,1,${p1.id}=${wrong.chosen[0]}\r\nBo,yes,1,0,${p1.id}=${wrong.chosen[0]}\r\n`,
    );
  });

  it('of another name, of no run, of a question that is not asked, or given twice, do not count', async () => {
    const p1 = (await asked()).find(({ kind }) => kind === 'P1');
    const good = { id: p1?.id ?? '', run: 'run', chosen: ['host'] };
    const { answered, refused } = await check(
      good,
      { ...good, chosen: ['nobody'] },
      { ...good, run: 'other' },
      { ...good, run: 'none' },
      { ...good, id: 'P99@nowhere' },
      { ...good, chosen: [] },
    );
    expect(answered).toHaveLength(1);
    expect(answered[0]?.given.chosen).toEqual(['host']);
    expect(refused).toBe(5);
  });
});

describe('the table of a class', () => {
  const mistake = (id: NearMissId) => ({ id, facts: {} as MissionFacts });
  const item = { mission: 3 as const, tries: 1, hints: 0, cost: 1, mistakes: [] };
  const predictions = { answered: [], refused: 0 };
  const slips: CheckedSlip[] = [
    { name: 'Ann', ofThisClass: true, predictions, items: [{ ...item, state: 'passed' }] },
    {
      name: '=SUM(A1)',
      ofThisClass: true,
      predictions,
      items: [
        {
          ...item,
          tries: 3,
          state: 'passed',
          mistakes: [mistake('3/refused'), mistake('3/re-issued'), mistake('3/refused')],
        },
      ],
    },
    {
      name: 'Bob, "B"',
      ofThisClass: false,
      predictions,
      items: [{ ...item, state: 'missed', mistakes: [mistake('3/re-issued')] }],
    },
    { name: 'Cy', ofThisClass: true, predictions, items: [{ ...item, state: 'absent' }] },
  ];

  it('counts who handed in, who passed, who passed at once, and whom each mistake drew', () => {
    expect(missionSummaries([3], slips)).toEqual([
      {
        mission: 3,
        handedIn: 3,
        passed: 2,
        atOnce: 1,
        mistakes: [
          { ...mistake('3/re-issued'), names: ['=SUM(A1)', 'Bob, "B"'] },
          { ...mistake('3/refused'), names: ['=SUM(A1)'] },
        ],
      },
    ]);
  });

  it('is CSV as RFC 4180 has it, with a line for each student', () => {
    expect(csvOfTable([3], slips).split('\r\n')).toEqual([
      'name,of this class,mission 3: result,mission 3: tries,mission 3: hints,mission 3: changes,mission 3: mistakes',
      'Ann,yes,passed,1,0,1,',
      `"'=SUM(A1)",yes,passed,3,0,1,3/refused 3/re-issued 3/refused`,
      '"Bob, ""B""",no,missed,1,0,1,3/re-issued',
      'Cy,yes,absent,,,,',
      '',
    ]);
  });

  it('has no cell that a spreadsheet would compute', () => {
    const starts = fc.constantFrom('', ' ', '=', '+', '-', '@', '\t', '\r', '＝');
    fc.assert(
      fc.property(starts, fc.string(), (start, rest) => {
        const cell = csvCell(start + rest);
        expect(cell).not.toMatch(/^"?\s*[=+\-@\t\r＝＋－＠]/);
        const bare = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '') : cell;
        expect(bare).not.toContain('"');
      }),
    );
  });
});

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [[...path, key], ...pathsOf(each, [...path, key])]);
}
