// Which key of the pool somebody has, by the kind of key that the scenario asks for.
import type { PrivateKey } from '../../crypto/ellipticKey.ts';
import { kindOfName, ML_DSA_KIND, type PoolKeyName } from '../../crypto/poolNames.ts';
import type { CaKeyKind, KeyKind, Scenario } from './scenario.ts';

export type KeyKinds = Pick<Scenario, 'serverKey' | 'clientKey' | 'caKey'>;

export const RSA_KEYS: KeyKinds = { serverKey: 'rsa', clientKey: 'rsa', caKey: 'rsa' };

type LeafOwner = 'server' | 'client' | 'thief' | 'customer' | 'rogueServer';

export const keyNameOf = (owner: LeafOwner, kind: KeyKind): PoolKeyName =>
  kind === 'rsa' ? owner : `${owner}.${kind}`;

/** A thief has a key of the same kind as the one that was not to be had. */
export function attackerKeyOfKind(name: PoolKeyName): PoolKeyName {
  const kind = kindOfName(name);
  return kind === 'rsa' ? 'thief' : `thief.${kind}`;
}

export function thiefOf(key: PrivateKey): PoolKeyName {
  switch (key.kind) {
    case 'rsa':
      return 'thief';
    case 'ec':
      return key.curve === 'P-384' ? 'thief.p384' : 'thief.p256';
    case 'ed25519':
      return 'thief.ed25519';
    case 'mldsa':
      return `thief.${ML_DSA_KIND[key.set]}`;
  }
}

type CaOwner = 'root' | 'issuing' | 'subordinate' | 'rogueRoot' | 'rogueIssuing' | 'namesakeRoot';

/** The key of a CA, of the kind that is asked for. */
export const caKeyName = (owner: CaOwner, kind: CaKeyKind): PoolKeyName =>
  kind === 'rsa' ? owner : `${owner}.${kind}`;
