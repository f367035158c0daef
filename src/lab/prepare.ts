// Loads the cryptography that a scenario needs beyond RSA and AES-GCM: for most it is a chunk that the page never loads.
import { isModernRegistered } from '../crypto/modern.ts';
import type { Scenario } from './scenario.ts';

/** To be awaited before `runScenario`. */
export async function prepare(scenario: Pick<Scenario, 'protocol'>): Promise<void> {
  if (scenario.protocol === 'tls1.2-rsa' || isModernRegistered()) return;
  const { registerModern } = await import('../crypto/registerModern.ts');
  registerModern();
}
