// A scenario: the small value from which a whole recording follows. Same scenario, same bytes.

export const MODES = ['one-way', 'mutual'] as const;
export type Mode = (typeof MODES)[number];

export const PROTOCOLS = ['tls1.2-rsa'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Cipher suites of TLS 1.2 with RSA key exchange, RFC 5246 A.5 and RFC 5288 3. The first one is the default. */
export const SUITES = [
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_RSA_WITH_AES_128_CBC_SHA256',
] as const;
export type SuiteName = (typeof SUITES)[number];

/**
 * How a verifier learns of revocation. `ocsp`: it asks the CA. `stapled`: the server asked before and hands the answer
 * over (RFC 6066 8); a client can't do so in TLS 1.2, and the server asks about its certificate by OCSP. `crl`: the
 * verifier fetches the CA's list. `off`: not at all.
 */
export const REVOCATIONS = ['ocsp', 'stapled', 'crl', 'off'] as const;
export type Revocation = (typeof REVOCATIONS)[number];

/** `hard`: a certificate is refused whose status can't be learnt. `soft`: one goes on without. */
export const REVOCATION_POLICIES = ['hard', 'soft'] as const;
export type RevocationPolicy = (typeof REVOCATION_POLICIES)[number];

/** A byte that the attacker writes over another one, in a message on its way between client and server or to the CA. */
export interface Tampering {
  /** The message by its step's key, as its sender made it: `client:ClientHello`, `server:ApplicationData#2`. */
  readonly message: string;
  /** In the message as it is on the wire, from 0. */
  readonly offset: number;
  /** 0 to 255. */
  readonly value: number;
}

export interface Scenario {
  readonly mode: Mode;
  readonly protocol: Protocol;
  readonly suite: SuiteName;
  /** Ids of the catalogue (`lab/faults`), each once, in the order of the catalogue. */
  readonly faults: readonly string[];
  readonly revocation: Revocation;
  readonly revocationPolicy: RevocationPolicy;
  /** Bytes that are changed by hand, each place once. */
  readonly tampering: readonly Tampering[];
  /** Seeds every random value of the run; a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
}

export const DEFAULT_SCENARIO: Scenario = {
  mode: 'one-way',
  protocol: 'tls1.2-rsa',
  suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
  faults: [],
  revocation: 'ocsp',
  revocationPolicy: 'hard',
  tampering: [],
  seed: 1,
};

/** The same text for the same scenario and no other: what recordings are kept and compared by. */
export const scenarioKey = (scenario: Scenario): string =>
  JSON.stringify(Object.entries(scenario).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The lab's clock: milliseconds since 1970 of 2026-11-23T12:00:00Z. It stands still, so no scenario rots. */
export const LAB_NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
export const SERVER_NAME = 'api.bank.test';
export const CUSTOMER = 'alice';
