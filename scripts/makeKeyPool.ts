// Adds to src/crypto/pool.json what it lacks: fresh random keys for names that have none. What is there stays, as every
// recorded byte hangs on it.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { toHex } from '../src/bytes/hex.ts';
import { generateEd25519, generateP256 } from '../src/crypto/ellipticGenerate.ts';
import { ED25519_NAMES, P256_NAMES, POOL_KEY_BITS } from '../src/crypto/poolNames.ts';
import { registerModern } from '../src/crypto/registerModern.ts';
import { generateRsa } from '../src/crypto/rsaGenerate.ts';

type Entry = Readonly<Record<string, string>>;

const file = new URL('../src/crypto/pool.json', import.meta.url);
const old: Record<string, Entry> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
const random = (_: string, length: number): Uint8Array => new Uint8Array(randomBytes(length));

function newRsa(bits: number): Entry {
  const { p, q } = generateRsa(bits);
  return { p: p.toString(16), q: q.toString(16) };
}

function newP256(): Entry {
  const { scalar, point } = generateP256(random);
  return { scalar: toHex(scalar), point: toHex(point) };
}

function newEd25519(): Entry {
  const { seed, bytes } = generateEd25519(random);
  return { seed: toHex(seed), public: toHex(bytes) };
}

registerModern();
const pool = Object.fromEntries([
  ...Object.entries(POOL_KEY_BITS).map(([name, bits]) => [name, old[name] ?? newRsa(bits)]),
  ...P256_NAMES.map((name) => [name, old[name] ?? newP256()]),
  ...ED25519_NAMES.map((name) => [name, old[name] ?? newEd25519()]),
]);
writeFileSync(file, `${JSON.stringify(pool, null, 2)}\n`);
