// Cipher suites: the parameters of those that the endpoints speak (RFC 5246 A.5 and 6.3, RFC 5288 3), and the
// names of those that peers offer.
import type { HashName } from '../crypto/hash.ts';

export type SuiteName =
  | 'TLS_RSA_WITH_AES_128_GCM_SHA256'
  | 'TLS_RSA_WITH_AES_256_GCM_SHA384'
  | 'TLS_RSA_WITH_AES_128_CBC_SHA256';

/** Lengths in bytes. */
export interface Suite {
  readonly name: SuiteName;
  readonly code: number;
  readonly cipher: 'gcm' | 'cbc';
  readonly keyLength: number;
  /** Key of the record MAC, RFC 5246 6.2.3.1; 0 for GCM, which has none. */
  readonly macKeyLength: number;
  /** The implicit part of the nonce, RFC 5288 3; 0 for CBC, whose IV is explicit. */
  readonly fixedIvLength: number;
  /** Hash of the PRF, of Finished and of the session hash. */
  readonly hash: HashName;
  /** Hash of the record MAC; null for GCM. */
  readonly macHash: HashName | null;
}

const SUITES: readonly Suite[] = [
  {
    name: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
    code: 0x009c,
    cipher: 'gcm',
    keyLength: 16,
    macKeyLength: 0,
    fixedIvLength: 4,
    hash: 'sha256',
    macHash: null,
  },
  {
    name: 'TLS_RSA_WITH_AES_256_GCM_SHA384',
    code: 0x009d,
    cipher: 'gcm',
    keyLength: 32,
    macKeyLength: 0,
    fixedIvLength: 4,
    hash: 'sha384',
    macHash: null,
  },
  {
    name: 'TLS_RSA_WITH_AES_128_CBC_SHA256',
    code: 0x003c,
    cipher: 'cbc',
    keyLength: 16,
    macKeyLength: 32,
    fixedIvLength: 0,
    hash: 'sha256',
    macHash: 'sha256',
  },
];

export const SUITES_BY_CODE: ReadonlyMap<number, Suite> = new Map(SUITES.map((suite) => [suite.code, suite]));

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
