// The key pool that ships with the app. Its private keys are published with the source: they prove nothing about
// anybody, and must never be used outside the lab. They make every link show the same bytes, without the time that
// fresh keys take. Written by scripts/makeKeyPool.ts.
import { fromHex } from '../bytes/hex.ts';
import { fromBytes } from './integer.ts';
import pool from './pool.json' with { type: 'json' };
import type { PoolKeyName } from './poolNames.ts';
import { PUBLIC_EXPONENT, type RsaPrivateKey, rsaPrivateKey } from './rsaKey.ts';

export type { PoolKeyName } from './poolNames.ts';

export function poolKey(name: PoolKeyName): RsaPrivateKey {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const { p, q } = pool[name];
  const key = rsaPrivateKey(fromBytes(fromHex(p)), fromBytes(fromHex(q)), PUBLIC_EXPONENT);
  if (key === null) throw new Error(`pool.json: ${name} is no RSA key`);
  keys.set(name, key);
  return key;
}

const keys = new Map<PoolKeyName, RsaPrivateKey>();
