// PKCS #12 files as OpenSSL writes them.
import { createHmac, pbkdf2Sync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { berChildren, berElement, berOctets } from '../asn1/ber.ts';
import { concat, toHex, utf8 } from '../bytes/hex.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { privateKeyToPem } from './keyFormat.ts';
import { readPkcs12, UNSUPPORTED, WRONG_PASSWORD } from './pkcs12Read.ts';
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

  it.each([
    ['with a MAC of MD5', ['-macalg', 'md5']],
    ['with a MAC of SHA-224', ['-macalg', 'sha224']],
    ['with AES-192', ['-certpbe', 'AES-192-CBC', '-keypbe', 'AES-192-CBC']],
    ['with triple DES of PBES2', ['-certpbe', 'DES-EDE3-CBC']],
    ['with two-key triple DES', ['-certpbe', 'PBE-SHA1-2DES']],
    ['with RC2-128', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128']],
    ['with RC2-40', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40']],
    ['with RC4-128', ['-legacy', '-certpbe', 'PBE-SHA1-RC4-128']],
    ['with 300,000 iterations', ['-iter', '300000']],
  ])('opens with its password alone what OpenSSL makes %s', async (_how, args) => {
    const file = make('open sesame', ...args);
    const read = await readPkcs12(file, 'open sesame');
    if (!read.ok) throw read.error;
    expect(read.value.certificates.map(toHex)).toEqual(both);
    const wrong = await readPkcs12(file, 'open says me');
    expect(wrong.ok ? null : wrong.error.field).toBe(WRONG_PASSWORD);
  });

  it.each(['ARIA-128-CBC', 'CAMELLIA-256-CBC'])('names what it does not decrypt: %s', async (cipher) => {
    const read = await readPkcs12(make('x', '-certpbe', cipher), 'x');
    expect(read.ok ? null : read.error).toMatchObject({ field: UNSUPPORTED });
    expect(read.ok ? '' : read.error.problem.toLowerCase()).toBe(cipher.toLowerCase());
  });

  it('says how many iterations are too many', async () => {
    const read = await readPkcs12(
      make('x', '-nomac', '-iter', '6000000', '-keypbe', 'NONE', '-certpbe', 'AES-128-CBC'),
      'x',
    );
    expect(read.ok ? '' : read.error.problem).toContain('6000000 rounds');
  });

  /** The file with another MacData; OpenSSL before 3.4 writes no PBMAC1. */
  const withMac = (file: Uint8Array, mac: (safes: Uint8Array) => Uint8Array): Uint8Array => {
    const [version, authSafe] = berChildren(file, berElement(file, 0, file.length, ''), '');
    if (version === undefined || authSafe === undefined) throw new Error('no PFX');
    const [, content] = berChildren(file, authSafe, '');
    const [octets] = content === undefined ? [] : berChildren(file, content, '');
    const safes = berOctets(file, octets, '');
    return element(
      0x30,
      file.subarray(version.start, version.end),
      file.subarray(authSafe.start, authSafe.end),
      mac(safes),
    );
  };
  const element = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
    const length = parts.reduce((sum, { length: each }) => sum + each, 0);
    const octets = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
    return concat(Uint8Array.of(tag, ...octets), ...parts);
  };
  const fromText = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
  /** RFC 9579 4 with PBKDF2, HMAC-SHA-256 for both, computed by Node. */
  const pbmac1 =
    (password: string, prf = '300c06082a864886f70d02090500') =>
    (safes: Uint8Array): Uint8Array => {
      const salt = utf8('saltsalt');
      const key = pbkdf2Sync(password, salt, 2048, 32, 'sha256');
      const mac = createHmac('sha256', key).update(safes).digest();
      const derivation = element(
        0x30,
        fromText('06092a864886f70d01050c'),
        element(0x30, element(4, salt), fromText('02020800020120'), fromText(prf)),
      );
      const algorithm = element(
        0x30,
        fromText('06092a864886f70d01050e'),
        element(0x30, derivation, fromText('300c06082a864886f70d02090500')),
      );
      return element(
        0x30,
        element(0x30, algorithm, element(4, new Uint8Array(mac))),
        element(4, utf8('NOT USED')),
        fromText('020101'),
      );
    };
  const CERTS = ['AES-256-CBC', 'PBE-SHA1-RC2-40', 'PBE-SHA1-RC4-40'];

  it.each(CERTS)('checks PBMAC1 (RFC 9579): %s', async (cipher) => {
    const file = withMac(make('open sesame', '-legacy', '-certpbe', cipher), pbmac1('open sesame'));
    const read = await readPkcs12(file, 'open sesame');
    expect(read.ok && read.value.certificates.map(toHex)).toEqual(both);
    for (const password of ['', 'open says me']) {
      const wrong = await readPkcs12(file, password);
      expect(wrong.ok ? null : wrong.error.field).toBe(WRONG_PASSWORD);
    }
  });

  it.each(CERTS)('takes for a wrong password whatever fails where no MAC can be checked: %s', async (cipher) => {
    const file = withMac(
      make('open sesame', '-legacy', '-certpbe', cipher),
      pbmac1('other', '300c06082a864886f70d02630500'),
    );
    const read = await readPkcs12(file, 'open sesame');
    expect(read.ok && read.value.certificates.map(toHex)).toEqual(both);
    // With a padding of one byte that fits by chance, too: one in 256.
    for (let i = 0; i < 300; i++) {
      const wrong = await readPkcs12(file, `wrong ${i}`);
      expect(wrong.ok ? 'opened' : wrong.error.field).toBe(WRONG_PASSWORD);
    }
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
