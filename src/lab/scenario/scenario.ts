// A scenario: the small value from which a whole recording follows. Same scenario, same bytes.

import type { GroupName } from '../../crypto/keyAgreement.ts';
import type { CipherSuiteName } from '../../tls/codePoints/cipherSuites.ts';
import type { CaAction } from './caActions.ts';
import { type Edits, isEdited } from './edits.ts';

export const MODES = ['one-way', 'mutual'] as const;
export type Mode = (typeof MODES)[number];

export const PROTOCOLS = ['tls1.2-rsa', 'tls1.2-ecdhe', 'tls1.3'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/**
 * Cipher suites by protocol: RFC 5246 A.5 and RFC 5288 3; RFC 5289 3.2 and RFC 7905 2; RFC 9846 B.4. The first one is the default.
 * The suite of a scenario is what the server prefers. Which one of ECDHE_RSA and ECDHE_ECDSA comes of it, its key says.
 */
export const PROTOCOL_SUITES = {
  'tls1.2-rsa': [
    'TLS_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_RSA_WITH_AES_256_GCM_SHA384',
    'TLS_RSA_WITH_AES_128_CBC_SHA256',
  ],
  'tls1.2-ecdhe': [
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  ],
  'tls1.3': ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
} as const satisfies Record<Protocol, readonly CipherSuiteName[]>;
export type SuiteName = (typeof PROTOCOL_SUITES)[Protocol][number];
/** Those of RSA key exchange. */
export const SUITES = PROTOCOL_SUITES['tls1.2-rsa'];
export const ALL_SUITES: readonly SuiteName[] = Object.values(PROTOCOL_SUITES).flat();

/** Groups for key agreement by protocol, the default first; RSA key exchange has none, and looks at no group. */
export const PROTOCOL_GROUPS = {
  'tls1.2-rsa': [],
  'tls1.2-ecdhe': ['x25519', 'secp256r1'],
  'tls1.3': ['x25519', 'secp256r1', 'X25519MLKEM768'],
} as const satisfies Record<Protocol, readonly GroupName[]>;
export const GROUPS = ['x25519', 'secp256r1', 'X25519MLKEM768'] as const satisfies readonly GroupName[];
export type Group = (typeof GROUPS)[number];

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

/** Kinds of the keys in certificates: RSA-2048, ECDSA on P-256, Ed25519. */
export const KEY_KINDS = ['rsa', 'p256', 'ed25519'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

/** What a CA of the lab may sign with. */
export const CA_KEY_KINDS = ['rsa', 'p256'] as const satisfies readonly KeyKind[];
export type CaKeyKind = (typeof CA_KEY_KINDS)[number];

/** 10,000 records of application data: a question and an answer each. */
export const MAX_REQUESTS = 5000;

/** Whether the client comes back, an hour after its connection has closed. `resumed`: with the ticket that it got (TLS 1.3). */
export const AGAINS = ['no', 'resumed'] as const;
export type Again = (typeof AGAINS)[number];
/** From the beginning of the first connection to that of the second, in milliseconds. */
export const AGAIN_AFTER = 3_600_000;

/** Who asks for new keys behind the first answer, and gets them in both directions (TLS 1.3). */
export const KEY_UPDATES = ['no', 'client'] as const;
export type KeyUpdating = (typeof KEY_UPDATES)[number];

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
  /** What the server prefers for key agreement. */
  readonly group: Group;
  /** Ids of the catalogue (`lab/faults`), each once, in the order of the catalogue. */
  readonly faults: readonly string[];
  readonly revocation: Revocation;
  readonly revocationPolicy: RevocationPolicy;
  /** How often the client asks once it is connected, from 1 to `MAX_REQUESTS`. */
  readonly requests: number;
  /** Of the server's certificate, the client's, and those of all CAs. */
  readonly serverKey: KeyKind;
  readonly clientKey: KeyKind;
  readonly caKey: CaKeyKind;
  /** Absent where it is `no`, as is the next one. */
  readonly again?: Again;
  readonly keyUpdate?: KeyUpdating;
  /** What is changed by hand; absent where nothing is. */
  readonly edits?: Edits;
  /** What the CA is made to do beside issuing to client and server, in this order. */
  readonly caWork: readonly CaAction[];
  /** Bytes that are changed by hand, each place once. */
  readonly tampering: readonly Tampering[];
  /** Seeds every random value of the run; a whole number from 0 to 2^32 - 1. */
  readonly seed: number;
}

export const DEFAULT_SCENARIO: Scenario = {
  mode: 'one-way',
  protocol: 'tls1.2-rsa',
  suite: 'TLS_RSA_WITH_AES_128_GCM_SHA256',
  group: 'x25519',
  faults: [],
  revocation: 'ocsp',
  revocationPolicy: 'hard',
  requests: 1,
  serverKey: 'rsa',
  clientKey: 'rsa',
  caKey: 'rsa',
  caWork: [],
  tampering: [],
  seed: 1,
};

/**
 * The scenario with a suite and a group that its protocol has: the protocol's first ones in place of others. Coming back
 * and new keys are for TLS 1.3 alone; new keys want a second request, which they protect.
 */
export function normalizeScenario({ again = 'no', keyUpdate = 'no', ...scenario }: Scenario): Scenario {
  const suites: readonly SuiteName[] = PROTOCOL_SUITES[scenario.protocol];
  const groups: readonly Group[] = PROTOCOL_GROUPS[scenario.protocol];
  const suite = suites.includes(scenario.suite) ? scenario.suite : (suites[0] ?? scenario.suite);
  const group = groups.includes(scenario.group) ? scenario.group : (groups[0] ?? DEFAULT_SCENARIO.group);
  const modern = scenario.protocol === 'tls1.3';
  return {
    ...scenario,
    suite,
    group,
    ...(modern && again !== 'no' ? { again } : {}),
    ...(modern && keyUpdate !== 'no' ? { keyUpdate, requests: Math.max(2, scenario.requests) } : {}),
  };
}

/** Nothing is broken, nothing edited, no byte changed, and the CA does its daily work alone. */
export const isHonest = ({ faults, edits, caWork, tampering }: Scenario): boolean =>
  faults.length + caWork.length + tampering.length === 0 && edits === undefined;

/** The same scenario with other edits; without any, the part is absent. */
export function withEdits({ edits: _, ...scenario }: Scenario, edits: Edits | undefined): Scenario {
  return edits !== undefined && isEdited(edits) ? { ...scenario, edits } : scenario;
}

export const honestScenario = (scenario: Scenario): Scenario =>
  withEdits({ ...scenario, faults: [], caWork: [], tampering: [] }, undefined);

/** The same text for the same scenario and no other: what recordings are kept and compared by. */
export const scenarioKey = (scenario: Scenario): string =>
  JSON.stringify(Object.entries(scenario).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The lab's clock: milliseconds since 1970 of 2026-11-23T12:00:00Z. It stands still, so no scenario rots. */
export const LAB_NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
export const SERVER_NAME = 'api.bank.test';
export const CUSTOMER = 'alice';
