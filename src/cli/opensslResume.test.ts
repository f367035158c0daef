// Our client comes back to OpenSSL's server with the ticket that it got there, and asks it for new keys (RFC 9846 2.2,
// 4.7.3); and its client to ours.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../bytes/hex.ts';
import { platformRandom } from '../crypto/platformRandom.ts';
import { credentialFiles } from '../lab/files/exportFiles.ts';
import { PORT, reproduce } from '../lab/files/reproduce.ts';
import { offered } from '../lab/run/capabilities.ts';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, normalizeScenario } from '../lab/scenario/scenario.ts';
import { reproductionWords } from '../lessons/reproduce.ts';
import { type Folder, opensslCredential, pkiFolder } from '../testing/commandLine.ts';
import { type OpensslServer, opensslClient, opensslServer } from '../testing/opensslPeer.ts';
import { type OutsideProgram, outsideJudge, realNow, startOutside } from '../testing/outside.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { type ClientState, newClient } from '../tls/endpoint.ts';
import type { EndpointEvent } from '../tls/events.ts';
import type { Session13 } from '../tls/tls13/index.ts';
import { run } from './run.ts';
import { runOnSocket } from './socket.ts';

interface Visit {
  readonly answer: string;
  readonly session: Session13 | null;
  readonly events: readonly EndpointEvent[];
  readonly end: ClientState['name'];
}

/** Asks for the page that s_server -www makes of its connection; first for new keys where `renew` says so. */
function visit(
  port: number,
  folder: Folder,
  mutual: boolean,
  session: Session13 | null,
  renew = false,
): Promise<Visit> {
  return new Promise((resolve) => {
    const events: EndpointEvent[] = [];
    let answer = '';
    let last: Session13 | null = null;
    const start = newClient({
      ...offered({ protocol: 'tls1.3', group: 'x25519' }, { staple: null, session }),
      random: platformRandom,
      now: realNow(),
      serverName: 'api.bank.test',
      anchors: folder.world.clientRoots,
      credential: mutual ? folder.world.client : null,
      sendUnlisted: true,
      revocation: 'off',
      revocationPolicy: 'hard',
      alpn: [],
    });
    const socket = connect({ host: '127.0.0.1', port });
    const running = runOnSocket(
      socket,
      start,
      'client',
      {
        onEvent(event) {
          events.push(event);
          if (event.kind === 'session') last = event.session;
          if (event.kind === 'data') answer += fromUtf8(event.data);
          if (event.kind !== 'established') return;
          if (renew) running.feed({ kind: 'updateKeys', request: true });
          running.feed({ kind: 'write', data: utf8('GET / HTTP/1.0\r\n\r\n') });
        },
        onEnd() {
          const { name } = running.state() as ClientState;
          resolve({ answer, session: last, events, end: name });
        },
      },
      { silenceMs: 10_000, handshakeMs: 60_000, connectionMs: 60_000 },
    );
    socket.on('connect', () => running.feed({ kind: 'start' }));
  });
}

const beliefs = ({ events }: Visit) => events.flatMap((event) => (event.kind === 'belief' ? [event] : []));
const sent = ({ events }: Visit) => events.flatMap((event) => (event.kind === 'send' ? [event.message.type] : []));

describe.skipIf(!outsideJudge('openssl'))('OpenSSL, where one comes back with a ticket', () => {
  let folder: Folder;
  beforeAll(async () => {
    await prepareAll();
    folder = pkiFolder();
  });
  afterAll(() => folder.remove());
  const serve = (mutual: boolean, ...more: readonly string[]): Promise<OpensslServer> => {
    const ask = ['-Verify', '1', '-verify_return_error', '-CAfile', folder.file('root.pem')];
    const args = [...opensslCredential(folder, 'server'), ...(mutual ? ask : []), '-www', '-naccept', '2', ...more];
    return opensslServer(args, process.env, '-tls1_3');
  };

  it.each([
    ['one-way', false],
    ['mutual', true],
  ])('resumes, %s: no certificate of either side, and it says so itself', async (_, mutual) => {
    const server = await serve(mutual);
    const first = await visit(server.port, folder, mutual, null);
    expect(first.answer).toContain('New, TLSv1.3');
    const second = await visit(server.port, folder, mutual, first.session);
    expect(second.answer).toContain('Reused, TLSv1.3');
    expect([first.end, second.end]).toEqual(['closed', 'closed']);
    expect(sent(second)).not.toContain('Certificate');
    expect(second.events.some((event) => event.kind === 'operation' && event.operation === 'path.validate')).toBe(
      false,
    );
    const connected = beliefs(second).find(({ belief }) => belief === 'client.connected');
    expect(connected?.details).toEqual({ name: 'api.bank.test', resumed: true });
    // It still knows whose certificate the first connection had.
    if (mutual) expect(second.answer).toMatch(/Subject:.*CN ?= ?alice/);
    await server.ended;
  });

  it('falls back to a full handshake where it gives no heed to the ticket', async () => {
    const server = await serve(false);
    const { session } = await visit(server.port, folder, false, null);
    const other = await serve(false, '-naccept', '1');
    const second = await visit(other.port, folder, false, session);
    expect(second.answer).toContain('New, TLSv1.3');
    expect(second.end).toBe('closed');
    expect(second.events.some((event) => event.kind === 'operation' && event.operation === 'path.validate')).toBe(true);
    server.stop();
    await other.ended;
  });

  it('changes its keys when we ask it to, and reads what we send under ours', async () => {
    const server = await serve(false, '-naccept', '1');
    const one = await visit(server.port, folder, false, null, true);
    expect(one.answer).toContain('New, TLSv1.3');
    const updates = one.events.flatMap((event) =>
      event.kind === 'operation' && event.operation === 'keys.update' ? [event.details.direction] : [],
    );
    expect(updates).toEqual(['client', 'server']);
    expect(one.end).toBe('closed');
    await server.ended;
  });

  it('its client comes back to our own server, which keeps the key of its tickets, and logs the secrets of both connections', async () => {
    const keys = join(mkdtempSync(join(tmpdir(), 'resume-')), 'keys.log');
    const ticket = join(dirname(keys), 'ticket.pem');
    const { result } = await withStreams(async (line) => {
      const options = ['--protocol', 'tls1.3', '--mode', 'mutual', '--keylog', keys];
      const served = run(['listen', '--pki', folder.file(''), ...options]);
      const { listening }: { listening: number } = JSON.parse(await line(0));
      const trust = ['-CAfile', folder.file('root.pem'), '-verify_return_error', '-servername', 'api.bank.test'];
      const full = [...trust, ...opensslCredential(folder, 'client'), '-sess_out', ticket];
      const first = await opensslClient(listening, full, 'GET / HTTP/1.0\n\n');
      const second = await opensslClient(listening, [...trust, '-sess_in', ticket], 'GET / HTTP/1.0\n\n');
      process.emit('SIGTERM');
      await served;
      return [first.output, second.output];
    });
    expect(result[0]).toContain('New, TLSv1.3');
    expect(result[1]).toContain('Reused, TLSv1.3');
    const lines = readFileSync(keys, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(10);
    expect(new Set(lines.map((each) => each.split(' ')[1])).size).toBe(2);
    rmSync(dirname(keys), { recursive: true, force: true });
  });

  it('comes back by the commands that one can take away, and says so as promised beside them', async () => {
    const recording = runScenario(
      normalizeScenario({
        ...DEFAULT_SCENARIO,
        protocol: 'tls1.3',
        mode: 'mutual',
        again: 'resumed',
        keyUpdate: 'client',
      }),
    );
    const place = mkdtempSync(join(tmpdir(), 'resume-'));
    for (const [name, content] of Object.entries(credentialFiles(recording))) writeFileSync(join(place, name), content);
    const reproduction = reproduce(recording);
    const promised = reproductionWords(reproduction, recording.scenario).notes.join(' ');
    expect(promised).toContain('-sess_out ticket.pem');
    expect(promised).toContain('-sess_in ticket.pem');
    expect(promised).toContain('prints “Reused, TLSv1.3”');
    const start = (words: readonly string[], port: number) =>
      startOutside(
        words[0] as OutsideProgram,
        words.slice(1).map((word) => word.replace(String(PORT), String(port))),
        { cwd: place },
      );
    const server = start(reproduction.commands.server, 0);
    try {
      const port = await new Promise<number>((resolve) => {
        let said = '';
        server.stdout.on('data', (data: Buffer) => {
          said += data.toString();
          const found = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(said);
          if (found) resolve(Number(found[1]));
        });
      });
      const talk = (more: readonly string[]): Promise<string> =>
        new Promise((resolve) => {
          const client = start([...reproduction.commands.client, ...more], port);
          let output = '';
          client.stdout.on('data', (data: Buffer) => {
            output += data.toString();
            // In the first connection once a ticket has come, which is printed last.
            if (/Max Early Data: 0\s+---\n|Reused, TLSv1\.3/.test(output)) client.stdin.end('Q\n');
          });
          client.on('close', () => resolve(output));
        });
      expect(await talk(['-sess_out', 'ticket.pem'])).toContain('New, TLSv1.3');
      expect(await talk(['-sess_in', 'ticket.pem'])).toContain('Reused, TLSv1.3');
    } finally {
      server.kill();
      rmSync(place, { recursive: true, force: true });
    }
  });
});
