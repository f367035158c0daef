// Who has a key in the pool, and its length. Apart from the pool, so that the script that writes it needs no old one.

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
export type PoolKeyName = keyof typeof POOL_KEY_BITS;
