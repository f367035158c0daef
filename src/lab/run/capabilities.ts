// What endpoints bring for the protocol of a scenario: versions, suites, groups and signatures, in order of preference.
import type { GroupName } from '../../crypto/keyAgreement.ts';
import type { Random } from '../../crypto/random.ts';
import type { PrivateKey, SignatureSchemeName } from '../../crypto/signingKey.ts';
import { SIGNATURE_SCHEMES } from '../../tls/codePoints/signatureSchemes.ts';
import type { ClientSetup } from '../../tls/endpoint.ts';
import { suiteByName } from '../../tls/suites.ts';
import { ECDHE, RSA_KEY_EXCHANGE } from '../../tls/tls12/capabilities.ts';
import type * as Tls13Module from '../../tls/tls13/index.ts';
import type { Session13 } from '../../tls/tls13/index.ts';
import { hasMlDsa } from '../scenario/choices.ts';
import { ALL_SUITES, PROTOCOL_SUITES, type Protocol, type Scenario } from '../scenario/scenario.ts';

type Capabilities = Pick<ClientSetup, 'versions' | 'tls13' | 'suites' | 'groups' | 'schemes'>;
type Keys = Partial<Pick<Scenario, 'serverKey' | 'clientKey' | 'caKey'>>;
type Chosen = Pick<Scenario, 'protocol' | 'suite' | 'group'> & Keys;

/** TLS 1.3, once somebody has loaded it (prepare.ts): in the browser it is a chunk of its own. */
let loadedTls13: typeof Tls13Module | null = null;
export function registerTls13(loaded: typeof Tls13Module): void {
  loadedTls13 = loaded;
}
export const isTls13Registered = (): boolean => loadedTls13 !== null;

export interface ClientExtras {
  /** Whether TLS 1.2 with ECDHE is offered beside 1.3. */
  readonly older?: boolean;
  /** The one suite of TLS 1.3 that is offered; all of them where it is absent. */
  readonly only?: string;
  /** DER of an OCSPResponse about the client's certificate; TLS 1.3 alone can carry it. */
  readonly staple: Uint8Array | null;
  readonly session: Session13 | null;
}
export interface ServerExtras {
  /** Whether TLS 1.2 with ECDHE is spoken beside 1.3. */
  readonly older?: boolean;
  /** The one suite of TLS 1.3 that is not known. */
  readonly without?: string;
  readonly random: Random;
  /** Whether clients are asked to staple; TLS 1.3 alone can. */
  readonly asksForStaple: boolean;
  /** How many tickets go out after a handshake of TLS 1.3. */
  readonly tickets: number;
  /** Whether the scenario's group is asked for where the client brought a share of another one that is known here. */
  readonly requirePreferredGroup?: boolean;
}

/** What a client offers: all that the protocol has here, in its order. In TLS 1.3 it brings shares as browsers do. */
export function offered(
  { protocol, group, ...keys }: Pick<Chosen, 'protocol' | 'group'> & Keys,
  { staple, session, older: both = false, only }: ClientExtras = { staple: null, session: null },
): Capabilities {
  if (protocol !== 'tls1.3') return tls12Capabilities(protocol);
  const groups = group === 'X25519MLKEM768' ? HYBRID_FIRST : CLASSICAL;
  const shares = groups.filter((name) => name !== 'secp256r1');
  const suites = tls13().SUITES_13.filter(({ name }) => only === undefined || name === only);
  return tls13Capabilities(groups, { suites, shares, staple, session }, both, keys);
}

/** Programs meet peers of any kind, and offer signatures of ML-DSA whatever their own keys are. */
export const ANY_KEYS = { serverKey: 'mldsa65' } as const satisfies Keys;

/** Everything at once, as clients do that don't know their server: TLS 1.3, and TLS 1.2 with ECDHE and with RSA key exchange. */
export function allOffered(): Capabilities {
  const newest = offered(
    { protocol: 'tls1.3', group: 'X25519MLKEM768', ...ANY_KEYS },
    { staple: null, session: null, older: true },
  );
  return { ...newest, suites: [...newest.suites, ...tls12Capabilities('tls1.2-rsa').suites] };
}

/** What a server accepts: the same with the scenario's suite and group first. */
export function preferred(
  chosen: Chosen,
  { random, asksForStaple, tickets, older: both = false, without, requirePreferredGroup = true }: ServerExtras,
): Capabilities {
  const { protocol, suite, group } = chosen;
  if (!ALL_SUITES.includes(suite)) throw new RangeError(`there is no suite ${suite} here`);
  const first = (one: string, other: string, favourite: string): number =>
    Number(other === favourite) - Number(one === favourite);
  if (protocol === 'tls1.3') {
    const groups = [...HYBRID_FIRST].sort((a, b) => first(a, b, group));
    return tls13Capabilities(
      groups,
      {
        suites: tls13()
          .SUITES_13.filter(({ name }) => name !== without)
          .sort((a, b) => first(a.name, b.name, suite)),
        requirePreferredGroup,
        asksForStaple,
        tickets: { key: random('server.ticketKey', 32), lifetimeSeconds: TICKET_SECONDS, count: tickets },
      },
      both,
      chosen,
    );
  }
  const all = tls12Capabilities(protocol);
  const cipher = suite.replace(/^.*_WITH_/, '');
  const rank = (name: string): number => (name === suite ? 0 : name.endsWith(cipher) ? 1 : 2);
  return {
    ...all,
    suites: [...all.suites].sort((a, b) => rank(a.name) - rank(b.name)),
    groups: [...all.groups].sort((a, b) => first(a, b, group)),
  };
}

/** What a server has that speaks none of the versions of the scenario's client, but the other one. */
export function otherVersion(chosen: Chosen, extras: ServerExtras): Capabilities {
  if (chosen.protocol === 'tls1.3') {
    const [suite] = PROTOCOL_SUITES['tls1.2-ecdhe'];
    return preferred({ protocol: 'tls1.2-ecdhe', suite, group: 'x25519' }, extras);
  }
  // No machine of 1.3 is needed: with clients that don't offer it, it never comes so far.
  return { ...preferred(chosen, extras), versions: ['tls1.3'] };
}

/** Signatures that a key of this kind can't make; the names are OpenSSL's, too. */
export const schemeNamesWithout = (kind: PrivateKey['kind'] | undefined): readonly SignatureSchemeName[] =>
  kind === 'rsa' ? ['ecdsa_secp256r1_sha256', 'ecdsa_secp384r1_sha384'] : ['rsa_pss_rsae_sha256', 'rsa_pkcs1_sha256'];

export const schemesWithout = (kind: PrivateKey['kind'] | undefined): readonly number[] =>
  schemeNamesWithout(kind).map((name) => SIGNATURE_SCHEMES[name]);

function tls12Capabilities(protocol: Exclude<Protocol, 'tls1.3'>): Capabilities {
  const suites = PROTOCOL_SUITES[protocol].map(suiteByName);
  return protocol === 'tls1.2-rsa' ? { ...RSA_KEY_EXCHANGE, suites } : { ...ECDHE, suites };
}

type Options = Parameters<typeof Tls13Module.tls13>[0];

function tls13Capabilities(
  groups: readonly GroupName[],
  options: Pick<Options, 'suites'> & Partial<Options>,
  both: boolean,
  keys: Keys,
): Capabilities {
  const versions = both ? (['tls1.3', 'tls1.2'] as const) : (['tls1.3'] as const);
  const suites = both ? tls12Capabilities('tls1.2-ecdhe').suites : [];
  const machines = tls13().tls13({ ...NOTHING_SPECIAL, ...options, groups });
  const schemes = hasMlDsa(keys) ? [...ML_DSA_SCHEMES, ...ECDHE.schemes] : ECDHE.schemes;
  return { versions, tls13: machines, suites, groups, schemes };
}

function tls13(): typeof Tls13Module {
  if (loadedTls13 === null) throw new Error('TLS 1.3 is needed: await prepare() first');
  return loadedTls13;
}

/** Only where a scenario has such keys: other hellos keep their bytes. */
const ML_DSA_SCHEMES = [SIGNATURE_SCHEMES.mldsa44, SIGNATURE_SCHEMES.mldsa65, SIGNATURE_SCHEMES.mldsa87];
const CLASSICAL: readonly GroupName[] = ['x25519', 'secp256r1'];
const HYBRID_FIRST: readonly GroupName[] = ['X25519MLKEM768', ...CLASSICAL];
const TICKET_SECONDS = 7200;
const NOTHING_SPECIAL: Omit<Options, 'suites' | 'groups'> = {
  shares: [],
  staple: null,
  session: null,
  requirePreferredGroup: false,
  asksForStaple: false,
  tickets: null,
};
