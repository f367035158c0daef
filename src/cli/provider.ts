// `--provider`: which library computes the cryptography of a handshake.
import { PROVIDER_NAMES, type ProviderName } from '../crypto/provider.ts';
import { computeWith } from '../crypto/selection.ts';
import { canCarry, defaultProvider, prepareProvider } from '../lab/run/provider.ts';
import type { Protocol } from '../lab/scenario/scenario.ts';
import { oneOf, UsageError } from './usage.ts';

/** `protocol`: undefined where any may be negotiated. */
export function readProvider(command: string, given: string | undefined, protocol: Protocol | undefined): ProviderName {
  const provider = oneOf(command, 'provider', given, PROVIDER_NAMES);
  if (provider === undefined) return protocol === undefined ? 'noble' : defaultProvider({ protocol });
  if (protocol === undefined ? provider === 'forge' : !canCarry(provider, { protocol })) {
    throw new UsageError(
      `${command}: --provider ${provider}: node-forge lacks the curves of other protocols: it needs --protocol tls1.2-rsa`,
    );
  }
  return provider;
}

/** For a program that speaks on sockets: from now on this provider computes. */
export async function startProvider(provider: ProviderName): Promise<void> {
  await prepareProvider(provider);
  computeWith(provider);
}
