// Who has a key in the pool, and of which kind. Apart from the pool, so that the script that writes it needs no old one.

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

export type P256PoolKeyName = `${(typeof P256_OWNERS)[number]}.p256`;
export type Ed25519PoolKeyName = `${(typeof ED25519_OWNERS)[number]}.ed25519`;
export type PoolKeyName = RsaPoolKeyName | P256PoolKeyName | Ed25519PoolKeyName;

export const P256_NAMES = P256_OWNERS.map((owner) => `${owner}.p256` as const);
export const ED25519_NAMES = ED25519_OWNERS.map((owner) => `${owner}.ed25519` as const);

export const isRsaName = (name: PoolKeyName): name is RsaPoolKeyName => name in POOL_KEY_BITS;
