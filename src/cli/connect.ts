// `connect`: our client against a real server, where the user says and nowhere else.
import { isIP, connect as openSocket, type Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { concat, utf8 } from '../bytes/hex.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import { keyLogOf } from '../lab/recording/keyLog.ts';
import { ANY_KEYS, allOffered, offered } from '../lab/run/capabilities.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { PROTOCOLS } from '../lab/scenario/scenario.ts';
import { fromPem } from '../pki/intake/pem.ts';
import { type Certificate, decodeCertificate } from '../pki/x509/certificate.ts';
import type { Credential } from '../tls/auth/credential.ts';
import { type ClientSetup, newClient } from '../tls/endpoint.ts';
import type { EndpointEvent } from '../tls/events.ts';
import { type ConnectFindings, connectReport, connectText } from './connectReport.ts';
import { appendSecrets } from './files.ts';
import { hostName } from './hostName.ts';
import { Http2Request } from './http2Request.ts';
import { readHttpAnswer } from './httpAnswer.ts';
import { readCertificates, readCredential, readPkcs12Credential, strangeKey } from './material.ts';
import { printable } from './printable.ts';
import { readProvider, startProvider } from './provider.ts';
import { networkProblem, runOnSocket } from './socket.ts';
import { STARTTLS_PROTOCOLS, type StarttlsProtocol } from './starttls.ts';
import { startTls } from './starttlsSocket.ts';
import { oneOf, readOptions, UsageError, wholeNumber } from './usage.ts';
import { whyLine } from './whyLine.ts';

export async function connect(args: readonly string[]): Promise<void> {
  await prepareAll();
  const { values, positionals } = readOptions('connect', args, {
    name: 'string',
    ca: 'string',
    cert: 'string',
    key: 'string',
    passphrase: 'string',
    p12: 'string',
    password: 'string',
    protocol: 'string',
    provider: 'string',
    alpn: 'string',
    starttls: 'string',
    keylog: 'string',
    json: 'boolean',
  });
  const { host, port } = readTarget(positionals);
  const protocol = oneOf('connect', 'protocol', values.protocol, PROTOCOLS);
  await startProvider(readProvider('connect', values.provider, protocol));
  const starttls = oneOf('connect', 'starttls', values.starttls, STARTTLS_PROTOCOLS) ?? null;
  const credential = await ownCredential(values);
  const strange = credential && strangeKey(credential);
  if (strange) process.stderr.write(`connect: note: ${printable(strange)}\n`);
  const config: ClientSetup = {
    ...(protocol === undefined ? allOffered() : offered({ protocol, group: 'X25519MLKEM768', ...ANY_KEYS })),
    random: platformRandom,
    now: Date.now(),
    serverName: readServerName(host, values.name),
    anchors: values.ca === undefined ? publicRoots() : readCertificates('connect', values.ca),
    credential,
    sendUnlisted: true,
    revocation: 'off',
    revocationPolicy: 'hard',
    alpn: readAlpn(values.alpn, starttls),
  };
  if (values.keylog !== undefined) appendSecrets('connect', values.keylog, '');
  const socket = await begin(host, port, starttls, config.serverName).catch((error: unknown) => {
    if (values.json && error instanceof UsageError) {
      process.stdout.write(`${JSON.stringify(connectReport(unheard(config, error.message)))}\n`);
    }
    throw error;
  });
  const heard = await talk(socket, config, starttls);
  if (values.keylog !== undefined) appendSecrets('connect', values.keylog, keyLogOf(heard.events, 'client'));
  if (heard.problem) process.stderr.write(`connect: ${target(host, port)}: ${heard.problem}\n`);
  const report = connectReport(heard);
  if (
    values.ca === undefined &&
    report.checks.some(({ check, result }) => result === 'fail' && check.startsWith('chain.'))
  )
    process.stderr.write(
      'connect: note: without --ca FILE, the public roots that Node brings are trusted, and no others\n',
    );
  const because = values.json ? null : await whyLine(report);
  process.stdout.write(
    values.json ? `${JSON.stringify(report)}\n` : `${connectText(report)}${because === null ? '' : `${because}\n`}`,
  );
}

/** A socket on which TLS may begin. */
async function begin(host: string, port: number, starttls: StarttlsProtocol | null, name: string): Promise<Socket> {
  const socket = await reach(host, port);
  if (starttls !== null) await startTls(socket, `connect: ${target(host, port)}`, starttls, name);
  return socket;
}

/** There was no connection, and so no TLS on it. */
const unheard = (config: ClientSetup, problem: string): ConnectFindings => ({
  config,
  outcome: { state: 'failed', error: { code: 'connection.none', alert: '', by: 'self' } },
  problem: problem.replace(/^connect: /, ''),
  truncated: false,
  endpoint: [],
  events: [],
  answer: null,
  notAsked: null,
});

type CredentialOptions = Readonly<Record<'cert' | 'key' | 'passphrase' | 'p12' | 'password', string | undefined>>;

async function ownCredential({ cert, key, passphrase, p12, password }: CredentialOptions): Promise<Credential | null> {
  if (p12 !== undefined) {
    if (cert !== undefined || key !== undefined || passphrase !== undefined)
      throw new UsageError('connect: --p12 stands in the place of --cert, --key and --passphrase');
    return await readPkcs12Credential('connect', p12, password);
  }
  if (password !== undefined) throw new UsageError('connect: --password is for --p12');
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('connect: --cert and --key go together');
  if (cert === undefined || key === undefined) {
    if (passphrase !== undefined) throw new UsageError('connect: --passphrase is for --key');
    return null;
  }
  return readCredential('connect', cert, key, passphrase);
}

/** What is offered by ALPN (RFC 7301): HTTP/1.1, where nothing else is said, for that is what is spoken then. */
function readAlpn(text: string | undefined, starttls: StarttlsProtocol | null): string[] {
  if (text === undefined) return starttls === null ? [HTTP] : [];
  if (text === 'none') return [];
  const names = text.split(',');
  if (names.length > 50 || !names.every((name) => /^[!-~]{1,255}$/.test(name)))
    throw new UsageError(
      `connect: --alpn ${text}: names with commas between them are wanted, such as h2,http/1.1, or none`,
    );
  return names;
}

/** The connection by TCP. */
function reach(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = openSocket({ host, port });
    const fail = (problem: string): void => {
      socket.destroy();
      reject(new UsageError(`connect: ${target(host, port)}: ${problem}`));
    };
    const failed = (error: Error): void => fail(networkProblem(error));
    socket.setTimeout(SILENCE_MS, () => fail(`no answer for ${SILENCE_MS / 1000} s`));
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.off('error', failed).removeAllListeners('timeout').setTimeout(0);
      resolve(socket);
    });
  });
}

/** TLS, and a request where a protocol is spoken that has one. */
function talk(socket: Socket, config: ClientSetup, starttls: StarttlsProtocol | null): Promise<ConnectFindings> {
  return new Promise((resolve) => {
    let idle: NodeJS.Timeout | undefined;
    const endpoint: EndpointEvent[] = [];
    const parts: Uint8Array[] = [];
    let http2: Http2Request | null = null;
    let notAsked: string | null = null;
    let answered = 0;
    const closeSoon = (ms: number): void => {
      clearTimeout(idle);
      idle = setTimeout(() => session.feed({ kind: 'close' }), ms);
    };
    socket.once('data', (data: Buffer) => {
      if (data.toString('latin1', 0, 5) === 'HTTP/')
        process.stderr.write('connect: note: the other side speaks HTTP, not TLS\n');
    });
    const session = runOnSocket(
      socket,
      newClient(config),
      'client',
      {
        onEvent(event) {
          if (event.kind !== 'data') endpoint.push(event);
          if (event.kind === 'established') {
            const alpn = endpoint.find((one) => one.kind === 'alpn')?.protocol ?? null;
            const request = requestFor(config.serverName, starttls, alpn);
            if (request === HTTP2) {
              const send = (data: Uint8Array) => session.feed({ kind: 'write', data });
              http2 = new Http2Request(config.serverName, send, () => closeSoon(0));
            } else if (request !== null) session.feed({ kind: 'write', data: utf8(request) });
            else notAsked = starttls ?? alpn;
            closeSoon(request === null ? NO_ANSWER_MS : FIRST_ANSWER_MS);
          }
          if (event.kind === 'data') {
            if (http2 === null) parts.push(event.data);
            else http2.take(event.data);
            answered += event.data.length;
            closeSoon(answered < ENOUGH_ANSWER ? NEXT_ANSWER_MS : 0);
          }
          if (event.kind === 'ended') clearTimeout(idle);
        },
        onEnd(problem) {
          clearTimeout(idle);
          const { events } = session.recorder;
          const answer = http2 === null ? readHttpAnswer(concat(...parts)) : http2.answer();
          http2?.end();
          resolve({
            config,
            outcome: session.outcome(),
            problem,
            truncated: session.truncated(),
            endpoint,
            events,
            answer,
            notAsked,
          });
        },
      },
      PATIENCE,
    );
    session.feed({ kind: 'start' });
    socket.resume();
  });
}

/** What is asked for under TLS, the name of HTTP/2 where that is spoken; null where another protocol is spoken than we know. */
function requestFor(name: string, starttls: StarttlsProtocol | null, alpn: string | null): string | null {
  if (starttls !== null) return FAREWELLS[starttls] ?? null;
  if (alpn === HTTP2) return HTTP2;
  if (alpn !== null && alpn !== HTTP && alpn !== 'http/1.0') return null;
  return `GET / HTTP/1.1\r\nHost: ${isIP(name) === 6 ? `[${name}]` : name}\r\nConnection: close\r\n\r\n`;
}

function readTarget(positionals: readonly string[]): { host: string; port: number } {
  const [target, more] = positionals;
  if (more !== undefined) throw new UsageError(`connect: "${more}" is not understood`);
  const match = /^(?:\[([0-9a-fA-F:]+)\]|([^:]+)):(\d+)$/.exec(target ?? '');
  const host = match?.[1] ?? match?.[2];
  if (!match || host === undefined)
    throw new UsageError(
      `connect: HOST:PORT is wanted, such as localhost:8443${target === undefined ? '' : `, and no "${target}"`}`,
    );
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

const HTTP = 'http/1.1';
const HTTP2 = 'h2';
/** A word that the protocol under TLS answers, so that one sees it work; none where every word needs more than that. */
const FAREWELLS: Partial<Record<StarttlsProtocol, string>> = {
  smtp: 'QUIT\r\n',
  ftp: 'QUIT\r\n',
  pop3: 'QUIT\r\n',
  imap: 'a2 LOGOUT\r\n',
};
const FIRST_ANSWER_MS = 3_000;
const NEXT_ANSWER_MS = 300;
/** In TLS 1.3 a server's refusal comes after the client is done. */
const NO_ANSWER_MS = 1_000;
/** Bytes; more than this is not waited for. */
const ENOUGH_ANSWER = 65_536;
const SILENCE_MS = 15_000;
const PATIENCE = { silenceMs: SILENCE_MS, handshakeMs: 30_000, connectionMs: 120_000 };
