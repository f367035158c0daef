// ECDHE against OpenSSL over TCP, in both directions: every suite with every group, RSA, ECDSA and Ed25519 keys on either
// side, mixed too, and a sample of faults.

import { afterAll, describe, expect, it } from 'vitest';
import { registerEcc } from '../crypto/registerEcc.ts';
import { refusedCases } from '../lab/faults/expected.testing.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { connectTo, type Folder, listenOnce, opensslCredential, pkiFolder } from '../testing/commandLine.ts';
import { opensslClient, opensslServer } from '../testing/opensslPeer.ts';
import { someOf } from '../testing/otherDay.ts';
import { outsideJudge } from '../testing/outside.ts';

registerEcc();
const here = outsideJudge('openssl');
const GET = 'GET / HTTP/1.0\n\n';
const ECDHE = ['--protocol', 'tls1.2-ecdhe'];

/** By the server's key: OpenSSL's names of the suites. */
const CIPHERS = {
  rsa: ['ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-RSA-CHACHA20-POLY1305'],
  p256: ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305'],
} as const;
/** Our names of the groups, OpenSSL's for offering them, and what it prints of the server's share. */
const GROUPS = [
  ['x25519', 'X25519:P-256', /Server Temp Key: X25519, 253 bits/],
  ['secp256r1', 'P-256:X25519', /Server Temp Key: ECDH, prime256v1, 256 bits/],
] as const;
const KEYS = ['rsa', 'p256'] as const;
const MODES = ['one-way', 'mutual'] as const;

/** The client's key is of the other kind, so that each mutual handshake is a mixed one. */
const folders = here
  ? {
      rsa: pkiFolder([], ['localhost'], { protocol: 'tls1.2-ecdhe', serverKey: 'rsa', clientKey: 'p256' }),
      p256: pkiFolder([], ['localhost'], {
        protocol: 'tls1.2-ecdhe',
        serverKey: 'p256',
        clientKey: 'rsa',
        caKey: 'p256',
      }),
      ed25519: pkiFolder([], ['localhost'], {
        protocol: 'tls1.2-ecdhe',
        serverKey: 'ed25519',
        clientKey: 'ed25519',
      }),
    }
  : null;
afterAll(() => {
  for (const folder of Object.values(folders ?? {})) folder.remove();
});
const folderOf = (kind: 'rsa' | 'p256' | 'ed25519'): Folder => {
  if (folders === null) throw new Error('no OpenSSL');
  return folders[kind];
};
const trust = (folder: Folder) => [
  ...['-CAfile', folder.file('root.pem'), '-verify_return_error', '-verify_hostname', 'api.bank.test'],
];
const asClient = (folder: Folder) => ['--cert', folder.file('client.pem'), '--key', folder.file('client.key')];
const ask = (folder: Folder) => ['-Verify', '1', '-verify_return_error', '-CAfile', folder.file('root.pem')];

const MATRIX = KEYS.flatMap((kind) =>
  CIPHERS[kind].flatMap((cipher) =>
    GROUPS.flatMap(([, group, seen], i) =>
      // Each suite and each group in both modes, by turns.
      MODES.map((mode) => ({ kind, cipher, group, seen, mode, ours: GROUPS[i]?.[0] ?? 'x25519' })),
    ),
  ),
);

describe.skipIf(!here)('OpenSSL as the client of our server', () => {
  it.each(someOf(MATRIX))('speaks $cipher with $group, $mode', async ({ kind, cipher, group, seen, mode, ours }) => {
    const folder = folderOf(kind);
    const own = mode === 'mutual' ? opensslCredential(folder, 'client') : [];
    const args = [...trust(folder), ...own, '-tls1_2', '-cipher', cipher, '-groups', group];
    const { result, line } = await listenOnce(folder, [...ECDHE, '--mode', mode, '--group', ours], (port) =>
      opensslClient(port, args, GET),
    );
    expect(result.output).toMatch(new RegExp(`Cipher +: ${cipher}`));
    expect(result.output).toMatch(seen);
    expect(result.output).toContain('Verify return code: 0 (ok)');
    expect(result.output).toContain('Extended master secret: yes');
    expect(result.output).toContain(mode === 'mutual' ? 'you are alice' : 'did not ask');
    expect(line.outcome.server).toEqual({ state: 'closed', error: null });
  });

  it('is signed to by the scheme that it names first and our key can make', async () => {
    const cases = [
      ['rsa', 'RSA-PSS+SHA384:RSA+SHA256', /Peer signing digest: SHA384\nPeer signature type: RSA-PSS/],
      ['rsa', 'RSA+SHA512:RSA-PSS+SHA256', /Peer signing digest: SHA512\nPeer signature type: RSA\n/],
      ['p256', 'RSA+SHA256:ECDSA+SHA256', /Peer signing digest: SHA256\nPeer signature type: ECDSA/],
      ['ed25519', 'RSA+SHA256:ed25519', /Peer signature type: ed25519/i],
    ] as const;
    for (const [kind, schemes, seen] of cases) {
      const folder = folderOf(kind);
      // The certificates' own signatures are outside the list.
      const args = ['-CAfile', folder.file('root.pem'), '-tls1_2', '-sigalgs', schemes];
      const { result } = await listenOnce(folder, ECDHE, (port) => opensslClient(port, args, GET));
      expect(result.output).toMatch(seen);
    }
  });

  it('proves itself by Ed25519, to a server with Ed25519', async () => {
    const folder = folderOf('ed25519');
    const args = [...trust(folder), ...opensslCredential(folder, 'client'), '-tls1_2'];
    const { result, line } = await listenOnce(folder, [...ECDHE, '--mode', 'mutual'], (port) =>
      opensslClient(port, args, GET),
    );
    expect(result.output).toContain('you are alice');
    expect(result.output).toContain('Client Certificate Types: RSA sign, ECDSA sign');
    expect(line.outcome.server).toEqual({ state: 'closed', error: null });
  });

  it.each([
    ['no group in common', ['-groups', 'P-521']],
    ['no scheme in common', ['-sigalgs', 'ECDSA+SHA256']],
    ['suites for another kind of key alone', ['-cipher', 'ECDHE-ECDSA-AES128-GCM-SHA256']],
    ['RSA key exchange alone', ['-cipher', 'AES128-GCM-SHA256']],
  ])('is told handshake_failure where there is %s', async (_what, args) => {
    const { result, line } = await listenOnce(folderOf('rsa'), ECDHE, (port) =>
      opensslClient(port, ['-tls1_2', ...args], GET),
    );
    expect(result.output).toContain('SSL alert number 40');
    expect(line.outcome.server.error).toEqual({ code: 'hello.cipher', alert: 'handshake_failure', by: 'self' });
  });
});

describe.skipIf(!here)('OpenSSL as the server of our client', () => {
  it.each(someOf(MATRIX))('speaks $cipher with $group, $mode', async ({ kind, cipher, group, mode }) => {
    const folder = folderOf(kind);
    const args = [...opensslCredential(folder, 'server'), ...(mode === 'mutual' ? ask(folder) : [])];
    const server = await opensslServer([...args, '-cipher', cipher, '-groups', group, '-www']);
    const report = await connectTo(server.port, folder, [...ECDHE, ...(mode === 'mutual' ? asClient(folder) : [])]);
    expect(report.outcome.client).toEqual({ state: 'closed', error: null });
    expect(report.checks.filter((check) => check.result !== 'pass')).toEqual([]);
    expect(report.checks.find(({ check }) => check === 'possession')).toMatchObject({
      result: 'pass',
      reference: 'RFC 8422 5.4',
    });
    expect(report.secrets).toMatch(/^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\n$/);
    await server.ended;
  });

  it('takes our Ed25519 signature', async () => {
    const folder = folderOf('ed25519');
    const server = await opensslServer([...opensslCredential(folder, 'server'), ...ask(folder), '-www']);
    const report = await connectTo(server.port, folder, [...ECDHE, ...asClient(folder)]);
    expect(report.outcome.client).toEqual({ state: 'closed', error: null });
    await server.ended;
  });

  it('finds nobody home who speaks RSA key exchange only', async () => {
    const folder = folderOf('rsa');
    const server = await opensslServer([...opensslCredential(folder, 'server'), '-cipher', 'AES128-GCM-SHA256']);
    const report = await connectTo(server.port, folder, ECDHE);
    expect(report.outcome.client.error).toMatchObject({ alert: 'handshake_failure', by: 'peer' });
    server.stop();
    await server.ended;
  });
});

/** Our client's check, and its alert. */
const SAMPLE = refusedCases().filter(
  ({ fault, protocol, mode }) =>
    protocol === 'tls1.2-ecdhe' &&
    mode === 'one-way' &&
    ['server/expired', 'server/wrong-eku', 'server/self-signed'].includes(fault),
);

describe.skipIf(!here).each(KEYS)('faults, with a key of kind %s', (serverKey) => {
  const withFault = async (fault: FaultId, use: (folder: Folder) => Promise<void>): Promise<void> => {
    const kinds = { protocol: 'tls1.2-ecdhe', serverKey, clientKey: serverKey } as const;
    const folder = pkiFolder([fault], ['localhost'], kinds);
    await use(folder).finally(() => folder.remove());
  };

  it.each(someOf(SAMPLE))('$fault: our client refuses what OpenSSL shows', async ({ fault, check, alert }) => {
    await withFault(fault, async (folder) => {
      const server = await opensslServer([...opensslCredential(folder, 'server'), '-www']);
      const report = await connectTo(server.port, folder, ECDHE);
      expect(report.outcome.client.error).toEqual({ code: check, alert, by: 'self' });
      await server.ended;
    });
  });

  it('server/stolen-certificate: OpenSSL refuses our signature with decrypt_error', async () => {
    await withFault('server/stolen-certificate', async (folder) => {
      const { result, line } = await listenOnce(folder, ECDHE, (port) =>
        opensslClient(port, [...trust(folder), '-tls1_2'], GET),
      );
      expect(result.output).toMatch(/bad signature|signature failure/i);
      expect(line.outcome.server.error).toMatchObject({ alert: 'decrypt_error', by: 'peer' });
    });
  });

  it('client/stolen-certificate: OpenSSL refuses our CertificateVerify with decrypt_error', async () => {
    await withFault('client/stolen-certificate', async (folder) => {
      const server = await opensslServer([...opensslCredential(folder, 'server'), ...ask(folder), '-www']);
      const report = await connectTo(server.port, folder, [...ECDHE, ...asClient(folder)]);
      expect(report.outcome.client.error).toMatchObject({ alert: 'decrypt_error', by: 'peer' });
      await server.ended;
    });
  });
});
