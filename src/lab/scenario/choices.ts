// What one may choose in a scenario: modes, protocols, suites, groups, kinds of keys, how revocation is learnt.

import type { GroupName } from '../../crypto/keyAgreement.ts';
import type { CipherSuiteName } from '../../tls/codePoints/cipherSuites.ts';

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
export type ScenarioSuite = (typeof PROTOCOL_SUITES)[Protocol][number];
/** Those of RSA key exchange. */
export const SUITES = PROTOCOL_SUITES['tls1.2-rsa'];
export const ALL_SUITES: readonly ScenarioSuite[] = Object.values(PROTOCOL_SUITES).flat();

/** Groups for key agreement by protocol, the default first; RSA key exchange has none, and looks at no group. */
export const PROTOCOL_GROUPS = {
  'tls1.2-rsa': [],
  'tls1.2-ecdhe': ['x25519', 'secp256r1'],
  'tls1.3': ['x25519', 'secp256r1', 'X25519MLKEM768'],
} as const satisfies Record<Protocol, readonly GroupName[]>;
export const SCENARIO_GROUPS = ['x25519', 'secp256r1', 'X25519MLKEM768'] as const satisfies readonly GroupName[];
export type ScenarioGroup = (typeof SCENARIO_GROUPS)[number];

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

/**
 * What a server in mutual mode makes of a client's certificate. `required`: none without a valid one. `optional`: none will
 * do, but what is shown must be valid. `optional-no-ca`: whatever is shown will do once its key is proven; the path is
 * looked at, and the application is told what was found. To ask for none is the one-way mode.
 */
export const CLIENT_CERTIFICATES = ['required', 'optional', 'optional-no-ca'] as const;
export type ClientCertificate = (typeof CLIENT_CERTIFICATES)[number];

/** Kinds of the keys in certificates: RSA-2048, ECDSA on P-256, Ed25519. */
export const KEY_KINDS = ['rsa', 'p256', 'ed25519'] as const;
/** And post-quantum ones, which TLS 1.3 alone can sign with: ML-DSA-44, -65, -87 (FIPS 204). */
export const ML_DSA_KEY_KINDS = ['mldsa44', 'mldsa65', 'mldsa87'] as const;
export const ALL_KEY_KINDS = [...KEY_KINDS, ...ML_DSA_KEY_KINDS] as const;
export type KeyKind = (typeof ALL_KEY_KINDS)[number];
export const PROTOCOL_KEYS = {
  'tls1.2-rsa': KEY_KINDS,
  'tls1.2-ecdhe': KEY_KINDS,
  'tls1.3': ALL_KEY_KINDS,
} as const satisfies Record<Protocol, readonly KeyKind[]>;

/** What a CA of the lab may sign with. */
export const CA_KEY_KINDS = ['rsa', 'p256'] as const satisfies readonly KeyKind[];
export const ALL_CA_KEY_KINDS = [...CA_KEY_KINDS, ...ML_DSA_KEY_KINDS] as const;
export type CaKeyKind = (typeof ALL_CA_KEY_KINDS)[number];
export const PROTOCOL_CA_KEYS = {
  'tls1.2-rsa': CA_KEY_KINDS,
  'tls1.2-ecdhe': CA_KEY_KINDS,
  'tls1.3': ALL_CA_KEY_KINDS,
} as const satisfies Record<Protocol, readonly CaKeyKind[]>;

/** Whether a key of ML-DSA comes into it: then both sides offer its signatures. */
export const hasMlDsa = (kinds: { readonly [F in 'serverKey' | 'clientKey' | 'caKey']?: KeyKind }): boolean =>
  [kinds.serverKey, kinds.clientKey, kinds.caKey].some((kind) => ML_DSA_KEY_KINDS.some((each) => each === kind));

/** As which program an endpoint behaves: `own`, as this lab's, or as another one that was measured (`lab/behaviour`). */
const BOTH_ROLES = ['own', 'openssl-3.0', 'gnutls-3.7', 'node-20', 'java-17', 'go-1.24', 'rustls-0.23'] as const;
export const CLIENT_PROGRAMS = [...BOTH_ROLES, 'firefox-153', 'chromium-156'] as const;
export const SERVER_PROGRAMS = [...BOTH_ROLES, 'nginx-1.22', 'haproxy-2.6'] as const;
export type ClientProgram = (typeof CLIENT_PROGRAMS)[number];
export type ServerProgram = (typeof SERVER_PROGRAMS)[number];

/** Whether the client comes back, an hour after its connection has closed. `resumed`: with the ticket that it got (TLS 1.3). */
export const AGAINS = ['no', 'resumed'] as const;
export type Again = (typeof AGAINS)[number];

/**
 * By which part of the client's certificate the bank finds the account: a name in it, or what names one certificate alone
 * (RFC 5280 4.1.2.2, 4.1.2.6, 4.2.1.6). `cn`: as the common name has it, without a look at accounts of other kinds.
 */
export const NAMED_BY = ['cn', 'email', 'dns', 'uri', 'issuer-subject', 'issuer-serial', 'fingerprint'] as const;
export type NamedBy = (typeof NAMED_BY)[number];

/**
 * Where TLS ends for a server that asks for a client certificate. `proxy`: in front of the application, which learns of the
 * certificate by a header (RFC 9440). `proxy-secret`: the two share a secret as well, which goes with each request.
 */
export const TLS_ENDS = ['server', 'proxy', 'proxy-secret'] as const;
export type TlsEnds = (typeof TLS_ENDS)[number];

/** Who asks for new keys behind the first answer, and gets them in both directions (TLS 1.3). */
export const KEY_UPDATES = ['no', 'client'] as const;
export type KeyUpdating = (typeof KEY_UPDATES)[number];
