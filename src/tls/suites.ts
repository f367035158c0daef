// Cipher suites: the parameters of those that the endpoints speak (RFC 5246 A.5 and 6.3, RFC 5288 3, RFC 5289,
// RFC 7905), and the names of those that peers offer.
import type { HashName } from '../crypto/hash.ts';

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
  TLS_RSA_WITH_AES_128_GCM_SHA256: { code: 0x009c, ...RSA, ...AES_128_GCM },
  TLS_RSA_WITH_AES_256_GCM_SHA384: { code: 0x009d, ...RSA, ...AES_256_GCM },
  TLS_RSA_WITH_AES_128_CBC_SHA256: { code: 0x003c, ...RSA, ...AES_128_CBC },
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: { code: 0xc02f, ...ECDHE_RSA, ...AES_128_GCM },
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: { code: 0xc030, ...ECDHE_RSA, ...AES_256_GCM },
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: { code: 0xcca8, ...ECDHE_RSA, ...CHACHA20 },
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: { code: 0xc02b, ...ECDHE_ECDSA, ...AES_128_GCM },
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: { code: 0xc02c, ...ECDHE_ECDSA, ...AES_256_GCM },
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: { code: 0xcca9, ...ECDHE_ECDSA, ...CHACHA20 },
} as const satisfies Record<string, Omit<Suite, 'name'>>;
export type SuiteName = keyof typeof TABLE;

const SUITES: readonly Suite[] = Object.entries(TABLE).map(([name, suite]) => ({ name: name as SuiteName, ...suite }));

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

/** The registered name, `GREASE` for the values reserved by RFC 8701, else the code in hexadecimal. */
export function suiteName(code: number): string {
  return SUITE_NAMES[code] ?? (isGrease(code) ? 'GREASE' : `0x${code.toString(16).padStart(4, '0')}`);
}

/** RFC 8701 2: 0x0a0a, 0x1a1a, … 0xfafa. */
export function isGrease(code: number): boolean {
  return (code & 0x0f0f) === 0x0a0a && code >> 8 === (code & 0xff);
}

/** A choice from the IANA registry "TLS Cipher Suites": what browsers, OpenSSL, curl and Go offer by default. */
const SUITE_NAMES: Readonly<Record<number, string>> = {
  0x0000: 'TLS_NULL_WITH_NULL_NULL',
  0x0004: 'TLS_RSA_WITH_RC4_128_MD5',
  0x0005: 'TLS_RSA_WITH_RC4_128_SHA',
  0x000a: 'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
  0x002f: 'TLS_RSA_WITH_AES_128_CBC_SHA',
  0x0033: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA',
  0x0035: 'TLS_RSA_WITH_AES_256_CBC_SHA',
  0x0039: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA',
  0x003c: 'TLS_RSA_WITH_AES_128_CBC_SHA256',
  0x003d: 'TLS_RSA_WITH_AES_256_CBC_SHA256',
  0x0067: 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA256',
  0x006b: 'TLS_DHE_RSA_WITH_AES_256_CBC_SHA256',
  0x009c: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
  0x009d: 'TLS_RSA_WITH_AES_256_GCM_SHA384',
  0x009e: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  0x009f: 'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  0x00ff: 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV',
  0x1301: 'TLS_AES_128_GCM_SHA256',
  0x1302: 'TLS_AES_256_GCM_SHA384',
  0x1303: 'TLS_CHACHA20_POLY1305_SHA256',
  0x1304: 'TLS_AES_128_CCM_SHA256',
  0x1305: 'TLS_AES_128_CCM_8_SHA256',
  0x5600: 'TLS_FALLBACK_SCSV',
  0xc008: 'TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA',
  0xc009: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  0xc00a: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  0xc012: 'TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA',
  0xc013: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  0xc014: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  0xc023: 'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256',
  0xc024: 'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384',
  0xc027: 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256',
  0xc028: 'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384',
  0xc02b: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  0xc02c: 'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  0xc02f: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  0xc030: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  0xc09c: 'TLS_RSA_WITH_AES_128_CCM',
  0xc09d: 'TLS_RSA_WITH_AES_256_CCM',
  0xcca8: 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  0xcca9: 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  0xccaa: 'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
};
