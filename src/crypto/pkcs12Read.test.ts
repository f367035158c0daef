// PKCS #12 files as OpenSSL writes them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../bytes/hex.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { privateKeyToPem } from './keyFormat.ts';
import { readPkcs12, WRONG_PASSWORD } from './pkcs12Read.ts';
import { poolKey } from './pool.ts';

describe.skipIf(!outsideJudge('openssl'))('PKCS #12 (RFC 7292)', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pkcs12-read-'));
  const path = (name: string) => join(directory, name);
  afterAll(() => rmSync(directory, { recursive: true }));

  const run = (...args: string[]): Uint8Array => {
    const { status, stdout, stderr } = openssl(args);
    if (status !== 0) throw new Error(stderr);
    return new Uint8Array(stdout);
  };
  /** PEM of a self-signed certificate for the key in this file. */
  const certify = (name: string): string => {
    writeFileSync(path(`${name}.pem`), run('req', '-x509', '-key', path(`${name}.key`), '-subj', `/CN=${name}`));
    return path(`${name}.pem`);
  };
  const derOf = (pem: string): string => toHex(run('x509', '-in', pem, '-outform', 'DER'));
  let client = '';
  let curve = '';
  let both: readonly string[] = [];
  // Not in the body: that of a skipped suite runs too.
  beforeAll(() => {
    writeFileSync(path('client.key'), privateKeyToPem(poolKey('client')));
    writeFileSync(path('curve.key'), run('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'));
    client = certify('client');
    curve = certify('curve');
    both = [derOf(client), derOf(curve)];
  });

  const make = (password: string, ...args: string[]): Uint8Array =>
    run(
      'pkcs12',
      '-export',
      '-inkey',
      path('client.key'),
      '-in',
      client,
      '-certfile',
      curve,
      '-passout',
      `pass:${password}`,
      ...args,
    );

  it.each([
    ['by default: PBES2, AES-256 and HMAC-SHA-256', []],
    ['in the old way: triple DES', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['with AES-128 and a MAC with SHA-512', ['-certpbe', 'AES-128-CBC', '-macalg', 'sha512']],
    ['with certificates in the clear', ['-certpbe', 'NONE']],
    ['without a MAC', ['-nomac']],
    ['with one iteration', ['-iter', '1']],
  ])('gives certificates, and counts keys, of a file made %s', async (_how, args) => {
    const read = await readPkcs12(make('open sesame', ...args), 'open sesame');
    if (!read.ok) throw read.error;
    expect(read.value.certificates.map(toHex)).toEqual(both);
    expect(read.value.privateKeys).toBe(1);
  });

  it('takes passwords beyond ASCII', async () => {
    for (const args of [[], ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES']]) {
      const read = await readPkcs12(make('žluťoučký 🐎', ...args), 'žluťoučký 🐎');
      expect(read.ok && read.value.certificates.length).toBe(2);
    }
  });

  it('opens an empty password', async () => {
    const read = await readPkcs12(make(''), '');
    expect(read.ok && read.value.certificates.map(toHex)).toEqual(both);
  });

  it('says that a password is wrong', async () => {
    const read = await readPkcs12(make('open sesame'), 'open says me');
    expect(read.ok ? null : read.error.field).toBe(WRONG_PASSWORD);
  });

  it('ends any damaged file in a value or in our error', async () => {
    const file = make('x', '-iter', '1');
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(255), fc.boolean(), async (at, value, cut) => {
        const changed = cut ? file.slice(0, at) : file.slice();
        if (!cut) changed[at] = value;
        await readPkcs12(changed, 'x');
      }),
      { numRuns: 200 },
    );
  });
});
