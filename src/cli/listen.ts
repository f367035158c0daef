// `listen`: our server on 127.0.0.1, for openssl s_client, curl or a browser.
import { mkdtempSync, readdirSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platformRandom } from '../crypto/platformRandom.ts';
import { applyFaults } from '../lab/faults/catalogue.ts';
import { honestPlan, withClientCertificate } from '../lab/plan/plan.ts';
import { keyLogOf } from '../lab/recording/keyLog.ts';
import { stepsOf } from '../lab/recording/steps.ts';
import { ANY_KEYS, preferred } from '../lab/run/capabilities.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { ownNames } from '../lab/scenario/fieldValues.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { newServer, type ServerSetup } from '../tls/endpoint.ts';
import type { EndpointSecret } from '../tls/events.ts';
import { LOCAL_NAMES, makeBundle, prepareFolder, writeBundle } from './bundle.ts';
import { appendSecrets, exists, isFolder } from './files.ts';
import { readNames } from './hostName.ts';
import { readCertificates, readCredential, strangeKey } from './material.ts';
import { printable } from './printable.ts';
import { readProvider, startProvider } from './provider.ts';
import { checkLines } from './report.ts';
import { onlyInFiles, readScenario, scenarioOptions } from './scenarioOptions.ts';
import { networkProblem, runOnSocket, type Session } from './socket.ts';
import { COMMAND_FIELDS } from './synopsis.ts';
import { noPositionals, readOptions, UsageError, wholeNumber } from './usage.ts';
import { WebPage } from './webPage.ts';

export async function listen(args: readonly string[]): Promise<void> {
  await prepareAll();
  const { values, positionals } = readOptions('listen', args, {
    ...scenarioOptions(COMMAND_FIELDS.listen),
    port: 'string',
    provider: 'string',
    pki: 'string',
    once: 'boolean',
    keylog: 'string',
    name: 'list',
    passphrase: 'string',
  });
  noPositionals('listen', positionals);
  const scenario = readScenario('listen', values);
  await startProvider(readProvider('listen', values.provider, scenario.protocol));
  onlyInFiles('listen', scenario);
  const names = readNames('listen', values.name);
  const port = values.port === undefined ? 0 : wholeNumber('listen', 'port', values.port, 0, 65535);
  if (values.keylog !== undefined) appendSecrets('listen', values.keylog, '');
  if (values.passphrase !== undefined && values.pki === undefined)
    throw new UsageError('listen: --passphrase is for the key in --pki DIR');
  const folder = pkiFolder(values.pki, scenario, names);
  const credential = readCredential(
    'listen',
    join(folder, 'server.pem'),
    join(folder, 'server.key'),
    values.passphrase,
  );
  const strange = strangeKey(credential);
  if (strange) process.stderr.write(`listen: note: ${printable(strange)}\n`);
  const config: Omit<ServerSetup, 'now'> = {
    // Without --group, as browsers prefer: the hybrid, where a client has it.
    ...preferred(
      {
        ...scenario,
        ...ANY_KEYS,
        group: values.group === undefined && scenario.protocol === 'tls1.3' ? 'X25519MLKEM768' : scenario.group,
      },
      // A share that the client brought is taken, unless a group is asked for by name.
      { random: platformRandom, asksForStaple: false, tickets: 2, requirePreferredGroup: values.group !== undefined },
    ),
    random: platformRandom,
    credential,
    clientCertificate: applyFaults(
      withClientCertificate(honestPlan(scenario.mode, Date.now(), 'now'), scenario.clientCertificate),
      scenario,
    ).clientCertificate,
    anchors: scenario.mode === 'mutual' ? readCertificates('listen', join(folder, 'root.pem')) : [],
    revocation: 'off',
    revocationPolicy: 'hard',
    staple: null,
    alpn: ['http/1.1'],
  };
  await serve({ config, port, folder, once: values.once, keylog: values.keylog });
}

/**
 * The folder that was given, which must have all files that are read. They are made, and that is said, where it is not
 * there or empty; without one, in a new one.
 */
function pkiFolder(given: string | undefined, scenario: Scenario, names: readonly string[]): string {
  if (given !== undefined && isFolder(given) && readdirSync(given).length > 0) {
    requireFiles(given, scenario);
    const isNamed = Object.keys(ownNames(scenario)).length > 0;
    if (scenario.faults.length > 0 || names.length > 0 || isNamed) {
      throw new UsageError(
        `listen: ${given} has certificates already, --fault, --name and other names go into new ones`,
      );
    }
    return given;
  }
  const folder = given ?? mkdtempSync(join(tmpdir(), 'handshake-lab-'));
  // Files for a client too, whatever the mode: whoever tries `--mode mutual` next needs them.
  prepareFolder('listen', folder, 'mutual', false);
  if (given !== undefined) process.stderr.write(`listen: ${given} has no certificates: new ones are made there\n`);
  const { files } = makeBundle({ ...scenario, mode: 'mutual' }, [...LOCAL_NAMES, ...names], undefined, Date.now());
  writeBundle('listen', folder, files, false);
  return folder;
}

function requireFiles(folder: string, { mode }: Scenario): void {
  const wanted = ['server.pem', 'server.key', ...(mode === 'mutual' ? ['root.pem'] : [])];
  const missing = wanted.filter((name) => !exists(join(folder, name)));
  if (missing.length > 0)
    throw new UsageError(
      `listen: --pki ${folder}: there is no ${missing.join(' and no ')} in it; "pki --out DIR" makes a folder with all files`,
    );
}

interface Service {
  readonly config: Omit<ServerSetup, 'now'>;
  readonly port: number;
  readonly folder: string;
  readonly once: boolean;
  readonly keylog: string | undefined;
}

/** Until one connection is over, with `once`; else until the process is told to end. */
function serve({ config, port, folder, once, keylog }: Service): Promise<void> {
  let count = 0;
  let closed = false;
  const sessions = new Set<Session>();
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      if (closed && sessions.size === 0) resolve();
    };
    const server = createServer((socket) => {
      if (once && count > 0) {
        socket.destroy();
        return;
      }
      const number = ++count;
      if (once) server.close();
      const session = talk(socket, { ...config, now: Date.now() }, number, keylog);
      sessions.add(session);
      socket.on('close', () => {
        sessions.delete(session);
        // It is said again when it happens again.
        if (sessions.size <= MAX_CONNECTIONS / 2) isFull = false;
        settle();
      });
    });
    // No peer can make the process run out of file descriptors.
    server.maxConnections = MAX_CONNECTIONS;
    let isFull = false;
    server.on('drop', () => {
      if (!isFull) process.stderr.write(`listen: ${MAX_CONNECTIONS} connections are open, more are closed at once\n`);
      isFull = true;
    });
    const end = (): void => {
      server.close();
      for (const session of sessions) session.stop('listen was ended');
    };
    process.once('SIGINT', end).once('SIGTERM', end);
    server.on('error', (error) => {
      if (!server.listening) reject(new UsageError(`listen: port ${port}: ${networkProblem(error)}`));
      else process.stderr.write(`listen: ${networkProblem(error)}\n`);
    });
    server.on('close', () => {
      process.off('SIGINT', end).off('SIGTERM', end);
      closed = true;
      settle();
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address !== null ? address.port : port;
      process.stdout.write(`${JSON.stringify({ listening: chosen, pki: folder })}\n`);
    });
  });
}

function talk(socket: Socket, config: ServerSetup, connection: number, keylog: string | undefined): Session {
  const page = new WebPage();
  const session = runOnSocket(
    socket,
    newServer(config),
    'server',
    {
      onEvent(event) {
        // At once, so that a capture can be read while the connection lasts.
        if (keylog !== undefined && event.kind === 'secret' && LAST_LOGGED.includes(event.secret)) {
          appendSecrets('listen', keylog, keyLogOf(session.recorder.events, 'server'));
        }
        const answer = event.kind === 'data' ? page.take(event.data, session.state()) : null;
        if (answer === null) return;
        session.feed({ kind: 'write', data: answer });
        session.feed({ kind: 'close' });
      },
      onEnd(problem) {
        const { events } = session.recorder;
        const outcome = session.outcome();
        const line = {
          connection,
          ...outcome,
          outcome: { server: outcome },
          ...(problem ? { problem } : {}),
          ...(session.truncated() ? { truncated: true } : {}),
          checks: checkLines(events, stepsOf(events, config.clientCertificate === 'none' ? 'one-way' : 'mutual')),
        };
        process.stdout.write(`${JSON.stringify(line)}\n`);
      },
    },
    PATIENCE,
  );
  return session;
}

/** What is derived last of all that the key log has, in TLS 1.2 and in 1.3. */
const LAST_LOGGED: readonly EndpointSecret[] = ['masterSecret', 'exporterSecret'];
/** Ten minutes are enough to type a request by hand. */
const PATIENCE = { silenceMs: 30_000, handshakeMs: 30_000, connectionMs: 600_000 };
const MAX_CONNECTIONS = 256;
