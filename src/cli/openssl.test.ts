// Our endpoints against OpenSSL over TCP, in both directions: suites, modes, extensions and framing.
import { afterAll, describe, expect, it } from 'vitest';
import { connectTo, type Folder, listenOnce, opensslCredential, pkiFolder } from '../testing/commandLine.ts';
import { opensslClient, opensslServer, withOpensslOptions } from '../testing/opensslPeer.ts';
import { outsideJudge } from '../testing/outside.ts';

/** OpenSSL's names of the suites. */
const CIPHERS = ['AES128-GCM-SHA256', 'AES256-GCM-SHA384', 'AES128-SHA256'];
const MODES = ['one-way', 'mutual'] as const;
const GET = 'GET / HTTP/1.0\n\n';

const here = outsideJudge('openssl');
const folder: Folder = pkiFolder();
afterAll(() => folder.remove());

const trust = ['-CAfile', folder.file('root.pem'), '-verify_return_error', '-verify_hostname', 'api.bank.test'];
const asClient = ['--cert', folder.file('client.pem'), '--key', folder.file('client.key')];

describe.skipIf(!here)('OpenSSL as the client of our server', () => {
  for (const cipher of CIPHERS) {
    for (const mode of MODES) {
      it(`speaks ${cipher}, ${mode}`, async () => {
        const own = mode === 'mutual' ? opensslCredential(folder, 'client') : [];
        const { result, line } = await listenOnce(folder, ['--mode', mode], (port) =>
          opensslClient(port, [...trust, ...own, '-tls1_2', '-cipher', cipher], GET),
        );
        expect(result.output).toMatch(new RegExp(`Cipher +: ${cipher}`));
        expect(result.output).toContain('Verify return code: 0 (ok)');
        expect(result.output).toContain('Extended master secret: yes');
        expect(result.output).toContain('Secure Renegotiation IS supported');
        expect(result.output).toContain(mode === 'mutual' ? 'you are alice' : 'did not ask');
        expect(line.outcome.server).toEqual({ state: 'closed', error: null });
      });
    }
  }

  it('gets the protocol that both know from ALPN, and CertificateRequest names the CA', async () => {
    const args = [...trust, ...opensslCredential(folder, 'client'), '-tls1_2', '-alpn', 'h2,http/1.1'];
    const { result } = await listenOnce(folder, ['--mode', 'mutual'], (port) => opensslClient(port, args, GET));
    expect(result.output).toContain('ALPN protocol: http/1.1');
    expect(result.output).toMatch(/Acceptable client certificate CA names\nO = Bank, CN = Bank Root CA/);
    expect(result.output).toContain('Client Certificate Types: RSA sign');
  });

  it('may send its messages in fragments of 512 bytes', async () => {
    const args = [...trust, ...opensslCredential(folder, 'client'), '-tls1_2', '-max_send_frag', '512'];
    const { result, line } = await listenOnce(folder, ['--mode', 'mutual'], (port) =>
      opensslClient(port, args, `GET /${'a'.repeat(3000)} HTTP/1.0\n\n`),
    );
    expect(result.output).toContain('you are alice');
    expect(line.outcome.server).toEqual({ state: 'closed', error: null });
  });

  it('may do without the extended master secret', async () => {
    const { env, remove } = withOpensslOptions('-ExtendedMasterSecret');
    const args = [...trust, ...opensslCredential(folder, 'client'), '-tls1_2'];
    const { result } = await listenOnce(folder, ['--mode', 'mutual'], (port) => opensslClient(port, args, GET, env));
    remove();
    expect(result.output).toContain('Extended master secret: no');
    expect(result.output).toContain('you are alice');
  });

  it('may offer TLS 1.3 beside', async () => {
    const { result } = await listenOnce(folder, [], (port) => opensslClient(port, trust, GET));
    expect(result.output).toMatch(/Protocol +: TLSv1\.2/);
    expect(result.output).toContain('did not ask');
  });

  it.each([
    ['protocol_version', 70, 'hello.version', ['-tls1_1', '-cipher', 'ALL@SECLEVEL=0']],
    ['handshake_failure', 40, 'hello.cipher', ['-tls1_2', '-cipher', 'ECDHE-RSA-AES128-GCM-SHA256']],
    ['no_application_protocol', 120, 'hello.alpn', ['-tls1_2', '-alpn', 'h2']],
  ])('is told %s where the hellos have nothing in common', async (alert, number, code, args) => {
    const { result, line } = await listenOnce(folder, [], (port) => opensslClient(port, args, GET));
    expect(result.output).toContain(`SSL alert number ${number}`);
    expect(line.outcome.server).toEqual({ state: 'failed', error: { code, alert, by: 'self' } });
  });

  it('is refused a renegotiation', async () => {
    const { result } = await listenOnce(folder, [], (port) => opensslClient(port, [...trust, '-tls1_2'], 'R\n'));
    expect(result.output).toMatch(/RENEGOTIATING[\s\S]*no renegotiation/);
  });
});

describe.skipIf(!here)('OpenSSL as the server of our client', () => {
  const shown = opensslCredential(folder, 'server');
  const ask = ['-Verify', '1', '-verify_return_error', '-CAfile', folder.file('root.pem')];

  for (const cipher of CIPHERS) {
    for (const mode of MODES) {
      it(`speaks ${cipher}, ${mode}`, async () => {
        const server = await opensslServer([...shown, ...(mode === 'mutual' ? ask : []), '-cipher', cipher, '-www']);
        const report = await connectTo(server.port, folder, mode === 'mutual' ? asClient : []);
        expect(report.outcome.client).toEqual({ state: 'closed', error: null });
        expect(report.checks.filter((check) => check.result !== 'pass')).toEqual([]);
        expect(report.secrets).toMatch(/^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\n$/);
        await server.ended;
      });
    }
  }

  it('is looked for by its address where it was reached by that, and is sent no name (RFC 9525 6.4, RFC 6066 3)', async () => {
    const addressed = pkiFolder([], ['127.0.0.1']);
    const judge = async (named: Folder, name: string) => {
      const server = await opensslServer([...opensslCredential(named, 'server'), '-tlsextdebug', '-www']);
      const report = await connectTo(server.port, named, ['--name', name]);
      const { output } = await server.ended;
      expect(output).not.toContain('TLS client extension "server name"');
      return report;
    };
    const identity = (report: Awaited<ReturnType<typeof judge>>) =>
      report.checks.filter(({ check }) => check.startsWith('identity.')).map((one) => `${one.check} ${one.result}`);
    const good = await judge(addressed, '127.0.0.1');
    expect(good.outcome.client).toEqual({ state: 'closed', error: null });
    expect(identity(good)).toEqual(['identity.san pass', 'identity.ip pass']);
    const other = await judge(addressed, '127.0.0.2');
    expect(other.outcome.client.error).toMatchObject({ code: 'identity.ip', by: 'self' });
    const nameless = await judge(folder, '127.0.0.1');
    expect(nameless.outcome.client.error).toMatchObject({ code: 'identity.san', by: 'self' });
    addressed.remove();
  });

  it('reads the name and the protocols that we offer, and who we are', async () => {
    const second = ['-cert2', folder.file('server.pem'), '-key2', folder.file('server.key')];
    const sni = await opensslServer([...shown, ...second, '-servername', 'api.bank.test', '-servername_fatal']);
    // s_server shows its second certificate alone.
    const named = connectTo(sni.port, folder, ['--ca', folder.file('intermediate.pem')]);
    await sni.seen(/GET \/ HTTP/);
    sni.say('Q\n');
    expect((await named).outcome.client.error).toBeNull();
    expect((await sni.ended).output).toContain('Hostname in TLS extension: "api.bank.test"');

    const alpn = await opensslServer([...shown, ...ask, '-alpn', 'h2,http/1.1']);
    const report = connectTo(alpn.port, folder, asClient);
    await alpn.seen(/GET \/ HTTP/);
    alpn.say('Q\n');
    expect((await report).outcome.client.error).toBeNull();
    const { output } = await alpn.ended;
    expect(output).toContain('ALPN protocols advertised by the client: http/1.1');
    expect(output).toContain('ALPN protocols selected: http/1.1');
    expect(output).toMatch(/subject=O = Bank Customers, CN = alice/);
    expect(output).toContain('Secure Renegotiation IS supported');
  });

  it.each([
    ['fragments of 512 bytes', ['-max_send_frag', '512']],
    ['fragments of 512 bytes, with CBC', ['-max_send_frag', '512', '-cipher', 'AES128-SHA256']],
  ])('may send its messages in %s', async (_, args) => {
    const server = await opensslServer([...shown, ...ask, ...args, '-www']);
    const report = await connectTo(server.port, folder, asClient);
    expect(report.outcome.client).toEqual({ state: 'closed', error: null });
    await server.ended;
  });

  it('may do without the extended master secret', async () => {
    const { env, remove } = withOpensslOptions('-ExtendedMasterSecret');
    const server = await opensslServer([...shown, ...ask, '-www'], env);
    const report = await connectTo(server.port, folder, asClient);
    remove();
    expect(report.outcome.client).toEqual({ state: 'closed', error: null });
    await server.ended;
  });

  it('may send HelloRequest, which we ignore (RFC 5246 7.4.1.1)', async () => {
    const server = await opensslServer(shown);
    const report = connectTo(server.port, folder);
    await server.seen(/GET \/ HTTP/);
    server.say('r\n');
    await server.seen(/SSL_do_handshake -> 1/);
    server.say('HTTP/1.0 200 OK\n\n');
    expect((await report).outcome.client).toEqual({ state: 'closed', error: null });
    expect((await server.ended).output).toMatch(/1 server renegotiates/);
  });

  it('refuses our suites where it knows others only', async () => {
    const server = await opensslServer([...shown, '-cipher', 'ECDHE-RSA-AES128-GCM-SHA256']);
    const report = await connectTo(server.port, folder);
    expect(report.outcome.client.error).toMatchObject({ alert: 'handshake_failure', by: 'peer' });
    server.stop();
  });
});
