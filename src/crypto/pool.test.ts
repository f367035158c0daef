import { checkPrimeSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import spareKeys from './extraKeys.json' with { type: 'json' };
import pool from './pool.json' with { type: 'json' };
import { poolKey } from './pool.ts';
import {
  ED25519_CA_NAMES,
  ED25519_NAMES,
  kindOfName,
  P256_NAMES,
  P384_NAMES,
  POOL_KEY_BITS,
  POOL_KEY_NAMES,
  type RsaPoolKeyName,
} from './poolNames.ts';
import { registerEcc } from './registerEcc.ts';
import { elliptic } from './registered.ts';

const names = Object.keys(POOL_KEY_BITS) as RsaPoolKeyName[];

describe('the key pool', () => {
  beforeAll(registerEcc);

  it('has just the keys that are named', () => {
    expect(Object.keys(pool).sort()).toEqual([...names, ...P256_NAMES, ...ED25519_NAMES].sort());
    expect(Object.keys(spareKeys).sort()).toEqual([...P384_NAMES, ...ED25519_CA_NAMES].sort());
    expect([...POOL_KEY_NAMES].sort()).toEqual([...Object.keys(pool), ...Object.keys(spareKeys)].sort());
  });

  it.each(names)('%s is an RSA key of two primes, of its length, with e = 65537', (name) => {
    const { n, e, p, q, bits } = poolKey(name);
    expect([p, q].every((prime) => checkPrimeSync(prime))).toBe(true);
    expect(p * q).toBe(n);
    expect(e).toBe(65537n);
    expect(bits).toBe(name.startsWith('weak') ? 1024 : 2048);
  });

  it.each([...P256_NAMES, ...P384_NAMES])('%s is a scalar of its curve and its point', (name) => {
    const { curve, scalar, point } = poolKey(name);
    expect(curve).toBe(kindOfName(name) === 'p256' ? 'P-256' : 'P-384');
    expect(elliptic().pointOf(curve, scalar)).toEqual(point);
  });

  it.each([...ED25519_NAMES, ...ED25519_CA_NAMES])('%s is a seed of Ed25519 and its public key', (name) => {
    const { seed, bytes } = poolKey(name);
    expect(elliptic().ed25519Public(seed)).toEqual(bytes);
  });

  it('holds no secret twice', () => {
    const primes = names.flatMap((name) => [poolKey(name).p, poolKey(name).q]);
    expect(new Set(primes).size).toBe(2 * names.length);
    const secrets = [
      ...P256_NAMES.map((name) => pool[name].scalar),
      ...ED25519_NAMES.map((name) => pool[name].seed),
      ...P384_NAMES.map((name) => spareKeys[name].scalar),
      ...ED25519_CA_NAMES.map((name) => spareKeys[name].seed),
    ];
    expect(new Set(secrets).size).toBe(POOL_KEY_NAMES.length - names.length);
  });

  it('hands out one and the same object for a name', () => {
    expect(poolKey('server')).toBe(poolKey('server'));
    expect(poolKey('server.p256')).toBe(poolKey('server.p256'));
  });
});
