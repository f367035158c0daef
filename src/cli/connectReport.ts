// What `connect` tells of a connection: what was offered and agreed on, what the server asked for, and how it ended.

import { attempt } from '../bytes/error.ts';
import { equalBytes } from '../bytes/hex.ts';
import { keyLogOf } from '../lab/recording/keyLog.ts';
import type { LabEvent, Outcome } from '../lab/recording/recording.ts';
import { stepsOf } from '../lab/recording/steps.ts';
import { PROTOCOL_SUITES } from '../lab/scenario/scenario.ts';
import { decodeChain } from '../pki/x509/certificate.ts';
import { decodeName } from '../pki/x509/name.ts';
import { MORE_NAMES } from '../tls/codePoints/more.ts';
import { withMoreNames } from '../tls/codePoints/names.ts';
import { certificateTypeName } from '../tls/codePoints/parameters.ts';
import { schemeName } from '../tls/codePoints/signatureSchemes.ts';
import type { ClientSetup } from '../tls/endpoint.ts';
import type { EndpointEvent } from '../tls/events.ts';
import { answerLines, type HttpAnswer } from './httpAnswer.ts';
import { printable } from './printable.ts';
import { type CheckLine, checkLines, type MessageLine, messageLines } from './report.ts';
import { outcomeLine } from './text.ts';

export interface OfferedReport {
  readonly serverName: string;
  readonly versions: readonly string[];
  readonly suites: readonly string[];
  readonly groups: readonly string[];
  readonly signatureSchemes: readonly string[];
  readonly alpn: readonly string[];
}

export interface NegotiatedReport {
  readonly version: string;
  readonly suite: string;
  /** Null with RSA key exchange, and where the handshake did not come so far. */
  readonly group: string | null;
  readonly alpn: string | null;
}

export interface CertificateQuestion {
  /** Names of acceptable CAs; none where any will do. */
  readonly authorities: readonly string[];
  /** Null in TLS 1.3. */
  readonly certificateTypes: readonly string[] | null;
  readonly signatureSchemes: readonly string[];
  /** Why our certificate stays here, as id and in words; null where it is sent. */
  readonly withheld: { readonly reason: string; readonly explanation: string } | null;
  /** Whether a CA in our chain is among those named; null where none is named, or nothing is sent. */
  readonly listed: boolean | null;
}

/** `--json`; the first two repeat the client's outcome. */
export interface ConnectReport {
  readonly state: Outcome['state'];
  readonly error: Outcome['error'];
  readonly outcome: { readonly client: Outcome };
  readonly problem?: string;
  /** The server ended the connection without close_notify, so that nobody knows whether that was all. */
  readonly truncated?: true;
  readonly offered: OfferedReport;
  readonly agreed: NegotiatedReport | null;
  readonly certificateRequest: CertificateQuestion | null;
  readonly answer: HttpAnswer | null;
  /** Nothing was asked, since this protocol is spoken under TLS. */
  readonly notAsked?: string;
  readonly messages: readonly MessageLine[];
  readonly checks: readonly CheckLine[];
  readonly secrets: string;
}

export interface ConnectFindings {
  readonly config: ClientSetup;
  readonly outcome: Outcome;
  readonly problem: string | null;
  readonly truncated: boolean;
  /** Everything that the client reported. */
  readonly endpoint: readonly EndpointEvent[];
  readonly events: readonly LabEvent[];
  readonly answer: HttpAnswer | null;
  /** The protocol that is spoken and that we do not speak, so that nothing was asked; else null. */
  readonly notAsked: string | null;
}

export function connectReport({
  config,
  outcome,
  problem,
  truncated,
  endpoint,
  events,
  answer,
  notAsked,
}: ConnectFindings): ConnectReport {
  const showed = events.some((event) => event.kind === 'sent' && event.message.type === 'Certificate');
  const steps = stepsOf(events, showed ? 'mutual' : 'one-way');
  return {
    ...outcome,
    outcome: { client: outcome },
    ...(problem ? { problem } : {}),
    ...(truncated ? { truncated } : {}),
    offered: offerOf(config),
    agreed: agreementOf(endpoint),
    certificateRequest: questionOf(endpoint, config),
    answer,
    ...(notAsked === null ? {} : { notAsked }),
    messages: messageLines({ events, steps }),
    checks: checkLines(events, steps),
    secrets: keyLogOf(events, 'client'),
  };
}

export function connectText(report: ConnectReport): string {
  const { checks, outcome, offered, agreed, certificateRequest, answer, notAsked, truncated } = report;
  const rows = checks.map(
    ({ certificate, check, result, reference, evidence }) =>
      `${result === 'pass' ? '+' : result === 'fail' ? 'x' : '-'} ${certificate === null ? ' ' : certificate} ${check.padEnd(24)} ${reference.padEnd(32)} ${evidence}`,
  );
  const failed = outcome.client.error !== null;
  const isOfOffer = outcome.client.error?.alert === 'no_application_protocol';
  return [
    ...rows,
    ...(agreed ? [`agreed: ${agreementText(agreed)}`] : []),
    ...(certificateRequest ? questionLines(certificateRequest) : []),
    `client: ${outcomeLine(outcome.client)}`,
    ...(truncated ? [TRUNCATED] : []),
    ...(failed && (!agreed || isOfOffer) ? offerLines(offered) : []),
    ...(notAsked === undefined ? [] : [`no request was sent: ${printable(notAsked)} is spoken, not HTTP`]),
    ...(answer ? answerLines(answer) : []),
    '',
  ].join('\n');
}

/** RFC 5246 7.2.1, RFC 9846 6.1. */
const TRUNCATED = 'the server ended the connection without close_notify: what came last may be missing (RFC 9846 6.1)';

function offerOf({ serverName, versions, suites, groups, schemes, alpn }: ClientSetup): OfferedReport {
  const suites13 = versions.includes('tls1.3') ? PROTOCOL_SUITES['tls1.3'] : [];
  return {
    serverName,
    versions,
    suites: [...suites13, ...suites.map(({ name }) => name)],
    groups,
    signatureSchemes: schemes.map(schemeName),
    alpn,
  };
}

function agreementOf(events: readonly EndpointEvent[]): NegotiatedReport | null {
  const found = events.find((event) => event.kind === 'agreed');
  if (!found) return null;
  const alpn = events.find((event) => event.kind === 'alpn')?.protocol ?? null;
  const [group = null] = events.flatMap((event) =>
    event.kind === 'operation' && (event.operation === 'ecdhe.agree' || event.operation === 'keys.handshake')
      ? [event.details.group]
      : [],
  );
  return { version: found.version, suite: found.suite, group, alpn };
}

function questionOf(events: readonly EndpointEvent[], { credential }: ClientSetup): CertificateQuestion | null {
  const asked = events.find((event) => event.kind === 'asked');
  if (!asked) return null;
  const { authorities, certificateTypes, schemes } = asked.request;
  // A server may ask for what no endpoint here can do.
  const { types, names } = withMoreNames(MORE_NAMES, () => ({
    types: certificateTypes?.map(certificateTypeName) ?? null,
    names: schemes.map(schemeName),
  }));
  const chain = credential && decodeChain(credential.chain);
  const isListed =
    chain?.ok && chain.certificates.some(({ issuer }) => authorities.some((der) => equalBytes(der, issuer.der)));
  return {
    authorities: authorities.map(nameText),
    certificateTypes: types,
    signatureSchemes: names,
    withheld:
      asked.withheld === null
        ? null
        : { reason: asked.withheld, explanation: explain(asked.withheld, credential, types, names) },
    listed: asked.withheld !== null || authorities.length === 0 ? null : isListed === true,
  };
}

const nameText = (der: Uint8Array): string => {
  const name = attempt(() => decodeName(der));
  return name.ok ? name.value.text : 'a name that cannot be read';
};

function explain(
  reason: string,
  credential: ClientSetup['credential'],
  types: readonly string[] | null,
  schemes: readonly string[],
): string {
  const key = credential?.key;
  const kind =
    key === undefined ? '' : key.kind === 'rsa' ? 'RSA' : key.kind === 'ec' ? `ECDSA on ${key.curve}` : 'Ed25519';
  switch (reason) {
    case 'none':
      return 'there is none to send; --cert and --key, or --p12, give one';
    case 'type':
      return `its key is for ${kind}, and the server takes certificates of these types only: ${listText(types ?? [])}`;
    case 'scheme':
      return `its key is for ${kind}, and the server takes these signatures only: ${listText(schemes)}`;
    default:
      return 'no CA in its chain is among those that the server named';
  }
}

function questionLines({
  authorities,
  certificateTypes,
  signatureSchemes,
  withheld,
  listed,
}: CertificateQuestion): string[] {
  return [
    'the server asked for a certificate',
    `  from: ${authorities.length === 0 ? 'any CA (it named none)' : listText(authorities, '; ')}`,
    ...(certificateTypes ? [`  types: ${listText(certificateTypes)}`] : []),
    `  signatures: ${listText(signatureSchemes)}`,
    withheld ? `  not sent: ${withheld.explanation}` : '  sent',
    ...(listed === false ? ['  note: no CA in the chain that was sent is among those that the server named'] : []),
  ];
}

function offerLines({ versions, suites, groups, signatureSchemes, alpn }: OfferedReport): string[] {
  return [
    'offered:',
    `  versions: ${versions.map(versionText).join(', ')}`,
    `  cipher suites: ${suites.join(', ')}`,
    ...(groups.length > 0 ? [`  groups: ${groups.join(', ')}`] : []),
    `  signatures: ${signatureSchemes.join(', ')}`,
    ...(alpn.length > 0 ? [`  application protocols: ${alpn.join(', ')}`] : []),
  ];
}

const agreementText = ({ version, suite, group, alpn }: NegotiatedReport): string =>
  [versionText(version), suite, ...(group === null ? [] : [group]), ...(alpn === null ? [] : [`ALPN ${alpn}`])].join(
    ', ',
  );

const versionText = (version: string): string => version.replace('tls', 'TLS ');

function listText(items: readonly string[], separator = ', '): string {
  const shown = items.slice(0, MAX_LISTED).map(printable).join(separator);
  return items.length > MAX_LISTED ? `${shown}${separator}and ${items.length - MAX_LISTED} more` : shown;
}

const MAX_LISTED = 30;
