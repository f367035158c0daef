import { checkPrimeSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import pool from './pool.json' with { type: 'json' };
import { poolKey } from './pool.ts';
import { POOL_KEY_BITS, type PoolKeyName } from './poolNames.ts';

const names = Object.keys(POOL_KEY_BITS) as PoolKeyName[];

describe('the key pool', () => {
  it('has just the keys that are named', () => {
    expect(Object.keys(pool).sort()).toEqual([...names].sort());
  });

  it.each(names)('%s is an RSA key of two primes, of its length, with e = 65537', (name) => {
    const { n, e, p, q, bits } = poolKey(name);
    expect([p, q].every((prime) => checkPrimeSync(prime))).toBe(true);
    expect(p * q).toBe(n);
    expect(e).toBe(65537n);
    expect(bits).toBe(name.startsWith('weak') ? 1024 : 2048);
  });

  it('holds no prime twice', () => {
    const primes = names.flatMap((name) => [poolKey(name).p, poolKey(name).q]);
    expect(new Set(primes).size).toBe(2 * names.length);
  });

  it('hands out one and the same object for a name', () => {
    expect(poolKey('server')).toBe(poolKey('server'));
  });
});
