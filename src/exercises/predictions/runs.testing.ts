// For tests: every fault in every protocol and mode, and each run once, whoever asks for it.
import { applies, FAULTS } from '../../lab/faults/catalogue.ts';
import type { Recording } from '../../lab/recording/recording.ts';
import { prepareAll } from '../../lab/run/prepare.ts';
import { runScenario } from '../../lab/run/run.ts';
import type { FaultId } from '../../lab/scenario/faultId.ts';
import {
  DEFAULT_SCENARIO,
  MODES,
  normalizeScenario,
  PROTOCOLS,
  type Scenario,
  scenarioKey,
} from '../../lab/scenario/scenario.ts';
import { otherScenarios, type Runs } from './runs.ts';

await prepareAll();

export interface FaultyScenario {
  readonly name: string;
  readonly fault: FaultId | null;
  readonly scenario: Scenario;
}

const of = (change: Partial<Scenario>): Scenario => normalizeScenario({ ...DEFAULT_SCENARIO, ...change });

/** Nothing broken, and each fault under the kind of revocation that shows it best. */
export const FAULTY_SCENARIOS: readonly FaultyScenario[] = PROTOCOLS.flatMap((protocol) =>
  MODES.flatMap((mode): FaultyScenario[] => [
    { name: `${protocol} ${mode} honest`, fault: null, scenario: of({ protocol, mode }) },
    ...FAULTS.filter((fault) => applies(fault, { protocol, mode })).map(
      ({ id, revocations: [revocation = 'ocsp'] }) => ({
        name: `${protocol} ${mode} ${id}`,
        fault: id,
        scenario: of({ protocol, mode, revocation, faults: [id] }),
      }),
    ),
  ]),
);

/** The recording of a scenario: made once. */
export function recordingOf(scenario: Scenario): Recording {
  const key = scenarioKey(scenario);
  const recording = recordings.get(key) ?? runScenario(scenario);
  recordings.set(key, recording);
  return recording;
}

const recordings = new Map<string, Recording>();

export function runsOfScenario(scenario: Scenario): Runs {
  const run = recordingOf(scenario);
  const { honest, unlisted, otherPolicy } = otherScenarios(run);
  return {
    run,
    honest: recordingOf(honest),
    unlisted: unlisted && recordingOf(unlisted),
    otherPolicy: otherPolicy && recordingOf(otherPolicy),
  };
}
