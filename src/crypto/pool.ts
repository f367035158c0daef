// The key pool that ships with the app. Its private keys are published with the source: they prove nothing about
// anybody, and must never be used outside the lab. They make every link show the same bytes, without the time that
// fresh keys take. Written by scripts/makeKeyPool.ts.
import { fromHex } from '../bytes/hex.ts';
import type { EcPrivateKey, Ed25519PrivateKey, PrivateKey } from './ellipticKey.ts';
import { fromBytes } from './integer.ts';
import pool from './pool.json' with { type: 'json' };
import type { Ed25519PoolKeyName, P256PoolKeyName, PoolKeyName, RsaPoolKeyName } from './poolNames.ts';
import { PUBLIC_EXPONENT, type RsaPrivateKey, rsaPrivateKey } from './rsaKey.ts';

export type { PoolKeyName, RsaPoolKeyName } from './poolNames.ts';

export function poolKey(name: RsaPoolKeyName): RsaPrivateKey;
export function poolKey(name: P256PoolKeyName): EcPrivateKey;
export function poolKey(name: Ed25519PoolKeyName): Ed25519PrivateKey;
export function poolKey(name: PoolKeyName): PrivateKey;
export function poolKey(name: PoolKeyName): PrivateKey {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = read(name);
  keys.set(name, key);
  return key;
}

function read(name: PoolKeyName): PrivateKey {
  const entry = pool[name];
  // Public halves stand beside private ones: who reads an elliptic key has no curve to compute them with.
  if ('scalar' in entry) {
    return { kind: 'ec', curve: 'P-256', point: fromHex(entry.point), scalar: fromHex(entry.scalar) };
  }
  if ('seed' in entry) return { kind: 'ed25519', bytes: fromHex(entry.public), seed: fromHex(entry.seed) };
  const key = rsaPrivateKey(fromBytes(fromHex(entry.p)), fromBytes(fromHex(entry.q)), PUBLIC_EXPONENT);
  if (key === null) throw new Error(`pool.json: ${name} is no RSA key`);
  return key;
}

const keys = new Map<PoolKeyName, PrivateKey>();
