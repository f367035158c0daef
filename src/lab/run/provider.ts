// Who computes a scenario: node-forge or noble. In the browser node-forge is a chunk of its own.
import type { ProviderName } from '../../crypto/provider.ts';
import { isProviderRegistered } from '../../crypto/selection.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Who computes where nobody chose: node-forge the flows that it can carry, noble all others. */
export const defaultProvider = (scenario: Pick<Scenario, 'protocol'>): ProviderName =>
  canCarry('forge', scenario) ? 'forge' : 'noble';

/** node-forge lacks the curves by which the other protocols agree on keys. */
export const canCarry = (provider: ProviderName, { protocol }: Pick<Scenario, 'protocol'>): boolean =>
  provider === 'noble' || protocol === 'tls1.2-rsa';

/** Brings the provider that is not always there. */
export async function prepareProvider(provider: ProviderName): Promise<void> {
  if (isProviderRegistered(provider)) return;
  const { registerForge } = await import('../../crypto/registerForge.ts');
  registerForge();
}
