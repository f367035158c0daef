// curl fetches the page of `listen` with the files of `pki`.
import { afterAll, describe, expect, it } from 'vitest';
import { listenOnce, pkiFolder } from '../testing/commandLine.ts';
import { outsideJudge, startOutside } from '../testing/outside.ts';

const folder = pkiFolder([], ['localhost', '127.0.0.1']);
afterAll(() => folder.remove());

interface Fetched {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `host` is reached at 127.0.0.1, whatever it is. */
function curl(port: number, args: readonly string[], host = 'api.bank.test'): Promise<Fetched> {
  const where = ['--noproxy', '*', '--resolve', `${host}:${port}:127.0.0.1`, `https://${host}:${port}/`];
  const child = startOutside('curl', ['-sS', '--cacert', folder.file('root.pem'), ...args, ...where]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** RSA key exchange, which newer builds of OpenSSL may leave out of their default list. */
const RSA = ['--tls-max', '1.2', '--ciphers', 'AES128-GCM-SHA256:AES256-GCM-SHA384:AES128-SHA256'];
const PEM = ['--cert', folder.file('client.pem'), '--key', folder.file('client.key')];
const P12 = ['--cert-type', 'P12', '--cert', `${folder.file('client.p12')}:`];

describe.skipIf(!outsideJudge('curl'))('curl', () => {
  it.each([
    ['client.pem and client.key', PEM],
    ['client.p12', P12],
  ])('is known by %s', async (_, credential) => {
    const { result, line } = await listenOnce(folder, ['--mode', 'mutual'], (port) =>
      curl(port, [...RSA, ...credential]),
    );
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(result.stdout).toContain('TLS proved that you are alice');
    expect(line.outcome.server).toEqual({ state: 'closed', error: null });
  });

  it('is told why without a certificate', async () => {
    const { result, line } = await listenOnce(folder, ['--mode', 'mutual'], (port) => curl(port, RSA));
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('alert handshake failure');
    expect(line.outcome.server.error?.code).toBe('client.required');
  });

  it('stays anonymous, one-way', async () => {
    const { result } = await listenOnce(folder, [], (port) => curl(port, RSA));
    expect(result.stdout).toContain('TLS did not ask who you are');
  });

  it('reaches the names and addresses that --name added, and no other', async () => {
    for (const host of ['localhost', '127.0.0.1']) {
      const { result } = await listenOnce(folder, [], (port) => curl(port, RSA, host));
      expect(result).toMatchObject({ status: 0, stderr: '' });
    }
    const { result, line } = await listenOnce(folder, [], (port) => curl(port, RSA, 'www.bank.test'));
    expect(result.status).toBe(60);
    expect(line.outcome.server.error).toBeNull();
  });
});
