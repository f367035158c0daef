// The commands by which OpenSSL and curl meet the same certificates: computed from the plan and the recording, so that a
// new fault needs nothing here. What they should print is said in `lessons`.

import type { CheckId } from '../../pki/path/result.ts';
import { isIssuedByNamesake } from '../../pki/path/selfSigned.ts';
import { decodeCertificate } from '../../pki/x509/certificate.ts';
import { ALERT_CODES } from '../../tls/alertCodes.ts';
import type { Credential } from '../../tls/auth/credential.ts';
import type { Side } from '../../tls/events.ts';
import { createMitmCredentials, type MitmCredentials } from '../attacker/mitmCredentials.ts';
import type { Plan, WireAttack } from '../plan/plan.ts';
import type { Outcome, Recording } from '../recording/recording.ts';
import { schemeNamesWithout } from '../run/capabilities.ts';
import { hasMlDsa } from '../scenario/choices.ts';
import type { Anchor } from '../scenario/edits.ts';
import { PROTOCOL_SUITES, type Scenario, type ScenarioSuite } from '../scenario/scenario.ts';
import type { World } from '../world/issuance.ts';
import { prepareWorld } from '../world/prepareWorld.ts';

/** The port of the commands. */
export const PORT = 4433;

/** How the lab's own endpoints ended. */
export type Finding =
  /** `isUnenforced`: the server found the client's certificate bad, and went on all the same. */
  | { readonly kind: 'accepted'; readonly status: string | null; readonly isUnenforced: boolean }
  | {
      readonly kind: 'refused';
      readonly by: Side;
      /** Failed checks in the order of checking, each once. */
      readonly checks: readonly CheckId[];
      readonly alert: string;
      readonly alertCode: number;
    };

/** Why files alone don't show it, or not by a handshake. */
export type Obstacle =
  /** OpenSSL loads no certificate with a key that is not its own. */
  | { readonly kind: 'keyMismatch'; readonly side: Side }
  /** s_client asks nobody by OCSP; where an answer was recorded, `openssl ocsp` judges it. */
  | {
      readonly kind: 'ocsp';
      readonly command: readonly string[] | null;
      readonly about: Side;
      /** The time in the answer for which it was refused; null where its times are not at fault. */
      readonly offTime: OffTime | null;
    }
  /** The server's certificate has its CA's name and no key identifiers: OpenSSL takes it for self-signed. */
  | { readonly kind: 'namesake' }
  /** Bytes change, get lost or come again on their way, and no file does that. `hand`: changed by hand. */
  | { readonly kind: 'wire'; readonly attack: WireAttack | 'hand' };

/** `at`: milliseconds since 1970, and on the wrong side of the lab's clock. */
export interface OffTime {
  readonly field: 'thisUpdate' | 'nextUpdate';
  readonly at: number;
}

/** Who serves, and who asks. */
export interface Talk {
  readonly server: readonly string[];
  readonly client: readonly string[];
  /** Null where curl can't take part, for it knows no other time than the real one. */
  readonly curl: readonly string[] | null;
}

export interface Commands extends Talk {
  /** While the real clock stands between these, curl finds what the lab finds; milliseconds since 1970. */
  readonly curlFrom: number;
  readonly curlUntil: number;
  /** The client shows no certificate although it has one: none of those that the server accepts. */
  readonly clientKeepsBack: boolean;
  /** Revocation is learnt from the CA's list, whatever the scenario says. */
  readonly byList: boolean;
}

export interface Reproduction {
  readonly finding: Finding;
  readonly obstacle: Obstacle | null;
  readonly commands: Commands;
  /** Where the server turns a machine in the middle away: how the client came to believe that machine before. */
  readonly deceived: Commands | null;
  /** Keys of ML-DSA come into it: OpenSSL reads and signs with them from 3.5 on. */
  readonly needsMlDsa: boolean;
  /** Where the server's key leaks, and could open anything: the capture without its secrets, and what the key opens there. */
  readonly leak: { readonly bare: readonly string[]; readonly open: readonly string[] } | null;
}

export function reproduce(recording: Recording): Reproduction {
  const { plan, world, equipment } = stageOf(recording.scenario);
  const finding = findingOf(recording);
  const stage = { recording, plan, world, equipment, finding };
  const isTurnedAway = equipment !== null && finding.kind === 'refused' && finding.by === 'server';
  const middle = { server: 'attacker', client: 'client' } as const;
  return {
    finding,
    obstacle: obstacleOf(recording, plan, world, finding),
    commands: commandsFor(
      stage,
      isTurnedAway
        ? { server: 'server', client: 'attacker' }
        : equipment
          ? middle
          : { server: 'server', client: 'client' },
    ),
    deceived: isTurnedAway
      ? commandsFor({ ...stage, finding: { kind: 'accepted', status: null, isUnenforced: false } }, middle)
      : null,
    needsMlDsa: hasMlDsa(recording.scenario),
    leak: plan.keyLeaks && finding.kind === 'accepted' && world.server.key.kind === 'rsa' ? LEAK : null,
  };
}

/** The world of a scenario, with what a machine in the middle brings along. */
export function stageOf(scenario: Scenario): { plan: Plan; world: World; equipment: MitmCredentials | null } {
  const { plan, world, keys, random } = prepareWorld(scenario, null);
  return {
    plan,
    world,
    equipment: plan.attacks.includes('mitm') ? createMitmCredentials(plan, keys, random('attacker.ca')) : null,
  };
}

const LEAK = {
  bare: ['editcap', '--discard-all-secrets', 'capture.pcapng', 'bare.pcapng'],
  open: ['tshark', '-r', 'bare.pcapng', '-o', 'uat:rsa_keys:"server.key",""', '-Y', 'http and tcp.port == 443'],
};

function findingOf({ outcome, events }: Recording): Finding {
  const own = (side: Side): Outcome['error'] => (outcome[side].error?.by === 'self' ? outcome[side].error : null);
  const by: Side | null = own('client') ? 'client' : own('server') ? 'server' : null;
  const error = by && own(by);
  const told = outcome.client.error ?? outcome.server.error;
  // Turned away by an attacker, who stands for the other end.
  if (by === null && told !== null) {
    const { code, alert } = told;
    return {
      kind: 'refused',
      by: told === outcome.client.error ? 'server' : 'client',
      checks: [code as CheckId],
      alert,
      alertCode: codes[alert] ?? 0,
    };
  }
  if (by === null || error === null) {
    const decided = events.find((event) => event.kind === 'operation' && event.operation === 'application.decide');
    const isUnenforced = events.some((event) => event.kind === 'check' && event.check.enforced === false);
    return { kind: 'accepted', status: decided?.details.status ?? null, isUnenforced };
  }
  const failed = events.flatMap((event) =>
    event.kind === 'check' && event.actor === by && event.check.result === 'fail' ? [event.check.check] : [],
  );
  // The code of an error that is no check stands for itself.
  const checks = [...new Set([error.code as CheckId, ...failed])];
  return { kind: 'refused', by, checks, alert: error.alert, alertCode: codes[error.alert] ?? 0 };
}

const codes: Readonly<Record<string, number>> = ALERT_CODES;

function obstacleOf(recording: Recording, plan: Plan, world: World, finding: Finding): Obstacle | null {
  const { scenario, events, outcome } = recording;
  const isOwn = [outcome.client, outcome.server].some(({ error }) => error?.by === 'self');
  // Neither end refused the other: somebody between them did.
  if (finding.kind === 'refused' && !isOwn) return { kind: 'wire', attack: 'mitm' };
  const isMiddle = plan.attacks.includes('mitm');
  for (const side of ['server', 'client'] as const) {
    const leaf = plan[side];
    // Behind a machine in the middle the server may have nothing to show.
    if (isMiddle && side === 'server' && !(finding.kind === 'refused' && finding.by === 'server')) continue;
    if (leaf && leaf.key !== leaf.heldKey) return { kind: 'keyMismatch', side };
  }
  const attack = plan.attacks.find((each) => each !== 'mitm') ?? (scenario.tampering.length > 0 ? 'hand' : null);
  if (attack !== null) return { kind: 'wire', attack };
  const [shown] = isMiddle ? [] : world.server.chain;
  const leaf = shown && decodeCertificate(shown);
  // Only where its own key could have made the signature, by its kind, does OpenSSL believe that.
  const couldSign = world.server.key.kind === world.authority.issuing.key.kind;
  if (finding.kind === 'accepted' && couldSign && leaf?.ok && isIssuedByNamesake(leaf.value))
    return { kind: 'namesake' };
  if (scenario.revocation === 'off' || scenario.revocation === 'crl') return null;
  const byStatus = finding.kind === 'refused' && finding.checks[0]?.startsWith('revocation.') === true;
  if (finding.kind === 'refused' && !byStatus) return null;
  // What the CA was made to do shows in its answers; so does who answers in its place.
  if (plan.ca.responder === 'ca' && (scenario.caWork.length === 0 || !byStatus)) return null;
  const about: Side = finding.kind === 'refused' && finding.by === 'server' ? 'client' : 'server';
  const answered = events.some((event) => event.kind === 'sent' && event.message.type === 'OCSPResponse');
  const offTime = offTimeOf(recording);
  return {
    kind: 'ocsp',
    about,
    offTime,
    command: answered
      ? [
          ...['openssl', 'ocsp', '-issuer', 'intermediate.pem', '-cert', `${about}.pem`],
          ...['-respin', 'ocsp-response.der', '-no_nonce', '-CAfile', 'root.pem', '-verify_other', 'intermediate.pem'],
          ...attime(about === 'server' ? plan.clientNow : plan.now),
          ...(offTime === null ? ANY_DAY : []),
        ]
      : null,
  };
}

/**
 * `openssl ocsp` compares the times of an answer with the real clock, whatever -attime says. It lets them differ from
 * that clock by so many seconds: 31 years.
 */
const ANY_DAY = ['-validity_period', '1000000000'];

const attime = (time: number): string[] => ['-attime', String(Math.floor(time / 1000))];

/** Of the answer that was refused for its times (RFC 6960 3.2), the one that is to blame. */
function offTimeOf({ events }: Recording): OffTime | null {
  for (const event of events) {
    if (event.kind !== 'check' || event.check.check !== 'revocation.fresh' || event.check.result !== 'fail') continue;
    const { thisUpdate = '', nextUpdate = '', now = '' } = event.check.evidence;
    const from = Date.parse(thisUpdate);
    const until = Date.parse(nextUpdate);
    if (Number.isNaN(from)) return null;
    const isOver = !Number.isNaN(until) && until < Date.parse(now);
    return isOver ? { field: 'nextUpdate', at: until } : { field: 'thisUpdate', at: from };
  }
  return null;
}

interface Stage {
  readonly recording: Recording;
  readonly plan: Plan;
  readonly world: World;
  readonly equipment: MitmCredentials | null;
  readonly finding: Finding;
}

/** Who plays which part. */
interface Cast {
  readonly server: 'server' | 'attacker';
  readonly client: 'client' | 'attacker';
}

function commandsFor({ recording, plan, world, equipment, finding }: Stage, cast: Cast): Commands {
  const { scenario } = recording;
  const asks = plan.clientCertificate !== 'none';
  // Where the key is the reason, OpenSSL's client keeps it back by itself.
  const keepsBack =
    cast.client === 'client' && world.client !== null && sentNothing(recording) && !plan.clientKeyUnwanted;
  const shows = {
    server: cast.server === 'attacker' ? (equipment?.credential ?? null) : world.server,
    // An attacker holds no key that the server would take, and OpenSSL loads no certificate with another one.
    client: keepsBack || cast.client === 'attacker' ? null : world.client,
  };
  const byList = {
    client: cast.client === 'client' && cast.server === 'server' && asksList(scenario, plan, 'server'),
    server: asks && cast.server === 'server' && cast.client === 'client' && asksList(scenario, plan, 'client'),
  };
  const weak = finding.kind === 'refused' && finding.checks.some((check) => check.startsWith('crypto.'));
  const weakSide = weak ? (finding.by === 'client' ? 'server' : 'client') : null;
  /** Who has a short key or a weak signature to show would not even load it at the level at which others judge. */
  const level = (side: Side) => (side === weakSide ? 0 : 2);
  const suite = plan.suitesApart ? scenario.suite : suiteFor(scenario, shows.server);
  const list = (side: Side): string[] => (byList[side] ? ['-crl_check', '-CRL', 'crl.pem'] : []);
  const ask = plan.clientCertificate === 'require' ? '-Verify' : '-verify';
  const address = `127.0.0.1:${PORT}`;
  const roots = cast.client === 'attacker' && asks ? 'server-trusts.pem' : 'root.pem';
  const clientNow = cast.client === 'client' ? plan.clientNow : plan.now;
  const { curlFrom, curlUntil } = curlTimes(plan, world, shows, byList);
  return {
    server: [
      ...['openssl', 's_server', '-accept', address, '-www'],
      ...serverFlags(scenario, plan, suite, level('server')),
      ...credential(cast.server, shows.server),
      ...(cast.server === 'server' ? namesServed(plan) : []),
      ...(asks
        ? [
            ask,
            '4',
            // Without it, s_server prints what it finds and goes on.
            ...(plan.clientCertificate === 'unchecked' ? [] : ['-verify_return_error']),
            '-CAfile',
            'server-trusts.pem',
            ...attime(plan.now),
            ...list('server'),
            ...partial(plan.serverTrusts),
            ...keysTaken(plan, world),
          ]
        : []),
    ],
    client: [
      ...['openssl', 's_client', '-connect', address, '-servername', plan.serverName],
      ...clientFlags(scenario, suite, level('client')),
      ...['-CAfile', roots, '-verify_return_error', '-verify_hostname', plan.serverName, ...attime(clientNow)],
      ...list('client'),
      ...partial(plan.clientTrusts),
      ...credential(cast.client, shows.client),
      // TLS 1.3: a client that was refused learns of it at its first read, so it has to stay for one.
      ...(isTls13(scenario.protocol) && finding.kind === 'refused' && finding.by === 'server' ? ['-ign_eof'] : []),
    ],
    curl:
      clientNow === plan.now
        ? [
            ...['curl', '--resolve', `${plan.serverName}:${address.replace(/^(.*):(.*)$/, '$2:$1')}`],
            ...['--cacert', roots, ...(byList.client ? ['--crlfile', 'crl.pem'] : [])],
            ...curlFlags(scenario, suite, level('client')),
            ...(shows.client ? ['--cert', 'client.pem', '--key', 'client.key'] : []),
            `https://${plan.serverName}:${PORT}/`,
          ]
        : null,
    curlFrom,
    curlUntil,
    clientKeepsBack: keepsBack,
    byList: byList.client || byList.server,
  };
}

/** Without it OpenSSL goes on to a root, which is not among those that are trusted. */
const partial = (anchors: readonly Anchor[]): string[] => (anchors.includes('issuing') ? ['-partial_chain'] : []);

/** The list that the server's CertificateRequest has, where it leaves the client's key out. */
const keysTaken = ({ clientKeyUnwanted }: Plan, { client }: World): string[] =>
  clientKeyUnwanted ? ['-client_sigalgs', schemeNamesWithout(client?.key.kind).join(':')] : [];

function credential(name: string, own: Credential | null): string[] {
  if (!own) return [];
  const rest = own.chain.length > 1 ? ['-cert_chain', `${name}-chain.pem`] : [];
  return ['-cert', `${name}.pem`, '-key', `${name}.key`, ...rest];
}

/** s_server looks at names where it has a second certificate: it insists on the one name that this is for. */
function namesServed({ servedNames }: Plan): string[] {
  const [name] = servedNames ?? [];
  if (name === undefined) return [];
  return ['-servername', name, '-servername_fatal', '-cert2', 'server.pem', '-key2', 'server.key'];
}

/** True where a client that has a certificate sent an empty Certificate all the same. */
function sentNothing({ events }: Recording): boolean {
  const shown = events.find(
    (event) => event.kind === 'sent' && event.actor === 'client' && event.message.type === 'Certificate',
  );
  return shown?.kind === 'sent' && shown.message.certificates.length === 0;
}

/** Where revocation decides, OpenSSL is given the CA's list: it asks nobody by itself. */
function asksList({ revocation }: Scenario, plan: Plan, about: Side): boolean {
  if (revocation === 'off') return false;
  return revocation === 'crl' || (plan.ca.responder === 'ca' && plan[about]?.revoked === true);
}

/** The boundaries of time that lie next to the lab's clock: between them nothing changes. */
function curlTimes(
  plan: Plan,
  world: World,
  shows: Readonly<Record<Side, Credential | null>>,
  byList: Readonly<Record<Side, boolean>>,
): { curlFrom: number; curlUntil: number } {
  const ders = [
    ...(shows.server?.chain ?? []),
    ...(shows.client?.chain ?? []),
    ...[...world.clientRoots, ...world.serverRoots].map(({ der }) => der),
  ];
  const times = ders.flatMap((der) => {
    const decoded = decodeCertificate(der);
    return decoded.ok ? [decoded.value.notBefore, decoded.value.notAfter] : [];
  });
  if (byList.client || byList.server) times.push(plan.ca.crl.thisUpdate, plan.ca.crl.nextUpdate);
  return {
    curlFrom: Math.max(...times.filter((time) => time <= plan.now)),
    curlUntil: Math.min(...times.filter((time) => time > plan.now)),
  };
}

/** The suite that the server's key makes of the scenario's: ECDHE_ECDSA is for elliptic keys, Ed25519 among them (RFC 8422 2). */
function suiteFor({ suite }: Scenario, server: Credential | null): ScenarioSuite {
  const kind = server?.key.kind === 'rsa' ? 'RSA' : 'ECDSA';
  const name = suite.replace(/ECDHE_(RSA|ECDSA)_/, `ECDHE_${kind}_`);
  return PROTOCOL_SUITES['tls1.2-ecdhe'].find((each) => each === name) ?? suite;
}

/** One version and one suite, so that the choice is the recording's. */
function clientFlags(scenario: Scenario, suite: ScenarioSuite, level: number): string[] {
  return isTls13(scenario.protocol)
    ? modernFlags([suite], opensslGroup(scenario), level)
    : olderFlags([suite], opensslGroup(scenario), level);
}

/** As the client's; where the two are to have nothing in common, all other suites, or the other version. */
function serverFlags(scenario: Scenario, plan: Plan, suite: ScenarioSuite, level: number): string[] {
  const { protocol } = scenario;
  const group = opensslGroup(scenario);
  const all: readonly ScenarioSuite[] = PROTOCOL_SUITES[protocol];
  const suites = plan.suitesApart ? all.filter((each) => each !== suite) : [suite];
  if (!plan.versionsApart)
    return isTls13(protocol) ? modernFlags(suites, group, level) : olderFlags(suites, group, level);
  return isTls13(protocol)
    ? olderFlags(PROTOCOL_SUITES['tls1.2-ecdhe'], group, level)
    : modernFlags(PROTOCOL_SUITES['tls1.3'], group, level);
}

const groupFlags = (group: string | null): string[] => (group === null ? [] : ['-groups', group]);

const modernFlags = (suites: readonly ScenarioSuite[], group: string | null, level: number): string[] => [
  ...['-tls1_3', '-ciphersuites', suites.join(':')],
  ...[...groupFlags(group), '-cipher', `DEFAULT:@SECLEVEL=${level}`],
];

const olderFlags = (suites: readonly ScenarioSuite[], group: string | null, level: number): string[] => [
  ...['-tls1_2', '-cipher', `${suites.map(opensslSuite).join(':')}:@SECLEVEL=${level}`],
  ...groupFlags(group),
];

function curlFlags(scenario: Scenario, suite: ScenarioSuite, level: number): string[] {
  const group = opensslGroup(scenario);
  const groups = group === null ? [] : ['--curves', group];
  if (isTls13(scenario.protocol)) return ['--tlsv1.3', '--tls13-ciphers', suite, ...groups];
  return ['--tlsv1.2', '--tls-max', '1.2', '--ciphers', `${opensslSuite(suite)}:@SECLEVEL=${level}`, ...groups];
}

/**
 * OpenSSL's name of the group in which keys are agreed; null where none is, or none that it knows since long. In TLS 1.2
 * the groups are those of certificates, too (RFC 8422 5.1): P-256 stands behind, so that such keys count.
 */
function opensslGroup({ protocol, group }: Scenario): string | null {
  if (protocol === 'tls1.2-rsa' || group === 'X25519MLKEM768') return null;
  if (group === 'secp256r1') return 'P-256';
  return isTls13(protocol) ? 'X25519' : 'X25519:P-256';
}

const isTls13 = (protocol: Scenario['protocol']): boolean => protocol === 'tls1.3';

/** OpenSSL's own name of a suite of TLS 1.2: `ECDHE-RSA-AES128-GCM-SHA256`. The key exchange by RSA goes without saying. */
export function opensslSuite(name: string): string {
  const [, exchange = '', rest = ''] = /^TLS_(.+)_WITH_(.+)$/.exec(name) ?? [];
  const cipher = rest
    .replace(/^AES_(\d+)_/, 'AES$1_')
    .replace(/_CBC_/, '_')
    .replace(/^CHACHA20_POLY1305_.*/, 'CHACHA20_POLY1305');
  return [...(exchange === 'RSA' ? [] : [exchange]), cipher].join('_').replaceAll('_', '-');
}
