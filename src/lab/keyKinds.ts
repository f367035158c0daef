// Which key of the pool somebody has, by the kind of key that the scenario asks for.
import type { PrivateKey } from '../crypto/ellipticKey.ts';
import type { PoolKeyName } from '../crypto/poolNames.ts';
import type { CaKeyKind, KeyKind, Scenario } from './scenario.ts';

export type KeyKinds = Pick<Scenario, 'serverKey' | 'clientKey' | 'caKey'>;

export const RSA_KEYS: KeyKinds = { serverKey: 'rsa', clientKey: 'rsa', caKey: 'rsa' };

type LeafOwner = 'server' | 'client' | 'thief' | 'customer' | 'rogueServer';

export const keyNameOf = (owner: LeafOwner, kind: KeyKind): PoolKeyName =>
  kind === 'rsa' ? owner : `${owner}.${kind}`;

/** A thief has a key of the same kind as the one that was not to be had. */
export function thiefBeside(name: PoolKeyName): PoolKeyName {
  if (name.endsWith('.p256')) return 'thief.p256';
  return name.endsWith('.ed25519') ? 'thief.ed25519' : 'thief';
}

export function thiefOf(key: PrivateKey): PoolKeyName {
  switch (key.kind) {
    case 'rsa':
      return 'thief';
    case 'ec':
      return 'thief.p256';
    case 'ed25519':
      return 'thief.ed25519';
  }
}

type CaOwner = 'root' | 'issuing' | 'subordinate' | 'rogueRoot' | 'rogueIssuing' | 'namesakeRoot';
const CAS: readonly string[] = [
  'root',
  'issuing',
  'subordinate',
  'rogueRoot',
  'rogueIssuing',
  'namesakeRoot',
] satisfies readonly CaOwner[];
const isCa = (name: PoolKeyName): name is CaOwner => CAS.includes(name);

/** The same keys, with those of CAs of the kind that is asked for. */
export function withCaKeys(
  keys: (name: PoolKeyName) => PrivateKey,
  kind: CaKeyKind,
): (name: PoolKeyName) => PrivateKey {
  return kind === 'rsa' ? keys : (name) => keys(isCa(name) ? `${name}.${kind}` : name);
}
