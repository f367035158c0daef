// Elliptic keys between our command line and OpenSSL: the files of `pki`, and mutual TLS 1.2 in both directions.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerEcc } from '../crypto/registerEcc.ts';
import { connectTo, type Folder, listenOnce, opensslCredential, pkiFolder } from '../testing/commandLine.ts';
import { opensslClient, opensslServer } from '../testing/opensslPeer.ts';
import { someOf } from '../testing/otherDay.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';

const GET = 'GET / HTTP/1.0\n\n';
const CASES = [
  { kind: 'p256', caKey: 'rsa', algorithm: 'prime256v1', signature: 'ECDSA' },
  { kind: 'p256', caKey: 'p256', algorithm: 'prime256v1', signature: 'ECDSA' },
  { kind: 'ed25519', caKey: 'p256', algorithm: 'ED25519', signature: 'ed25519' },
] as const;

describe.skipIf(!outsideJudge('openssl')).each(someOf(CASES))('With $kind keys under a CA with $caKey', (given) => {
  const { kind, caKey, algorithm, signature } = given;
  let folder: Folder;
  beforeAll(() => {
    registerEcc();
    folder = pkiFolder([], ['localhost'], { serverKey: kind, clientKey: kind, caKey });
  });
  afterAll(() => folder.remove());

  it('OpenSSL accepts chains and keys of `pki`, and opens its PKCS #12', () => {
    const trusted = ['-x509_strict', '-CAfile', folder.file('root.pem'), '-untrusted', folder.file('intermediate.pem')];
    for (const [side, purpose] of [
      ['server', 'sslserver'],
      ['client', 'sslclient'],
    ] as const) {
      const path = openssl(['verify', ...trusted, '-purpose', purpose, folder.file(`${side}.pem`)]);
      expect(path.stdout.toString() + path.stderr).toContain(': OK');
      const key = openssl(['pkey', '-in', folder.file(`${side}.key`), '-check', '-noout', '-text']);
      expect(key.stdout.toString() + key.stderr).toContain(algorithm);
      const own = openssl(['pkey', '-in', folder.file(`${side}.key`), '-pubout']).stdout.toString();
      expect(openssl(['x509', '-in', folder.file(`${side}.pem`), '-pubkey', '-noout']).stdout.toString()).toBe(own);
    }
    const opened = openssl(['pkcs12', '-in', folder.file('client.p12'), '-passin', 'pass:', '-noenc', '-info']);
    expect(opened.status, opened.stderr).toBe(0);
    expect(opened.stdout.toString()).toContain('BEGIN PRIVATE KEY');
  });

  it('OpenSSL talks to our server, and shows its own certificate', async () => {
    const trust = ['-CAfile', folder.file('root.pem'), '-verify_return_error', '-verify_hostname', 'api.bank.test'];
    const args = ['--mode', 'mutual', '--protocol', 'tls1.2-ecdhe'];
    const { result, line } = await listenOnce(folder, args, (port) =>
      opensslClient(port, [...trust, ...opensslCredential(folder, 'client'), '-tls1_2'], GET),
    );
    expect(result.output).toContain(`Peer signature type: ${signature}`);
    expect(result.output).toContain('you are alice');
    expect(line.outcome.server).toEqual({ state: 'closed', error: null });
  });

  it('our client talks to OpenSSL, and shows its own certificate', async () => {
    const server = await opensslServer([
      ...opensslCredential(folder, 'server'),
      ...['-CAfile', folder.file('root.pem'), '-Verify', '3', '-verify_return_error', '-www'],
    ]);
    const own = ['--cert', folder.file('client.pem'), '--key', folder.file('client.key')];
    const report = await connectTo(server.port, folder, ['--protocol', 'tls1.2-ecdhe', ...own]);
    server.stop();
    expect(report.outcome.client).toEqual({ state: 'closed', error: null });
  });
});
