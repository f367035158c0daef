import { describe, expect, it } from 'vitest';
import { CHECK_GROUPS } from '../exercises/predictions/checkChoices.ts';
import { predictionsOf } from '../exercises/predictions/index.ts';
import { grade, PREDICTION_KINDS, type Prediction } from '../exercises/predictions/prediction.ts';
import { FAULTY_SCENARIOS, runsOfScenario } from '../exercises/predictions/runs.testing.ts';
import { REVOCATIONS } from '../lab/scenario/scenario.ts';
import { CHECK_WORDS } from './checks/words.ts';
import {
  choiceLine,
  choiceWords,
  flagLine,
  NOTHING_FAILS,
  predictionQuestion,
  ringText,
  whyNot,
} from './predictions.ts';
import { plainProblems, styleProblems } from './style.ts';

const TOLD: readonly string[] = [
  'client/not-allowed',
  'wire/mitm-trusted',
  'wire/server-key-leaks',
  'ca/ocsp-unreachable',
];

/** Some of each: every kind is among them, which a test below says. */
const SOME = FAULTY_SCENARIOS.filter(({ fault }, i) => i % 11 === 0 || fault === null || TOLD.includes(fault));

const PREDICTIONS: readonly Prediction[] = SOME.flatMap(({ scenario, fault }) => [
  ...predictionsOf(runsOfScenario(scenario)),
  ...(fault === null
    ? REVOCATIONS.flatMap((revocation) => predictionsOf(runsOfScenario({ ...scenario, revocation })))
    : []),
]);

describe('The words of predictions', () => {
  const titles = PREDICTIONS.flatMap((prediction) =>
    prediction.choices.flatMap((choice) => {
      const { label, detail } = choiceWords(prediction, choice);
      return [label, ...(detail === '' ? [] : [detail])];
    }),
  );
  const sentences = PREDICTIONS.flatMap((prediction) => [
    predictionQuestion(prediction),
    ...prediction.choices.map((choice) => whyNot(prediction, choice)),
    choiceLine(prediction, true),
    choiceLine(prediction, false),
  ]);

  it('keep the style of the house, each answer in one sentence', () => {
    expect([...new Set(titles)].flatMap((text) => styleProblems('title', text))).toEqual([]);
    const all = [...new Set([...sentences, NOTHING_FAILS])];
    expect(all.flatMap((text) => [...styleProblems('sentence', text), ...plainProblems(text)])).toEqual([]);
    const answers = PREDICTIONS.flatMap((each) => each.choices.map((choice) => whyNot(each, choice)));
    for (const answer of answers) expect(answer.match(/[.?!](?= |$)/g), answer).toHaveLength(1);
  });

  it('are held here for questions of every kind', () => {
    const kinds = new Set(PREDICTIONS.map(({ kind }) => kind));
    expect(PREDICTION_KINDS.filter((kind) => kind !== 'P4' && !kinds.has(kind))).toEqual([]);
  });

  it('tell the four choices of a question apart', () => {
    for (const prediction of PREDICTIONS) {
      const labels = prediction.choices.map((choice) => choiceWords(prediction, choice).label);
      expect(new Set(labels).size, prediction.id).toBe(4);
    }
  });

  it('have a sentence of their own for every check that can be chosen', () => {
    const flag = PREDICTIONS.find(({ kind }) => kind === 'P3');
    if (flag === undefined) throw new Error('not asked');
    for (const check of CHECK_GROUPS.flat()) expect(whyNot(flag, check), check).not.toBe(CHECK_WORDS[check].why);
  });

  it('say how far off the flag was', () => {
    const rows = { flag: 24, fails: 29, distance: -5, place: false, choice: false };
    expect(flagLine(rows)).toBe('Not at row 24. It fails at row 29, 5 rows later.');
    expect(flagLine({ ...rows, flag: 30, distance: 1 })).toBe('Not at row 30. It fails at row 29, 1 row earlier.');
    expect(flagLine({ ...rows, flag: null, distance: 9 })).toBe('It fails at row 29, 9 rows before your flag.');
    expect(flagLine({ ...rows, place: true, choice: true })).toBe('Right: row 29.');
    expect(flagLine({ ...rows, flag: 'nowhere', distance: null })).toBe('It does not connect: it fails at row 29.');
    expect(flagLine({ ...rows, fails: null, flag: 'nowhere' })).toBe('Right: it connects.');
  });

  it('say the true answer in a line of its own, and in more than a word or two', () => {
    for (const prediction of PREDICTIONS) {
      if (prediction.form !== 'choice' || prediction.truth.length !== 1) continue;
      const [, said = ''] = choiceLine(prediction, false).split('Not quite: ');
      expect(said.split(' ').length, `${prediction.kind}: ${said}`).toBeGreaterThanOrEqual(3);
    }
  });

  it('name each ring, short where there is little room', () => {
    for (const what of ['path', 'revocation', 'signature', 'finished', 'request', 'answer'] as const) {
      for (const subject of ['client', 'server'] as const) {
        expect(styleProblems('title', ringText({ what, subject }))).toEqual([]);
        expect(ringText({ what, subject }, true).length).toBeLessThan(26);
      }
    }
  });

  it('have an answer to each choice that says by its first word whether it is right', () => {
    for (const prediction of PREDICTIONS) {
      if (prediction.form !== 'choice') continue;
      for (const choice of prediction.choices) {
        const { right } = grade(prediction, { chosen: [choice] });
        expect(choiceLine(prediction, right).startsWith('Right: ')).toBe(prediction.truth.includes(choice));
      }
    }
  });
});
