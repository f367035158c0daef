// `listen`: our server on 127.0.0.1, for openssl s_client, curl or a browser.
import { mkdtempSync, appendFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromUtf8, utf8 } from '../bytes/hex.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import { keyLogOf } from '../lab/keyLog.ts';
import { stepsOf } from '../lab/steps.ts';
import { SUITES } from '../lab/scenario.ts';
import { commonName } from '../tls/peer.ts';
import { newServer, type ServerConfig } from '../tls/server.ts';
import { suiteByName } from '../tls/suites.ts';
import { makeBundle, writeBundle } from './bundle.ts';
import { exists } from './files.ts';
import { readCredential, readCertificates } from './material.ts';
import { checkLines } from './report.ts';
import { runOnSocket } from './socket.ts';
import { noPositionals, readOptions, readScenario, UsageError, wholeNumber } from './usage.ts';

export async function listen(args: readonly string[]): Promise<void> {
  const { values, positionals } = readOptions('listen', args, {
    port: 'string',
    mode: 'string',
    protocol: 'string',
    fault: 'list',
    pki: 'string',
    once: 'boolean',
    keylog: 'string',
    name: 'list',
  });
  noPositionals('listen', positionals);
  const scenario = readScenario('listen', { ...values, suite: undefined, revocation: undefined, seed: undefined });
  const port = values.port === undefined ? 0 : wholeNumber('listen', 'port', values.port, 0, 65535);
  const folder = values.pki ?? mkdtempSync(join(tmpdir(), 'handshake-lab-'));
  if (!exists(join(folder, 'server.pem'))) {
    // Files for a client too, whatever the mode: whoever tries `--mode mutual` next needs them.
    const { files } = makeBundle({ ...scenario, mode: 'mutual' }, ['localhost', '127.0.0.1', ...values.name], undefined, Date.now());
    writeBundle('listen', folder, files, false);
  }
  const config: Omit<ServerConfig, 'now'> = {
    random: platformRandom,
    suites: SUITES.map(suiteByName),
    credential: readCredential('listen', join(folder, 'server.pem'), join(folder, 'server.key')),
    clientCertificate: scenario.mode === 'mutual' ? 'require' : 'none',
    anchors: readCertificates('listen', join(folder, 'root.pem')),
    revocation: 'off',
    alpn: ['http/1.1'],
  };
  await serve(config, port, folder, values.once, values.keylog);
}

function serve(config: Omit<ServerConfig, 'now'>, port: number, folder: string, once: boolean, keylog: string | undefined): Promise<void> {
  let count = 0;
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      const number = ++count;
      if (once) server.close();
      talk(socket, { ...config, now: Date.now() }, number, keylog);
    });
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(new UsageError(`listen: port ${port}: ${error.code === 'EADDRINUSE' ? 'in use' : error.message}`));
    });
    server.on('close', resolve);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address !== null ? address.port : port;
      process.stdout.write(`${JSON.stringify({ listening: chosen, pki: folder })}\n`);
    });
  });
}

function talk(socket: Socket, config: ServerConfig, connection: number, keylog: string | undefined): void {
  let request = '';
  const session = runOnSocket(
    socket,
    newServer(config),
    'server',
    {
      onEvent(event) {
        if (event.kind !== 'data' || request.length > MAX_REQUEST) return;
        request += fromUtf8(event.data);
        if (!request.includes('\r\n\r\n') && request.length <= MAX_REQUEST) return;
        session.feed({ kind: 'write', data: answer(request, session.state()) });
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
          checks: checkLines(events, stepsOf(events, config.clientCertificate === 'none' ? 'one-way' : 'mutual')),
        };
        if (keylog !== undefined) appendFileSync(keylog, keyLogOf(events, 'server'), { mode: 0o600 });
        process.stdout.write(`${JSON.stringify(line)}\n`);
      },
    },
    SILENCE_MS,
  );
}

/** A small page that says whom TLS authenticated. */
function answer(request: string, state: ReturnType<ReturnType<typeof runOnSocket>['state']>): Uint8Array {
  const line = request.split('\r\n', 1)[0] ?? '';
  const known = state.name === 'connected' && 'identity' in state && state.identity.kind === 'certificate' ? commonName(state.identity.path.leaf) : null;
  const get = /^(GET|HEAD) \S+ HTTP\/1\.[01]$/.test(line);
  const text = get ? `Handshake Lab: the handshake is complete. ${known ? `TLS proved that you are ${known}.` : 'TLS did not ask who you are.'}` : 'Only GET is understood here.';
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Handshake Lab</title><p>${escapeHtml(text)}</p></html>\n`;
  const head = `HTTP/1.1 ${get ? '200 OK' : '405 Method Not Allowed'}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${utf8(body).length}\r\nConnection: close\r\n\r\n`;
  return utf8(line.startsWith('HEAD ') ? head : head + body);
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const MAX_REQUEST = 16_384;
const SILENCE_MS = 30_000;
