// `connect`: our client against a real server, where the user says and nowhere else.
import { isIP, connect as openSocket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { fromUtf8, utf8 } from '../bytes/hex.ts';
import { registerEllipticKeys } from '../crypto/ellipticVerifiers.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import { keyLogOf } from '../lab/keyLog.ts';
import { SUITES } from '../lab/scenario.ts';
import { stepsOf } from '../lab/steps.ts';
import { type Certificate, decodeCertificate } from '../pki/certificate.ts';
import { escapeControls } from '../pki/name.ts';
import { fromPem } from '../pki/pem.ts';
import { type ClientConfig, newClient } from '../tls/client.ts';
import { suiteByName } from '../tls/suites.ts';
import { appendSecrets } from './files.ts';
import { hostName } from './hostName.ts';
import { readCertificates, readCredential } from './material.ts';
import { checkLines, messageLines } from './report.ts';
import { runOnSocket } from './socket.ts';
import { outcomeText } from './text.ts';
import { readOptions, readProtocol, UsageError, wholeNumber } from './usage.ts';

export async function connect(args: readonly string[]): Promise<void> {
  registerEllipticKeys();
  const { values, positionals } = readOptions('connect', args, {
    name: 'string',
    ca: 'string',
    cert: 'string',
    key: 'string',
    protocol: 'string',
    keylog: 'string',
    json: 'boolean',
  });
  const { host, port } = readTarget(positionals);
  readProtocol('connect', values.protocol);
  if ((values.cert === undefined) !== (values.key === undefined))
    throw new UsageError('connect: --cert and --key go together');
  const config: ClientConfig = {
    random: platformRandom,
    now: Date.now(),
    serverName: readServerName(host, values.name),
    suites: SUITES.map(suiteByName),
    anchors: values.ca === undefined ? publicRoots() : readCertificates('connect', values.ca),
    credential:
      values.cert !== undefined && values.key !== undefined ? readCredential('connect', values.cert, values.key) : null,
    sendUnlisted: true,
    revocation: 'off',
    revocationPolicy: 'hard',
    alpn: ['http/1.1'],
  };
  if (values.keylog !== undefined) appendSecrets('connect', values.keylog, '');
  await talk(host, port, config, values.json, values.keylog);
}

function talk(
  host: string,
  port: number,
  config: ClientConfig,
  json: boolean,
  keylog: string | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = openSocket({ host, port });
    let reached = false;
    let idle: NodeJS.Timeout | undefined;
    let answered = '';
    const closeSoon = (ms: number): void => {
      clearTimeout(idle);
      idle = setTimeout(() => session.feed({ kind: 'close' }), ms);
    };
    const session = runOnSocket(
      socket,
      newClient(config),
      'client',
      {
        onEvent(event) {
          if (event.kind === 'established') {
            session.feed({
              kind: 'write',
              data: utf8(`GET / HTTP/1.1\r\nHost: ${config.serverName}\r\nConnection: close\r\n\r\n`),
            });
            closeSoon(FIRST_ANSWER_MS);
          }
          if (event.kind === 'data') {
            answered += fromUtf8(event.data);
            closeSoon(answered.length < ENOUGH_ANSWER ? NEXT_ANSWER_MS : 0);
          }
          if (event.kind === 'ended') clearTimeout(idle);
        },
        onEnd(problem) {
          clearTimeout(idle);
          if (!reached) {
            reject(new UsageError(`connect: ${target(host, port)}: ${problem ?? 'no connection'}`));
            return;
          }
          const { events } = session.recorder;
          const steps = stepsOf(
            events,
            events.some((event) => event.kind === 'sent' && event.message.type === 'Certificate')
              ? 'mutual'
              : 'one-way',
          );
          const outcome = session.outcome();
          if (keylog !== undefined) appendSecrets('connect', keylog, keyLogOf(events, 'client'));
          if (problem) process.stderr.write(`connect: ${target(host, port)}: ${problem}\n`);
          const report = {
            ...outcome,
            outcome: { client: outcome },
            ...(problem ? { problem } : {}),
            messages: messageLines({ events, steps }),
            checks: checkLines(events, steps),
            secrets: keyLogOf(events, 'client'),
          };
          process.stdout.write(
            json ? `${JSON.stringify(report)}\n` : readable(report.checks, outcomeText(outcome), answered),
          );
          resolve();
        },
      },
      SILENCE_MS,
    );
    socket.on('connect', () => {
      reached = true;
      session.feed({ kind: 'start' });
    });
  });
}

function readable(checks: ReturnType<typeof checkLines>, outcome: string, answered: string): string {
  const rows = checks.map(
    ({ certificate, check, result, reference, evidence }) =>
      `${result === 'pass' ? '+' : result === 'fail' ? 'x' : '-'} ${certificate === null ? ' ' : certificate} ${check.padEnd(24)} ${reference.padEnd(32)} ${evidence}`,
  );
  const first = escapeControls(answered.split(/\r?\n/, 1)[0]?.slice(0, 200) ?? '');
  return [...rows, `client: ${outcome}`, ...(first ? [`the server answered: ${first}`] : []), ''].join('\n');
}

function readTarget(positionals: readonly string[]): { host: string; port: number } {
  const [target, more] = positionals;
  if (more !== undefined) throw new UsageError(`connect: "${more}" is not understood`);
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:]+)):(\d+)$/.exec(target ?? '');
  const host = match?.[1] ?? match?.[2];
  if (!match || host === undefined) throw new UsageError(`connect: HOST:PORT is wanted, got "${target ?? ''}"`);
  if (match[1] !== undefined && isIP(match[1]) !== 6) throw new UsageError(`connect: "${match[1]}" is no IPv6 address`);
  return { host, port: wholeNumber('connect', 'port', match[3] ?? '', 1, 65535) };
}

const target = (host: string, port: number): string => `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;

/** The DNS name to send and to look for. An address is not sent (RFC 6066 3), and looked for among the addresses. */
function readServerName(host: string, given: string | undefined): string {
  const name = hostName(given ?? host);
  if (name !== null) return name;
  if (isIP(given ?? host) !== 0) return given ?? host;
  throw new UsageError(`connect: ${given === undefined ? '' : '--name '}${given ?? host}: no DNS name or address`);
}

/** The roots that Node trusts, where --ca names none. */
function publicRoots(): Certificate[] {
  return rootCertificates.flatMap((pem) => {
    const blocks = fromPem(pem, 'CERTIFICATE');
    const decoded = blocks.ok && blocks.value[0] ? decodeCertificate(blocks.value[0].der) : null;
    return decoded?.ok ? [decoded.value] : [];
  });
}

const FIRST_ANSWER_MS = 3_000;
const NEXT_ANSWER_MS = 300;
/** Characters; more than this is not waited for. */
const ENOUGH_ANSWER = 65_536;
const SILENCE_MS = 15_000;
