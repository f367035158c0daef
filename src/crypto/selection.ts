// Which provider computes. Digests, signatures and ciphers are plain functions, called from some hundred places that
// have no business to know who computes; so the choice is not handed through all of them. It is made for the length of
// one call that returns before anything else runs: two runs can't get in each other's way, since JavaScript runs a
// synchronous function to its end. `withProvider` refuses work that goes on later.
import type { CryptoProvider, ProviderName } from './provider.ts';

/** Null: noble, whose parts are always there; the functions above name them one by one, so that who only hashes loads no cipher. */
let current: CryptoProvider | null = null;
const providers = new Map<ProviderName, CryptoProvider>();

/** node-forge is not always there: registerForge.ts brings it. */
export function registerProvider(provider: CryptoProvider): void {
  providers.set(provider.name, provider);
}

export const isProviderRegistered = (name: ProviderName): boolean => name === 'noble' || providers.has(name);

/** Null for noble. */
export const currentProvider = (): CryptoProvider | null => current;

/** Runs `work` to its end with a provider, then goes back to the one before. Raises an error where it is not registered. */
export function withProvider<T>(name: ProviderName, work: () => T extends Promise<unknown> ? never : T): T {
  const before = current;
  current = chosen(name);
  try {
    return work();
  } finally {
    current = before;
  }
}

/** For a program that has one provider from its start to its end, such as a server on sockets. */
export function computeWith(name: ProviderName): void {
  current = chosen(name);
}

export function forgetPowers(): void {
  for (const provider of providers.values()) provider.forget();
}

function chosen(name: ProviderName): CryptoProvider | null {
  if (name === 'noble') return null;
  const provider = providers.get(name);
  if (provider === undefined) throw new Error(`the provider ${name} is needed: register it first`);
  return provider;
}
