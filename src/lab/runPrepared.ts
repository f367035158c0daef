// Runs a scenario once the cryptography that it needs is there.
import { prepare } from './prepare.ts';
import type { Recording } from './recording.ts';
import { runScenario } from './run.ts';
import type { Scenario } from './scenario.ts';

export async function runPrepared(scenario: Scenario): Promise<Recording> {
  await prepare(scenario);
  return runScenario(scenario);
}
