// Writes src/crypto/pool.json: fresh random primes for each key of the pool. Every recorded byte changes with it.
import { writeFileSync } from 'node:fs';
import { POOL_KEY_BITS } from '../src/crypto/poolNames.ts';
import { generateRsa } from '../src/crypto/rsaGenerate.ts';

const pool = Object.fromEntries(
  Object.entries(POOL_KEY_BITS).map(([name, bits]) => {
    const { p, q } = generateRsa(bits);
    return [name, { p: p.toString(16), q: q.toString(16) }];
  }),
);
const file = new URL('../src/crypto/pool.json', import.meta.url);
writeFileSync(file, `${JSON.stringify(pool, null, 2)}\n`);
