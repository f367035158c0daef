// Runs a scenario once the cryptography that it needs is there.
import type { ProviderName } from '../../crypto/provider.ts';
import type { Recording } from '../recording/recording.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { prepareRun } from './prepare.ts';
import { canCarry, defaultProvider, prepareProvider } from './provider.ts';
import { runScenario } from './run.ts';

/**
 * `wanted` computes where it can carry the scenario; null: whoever does so by default. `began` is told when all is there
 * and only the work remains.
 */
export async function runPrepared(
  scenario: Scenario,
  wanted: ProviderName | null = null,
  began: () => void = () => {},
): Promise<Recording> {
  const provider = wanted !== null && canCarry(wanted, scenario) ? wanted : defaultProvider(scenario);
  await Promise.all([prepareRun(scenario), prepareProvider(provider)]);
  began();
  return runScenario(scenario, provider);
}
