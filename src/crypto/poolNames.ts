// Who has a key in the pool, and of which kind. Apart from the pool, so that the script that writes it needs no old one.
import { ML_DSA_SETS, type MlDsaSet } from './mlDsaKey.ts';

/** RSA-2048 each, but for the two weak ones. */
export const POOL_KEY_BITS = {
  root: 2048,
  issuing: 2048,
  server: 2048,
  client: 2048,
  rogueRoot: 2048,
  rogueIssuing: 2048,
  rogueServer: 2048,
  thief: 2048,
  weak: 1024,
  weakClient: 1024,
  subordinate: 2048,
  customer: 2048,
  namesakeRoot: 2048,
} as const;
export type RsaPoolKeyName = keyof typeof POOL_KEY_BITS;

/** Who has a key on P-256 too: its name ends in `.p256`. */
export const P256_OWNERS = [
  'root',
  'issuing',
  'server',
  'client',
  'rogueRoot',
  'rogueIssuing',
  'rogueServer',
  'thief',
  'subordinate',
  'customer',
  'namesakeRoot',
] as const satisfies readonly RsaPoolKeyName[];

/** Who has an Ed25519 key too: its name ends in `.ed25519`. */
export const ED25519_OWNERS = [
  'server',
  'client',
  'rogueServer',
  'thief',
  'customer',
] as const satisfies readonly RsaPoolKeyName[];

/**
 * Keys that only somebody who edits a certificate gives it: they stand apart, and come with the curves. Names end in
 * `.p384` and `.ed25519`.
 */
export const P384_OWNERS = [
  'root',
  'issuing',
  'server',
  'client',
  'rogueRoot',
  'rogueIssuing',
  'thief',
  'subordinate',
] as const satisfies readonly RsaPoolKeyName[];
export const ED25519_CAS = [
  'root',
  'issuing',
  'rogueRoot',
  'rogueIssuing',
  'subordinate',
] as const satisfies readonly RsaPoolKeyName[];

/**
 * Who has keys of ML-DSA too: all that have one on P-256. Their names end so; the keys come from their names (pool.ts), and
 * no file holds them.
 */
export const ML_DSA_KIND = {
  'ML-DSA-44': 'mldsa44',
  'ML-DSA-65': 'mldsa65',
  'ML-DSA-87': 'mldsa87',
} as const satisfies Record<MlDsaSet, string>;
export type MlDsaKind = (typeof ML_DSA_KIND)[MlDsaSet];
export type MlDsaPoolKeyName = `${(typeof P256_OWNERS)[number]}.${MlDsaKind}`;

export type P256PoolKeyName = `${(typeof P256_OWNERS)[number]}.p256`;
export type Ed25519PoolKeyName = `${(typeof ED25519_OWNERS)[number]}.ed25519`;
export type P384PoolKeyName = `${(typeof P384_OWNERS)[number]}.p384`;
export type Ed25519CaKeyName = `${(typeof ED25519_CAS)[number]}.ed25519`;
/** Of the keys that stand apart. */
export type SparePoolKeyName = P384PoolKeyName | Ed25519CaKeyName;
export type PoolKeyName = RsaPoolKeyName | P256PoolKeyName | Ed25519PoolKeyName | SparePoolKeyName | MlDsaPoolKeyName;

export const P256_NAMES = P256_OWNERS.map((owner) => `${owner}.p256` as const);
export const ED25519_NAMES = ED25519_OWNERS.map((owner) => `${owner}.ed25519` as const);

export const P384_NAMES = P384_OWNERS.map((owner) => `${owner}.p384` as const);
export const ED25519_CA_NAMES = ED25519_CAS.map((owner) => `${owner}.ed25519` as const);
/** Those that a certificate can be given by hand; of ML-DSA the scenario alone gives some. */
export const POOL_KEY_NAMES: readonly PoolKeyName[] = [
  ...(Object.keys(POOL_KEY_BITS) as RsaPoolKeyName[]),
  ...P256_NAMES,
  ...ED25519_NAMES,
  ...P384_NAMES,
  ...ED25519_CA_NAMES,
];

export const isRsaName = (name: PoolKeyName): name is RsaPoolKeyName => name in POOL_KEY_BITS;

/** Null where the key is of another kind. */
export const mlDsaSetOfName = (name: PoolKeyName): MlDsaSet | null =>
  ML_DSA_SETS.find((set) => name.endsWith(`.${ML_DSA_KIND[set]}`)) ?? null;

/** Of which kind a key is. */
export function kindOfName(name: PoolKeyName): 'rsa' | 'p256' | 'p384' | 'ed25519' | MlDsaKind {
  if (isRsaName(name)) return 'rsa';
  const set = mlDsaSetOfName(name);
  if (set !== null) return ML_DSA_KIND[set];
  if (name.endsWith('.p256')) return 'p256';
  return name.endsWith('.p384') ? 'p384' : 'ed25519';
}
