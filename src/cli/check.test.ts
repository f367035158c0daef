// `check` on files as people have them: what it prints for people and for programs, and how it ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { privateKeyToPem } from '../crypto/keyFormat.ts';
import { toPkcs12 } from '../crypto/pkcs12.ts';
import { poolKey } from '../crypto/pool.ts';
import { seededRandom } from '../crypto/random.ts';
import { remedyText } from '../lessons/remedy.ts';
import {
  akiOf,
  cn,
  DAY,
  issueTo,
  leafExtensions,
  makeBank,
  makeServer,
  NOW,
  type Party,
  certificatePem as pem,
} from '../pki/bank.testing.ts';
import { toPem } from '../pki/intake/pem.ts';
import { issueCrl } from '../pki/revocation/crlIssue.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { withStreams } from '../testing/standardStreams.ts';
import type { CheckReport } from './check.ts';
import { run } from './run.ts';

const { root, issuing, server } = makeBank();
const folder = mkdtempSync(join(tmpdir(), 'check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const ROOT = file('root.pem', pem(root));
const SERVER = file('server.pem', pem(server, issuing));
const ORDER = file('order.pem', pem(issuing, server));
const OWN_KEY = file('own-key.pem', `${pem(server, issuing)}${privateKeyToPem(poolKey('server'))}`);
const OTHER_KEY = file('other-key.pem', `${pem(server, issuing)}${privateKeyToPem(poolKey('client'))}`);
const BROKEN = file('broken.pem', `-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n${pem(root)}`);
const ZERO = file('zero.pem', pem(makeServer(issuing, { serial: '00' }), issuing));
const NOTHING = file('nothing.txt', 'hello\n');

const listOf = (issuer: Party, serials: readonly string[], nextUpdate = NOW + DAY): string => {
  const revoked = serials.map((serial) => ({ serial, at: NOW - DAY }));
  const list = { issuer: issuer.certificate.subject.der, thisUpdate: NOW - DAY, nextUpdate, number: 1, revoked };
  return toPem('X509 CRL', issueCrl(list, issuer.key));
};

/** At the time for which the files were made. */
const check = async (...args: readonly string[]) => {
  const time = args.some((arg) => arg.startsWith('--time')) ? [] : ['--time', new Date(NOW).toISOString()];
  const { result, out, err } = await withStreams(() => run(['check', ...time, ...args]));
  return { status: result, out, err };
};
const reportOf = async (...args: readonly string[]): Promise<CheckReport> => {
  const { status, out } = await check('--json', ...args);
  expect(status).toBe(0);
  return JSON.parse(out);
};
const failed = ({ failures }: CheckReport): string[] => failures.map((failure) => failure.check);

describe('check --json', () => {
  it('has the parts that were recognised, the verdict, failures, notes and advice', async () => {
    const report = await reportOf(SERVER, '--anchor', ROOT, '--name', 'api.bank.test:443');
    expect(Object.keys(report)).toEqual(['recognised', 'verdict', 'failures', 'notes', 'advice']);
    expect(report).toMatchObject({ verdict: 'accepted', failures: [], advice: [] });
    expect(report.recognised).toEqual([
      { kind: 'certificate', from: `${SERVER}, line 1`, subject: 'CN=api.bank.test, O=Bank' },
      { kind: 'certificate', from: expect.stringMatching(/server\.pem, line \d+$/), subject: 'CN=Issuing, O=Bank' },
      { kind: 'certificate', from: `${ROOT}, line 1`, subject: 'CN=Root, O=Bank' },
    ]);
  });

  it('names each failure with certificate, section and evidence', async () => {
    const report = await reportOf(SERVER, '--anchor', ROOT, '--name', 'shop.test');
    expect(report.verdict).toBe('refused');
    expect(report.failures).toEqual([
      {
        certificate: 0,
        check: 'identity.dns',
        reference: 'RFC 9525 6.3',
        evidence: 'wanted shop.test ≠ found api.bank.test',
      },
    ]);
    expect(report.advice).toHaveLength(1);
  });

  it('is undecided on what a healthy server sends as long as nobody names its root', async () => {
    const report = await reportOf(SERVER);
    expect(report).toMatchObject({ verdict: 'undecided', failures: [] });
    expect(report.advice.join()).toContain('add its certificate as a trust anchor');
  });

  it('checks the order of the file, and its private key', async () => {
    expect(failed(await reportOf(ORDER, '--anchor', ROOT))).toEqual(['bundle.order']);
    expect(failed(await reportOf(OTHER_KEY, '--anchor', ROOT))).toEqual(['bundle.key']);
    const own = await reportOf(OWN_KEY, '--anchor', ROOT);
    expect(own.verdict).toBe('accepted');
    expect(own.notes.join()).toContain('belongs to the certificate');
  });

  it('guesses the purpose and says so, unless one is given', async () => {
    expect((await reportOf(SERVER, '--anchor', ROOT)).notes.join()).toContain('guessed from the certificate: server');
    const client = await reportOf(SERVER, '--anchor', ROOT, '--purpose', 'client');
    expect(failed(client)).toEqual(['eku.clientAuth']);
  });

  it('asks the rules of a profile, section 6 of RFC 5280 alone by `path`', async () => {
    const args = [ZERO, '--anchor', ROOT, '--name', 'api.bank.test'];
    for (const rules of [[], ['--profile', 'rfc5280'], ['--profile', 'web']])
      expect(failed(await reportOf(...args, ...rules))).toEqual(['profile.serialNumber']);
    expect((await reportOf(...args, '--profile', 'path')).verdict).toBe('accepted');
  });

  it('never puts another certificate in the place of one that can’t be read', async () => {
    const report = await reportOf(BROKEN, '--anchor', ROOT);
    expect([report.verdict, ...failed(report)]).toEqual(['refused', 'cert.decode']);
    expect(report.recognised[0]).toMatchObject({ kind: 'certificate', problem: expect.any(String) });
  });
});

describe('check with revocation lists', () => {
  const REVOKED = file('revoked.crl', listOf(issuing, [server.certificate.serial]));
  const CLEAR = file('clear.crl', listOf(issuing, []));
  const STALE_ROOT = file('stale-root.crl', listOf(root, [], NOW - DAY / 2));

  it('says first that the CA revoked it, with the alert certificate_revoked, whatever is not known of the CAs', async () => {
    for (const more of [[], [STALE_ROOT]]) {
      const { out } = await check(SERVER, REVOKED, ...more, '--anchor', ROOT, '--name', 'api.bank.test');
      expect(out).toContain('\nRefused: the CA revoked it on 2026-11-22\n');
      expect(out).toContain('would send the alert certificate_revoked (44)');
    }
  });

  it('calls a CA of which something fails a CA certificate on its path', async () => {
    const { out } = await check(SERVER, STALE_ROOT, '--anchor', ROOT);
    expect(out).toContain('Refused: the answer about the revocation of a CA certificate on its path is out of date');
    const revoked = file('revoked-ca.crl', listOf(root, [issuing.certificate.serial]));
    const { out: second } = await check(SERVER, revoked, '--anchor', ROOT);
    expect(second).toContain('Refused: the CA revoked a CA certificate on its path on 2026-11-22');
  });

  it('accepts with the list of the leaf’s issuer alone, as OpenSSL does with -crl_check, and names who was not asked about', async () => {
    const report = await reportOf(SERVER, CLEAR, '--anchor', ROOT);
    expect([report.verdict, ...failed(report)]).toEqual(['accepted']);
    expect(report.notes.join()).toContain('The revocation of Issuing was not checked');
  });

  it.skipIf(!outsideJudge('openssl'))('says of the leaf alone what OpenSSL says with -crl_check', () => {
    const args = ['verify', '-attime', String(NOW / 1000), '-crl_check', '-CAfile', ROOT, '-untrusted', SERVER];
    expect(openssl([...args, '-CRLfile', CLEAR, SERVER])).toMatchObject({ status: 0 });
    expect(openssl([...args, '-CRLfile', REVOKED, SERVER]).stderr).toContain('error 23 at 0 depth');
  });

  it('refuses without an anchor what the issuer at hand revoked', async () => {
    const report = await reportOf(SERVER, REVOKED);
    expect([report.verdict, ...failed(report)]).toEqual(['refused', 'revocation.status']);
  });
});

describe('check of what is no server’s or client’s certificate', () => {
  const DNS = file(
    'client.pem',
    pem(
      issueTo(cn('alice'), 'client', issuing, [...leafExtensions('clientAuth', ['alice.test']), akiOf(issuing)]),
      issuing,
    ),
  );
  const CLEAR = listOf(issuing, []);
  const p12 = (password: string): string => {
    const path = join(folder, `of-${password}.p12`);
    const contents = {
      certificates: [server.certificate.der],
      key: poolKey('server'),
      friendlyName: 'server',
      password,
    };
    writeFileSync(path, toPkcs12(contents, seededRandom(1, 'pkcs12')));
    return path;
  };

  it('takes the DNS name or address that is asked for as a server’s, unless a purpose is given', async () => {
    for (const name of ['alice.test', '192.0.2.1', 'https://alice.test/'])
      expect(failed(await reportOf(DNS, '--anchor', ROOT, '--name', name))).toContain('eku.serverAuth');
    const asked = ['--anchor', ROOT, '--name', 'alice.test', '--purpose', 'client'];
    expect((await reportOf(DNS, ...asked)).verdict).toBe('accepted');
  });

  it('is asked for an anchor that is a certificate, and for a name that is one', async () => {
    for (const [name, content] of [
      ['t.txt', 'hello\n'],
      ['empty.pem', ''],
      ['key.pem', privateKeyToPem(poolKey('server'))],
      ['a.crl', CLEAR],
    ] as const) {
      const { status, err } = await check(SERVER, '--anchor', file(name, content));
      expect([status, err]).toEqual([2, expect.stringContaining(`--anchor ${join(folder, name)}: `)]);
    }
    for (const name of ['', ' ']) {
      const { status, err } = await check(SERVER, '--name', name);
      expect([status, err]).toEqual([2, 'handshake-lab: check: --name is empty: a name or an address is wanted\n']);
    }
  });

  it('takes a damaged file beside a trust anchor for the certificate that was to be judged', async () => {
    const damaged = file('damaged.der', '');
    writeFileSync(damaged, Uint8Array.of(0x31, 0x82, 3, ...server.certificate.der.subarray(3)));
    const { status, out } = await check(damaged, '--anchor', ROOT);
    expect([status, out]).toEqual([
      0,
      expect.stringContaining(`\nRefused: the certificate in ${damaged} cannot be read\n`),
    ]);
  });

  it('speaks of no choice, which a command does not have', async () => {
    for (const args of [[ROOT], [BROKEN, '--anchor', ROOT]])
      expect((await check(...args)).out).not.toMatch(/choose|remove/);
  });

  it('says of a request or a list alone what it is, and what a verdict needs', async () => {
    const { status, err } = await check(file('alone.crl', CLEAR));
    expect(status).toBe(2);
    expect(err).toContain(
      'only a revocation list (CRL): for a verdict, hand over a certificate that the CA of this list issued',
    );
  });

  it('asks for the password of a locked file, and judges no CA in its place', async () => {
    const locked = p12('secret');
    for (const [args, problem] of [
      [[], 'it wants a password: --password'],
      [['--password', 'x'], 'the password does not open it'],
    ] as const) {
      const { status, err } = await check(locked, '--anchor', ROOT, ...args);
      expect([status, err]).toEqual([2, `handshake-lab: check: ${locked}: the PKCS #12 file is locked: ${problem}\n`]);
    }
    expect((await check(SERVER, '--anchor', locked)).err).toContain(`--anchor ${locked}: the PKCS #12 file is locked`);
  });

  it('lists a PKCS #12 file with its certificates, whether its password is empty or not', async () => {
    for (const password of ['', 'secret']) {
      const { recognised } = await reportOf(p12(password), '--password', 'secret');
      expect(recognised.map(({ kind }) => kind)).toEqual(['pkcs12', 'certificate', 'privateKey']);
    }
  });

  it('asks for a list that keeps RFC 5280 where the one at hand has no authorityKeyIdentifier', () => {
    const evidence = { crl: 'CN=Issuing', problem: 'no authorityKeyIdentifier, against RFC 5280 5.2.1' };
    const failure = {
      certificate: 0,
      check: 'revocation.available',
      result: 'fail',
      reference: 'pkix.6.3.3.b',
      evidence,
    } as const;
    expect(remedyText(failure, 'server')).toMatch(/^Ask the CA for a CRL that keeps RFC 5280 5\.2\.1\./);
  });
});

describe('check', () => {
  it('tells bytes around DER by what they are, with file and place', async () => {
    const behind = join(folder, 'behind.cer');
    writeFileSync(behind, Buffer.concat([server.certificate.der, Uint8Array.of(10)]));
    const { recognised } = await reportOf(behind);
    const place = `${behind}, byte ${server.certificate.der.length}`;
    expect(recognised).toMatchObject([{ kind: 'certificate' }, { kind: 'trailing', from: place }]);
  });

  it('ends with 0 where there is a verdict, whichever, and with 2 where there is none', async () => {
    expect((await check(SERVER, '--name', 'shop.test')).status).toBe(0);
    const { status, out, err } = await check(NOTHING, '--json');
    expect(status).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ verdict: null });
    expect(err).toBe('handshake-lab: check: no certificate was found in what was handed over\n');
  });

  it('tells people the verdict, the path, and how to fix each failure', async () => {
    const { out } = await check(ORDER, '--anchor', ROOT);
    expect(out).toContain('\nRefused: its file has the certificates in the wrong order\n');
    expect(out).toContain('  2  Root  (trust anchor)\n');
    expect(out).toContain('How to fix it: Put the certificates in order');
  });

  it('says of a damaged copy how to get another one, and of no alert', async () => {
    const { out } = await check(BROKEN, '--anchor', ROOT);
    expect(out).toContain('How to fix it: Get an undamaged copy of this certificate.');
    expect(out).not.toContain('would send the alert');
  });

  it.each([
    ['no file', [], 'check: at least one FILE is wanted, or - for standard input'],
    ['a file that is not there', [join(folder, 'gone.pem')], `check: cannot read ${join(folder, 'gone.pem')}`],
    [
      'an unknown purpose',
      [SERVER, '--purpose', 'mail'],
      'check: --purpose mail: one of server, client, any is wanted',
    ],
    ['a day that the calendar lacks', [SERVER, '--time', '2026-02-30'], 'check: --time 2026-02-30: a day or a time'],
  ])('refuses %s in one line', async (_, args, message) => {
    const { status, err } = await check(...args);
    expect(status).toBe(2);
    expect(err).toContain(`handshake-lab: ${message}`);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
