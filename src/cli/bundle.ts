// The files of `pki`: what a real server or client needs, made as the lab makes its own world.
import { isIP } from 'node:net';
import { join } from 'node:path';
import { toHex } from '../bytes/hex.ts';
import { generateEd25519, generateP256, generateP384 } from '../crypto/ellipticGenerate.ts';
import type { PrivateKey } from '../crypto/ellipticKey.ts';
import { mlDsaKeyOfSeed } from '../crypto/mlDsaPrivate.ts';
import { toPkcs12 } from '../crypto/pkcs12.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import { poolKey } from '../crypto/pool.ts';
import { isRsaName, kindOfName, mlDsaSetOfName, POOL_KEY_BITS, type PoolKeyName } from '../crypto/poolNames.ts';
import { type Random, seededRandom } from '../crypto/random.ts';
import { registerMlDsa } from '../crypto/registerMlDsa.ts';
import { generateRsa } from '../crypto/rsaGenerate.ts';
import { applyFaults } from '../lab/faults/catalogue.ts';
import { certificatesPem, credentialPem, crlPem } from '../lab/files/worldFiles.ts';
import { datesInOrder, honestPlan, type Plan, type Start } from '../lab/plan/plan.ts';
import { type KeyKinds, RSA_KEYS } from '../lab/scenario/keyKinds.ts';
import { type LabNames, namesOf } from '../lab/scenario/names.ts';
import type { Mode, Scenario } from '../lab/scenario/scenario.ts';
import { makeWorld, type World } from '../lab/world/issuance.ts';
import { addressBytes } from './address.ts';
import { exists, makeFolder, writeNewFile } from './files.ts';
import { UsageError } from './usage.ts';

/** By which a server on this machine is called: in every certificate that `pki` and `listen` make, beside the lab's own name. */
export const LOCAL_NAMES = ['localhost', '127.0.0.1', '::1'];

export interface Bundle {
  readonly plan: Plan;
  readonly world: World;
  /** File name to content; those ending in .key or .p12 hold private keys. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
}

/** Fresh keys, unless a seed asks for those of the pool. `names` are further DNS names or IP addresses of the server. */
export function makeBundle(
  scenario: Pick<Scenario, 'mode' | 'protocol' | 'faults'> & Partial<KeyKinds & LabNames>,
  names: readonly string[],
  seed: number | undefined,
  now: number,
): Bundle {
  const plan = planFrom(scenario, names, now);
  const random: Random = seed === undefined ? platformRandom : seededRandom(seed, 'ca');
  const fresh = new Map<PoolKeyName, PrivateKey>();
  const keys = (name: PoolKeyName): PrivateKey => {
    if (seed !== undefined) return poolKey(name);
    const key = fresh.get(name) ?? freshKey(name);
    fresh.set(name, key);
    return key;
  };
  const world = makeWorld(plan, { keys, random }, null);
  const files: Record<string, string | Uint8Array> = {
    'root.pem': certificatesPem(world.clientRoots.map(({ der }) => der)),
    'intermediate.pem': certificatesPem(world.authority.chain.map(({ der }) => der)),
    ...credentialPem('server', world.server, { apart: false }),
    'crl.pem': crlPem(plan, world, null),
  };
  if (world.client) {
    Object.assign(files, credentialPem('client', world.client, { apart: false }));
    files['client.p12'] = toPkcs12(
      { certificates: world.client.chain, key: world.client.key, password: '', friendlyName: plan.names.customer },
      seed === undefined ? platformRandom : seededRandom(seed, 'pkcs12'),
    );
  }
  return { plan, world, files };
}

/** Validity begins now; where a fault is about what was before, at the times of the lab, so that no leaf is older than its CA. */
function planFrom(
  scenario: Pick<Scenario, 'mode' | 'protocol' | 'faults'> & Partial<KeyKinds & LabNames>,
  names: readonly string[],
  now: number,
): Plan {
  const starting = (start: Start): Plan =>
    applyFaults(
      withNames(honestPlan(scenario.mode, now, start, 'ocsp', { ...RSA_KEYS, ...scenario }, namesOf(scenario)), names),
      scenario,
    );
  const fresh = starting('now');
  return datesInOrder(fresh) ? fresh : starting('past');
}

function freshKey(name: PoolKeyName): PrivateKey {
  if (isRsaName(name)) return generateRsa(POOL_KEY_BITS[name]);
  const set = mlDsaSetOfName(name);
  if (set !== null) {
    registerMlDsa();
    return mlDsaKeyOfSeed(set, platformRandom('mldsa.seed', 32));
  }
  switch (kindOfName(name)) {
    case 'p256':
      return generateP256(platformRandom);
    case 'p384':
      return generateP384(platformRandom);
    default:
      return generateEd25519(platformRandom);
  }
}

/** Creates the folder; complains where a file of `mode` stands in it already, unless `force`. */
export function prepareFolder(command: string, folder: string, mode: Mode, force: boolean): void {
  makeFolder(command, folder);
  const names = mode === 'mutual' ? [...SERVER_FILES, ...CLIENT_FILES] : SERVER_FILES;
  const taken = force ? undefined : names.find((name) => exists(join(folder, name)));
  if (taken !== undefined) throw new UsageError(`${command}: ${join(folder, taken)} exists; --force overwrites`);
}

export function writeBundle(command: string, folder: string, files: Bundle['files'], force: boolean): void {
  for (const [name, content] of Object.entries(files)) {
    writeNewFile(command, join(folder, name), content, /\.(key|p12)$/.test(name) ? 0o600 : 0o644, force);
  }
}

const SERVER_FILES = ['root.pem', 'intermediate.pem', 'server.pem', 'server.key', 'crl.pem'];
const CLIENT_FILES = ['client.pem', 'client.key', 'client.p12'];

function withNames(plan: Plan, names: readonly string[]): Plan {
  const dns = names.filter((name) => isIP(name) === 0);
  // An address has several spellings.
  const ips = new Map(
    names
      .filter((name) => isIP(name) !== 0)
      .map(addressBytes)
      .map((bytes) => [toHex(bytes), bytes]),
  );
  const { server } = plan;
  return {
    ...plan,
    server: { ...server, dnsNames: [...new Set([...server.dnsNames, ...dns])], ips: [...server.ips, ...ips.values()] },
  };
}
