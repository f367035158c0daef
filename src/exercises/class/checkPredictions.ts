// The predictions of a slip, judged again: the same link gives the same run, and what is true is read from that.
import type { Recording } from '../../lab/recording/recording.ts';
import { type Scenario, scenarioKey } from '../../lab/scenario/scenario.ts';
import { predictionsOf } from '../predictions/index.ts';
import { type GivenAnswer, type Graded, grade, missing, type Prediction } from '../predictions/prediction.ts';
import { otherScenarios } from '../predictions/runs.ts';
import { type ClassPlan, classSeed } from './classLink.ts';
import type { Slip, SlipPrediction } from './slip.ts';
import { MOST_REQUESTS, type SlipRunner } from './slipRunner.ts';

/** One that its run asks, with the answer and what it is worth. */
export interface CheckedPrediction {
  readonly scenario: Scenario;
  readonly prediction: Prediction;
  readonly given: GivenAnswer;
  readonly graded: Graded;
}

export interface CheckedPredictions {
  readonly answered: readonly CheckedPrediction[];
  /** How many could not be judged: no link, a run of another name, too long, or a question that this run does not ask. */
  readonly refused: number;
}

export async function checkPredictions(plan: ClassPlan, slip: Slip, runner: SlipRunner): Promise<CheckedPredictions> {
  const seed = classSeed(plan.word, slip.name);
  const run = once(runner);
  const answered: CheckedPrediction[] = [];
  for (const each of slip.predictions) {
    const checked = await judged(each, seed, { ...runner, run }).catch(() => null);
    // A question counts once: the first answer.
    if (checked !== null && !answered.some((other) => isSame(other, checked))) answered.push(checked);
  }
  return { answered, refused: slip.predictions.length - answered.length };
}

async function judged(
  { id, run: link, flag, chosen }: SlipPrediction,
  seed: number,
  { scenarioOf, run }: SlipRunner,
): Promise<CheckedPrediction | null> {
  const scenario = scenarioOf(link);
  if (scenario === null || scenario.seed !== seed || scenario.requests > MOST_REQUESTS) return null;
  const recording = await run(scenario);
  const others = otherScenarios(recording);
  const predictions = predictionsOf({
    run: recording,
    honest: await run(others.honest),
    unlisted: others.unlisted && (await run(others.unlisted)),
    otherPolicy: others.otherPolicy && (await run(others.otherPolicy)),
  });
  const prediction = predictions.find((each) => each.id === id);
  const given = { ...(flag !== undefined && { flag }), chosen };
  if (prediction === undefined || missing(prediction, given) !== null) return null;
  return { scenario, prediction, given, graded: grade(prediction, given) };
}

const isSame = (a: CheckedPrediction, b: CheckedPrediction): boolean =>
  a.prediction.id === b.prediction.id && scenarioKey(a.scenario) === scenarioKey(b.scenario);

/** The questions of a run, and the run of a mission, share what they run. */
function once({ run }: SlipRunner): (scenario: Scenario) => Promise<Recording> {
  const runs = new Map<string, Promise<Recording>>();
  return (scenario) => {
    const key = scenarioKey(scenario);
    const known = runs.get(key) ?? run(scenario);
    runs.set(key, known);
    return known;
  };
}
