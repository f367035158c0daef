import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../bytes/hex.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { privateKeyToPem } from './keyFormat.ts';
import { toPkcs12 } from './pkcs12.ts';
import { readPkcs12 } from './pkcs12Read.ts';
import { type PoolKeyName, poolKey } from './pool.ts';
import { seededRandom } from './random.ts';

describe.skipIf(!outsideJudge('openssl'))('PKCS #12', () => {
  const directory = mkdtempSync(join(tmpdir(), 'pkcs12-'));
  const path = (name: string) => join(directory, name);
  afterAll(() => rmSync(directory, { recursive: true }));

  /** DER of a certificate that openssl made for a key of the pool. */
  const certificate = (name: PoolKeyName): Uint8Array => {
    writeFileSync(path('key.pem'), privateKeyToPem(poolKey(name)));
    const run = openssl(['req', '-x509', '-key', path('key.pem'), '-subj', `/CN=${name}`, '-outform', 'DER']);
    if (run.status !== 0) throw new Error(run.stderr);
    return new Uint8Array(run.stdout);
  };

  const key = poolKey('client');
  const contents = { certificates: [] as Uint8Array[], key, password: 'open sesame', friendlyName: 'alice' };
  let file: Uint8Array;
  beforeAll(() => {
    contents.certificates.push(certificate('client'), certificate('issuing'));
    file = toPkcs12(contents, seededRandom(1, 'pkcs12'));
  });

  /** What `openssl pkcs12` finds in a file, without its legacy provider. */
  const read = (bytes: Uint8Array, password: string) => {
    writeFileSync(path('file.p12'), bytes);
    return openssl(['pkcs12', '-in', path('file.p12'), '-passin', `pass:${password}`, '-noenc', '-info']);
  };

  it('is read by openssl with the same key, the same certificates and the name', () => {
    const run = read(file, 'open sesame');
    expect(run.status, run.stderr).toBe(0);
    const text = run.stdout.toString();
    const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    expect(found.map((pem) => toHex(new X509Certificate(pem).raw))).toEqual(contents.certificates.map(toHex));
    expect(text).toContain(privateKeyToPem(key));
    expect(text).toContain('friendlyName: alice');
  });

  it('has a MAC that holds, and its key under AES-256-CBC and HMAC-SHA-256', () => {
    const { stderr } = read(file, 'open sesame');
    expect(stderr).toContain('MAC: sha1');
    expect(stderr).toContain('PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256');
  });

  it('is not read with another password', () => {
    const run = read(file, 'open barley');
    expect(run.status).not.toBe(0);
    expect(run.stderr).toContain('invalid password');
  });

  it.each(['client.p256', 'client.ed25519'] as const)('takes the key %s, too, and is read back', async (name) => {
    const own = { ...contents, certificates: [certificate(name)], key: poolKey(name) };
    const made = toPkcs12(own, seededRandom(1, 'pkcs12'));
    const run = read(made, 'open sesame');
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toContain('MAC: sha1');
    expect(run.stderr).toContain('PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256');
    expect(run.stdout.toString()).toContain(privateKeyToPem(own.key));
    expect(await readPkcs12(made, 'open sesame')).toEqual({
      ok: true,
      value: { certificates: own.certificates, crls: [], privateKeys: 1, keys: [expect.any(Uint8Array)] },
    });
  });

  it('has the same bytes for the same randomness, and other bytes for other randomness', () => {
    expect(toHex(toPkcs12(contents, seededRandom(1, 'pkcs12')))).toBe(toHex(file));
    expect(toHex(toPkcs12(contents, seededRandom(2, 'pkcs12')))).not.toBe(toHex(file));
  });

  it('refuses a password that is not printable ASCII', () => {
    expect(() => toPkcs12({ ...contents, password: 'sésame' }, seededRandom(1, ''))).toThrow(RangeError);
  });
});
