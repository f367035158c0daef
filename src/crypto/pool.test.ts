import { checkPrimeSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { elliptic } from './modern.ts';
import pool from './pool.json' with { type: 'json' };
import { poolKey } from './pool.ts';
import { ED25519_NAMES, P256_NAMES, POOL_KEY_BITS, type RsaPoolKeyName } from './poolNames.ts';
import { registerModern } from './registerModern.ts';

const names = Object.keys(POOL_KEY_BITS) as RsaPoolKeyName[];

describe('the key pool', () => {
  beforeAll(registerModern);

  it('has just the keys that are named', () => {
    expect(Object.keys(pool).sort()).toEqual([...names, ...P256_NAMES, ...ED25519_NAMES].sort());
  });

  it.each(names)('%s is an RSA key of two primes, of its length, with e = 65537', (name) => {
    const { n, e, p, q, bits } = poolKey(name);
    expect([p, q].every((prime) => checkPrimeSync(prime))).toBe(true);
    expect(p * q).toBe(n);
    expect(e).toBe(65537n);
    expect(bits).toBe(name.startsWith('weak') ? 1024 : 2048);
  });

  it.each(P256_NAMES)('%s is a scalar of P-256 and its point', (name) => {
    const { curve, scalar, point } = poolKey(name);
    expect(curve).toBe('P-256');
    expect(elliptic().pointOf(curve, scalar)).toEqual(point);
  });

  it.each(ED25519_NAMES)('%s is a seed of Ed25519 and its public key', (name) => {
    const { seed, bytes } = poolKey(name);
    expect(elliptic().ed25519Public(seed)).toEqual(bytes);
  });

  it('holds no secret twice', () => {
    const primes = names.flatMap((name) => [poolKey(name).p, poolKey(name).q]);
    expect(new Set(primes).size).toBe(2 * names.length);
    const secrets = [...P256_NAMES.map((name) => pool[name].scalar), ...ED25519_NAMES.map((name) => pool[name].seed)];
    expect(new Set(secrets).size).toBe(P256_NAMES.length + ED25519_NAMES.length);
  });

  it('hands out one and the same object for a name', () => {
    expect(poolKey('server')).toBe(poolKey('server'));
    expect(poolKey('server.p256')).toBe(poolKey('server.p256'));
  });
});
