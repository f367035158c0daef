// TLS 1.3 against OpenSSL over TCP, in both directions: suites, groups, kinds of keys, modes, retry, resumption, new keys.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareAll } from '../lab/run/prepare.ts';
import { connectTo, type Folder, listenOnce, opensslCredential, pkiFolder } from '../testing/commandLine.ts';
import { opensslClient, opensslServer } from '../testing/opensslPeer.ts';
import { someOf } from '../testing/otherDay.ts';
import { outsideJudge, startOutside } from '../testing/outside.ts';
import { withStreams } from '../testing/standardStreams.ts';
import { run } from './run.ts';

const SUITES = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'];
const GROUPS = ['X25519', 'P-256'];
const KEYS = ['rsa', 'p256', 'ed25519'] as const;
const MODES = ['one-way', 'mutual'] as const;
const GET = 'GET / HTTP/1.0\n\n';
const THIRTEEN = ['--protocol', 'tls1.3'];

const here = outsideJudge('openssl');
const scratch = mkdtempSync(join(tmpdir(), 'tls13-'));
const folders = new Map<string, Folder>();
/** Server and client with keys of the same kind, or of two. */
function folderOf(server: (typeof KEYS)[number], client: (typeof KEYS)[number] = server): Folder {
  const key = `${server} ${client}`;
  const known = folders.get(key) ?? pkiFolder([], ['localhost'], { serverKey: server, clientKey: client });
  folders.set(key, known);
  return known;
}
afterAll(() => {
  for (const folder of folders.values()) folder.remove();
  rmSync(scratch, { recursive: true, force: true });
});
beforeAll(prepareAll);

const trust = (folder: Folder) => [
  ...['-CAfile', folder.file('root.pem'), '-verify_return_error', '-verify_hostname', 'api.bank.test'],
  ...['-servername', 'api.bank.test', '-tls1_3'],
];
const asClient = (folder: Folder) => ['--cert', folder.file('client.pem'), '--key', folder.file('client.key')];

describe.skipIf(!here)('OpenSSL as the client of our server in TLS 1.3', () => {
  it.each(someOf(SUITES.flatMap((suite) => GROUPS.flatMap((group) => MODES.map((mode) => ({ suite, group, mode }))))))(
    'speaks $suite with $group, $mode',
    async ({ suite, group, mode }) => {
      const folder = folderOf('rsa');
      const own = mode === 'mutual' ? opensslCredential(folder, 'client') : [];
      const args = [...trust(folder), ...own, '-ciphersuites', suite, '-groups', group];
      const { result, line } = await listenOnce(folder, [...THIRTEEN, '--mode', mode], (port) =>
        opensslClient(port, args, GET),
      );
      expect(result.output).toContain(`New, TLSv1.3, Cipher is ${suite}`);
      expect(result.output).toMatch(
        group === 'X25519' ? /Server Temp Key: X25519/ : /Server Temp Key: ECDH, prime256v1/,
      );
      expect(result.output).toContain('Verify return code: 0 (ok)');
      expect(result.output).toContain(mode === 'mutual' ? 'you are alice' : 'did not ask');
      expect(line.outcome.server).toEqual({ state: 'closed', error: null });
    },
  );

  it.each(someOf(KEYS.flatMap((server) => KEYS.map((client) => ({ server, client })))))(
    'with a $server key of the server and a $client key of the client',
    async ({ server, client }) => {
      const folder = folderOf(server, client);
      const args = [...trust(folder), ...opensslCredential(folder, 'client')];
      const { result, line } = await listenOnce(folder, [...THIRTEEN, '--mode', 'mutual'], (port) =>
        opensslClient(port, args, GET),
      );
      const types = { rsa: 'RSA-PSS', p256: 'ECDSA', ed25519: 'ed25519' };
      expect(result.output.toLowerCase()).toContain(`peer signature type: ${types[server]}`.toLowerCase());
      expect(result.output).toContain('you are alice');
      expect(line.outcome.server).toEqual({ state: 'closed', error: null });
    },
  );

  it('is asked again where it brought no share that we take (HelloRetryRequest)', async () => {
    const folder = folderOf('rsa');
    // s_client brings a share for the first of its groups only.
    const args = [...trust(folder), ...opensslCredential(folder, 'client'), '-groups', 'X448:P-256', '-msg'];
    const { result, line } = await listenOnce(folder, [...THIRTEEN, '--mode', 'mutual'], (port) =>
      opensslClient(port, args, GET),
    );
    expect(result.output.match(/>>> TLS 1.3, Handshake \[length [0-9a-f]+\], ClientHello/g)).toHaveLength(2);
    expect(result.output).toContain('Server Temp Key: ECDH, prime256v1');
    expect(result.output).toContain('you are alice');
    expect(line.outcome.server.error).toBeNull();
  });

  it('learns late that its certificate is missing: after its handshake is over', async () => {
    const folder = folderOf('rsa');
    const { result, line } = await listenOnce(folder, [...THIRTEEN, '--mode', 'mutual'], (port) =>
      opensslClient(port, trust(folder), GET),
    );
    expect(result.output).toContain('New, TLSv1.3');
    expect(result.output).toMatch(/tlsv13 alert certificate required[\s\S]*SSL alert number 116/);
    expect(line.outcome.server.error).toEqual({ code: 'client.required', alert: 'certificate_required', by: 'self' });
  });

  it.each(['k', 'K'])('may change its keys, and ask us to change ours (%s)', async (command) => {
    const folder = folderOf('rsa');
    const { result, line } = await listenOnce(folder, THIRTEEN, async (port) => {
      const client = startOutside('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...trust(folder)]);
      let output = '';
      const ended = new Promise((done) => client.on('close', done));
      const look = (data: Buffer) => {
        output += data.toString();
        if (/---\n$/.test(output) && !output.includes('KEYUPDATE')) client.stdin.write(`${command}\n`);
        if (/KEYUPDATE\n$/.test(output)) client.stdin.write(GET);
      };
      client.stdout.on('data', look);
      client.stderr.on('data', look);
      await ended;
      return { output };
    });
    expect(result.output).toContain('KEYUPDATE');
    expect(result.output).toContain('did not ask');
    expect(line.outcome.server).toEqual({ state: 'closed', error: null });
  });

  it.each([
    ['handshake_failure', 40, 'hello.cipher', ['-tls1_3', '-ciphersuites', 'TLS_AES_128_CCM_SHA256']],
    ['handshake_failure', 40, 'hello.group', ['-tls1_3', '-groups', 'X448']],
    ['protocol_version', 70, 'hello.version', ['-tls1_2']],
    ['no_application_protocol', 120, 'hello.alpn', ['-tls1_3', '-alpn', 'h2']],
  ])('is told %s (%i) where the hellos have nothing in common: %s', async (alert, number, code, args) => {
    const { result, line } = await listenOnce(folderOf('rsa'), THIRTEEN, (port) => opensslClient(port, args, GET));
    expect(result.output).toContain(`SSL alert number ${number}`);
    expect(line.outcome.server).toEqual({ state: 'failed', error: { code, alert, by: 'self' } });
  });
});

describe.skipIf(!here)('OpenSSL as the server of our client in TLS 1.3', () => {
  const ask = (folder: Folder) => ['-Verify', '1', '-verify_return_error', '-CAfile', folder.file('root.pem')];

  it.each(someOf(SUITES.flatMap((suite) => MODES.map((mode) => ({ suite, mode })))))(
    'speaks $suite, $mode',
    async (row) => {
      const folder = folderOf('rsa');
      const mutual = row.mode === 'mutual';
      const args = [...opensslCredential(folder, 'server'), ...(mutual ? ask(folder) : []), '-ciphersuites', row.suite];
      const server = await opensslServer([...args, '-www'], process.env, '-tls1_3');
      const report = await connectTo(server.port, folder, [...THIRTEEN, ...(mutual ? asClient(folder) : [])]);
      expect(report.outcome.client).toEqual({ state: 'closed', error: null });
      expect(report.checks.filter((check) => check.result !== 'pass')).toEqual([]);
      expect(report.secrets).toMatch(/^CLIENT_HANDSHAKE_TRAFFIC_SECRET [0-9a-f]{64} ([0-9a-f]{64}|[0-9a-f]{96})\n/);
      await server.ended;
    },
  );

  it.each(someOf(KEYS))('with keys of kind %s on both sides', async (kind) => {
    const folder = folderOf(kind);
    const args = [...opensslCredential(folder, 'server'), ...ask(folder), '-www'];
    const server = await opensslServer(args, process.env, '-tls1_3');
    const report = await connectTo(server.port, folder, [...THIRTEEN, ...asClient(folder)]);
    expect(report.outcome.client).toEqual({ state: 'closed', error: null });
    await server.ended;
  });

  it('asks us again where we brought no share that it takes (HelloRetryRequest)', async () => {
    const folder = folderOf('rsa');
    const args = [...opensslCredential(folder, 'server'), '-groups', 'P-256', '-www', '-msg'];
    const server = await opensslServer(args, process.env, '-tls1_3');
    const report = await connectTo(server.port, folder, THIRTEEN);
    expect(report.outcome.client).toEqual({ state: 'closed', error: null });
    const { output } = await server.ended;
    expect(output.match(/<<< TLS 1.3, Handshake \[length [0-9a-f]+\], ClientHello/g)).toHaveLength(2);
  });

  it('tells us late that it wants a certificate: we were connected before', async () => {
    const folder = folderOf('rsa');
    const args = [...opensslCredential(folder, 'server'), ...ask(folder), '-www'];
    const server = await opensslServer(args, process.env, '-tls1_3');
    const report = await connectTo(server.port, folder, THIRTEEN);
    expect(report.outcome.client).toMatchObject({
      state: 'failed',
      error: { alert: 'certificate_required', by: 'peer' },
    });
    expect(report.checks.filter((check) => check.result !== 'pass')).toEqual([]);
    server.stop();
  });
});

describe.skipIf(!here)('Resumption with OpenSSL', () => {
  it('our server takes its ticket back, and knows the customer without a certificate', async () => {
    const folder = folderOf('rsa');
    const file = join(scratch, 'session.pem');
    // The same process serves both: the key of the tickets lives in it.
    const both = await withStreams(async (line) => {
      const served = run(['listen', '--pki', folder.file(''), ...THIRTEEN, '--mode', 'mutual']);
      const { listening }: { listening: number } = JSON.parse(await line(0));
      const full = [...trust(folder), ...opensslCredential(folder, 'client'), '-sess_out', file];
      const first = await opensslClient(listening, full, GET);
      const second = await opensslClient(listening, [...trust(folder), '-sess_in', file], GET);
      process.emit('SIGTERM');
      await served;
      return [first.output, second.output];
    });
    expect(both.result[0]).toContain('New, TLSv1.3');
    expect(both.result[1]).toContain('Reused, TLSv1.3');
    expect(both.result[1]).toContain('you are alice');
  });
});

describe.skipIf(!here)('With a ticket of another server, and early data for it (RFC 9846 4.3.10), OpenSSL', () => {
  it.each([
    ['at once', []],
    ['after a HelloRetryRequest', ['-groups', 'P-384:X25519']],
  ])('is taken for a new client by our server, and connects: %s', async (_when, groups) => {
    const folder = folderOf('rsa');
    const [session, early] = [join(scratch, 'foreign.pem'), join(scratch, 'early.txt')];
    writeFileSync(early, 'POST /early HTTP/1.0\n\n');
    const own = ['-cert', folder.file('server.pem'), '-cert_chain', folder.file('intermediate.pem')];
    const allows = ['-key', folder.file('server.key'), '-early_data', '-max_early_data', '16384'];
    const other = await opensslServer([...own, ...allows], process.env, '-tls1_3');
    const first = opensslClient(other.port, [...trust(folder), '-sess_out', session], 'hello\n');
    // Its tickets went out before it could read this.
    await other.seen(/hello/);
    other.say('Q\n');
    await first;
    other.stop();
    const { result, line } = await listenOnce(folder, [...THIRTEEN, '--mode', 'one-way'], (port) =>
      opensslClient(port, [...trust(folder), ...groups, '-sess_in', session, '-early_data', early], GET),
    );
    expect(result.output).toContain('Early data was rejected');
    expect(result.output).toContain('New, TLSv1.3');
    expect(result.output).toContain('HTTP/1.1 200');
    expect(result.output).not.toContain('alert');
    expect(line.outcome.server).toEqual({ state: 'closed', error: null });
  });
});

describe.skipIf(!outsideJudge('curl'))('curl', () => {
  it('loads a page over mutual TLS 1.3', async () => {
    const folder = folderOf('p256');
    const { result, line } = await listenOnce(folder, [...THIRTEEN, '--mode', 'mutual'], async (port) => {
      const host = ['--resolve', `api.bank.test:${port}:127.0.0.1`, '--cacert', folder.file('root.pem')];
      const own = ['--cert', folder.file('client.pem'), '--key', folder.file('client.key')];
      const child = startOutside('curl', ['-sv', '--tlsv1.3', ...host, ...own, `https://api.bank.test:${port}/`]);
      let output = '';
      child.stdout.on('data', (data: Buffer) => {
        output += data.toString();
      });
      child.stderr.on('data', (data: Buffer) => {
        output += data.toString();
      });
      await new Promise((done) => child.on('close', done));
      return output;
    });
    expect(result).toContain('SSL connection using TLSv1.3');
    expect(result).toContain('you are alice');
    expect(line.outcome.server).toEqual({ state: 'closed', error: null });
  });
});
