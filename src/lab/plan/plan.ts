// The plan of a world: every certificate, key and setting that a fault may change, before anything is made.

import type { HashName } from '../../crypto/hash.ts';
import type { PoolKeyName } from '../../crypto/poolNames.ts';
import type { ServerConfig } from '../../tls/config.ts';
import type { Anchor, CertificateEdit, CertificateId, LeafId } from '../scenario/edits.ts';
import { type KeyKinds, keyNameOf, RSA_KEYS } from '../scenario/keyKinds.ts';
import { customerNames, derivedNames, LAB_NAMES, type LabNames } from '../scenario/names.ts';
import type { CaKeyKind, ClientCertificate, NamedBy, TlsEnds } from '../scenario/scenario.ts';

export interface Validity {
  /** Milliseconds since 1970, whole seconds. */
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface LeafPlan extends Validity {
  readonly commonName: string;
  readonly organization: string;
  readonly dnsNames: readonly string[];
  readonly emails: readonly string[];
  readonly uris?: readonly string[];
  /** 4 or 16 bytes each. The lab's own server has none; `pki --name` adds them. */
  readonly ips: readonly Uint8Array[];
  readonly keyUsage: readonly ('digitalSignature' | 'keyEncipherment')[];
  readonly extendedKeyUsage: readonly ('serverAuth' | 'clientAuth')[];
  /** The key that the certificate names. */
  readonly key: PoolKeyName;
  /** The key that the endpoint holds: another one where the certificate is stolen. */
  readonly heldKey: PoolKeyName;
  /**
   * `bank`: the CA of the lab. `root`: its root itself. `self`: its own key. `rogue`: a CA that nobody trusts.
   * `customer`: somebody to whom the bank's CA issued a certificate, which is no CA's.
   */
  readonly issuer: 'bank' | 'root' | 'self' | 'rogue' | 'customer';
  /** Of the issuer's signature. */
  readonly hash: HashName;
  /** Carries a critical extension that no standard defines. */
  readonly unknownCritical: boolean;
  /** What the endpoint sends: the leaf and what is above it, the leaf alone, or the leaf and the rest backwards, root first. */
  readonly sends: 'chain' | 'leaf' | 'reversed';
  /** It has neither key identifier (RFC 5280 4.2.1.1, 4.2.1.2). */
  readonly withoutKeyIds?: boolean;
  /** One byte of the subject's name is changed after the signature was made. */
  readonly altered: boolean;
  /** The CA revoked it. */
  readonly revoked: boolean;
  /**
   * The life of the issuing CA's former certificate, of the same name and key, where the endpoint still sends that one
   * and not the renewed one.
   */
  readonly formerIssuing?: Validity;
  /** The life of the certificate that this one follows: of the same names and key, from the same CA. */
  readonly renews?: Validity;
  /** What somebody changed of the certificate by hand. */
  readonly edit?: CertificateEdit;
}

export interface CrlPlan {
  /** Milliseconds since 1970, as the one below. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** The URL of its delta, where it names one (RFC 5280 5.2.6). */
  readonly deltaAt?: string;
}

/** The bank's CA: a root, and the issuing CA below it. */
export interface CaPlan {
  /** O of its certificates, and the beginning of its CAs' common names. */
  readonly organization: string;
  /** The bank's, where one asks about revocation. */
  readonly domain: string;
  /** Of all its keys, and of those of a rogue CA. */
  readonly key: CaKeyKind;
  readonly root: Validity;
  readonly issuing: Validity & {
    readonly keyUsage: readonly ('digitalSignature' | 'keyCertSign' | 'cRLSign')[];
    /** DNS names, each with all names below it (RFC 5280 4.2.1.10). */
    readonly permitted: readonly string[];
    readonly excluded: readonly string[];
  };
  /** A further CA below the issuing CA, which then issues in its place. */
  readonly subordinate: boolean;
  /** How others learn of revocation, which its certificates say: it answers OCSP, or publishes a list. */
  readonly publishes: 'ocsp' | 'crl';
  /** What answers questions by OCSP: the CA, nobody, a stranger, or an answer of old. */
  readonly responder: 'ca' | 'silent' | 'stranger' | 'replay';
  /** From when to when its list of revoked certificates counts. */
  readonly crl: CrlPlan;
  /** What somebody changed by hand of certificates of CAs, the rogue one's among them. */
  readonly edits?: Readonly<Partial<Record<Exclude<CertificateId, LeafId>, CertificateEdit>>>;
}

/** What somebody on the wire does to the messages, in this order where there are several. */
export const WIRE_ATTACKS = [
  'edit-hello',
  'flip-record',
  'flip-certificate-verify',
  'drop-message',
  'truncate',
  'replay',
  'downgrade',
  'mitm',
] as const;
export type WireAttack = (typeof WIRE_ATTACKS)[number];

export interface Plan {
  /** The clock of the server and of the CA, milliseconds since 1970. */
  readonly now: number;
  /** What the client's clock shows. */
  readonly clientNow: number;
  /** When sound certificates became valid: see `honestPlan`. */
  readonly start: Start;
  /** What bank, server and customer are called where nothing is broken. */
  readonly names: LabNames;
  /** The DNS name that the client asks for. */
  readonly serverName: string;
  readonly ca: CaPlan;
  /** The roots in the client's trust store. */
  readonly clientTrusts: readonly Anchor[];
  /** Likewise the server's, which matters where it asks for a certificate. */
  readonly serverTrusts: readonly Anchor[];
  readonly server: LeafPlan;
  /** Null where the client has no certificate. */
  readonly client: LeafPlan | null;
  /** The client was given the server's certificate and private key, in place of those of its own. */
  readonly clientHasServers: boolean;
  readonly clientSendsUnlisted: boolean;
  readonly clientCertificate: ServerConfig['clientCertificate'];
  /** The application goes by the name in a client's certificate, whatever TLS found out about it. */
  readonly verdictIgnored: boolean;
  /** The server takes no signature that the client's key can make: it asks for elliptic keys where that is RSA, else for RSA. */
  readonly clientKeyUnwanted: boolean;
  /** By which part of the client's certificate the bank finds the account. */
  readonly namedBy: NamedBy;
  /** Where TLS ends. */
  readonly tlsEnds: TlsEnds;
  /** The client writes a Client-Cert header of its own into its request, with the certificate of a customer. */
  readonly clientForges: boolean;
  /** The proxy passes on what the client has put there. */
  readonly passesHeadersOn: boolean;
  /** An attacker reaches the application past the proxy. */
  readonly applicationOpen: boolean;
  /** Whether the recording tells how it does. */
  readonly tellsAccount: boolean;
  /** Client and server have no cipher suite in common. */
  readonly suitesApart: boolean;
  /** The client speaks the version of the scenario alone, and the server the other one alone. */
  readonly versionsApart: boolean;
  /** The names that the server answers for; null where it does not look at the name that it is asked for. */
  readonly servedNames: readonly string[] | null;
  readonly attacks: readonly WireAttack[];
  /** The client has the attacker's root in its trust store, too. */
  readonly attackerTrusted: boolean;
  /** The wire is recorded, and the day after the server's private key is stolen. */
  readonly keyLeaks: boolean;
}

/** What stands behind the bank's name in that of its issuing CA. */
export const ISSUING_CA = 'Issuing CA 1';

export const DAY = 86_400_000;
/** How long a list of the CA counts. */
export const LIST_DAYS = 30;

/** Midnight UTC, `days` after (before, where negative) the day of `now`. */
export const midnight = (now: number, days: number): number => Math.floor(now / DAY) * DAY + days * DAY;

/** When a fault's certificate was revoked: a day ago, but not before it was issued. */
export const revocationOfFault = (now: number, notBefore: number): number => Math.max(now - DAY, notBefore);

/** `past`: each at its own time, days to years ago. `now`: all of them this very second. */
export type Start = 'past' | 'now';

/**
 * The honest plan. `start` is when certificates become valid: the lab's are some weeks old, those for real peers
 * (`pki`, `listen`) begin now.
 */
export function honestPlan(
  mode: 'one-way' | 'mutual',
  now: number,
  start: Start,
  publishes: CaPlan['publishes'] = 'ocsp',
  kinds: KeyKinds = RSA_KEYS,
  names: LabNames = LAB_NAMES,
): Plan {
  const from = (days: number): number => (start === 'now' ? Math.floor(now / 1000) * 1000 : midnight(now, -days));
  return {
    now,
    clientNow: now,
    start,
    names,
    serverName: names.host,
    ca: honestCa(now, from, publishes, kinds, names),
    clientTrusts: ['bank'],
    serverTrusts: ['bank'],
    server: honestServer(now, from, kinds, names),
    client: mode === 'one-way' ? null : honestClient(now, from, kinds, names),
    clientHasServers: false,
    clientSendsUnlisted: false,
    clientCertificate: mode === 'one-way' ? 'none' : 'require',
    verdictIgnored: false,
    clientKeyUnwanted: false,
    namedBy: 'cn',
    tellsAccount: false,
    tlsEnds: 'server',
    clientForges: false,
    passesHeadersOn: false,
    applicationOpen: false,
    suitesApart: false,
    versionsApart: false,
    servedNames: null,
    attacks: [],
    attackerTrusted: false,
    keyLeaks: false,
  };
}

/** The plan with what its server makes of a client's certificate, where it asks for one. */
export const withClientCertificate = (plan: Plan, policy: ClientCertificate | undefined): Plan =>
  policy === undefined || plan.clientCertificate === 'none' ? plan : { ...plan, clientCertificate: POLICIES[policy] };

const POLICIES = { required: 'require', optional: 'request', 'optional-no-ca': 'unchecked' } as const;

/** The bank finds accounts by another part of the client's certificate, which then has it. */
export function knowingBy(plan: Plan, namedBy: NamedBy): Plan {
  const { dns, uri } = customerNames(plan.names);
  const more = namedBy === 'dns' ? { dnsNames: [dns] } : namedBy === 'uri' ? { uris: [uri] } : {};
  return { ...plan, namedBy, tellsAccount: true, client: plan.client && { ...plan.client, ...more } };
}

/** A proxy ends TLS, where none does yet; whose account it is, is then told. */
export const behindProxy = (plan: Plan, tlsEnds: TlsEnds = 'proxy'): Plan => ({
  ...plan,
  tlsEnds: plan.tlsEnds === 'server' ? tlsEnds : plan.tlsEnds,
  tellsAccount: true,
});

/**
 * Whether certificates and list were made when their issuer's certificate was valid, and none ends before it begins:
 * what any CA would have done, whatever has expired since (RFC 5280 4.1.2.5).
 */
export function datesInOrder({ ca, server, client }: Plan): boolean {
  const { root, issuing, crl } = ca;
  const lasts = ({ notBefore, notAfter }: Validity): boolean => notBefore <= notAfter;
  const made = (at: number, by: Validity): boolean => at >= by.notBefore && at <= by.notAfter;
  const leaves = [server, ...(client ? [client] : [])];
  const formers = leaves.flatMap(({ formerIssuing }) => formerIssuing ?? []);
  return (
    [root, issuing, ...formers, ...leaves].every(lasts) &&
    [issuing, ...formers].every(({ notBefore }) => made(notBefore, root)) &&
    leaves.every(({ notBefore, formerIssuing = issuing }) => made(notBefore, formerIssuing)) &&
    crl.thisUpdate >= issuing.notBefore
  );
}

type From = (days: number) => number;

const honestCa = (
  now: number,
  from: From,
  publishes: CaPlan['publishes'],
  { caKey }: KeyKinds,
  names: LabNames,
): CaPlan => ({
  organization: names.bank,
  domain: derivedNames(names).domain,
  key: caKey,
  root: { notBefore: from(1000), notAfter: midnight(now, 3650) },
  issuing: {
    notBefore: from(1000),
    notAfter: midnight(now, 3650),
    keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'],
    permitted: [],
    excluded: [],
  },
  subordinate: false,
  publishes,
  responder: 'ca',
  crl: { thisUpdate: Math.floor(now / 1000) * 1000, nextUpdate: Math.floor(now / 1000) * 1000 + LIST_DAYS * DAY },
});

const honestServer = (now: number, from: From, { serverKey }: KeyKinds, { bank, host }: LabNames): LeafPlan => ({
  ...HONEST_LEAF,
  commonName: host,
  organization: bank,
  dnsNames: [host],
  emails: [],
  notBefore: from(53),
  notAfter: midnight(now, 97),
  // Elliptic keys encrypt nothing (RFC 8410 5, RFC 5480 3).
  keyUsage: serverKey === 'rsa' ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'],
  extendedKeyUsage: ['serverAuth'],
  key: keyNameOf('server', serverKey),
  heldKey: keyNameOf('server', serverKey),
});

const honestClient = (now: number, from: From, { clientKey }: KeyKinds, names: LabNames): LeafPlan => ({
  ...HONEST_LEAF,
  commonName: names.customer,
  organization: `${names.bank} Customers`,
  dnsNames: [],
  emails: [customerNames(names).email],
  notBefore: from(267),
  notAfter: midnight(now, 98),
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: ['clientAuth'],
  key: keyNameOf('client', clientKey),
  heldKey: keyNameOf('client', clientKey),
});

const HONEST_LEAF = {
  ips: [],
  issuer: 'bank',
  hash: 'sha256',
  unknownCritical: false,
  sends: 'chain',
  altered: false,
  revoked: false,
} as const;
