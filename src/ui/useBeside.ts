// A recording beside the one on screen, for comparison: run when it is asked for, null until it is there.
import { useEffect, useState } from 'react';
import type { Recording } from '../lab/recording/recording.ts';
import { type Scenario, scenarioKey } from '../lab/scenario/scenario.ts';
import { useLab } from './useLab.tsx';

/** `scenario` null: nothing to compare with. */
export function useBeside(scenario: Scenario | null): Recording | null {
  const run = useLab((lab) => lab.runBeside);
  const [found, setFound] = useState<Recording | null>(null);
  useEffect(() => {
    if (scenario === null) return;
    let gone = false;
    run(scenario).then(
      (recording) => gone || setFound(recording),
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [scenario, run]);
  return scenario !== null && found !== null && scenarioKey(found.scenario) === scenarioKey(scenario) ? found : null;
}
