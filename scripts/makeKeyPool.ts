// Adds to src/crypto/pool.json and extraKeys.json what they lack: fresh random keys for names that have none. What is there stays, as every
// recorded byte hangs on it.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { toHex } from '../src/bytes/hex.ts';
import { generateEd25519, generateP256, generateP384 } from '../src/crypto/ellipticGenerate.ts';
import type { EcPrivateKey } from '../src/crypto/ellipticKey.ts';
import { ED25519_CA_NAMES, ED25519_NAMES, P256_NAMES, P384_NAMES, POOL_KEY_BITS } from '../src/crypto/poolNames.ts';
import { registerEcc } from '../src/crypto/registerEcc.ts';
import { generateRsa } from '../src/crypto/rsaGenerate.ts';

type Entry = Readonly<Record<string, string>>;

const fileOf = (name: string): URL => new URL(`../src/crypto/${name}`, import.meta.url);
const entriesIn = (name: string): Record<string, Entry> =>
  existsSync(fileOf(name)) ? JSON.parse(readFileSync(fileOf(name), 'utf8')) : {};
const old = { ...entriesIn('pool.json'), ...entriesIn('extraKeys.json') };
const random = (_: string, length: number): Uint8Array => new Uint8Array(randomBytes(length));

function newRsa(bits: number): Entry {
  const { p, q } = generateRsa(bits);
  return { p: p.toString(16), q: q.toString(16) };
}

const entryOf = ({ scalar, point }: EcPrivateKey): Entry => ({ scalar: toHex(scalar), point: toHex(point) });

function newEd25519(): Entry {
  const { seed, bytes } = generateEd25519(random);
  return { seed: toHex(seed), public: toHex(bytes) };
}

registerEcc();
const pool = Object.fromEntries([
  ...Object.entries(POOL_KEY_BITS).map(([name, bits]) => [name, old[name] ?? newRsa(bits)]),
  ...P256_NAMES.map((name) => [name, old[name] ?? entryOf(generateP256(random))]),
  ...ED25519_NAMES.map((name) => [name, old[name] ?? newEd25519()]),
]);
const spare = Object.fromEntries([
  ...P384_NAMES.map((name) => [name, old[name] ?? entryOf(generateP384(random))]),
  ...ED25519_CA_NAMES.map((name) => [name, old[name] ?? newEd25519()]),
]);
const write = (name: string, entries: unknown): void =>
  writeFileSync(fileOf(name), `${JSON.stringify(entries, null, 2)}\n`);
write('pool.json', pool);
write('extraKeys.json', spare);
