// Finds out what is asked of a run, and what is true: makes the runs beside it that this needs, out of sight.
import { useEffect } from 'react';
import { predictionsOf } from '../../exercises/predictions/index.ts';
import { otherScenarios } from '../../exercises/predictions/runs.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { type Scenario, scenarioKey } from '../../lab/scenario/scenario.ts';
import { useLab } from '../useLab.tsx';

export default function PredictRuns() {
  const whole = useLab((lab) => lab.predict?.whole ?? null);
  const isKnown = useLab((lab) => lab.predict === null || lab.predict.predictions !== null);
  const runBeside = useLab((lab) => lab.runBeside);
  const setPredictions = useLab((lab) => lab.setPredictions);
  useEffect(() => {
    if (whole === null || isKnown) return;
    const { honest, unlisted, otherPolicy } = otherScenarios(whole);
    const run = (scenario: Scenario): Promise<Recording> =>
      scenarioKey(scenario) === scenarioKey(whole.scenario) ? Promise.resolve(whole) : runBeside(scenario);
    Promise.all([run(honest), unlisted && run(unlisted), otherPolicy && run(otherPolicy)]).then(
      ([asItShould, without, policy]) =>
        setPredictions(
          whole,
          predictionsOf({ run: whole, honest: asItShould, unlisted: without, otherPolicy: policy }),
        ),
      // Without them nothing can be asked, and nobody is kept waiting.
      () => setPredictions(whole, []),
    );
  }, [whole, isKnown, runBeside, setPredictions]);
  return null;
}
