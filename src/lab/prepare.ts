// Loads the cryptography that a scenario needs beyond RSA, AES and SHA-2: in the browser each part is a chunk of its own.
import { isModernRegistered } from '../crypto/modern.ts';
import type { Scenario } from './scenario.ts';

type Needing = Pick<Scenario, 'protocol' | 'serverKey' | 'clientKey' | 'caKey'>;

/** Whether elliptic curves come into it: by a key, or by the key exchange of the protocol. */
export const needsModern = ({ protocol, serverKey, clientKey, caKey }: Needing): boolean =>
  protocol !== 'tls1.2-rsa' || [serverKey, clientKey, caKey].some((kind) => kind !== 'rsa');

/** To be awaited before `runScenario`. */
export async function prepare(scenario: Needing): Promise<void> {
  if (!needsModern(scenario) || isModernRegistered()) return;
  const { registerModern } = await import('../crypto/registerModern.ts');
  registerModern();
}
