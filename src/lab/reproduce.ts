// The commands by which OpenSSL and curl meet the same certificates: computed from the plan and the recording, so that a
// new fault needs nothing here. What they should print is said in `lessons`.
import { decodeCertificate } from '../pki/certificate.ts';
import type { CheckId } from '../pki/path/result.ts';
import { ALERT_CODES } from '../tls/alertCodes.ts';
import type { Side } from '../tls/events.ts';
import { faultById } from './faults/catalogue.ts';
import type { World } from './issuance.ts';
import type { Plan } from './plan.ts';
import type { Outcome, Recording } from './recording.ts';
import { prepareWorld } from './run.ts';
import type { Scenario } from './scenario.ts';

/** The port of the commands. */
export const PORT = 4433;

/** How the lab's own endpoints ended. */
export type Finding =
  | { readonly kind: 'accepted'; readonly status: string | null }
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
  | { readonly kind: 'ocsp'; readonly command: readonly string[] | null; readonly about: Side }
  /** It is a matter of messages on their way, or of what the programs are able to. */
  | { readonly kind: 'program'; readonly fault: string };

export interface Commands {
  readonly server: readonly string[];
  readonly client: readonly string[];
  /** Null where curl can't take part, for it knows no other time than the real one. */
  readonly curl: readonly string[] | null;
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
}

export function reproduce(recording: Recording): Reproduction {
  const { scenario } = recording;
  const { plan, world } = prepareWorld(scenario, null);
  const finding = findingOf(recording);
  return {
    finding,
    obstacle: obstacleOf(recording, plan, finding),
    commands: commandsFor(recording, plan, world, finding),
  };
}

function findingOf({ outcome, events }: Recording): Finding {
  const own = (side: Side): Outcome['error'] => (outcome[side].error?.by === 'self' ? outcome[side].error : null);
  const by: Side | null = own('client') ? 'client' : own('server') ? 'server' : null;
  const error = by && own(by);
  if (by === null || error === null) {
    const decided = events.find((event) => event.kind === 'work' && event.work === 'application.decide');
    return { kind: 'accepted', status: decided?.kind === 'work' ? String(decided.facts['status']) : null };
  }
  const failed = events.flatMap((event) =>
    event.kind === 'check' && event.actor === by && event.check.result === 'fail' ? [event.check.check] : [],
  );
  // The code of an error that is no check stands for itself.
  const checks = [...new Set([error.code as CheckId, ...failed])];
  return { kind: 'refused', by, checks, alert: error.alert, alertCode: codes[error.alert] ?? 0 };
}

const codes: Readonly<Record<string, number>> = ALERT_CODES;

function obstacleOf(recording: Recording, plan: Plan, finding: Finding): Obstacle | null {
  const { scenario, events } = recording;
  for (const side of ['server', 'client'] as const) {
    const leaf = plan[side];
    if (leaf && leaf.key !== leaf.heldKey) return { kind: 'keyMismatch', side };
  }
  const active = scenario.faults.flatMap((id) => faultById(id) ?? []);
  const program = active.find(({ side }) => side === 'wire' || side === 'negotiation');
  if (program) return { kind: 'program', fault: program.id };
  if (scenario.revocation === 'off' || scenario.revocation === 'crl') return null;
  const byStatus = finding.kind === 'refused' && finding.checks[0]?.startsWith('revocation.') === true;
  if (finding.kind === 'refused' && !byStatus) return null;
  // What the CA was made to do shows in its answers; so does who answers in its place.
  if (plan.ca.responder === 'ca' && (scenario.caWork.length === 0 || !byStatus)) return null;
  const about: Side = finding.kind === 'refused' && finding.by === 'server' ? 'client' : 'server';
  const answered = events.some((event) => event.kind === 'sent' && event.message.type === 'OCSPResponse');
  const own = ['-issuer', 'intermediate.pem', '-cert', `${about}.pem`];
  const answer = [
    '-respin',
    'ocsp-response.der',
    '-no_nonce',
    '-CAfile',
    'root.pem',
    '-verify_other',
    'intermediate.pem',
  ];
  return { kind: 'ocsp', about, command: answered ? ['openssl', 'ocsp', ...own, ...answer] : null };
}

function commandsFor(recording: Recording, plan: Plan, world: World, finding: Finding): Commands {
  const { scenario } = recording;
  const judges = { client: true, server: plan.clientCertificate !== 'none' };
  const keepsBack = world.client !== null && sentNothing(recording);
  const shows = { server: world.server, client: keepsBack ? null : world.client };
  const byList = {
    client: asksList(scenario, plan, 'server'),
    server: judges.server && asksList(scenario, plan, 'client'),
  };
  const weak = finding.kind === 'refused' && finding.checks.some((check) => check.startsWith('crypto.'));
  const weakSide = weak ? (finding.by === 'client' ? 'server' : 'client') : null;
  /** Who has a short key or a weak signature to show would not even load it at the level at which others judge. */
  const level = (side: Side) => (side === weakSide ? 0 : 2);
  const credential = (side: Side): string[] => {
    const own = shows[side];
    if (!own) return [];
    return [
      '-cert',
      `${side}.pem`,
      '-key',
      `${side}.key`,
      ...(own.chain.length > 1 ? ['-cert_chain', `${side}-chain.pem`] : []),
    ];
  };
  const list = (side: Side): string[] => (byList[side] ? ['-crl_check', '-CRL', 'crl.pem'] : []);
  const at = (time: number): string[] => ['-attime', String(Math.floor(time / 1000))];
  const ask = plan.clientCertificate === 'require' ? '-Verify' : '-verify';
  const address = `127.0.0.1:${PORT}`;
  const { curlFrom, curlUntil } = curlTimes(plan, world, byList);
  return {
    server: [
      ...['openssl', 's_server', '-accept', address, '-www', ...protocolFlags(scenario, level('server'))],
      ...credential('server'),
      ...(judges.server
        ? [ask, '4', '-verify_return_error', '-CAfile', 'server-trusts.pem', ...at(plan.now), ...list('server')]
        : []),
    ],
    client: [
      ...['openssl', 's_client', '-connect', address, '-servername', plan.serverName],
      ...protocolFlags(scenario, level('client')),
      ...['-CAfile', 'root.pem', '-verify_return_error', '-verify_hostname', plan.serverName, ...at(plan.clientNow)],
      ...list('client'),
      ...credential('client'),
      // TLS 1.3: a client that was refused learns of it at its first read, so it has to stay for one.
      ...(isTls13(scenario.protocol) && finding.kind === 'refused' && finding.by === 'server' ? ['-ign_eof'] : []),
    ],
    curl:
      plan.clientNow === plan.now
        ? [
            ...['curl', '--resolve', `${plan.serverName}:${address.replace(/^(.*):(.*)$/, '$2:$1')}`],
            ...[
              '--cacert',
              'root.pem',
              ...(byList.client ? ['--crlfile', 'crl.pem'] : []),
              ...curlFlags(scenario, level('client')),
            ],
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
  byList: Readonly<Record<Side, boolean>>,
): { curlFrom: number; curlUntil: number } {
  const ders = [
    ...world.server.chain,
    ...(world.client?.chain ?? []),
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

/** One version and one suite, so that the choice is the recording's. */
function protocolFlags(scenario: Scenario, level: number): string[] {
  const { protocol, suite } = scenario;
  const group = opensslGroup(scenario);
  const groups = group === null ? [] : ['-groups', group];
  if (isTls13(protocol)) return ['-tls1_3', '-ciphersuites', suite, ...groups, '-cipher', `DEFAULT:@SECLEVEL=${level}`];
  return ['-tls1_2', '-cipher', `${opensslSuite(suite)}:@SECLEVEL=${level}`, ...groups];
}

function curlFlags(scenario: Scenario, level: number): string[] {
  const { protocol, suite } = scenario;
  const group = opensslGroup(scenario);
  const groups = group === null ? [] : ['--curves', group];
  if (isTls13(protocol)) return ['--tlsv1.3', '--tls13-ciphers', suite, ...groups];
  return ['--tlsv1.2', '--tls-max', '1.2', '--ciphers', `${opensslSuite(suite)}:@SECLEVEL=${level}`, ...groups];
}

/** OpenSSL's name of the group in which keys are agreed; null where none is, or none that it knows since long. */
function opensslGroup(scenario: Scenario): string | null {
  if (scenario.protocol.endsWith('-rsa') || !('group' in scenario)) return null;
  return GROUP_NAMES[String(scenario.group)] ?? null;
}

const GROUP_NAMES: Readonly<Record<string, string>> = { x25519: 'X25519', secp256r1: 'P-256' };

const isTls13 = (protocol: string): boolean => protocol.startsWith('tls1.3');

/** OpenSSL's own name of a suite of TLS 1.2: `ECDHE-RSA-AES128-GCM-SHA256`. The key exchange by RSA goes without saying. */
export function opensslSuite(name: string): string {
  const [, exchange = '', rest = ''] = /^TLS_(.+)_WITH_(.+)$/.exec(name) ?? [];
  const cipher = rest
    .replace(/^AES_(\d+)_/, 'AES$1_')
    .replace(/_CBC_/, '_')
    .replace(/^CHACHA20_POLY1305_.*/, 'CHACHA20_POLY1305');
  return [...(exchange === 'RSA' ? [] : [exchange]), cipher].join('_').replaceAll('_', '-');
}
