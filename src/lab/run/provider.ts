// Who computes a scenario: node-forge or noble. In the browser node-forge is a chunk of its own.
import type { ProviderName } from '../../crypto/provider.ts';
import { isProviderRegistered } from '../../crypto/selection.ts';
import type { Protocol, Scenario } from '../scenario/scenario.ts';

interface ProviderUse {
  /** The protocols that it can compute. */
  readonly carries: (protocol: Protocol) => boolean;
  /** Registers it. */
  readonly load: () => Promise<void>;
}

const PROVIDERS: Readonly<Record<ProviderName, ProviderUse>> = {
  forge: {
    // It lacks the curves by which the other protocols agree on keys.
    carries: (protocol) => protocol === 'tls1.2-rsa',
    load: async () => (await import('../../crypto/registerForge.ts')).registerForge(),
  },
  // Always there.
  noble: { carries: () => true, load: async () => {} },
};

/** Who computes where nobody chose: node-forge the flows that it can carry, noble all others. */
export const defaultProvider = (scenario: Pick<Scenario, 'protocol'>): ProviderName =>
  canCarry('forge', scenario) ? 'forge' : 'noble';

export const canCarry = (provider: ProviderName, { protocol }: Pick<Scenario, 'protocol'>): boolean =>
  PROVIDERS[provider].carries(protocol);

/** Brings the provider that is not always there. */
export async function prepareProvider(provider: ProviderName): Promise<void> {
  if (!isProviderRegistered(provider)) await PROVIDERS[provider].load();
}
