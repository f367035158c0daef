// What many slips say together of predictions: how hard each question was, and which wrong answer drew whom.
import { DEFAULT_SCENARIO, type Scenario, scenarioKey } from '../../lab/scenario/scenario.ts';
import type { Prediction } from '../predictions/prediction.ts';
import type { CheckedPrediction } from './checkPredictions.ts';
import type { CheckedSlip } from './checkSlip.ts';

/** A question in a scenario; the seed, which each student has of their own, makes no difference. */
export interface PredictionSummary {
  readonly key: string;
  readonly scenario: Scenario;
  readonly prediction: Prediction;
  readonly answered: number;
  readonly right: number;
  /** Wrong answers, that of most students first. `flag`: a ring, null for “nowhere”; undefined where none is asked for. */
  readonly drew: readonly {
    readonly given: CheckedPrediction['given'];
    readonly names: readonly string[];
  }[];
}

/** The hardest question first. */
export function predictionSummaries(slips: readonly CheckedSlip[]): readonly PredictionSummary[] {
  const rows = slips.flatMap(({ name, predictions }) => predictions.answered.map((each) => ({ name, each })));
  const keys = [...new Set(rows.map(({ each }) => keyOf(each)))];
  const all = keys.flatMap((key) => {
    const own = rows.filter(({ each }) => keyOf(each) === key);
    const [first] = own;
    if (first === undefined) return [];
    const wrong = own.filter(({ each }) => !each.graded.right);
    const answers = [...new Set(wrong.map(({ each }) => answerKey(each)))];
    const drew = answers.flatMap((answer) => {
      const drawn = wrong.filter(({ each }) => answerKey(each) === answer);
      return drawn[0] === undefined ? [] : [{ given: drawn[0].each.given, names: drawn.map(({ name }) => name) }];
    });
    return {
      ...{ key, scenario: first.each.scenario, prediction: first.each.prediction },
      ...{ answered: own.length, right: own.length - wrong.length },
      drew: drew.toSorted((a, b) => b.names.length - a.names.length),
    };
  });
  return all.toSorted((a, b) => a.right / a.answered - b.right / b.answered);
}

const keyOf = ({ scenario, prediction }: CheckedPrediction): string =>
  `${prediction.id} ${scenarioKey({ ...scenario, seed: DEFAULT_SCENARIO.seed })}`;

/** `P1@server:Certificate=bank`: the question and what was chosen, as the file of results has it. */
export const answerKey = ({ prediction: { id }, given: { flag, chosen } }: CheckedPrediction): string =>
  `${id}=${[...(flag === undefined ? [] : [flag ?? 'nowhere']), ...[...chosen].sort()].join('+')}`;
