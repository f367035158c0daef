// The cipher suites of TLS 1.2 that the endpoints speak, with their parameters (RFC 5246 A.5 and 6.3, RFC 5288 3, RFC 5289,
// RFC 7905).
import type { HashName } from '../crypto/hash.ts';
import { CIPHER_SUITES, type CipherSuiteName } from './codePoints/cipherSuites.ts';

export type KeyExchange = 'rsa' | 'ecdhe';

/** Lengths in bytes. */
export interface Suite {
  readonly name: SuiteName;
  readonly code: number;
  readonly keyExchange: KeyExchange;
  /** The kind of key in the server's certificate; Ed25519 counts as `ecdsa` (RFC 8422 2.2). */
  readonly authentication: 'rsa' | 'ecdsa';
  readonly cipher: 'gcm' | 'cbc' | 'chacha20';
  readonly keyLength: number;
  /** Key of the record MAC, RFC 5246 6.2.3.1; 0 for AEAD, which has none. */
  readonly macKeyLength: number;
  /** The implicit part of the nonce: 4 for GCM (RFC 5288 3), 12 for ChaCha20 (RFC 7905 2), 0 for CBC, whose IV is explicit. */
  readonly fixedIvLength: number;
  /** Hash of the PRF, of Finished and of the session hash. */
  readonly hash: HashName;
  /** Hash of the record MAC; null for AEAD. */
  readonly macHash: HashName | null;
}

type Sealing = Omit<Suite, 'name' | 'code' | 'keyExchange' | 'authentication'>;
const aead = (cipher: Suite['cipher'], keyLength: number, fixedIvLength: number, hash: HashName): Sealing => ({
  cipher,
  keyLength,
  macKeyLength: 0,
  fixedIvLength,
  hash,
  macHash: null,
});

const AES_128_GCM = aead('gcm', 16, 4, 'sha256');
const AES_256_GCM = aead('gcm', 32, 4, 'sha384');
const CHACHA20 = aead('chacha20', 32, 12, 'sha256');
const AES_128_CBC: Sealing = { ...aead('cbc', 16, 0, 'sha256'), macKeyLength: 32, macHash: 'sha256' };

const RSA = { keyExchange: 'rsa', authentication: 'rsa' } as const;
const ECDHE_RSA = { keyExchange: 'ecdhe', authentication: 'rsa' } as const;
const ECDHE_ECDSA = { keyExchange: 'ecdhe', authentication: 'ecdsa' } as const;

const TABLE = {
  TLS_RSA_WITH_AES_128_GCM_SHA256: { ...RSA, ...AES_128_GCM },
  TLS_RSA_WITH_AES_256_GCM_SHA384: { ...RSA, ...AES_256_GCM },
  TLS_RSA_WITH_AES_128_CBC_SHA256: { ...RSA, ...AES_128_CBC },
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: { ...ECDHE_RSA, ...AES_128_GCM },
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: { ...ECDHE_RSA, ...AES_256_GCM },
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: { ...ECDHE_RSA, ...CHACHA20 },
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: { ...ECDHE_ECDSA, ...AES_128_GCM },
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: { ...ECDHE_ECDSA, ...AES_256_GCM },
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: { ...ECDHE_ECDSA, ...CHACHA20 },
} as const satisfies Partial<Record<CipherSuiteName, Omit<Suite, 'name' | 'code'>>>;
export type SuiteName = keyof typeof TABLE;

const SUITES: readonly Suite[] = Object.entries(TABLE).map(([name, suite]) => ({
  name: name as SuiteName,
  code: CIPHER_SUITES[name as SuiteName],
  ...suite,
}));

export const SUITES_BY_CODE: ReadonlyMap<number, Suite> = new Map(SUITES.map((suite) => [suite.code, suite]));

/** Throws RangeError for a name from outside that is none of ours. */
export function suiteByName(name: SuiteName): Suite {
  const suite = SUITES.find((one) => one.name === name);
  if (suite === undefined) throw new RangeError(`suiteByName: ${name} is not spoken here`);
  return suite;
}

/** Null for a suite that the endpoints don't speak. */
export function suiteByCode(code: number): Suite | null {
  return SUITES_BY_CODE.get(code) ?? null;
}
