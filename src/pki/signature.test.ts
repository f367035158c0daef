// Signatures over certificates that OpenSSL made, with every kind of key that is supported, and one that is not.
import { beforeAll, describe, expect, it } from 'vitest';
import { registerEllipticKeys } from '../crypto/ellipticVerifiers.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { decodeCertificate } from './certificate.ts';
import { signedBy } from './path/signedBy.ts';
import { verifySigned } from './signature.ts';
import { decoded, makeBank, withFolder } from './testing.ts';

const KINDS: readonly (readonly [string, readonly string[]])[] = [
  ['RSA, PKCS #1 v1.5, SHA-1', ['-newkey', 'rsa:2048', '-sha1']],
  ['RSA, PKCS #1 v1.5, SHA-512', ['-newkey', 'rsa:2048', '-sha512']],
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
  ['P-256', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha256']],
  ['P-256, SHA-512', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-sha512']],
  ['P-384', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384', '-sha384']],
  ['P-521', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-521', '-sha512']],
  ['Ed25519', ['-newkey', 'ed25519']],
];

const make = (options: readonly string[]) =>
  decoded(
    decodeCertificate(
      openssl(['req', '-x509', ...options, '-nodes', '-keyout', '/dev/null', '-subj', '/CN=x', '-outform', 'DER'])
        .stdout,
    ),
  );

describe.skipIf(!outsideJudge('openssl'))('before elliptic keys are registered', () => {
  it.each(KINDS.slice(6))('a signature with %s names an algorithm that is not supported', (_kind, options) => {
    const certificate = make(options);
    expect(signedBy(certificate, certificate)).toBe('unsupported-algorithm');
  });
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

  it('with an algorithm of another kind of key does not verify', () => {
    const [rsa, ec] = [make(KINDS[1]?.[1] ?? []), make(KINDS[6]?.[1] ?? [])];
    expect(verifySigned(ec.spki, rsa.signatureAlgorithm, rsa.tbsBytes, rsa.signature)).toBe('key-of-another-kind');
  });
});
