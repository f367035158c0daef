// The key pool that ships with the app. Its private keys are published with the source: they prove nothing about
// anybody, and must never be used outside the lab. They make every link show the same bytes, without the time that
// fresh keys take. Written by scripts/makeKeyPool.ts.
import { fromHex, utf8 } from '../bytes/hex.ts';
import type { EcPrivateKey, Ed25519PrivateKey, PrivateKey } from './ellipticKey.ts';
import { digest } from './hash.ts';
import { fromBytes } from './integer.ts';
import type { MlDsaPrivateKey, MlDsaSet } from './mlDsaKey.ts';
import pool from './pool.json' with { type: 'json' };
import {
  type Ed25519CaKeyName,
  type Ed25519PoolKeyName,
  type MlDsaPoolKeyName,
  mlDsaSetOfName,
  type P256PoolKeyName,
  type P384PoolKeyName,
  type PoolKeyName,
  type RsaPoolKeyName,
  type SparePoolKeyName,
} from './poolNames.ts';
import { mlDsa, NotRegistered } from './registered.ts';
import { PUBLIC_EXPONENT, type RsaPrivateKey, rsaPrivateKey } from './rsaKey.ts';

export type { PoolKeyName, RsaPoolKeyName } from './poolNames.ts';

export function poolKey(name: RsaPoolKeyName): RsaPrivateKey;
export function poolKey(name: P256PoolKeyName | P384PoolKeyName): EcPrivateKey;
export function poolKey(name: Ed25519PoolKeyName | Ed25519CaKeyName): Ed25519PrivateKey;
export function poolKey(name: MlDsaPoolKeyName): MlDsaPrivateKey;
export function poolKey(name: PoolKeyName): PrivateKey;
export function poolKey(name: PoolKeyName): PrivateKey {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = read(name);
  keys.set(name, key);
  return key;
}

type Entry = (typeof pool)[keyof typeof pool];
export type SpareKeys = Readonly<Record<SparePoolKeyName, Extract<Entry, { scalar: string } | { seed: string }>>>;

/** Keys that stand apart (`extraKeys.json`); registerEcc() brings them, since they need curves anyway. */
export function addSpareKeys(keys: SpareKeys): void {
  spare = keys;
}

function entryOf(name: PoolKeyName): Entry {
  if (name in pool) return pool[name as keyof typeof pool];
  if (spare === null) throw new NotRegistered(`the key ${name} is needed: call registerEcc() first`);
  return spare[name as SparePoolKeyName];
}

function read(name: PoolKeyName): PrivateKey {
  const set = mlDsaSetOfName(name);
  if (set !== null) return mlDsaKey(set, name);
  const entry = entryOf(name);
  // Public halves stand beside private ones: who reads an elliptic key has no curve to compute them with.
  if ('scalar' in entry) {
    const curve = name.endsWith('.p384') ? 'P-384' : 'P-256';
    return { kind: 'ec', curve, point: fromHex(entry.point), scalar: fromHex(entry.scalar) };
  }
  if ('seed' in entry) return { kind: 'ed25519', bytes: fromHex(entry.public), seed: fromHex(entry.seed) };
  const key = rsaPrivateKey(fromBytes(fromHex(entry.p)), fromBytes(fromHex(entry.q)), PUBLIC_EXPONENT);
  if (key === null) throw new Error(`pool.json: ${name} is no RSA key`);
  return key;
}

/** Its seed is the digest of its name: a file of 33 such keys would be long. Needs registerMlDsa(). */
function mlDsaKey(set: MlDsaSet, name: PoolKeyName): MlDsaPrivateKey {
  const seed = digest('sha256', utf8(`Handshake Lab ${name}`));
  return { kind: 'mldsa', set, seed, ...mlDsa().keyPair(set, seed) };
}

let spare: SpareKeys | null = null;
const keys = new Map<PoolKeyName, PrivateKey>();
