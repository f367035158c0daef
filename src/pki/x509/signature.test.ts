// Signatures over certificates that OpenSSL made, with every kind of key that is supported, and one that is not.

import { beforeAll, describe, expect, it } from 'vitest';
import { nameOrOid } from '../../asn1/oids.ts';
import { registerEllipticKeys } from '../../crypto/ellipticVerifiers.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import { decoded } from '../../testing/spanRules.ts';
import { makeBank, withFolder } from '../bank.testing.ts';
import { signedBy } from '../path/signedBy.ts';
import { showKey, showSignature } from './algorithm.ts';
import { decodeCertificate } from './certificate.ts';
import { verifySigned } from './signature.ts';

const KINDS: readonly (readonly [string, readonly string[]])[] = [
  ['RSA, PKCS #1 v1.5, SHA-1', ['-newkey', 'rsa:2048', '-sha1']],
  ['RSA, PKCS #1 v1.5, SHA-512', ['-newkey', 'rsa:2048', '-sha512']],
  ['RSA, PKCS #1 v1.5, SHA-224', ['-newkey', 'rsa:2048', '-sha224']],
  [
    'RSA, PSS, SHA-224',
    ['-newkey', 'rsa:2048', '-sha224', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:28'],
  ],
  ['P-256, SHA-224', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha224']],
  ['RSA, PSS', ['-newkey', 'rsa:2048', '-sha384', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:48']],
  [
    'RSA, PSS, no salt',
    ['-newkey', 'rsa:2048', '-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:0'],
  ],
  [
    'RSA, PSS, all defaults',
    ['-newkey', 'rsa:2048', '-sha1', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:20'],
  ],
  [
    'RSA, PSS, another hash in MGF1',
    ['-newkey', 'rsa:2048', '-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_mgf1_md:sha512'],
  ],
  ['an RSA key for PSS alone', ['-newkey', 'rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048', '-sha256']],
  [
    'an RSA key for PSS with one hash alone',
    [
      ...['-newkey', 'rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048', '-pkeyopt', 'rsa_pss_keygen_md:sha384'],
      ...['-pkeyopt', 'rsa_pss_keygen_mgf1_md:sha384', '-pkeyopt', 'rsa_pss_keygen_saltlen:48', '-sha384'],
    ],
  ],
  ['P-256', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha256']],
  ['P-256, SHA-512', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha512']],
  ['P-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-sha384']],
  ['P-521', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521', '-sha512']],
  ['Ed25519', ['-newkey', 'ed25519']],
];

const optionsOf = (wanted: string) => KINDS.find(([kind]) => kind === wanted)?.[1] ?? [];
const make = (options: readonly string[]) =>
  decoded(
    decodeCertificate(
      openssl(['req', '-x509', ...options, '-nodes', '-keyout', '/dev/null', '-subj', '/CN=x', '-outform', 'DER'])
        .stdout,
    ),
  );

describe.skipIf(!outsideJudge('openssl'))('before elliptic keys are registered', () => {
  it.each(KINDS.filter(([kind]) => !kind.includes('RSA')))(
    'a signature with %s names an algorithm that is not supported',
    (_kind, options) => {
      const certificate = make(options);
      expect(signedBy(certificate, certificate)).toBe('unsupported-algorithm');
    },
  );
});

describe.skipIf(!outsideJudge('openssl'))('a certificate that OpenSSL signed', () => {
  beforeAll(registerEllipticKeys);

  it.each(KINDS)('with %s verifies, and no longer once a byte is changed', (_kind, options) => {
    const certificate = make(options);
    expect(signedBy(certificate, certificate)).toBe('valid');
    const { spki, signatureAlgorithm, tbsBytes, signature } = certificate;
    const changed = tbsBytes.slice();
    changed[tbsBytes.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    expect(verifySigned(spki, signatureAlgorithm, changed, signature)).toBe('mismatch');
    expect(verifySigned(makeBank().root.certificate.spki, signatureAlgorithm, tbsBytes, signature)).not.toBe('valid');
  });

  it('with DSA names an algorithm that is not supported', () => {
    const certificate = withFolder({}, (path) => {
      openssl(['dsaparam', '-genkey', '-out', path('dsa.pem'), '1024']);
      const run = openssl(['req', '-x509', '-key', path('dsa.pem'), '-sha256', '-subj', '/CN=x', '-outform', 'DER']);
      return decoded(decodeCertificate(run.stdout));
    });
    expect(certificate.publicKey).toMatchObject({ algorithm: 'other' });
    expect(signedBy(certificate, certificate)).toBe('unsupported-algorithm');
  });

  it('for a key that is for PSS alone verifies within what that key allows (RFC 4055 1.2, 3.3)', () => {
    const any = make(optionsOf('an RSA key for PSS alone'));
    const strict = make(optionsOf('an RSA key for PSS with one hash alone'));
    const pkcs1 = make(KINDS[1]?.[1] ?? []);
    expect(any.publicKey).toMatchObject({ algorithm: 'rsa-pss', bits: 2048 });
    const verdict = (key: typeof any, signed: typeof any) =>
      verifySigned(key.spki, signed.signatureAlgorithm, signed.tbsBytes, signed.signature);
    expect(verdict(any, pkcs1)).toBe('key-of-another-kind');
    expect(verdict(any, strict)).toBe('mismatch');
    // SHA-256, which the strict key does not allow.
    expect(verdict(strict, any)).toBe('bad-parameters');
    expect(verdict(strict, strict)).toBe('valid');
  });

  it('with an algorithm of another kind of key does not verify', () => {
    const [rsa, ec] = [make(KINDS[1]?.[1] ?? []), make(optionsOf('P-256'))];
    expect(verifySigned(ec.spki, rsa.signatureAlgorithm, rsa.tbsBytes, rsa.signature)).toBe('key-of-another-kind');
  });
});

describe.skipIf(!outsideJudge('openssl'))('a signature that nobody here can verify', () => {
  it.each([
    ['id-rsassa-pkcs1-v1-5-with-sha3-256', ['-newkey', 'rsa:2048', '-sha3-256']],
    ['id-RSASSA-PSS, id-sha512-256', ['-newkey', 'rsa:2048', '-sha512-256', '-sigopt', 'rsa_padding_mode:pss']],
    ['md5WithRSAEncryption', ['-newkey', 'rsa:2048', '-md5']],
    ['id-Ed448', ['-newkey', 'ed448']],
  ])('is called %s, and unsupported', (name, options) => {
    const certificate = make(options);
    expect(showSignature(certificate.signatureAlgorithm)).toBe(name);
    expect(signedBy(certificate, certificate)).toBe('unsupported-algorithm');
  });

  it('by a key of a curve without an implementation names the curve', () => {
    const certificate = make(['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:brainpoolP256r1', '-sha256']);
    expect(showKey(certificate.publicKey)).toBe('brainpoolP256r1');
    expect(signedBy(certificate, certificate)).toBe('unsupported-key');
  });
});

it('algorithms of later times have names, too (RFC 9881)', () => {
  expect(nameOrOid('2.16.840.1.101.3.4.3.18')).toBe('id-ml-dsa-65');
  expect(nameOrOid('1.2.156.10197.1.501')).toBe('SM2-with-SM3');
});
