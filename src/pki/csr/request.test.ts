import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../bytes/error.ts';
import { toHex } from '../../bytes/hex.ts';
import { poolKey } from '../../crypto/pool.ts';
import { publicOf } from '../../crypto/rsa.ts';
import { publicKeyToSpki } from '../../crypto/spki.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import { allSpans, decoded } from '../../testing/spanRules.ts';
import { cn, withFolder } from '../bank.testing.ts';
import { PKI_FIELDS } from '../fields.ts';
import { findExtension } from '../x509/extension.ts';
import { decodeRequest } from './csr.ts';
import { createRequest, verifyRequest } from './request.ts';

const key = poolKey('server');
const der = createRequest({
  subject: cn('api.bank.test'),
  dnsNames: ['api.bank.test'],
  emails: ['ops@bank.test'],
  key,
});

insideOnly('a certification request (RFC 2986 4)', () => {
  const request = decoded(decodeRequest(der));

  it('carries subject, public key, and the names that the certificate is to have', () => {
    expect(request.subject.text).toBe('CN=api.bank.test, O=Bank');
    expect(toHex(request.spki)).toBe(toHex(publicKeyToSpki(publicOf(key))));
    expect(
      findExtension(request.extensions, 'subjectAltName')?.names.map(({ type, value }) => `${type}:${value}`),
    ).toEqual(['dns:api.bank.test', 'email:ops@bank.test']);
  });

  it('is signed with the private key that belongs to its public key (RFC 2986 4.2)', () => {
    expect(verifyRequest(request)).toBe(true);
    expect(
      verifyRequest({ ...request, signature: request.signature.map((byte, i) => (i === 9 ? byte ^ 1 : byte)) }),
    ).toBe(false);
    expect(verifyRequest({ ...request, spki: publicKeyToSpki(publicOf(poolKey('thief'))) })).toBe(false);
    const renamed = der.slice();
    const at = Buffer.from(der).indexOf('api.bank');
    renamed[at] = 'b'.charCodeAt(0);
    expect(verifyRequest(decoded(decodeRequest(renamed)))).toBe(false);
  });

  it('may ask for no names at all', () => {
    const bare = decoded(decodeRequest(createRequest({ subject: cn('alice'), key })));
    expect(bare.extensions).toEqual([]);
    expect(verifyRequest(bare)).toBe(true);
  });

  it('has spans with known field ids', () => {
    const known: readonly string[] = PKI_FIELDS;
    expect(allSpans(request.spans).filter(({ field }) => !known.includes(field))).toEqual([]);
  });

  it('of any bytes is a request or a DecodeError', () => {
    const outcome = (bytes: Uint8Array) => {
      const result = decodeRequest(bytes);
      if (!result.ok) expect(result.error).toBeInstanceOf(DecodeError);
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), outcome));
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), (at, value) => {
        outcome(der.map((byte, i) => (i === at ? value : byte)));
        outcome(der.subarray(0, at));
      }),
      { numRuns: 500 },
    );
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  it('verifies our request and reads the same fields', () => {
    const result = openssl(['req', '-inform', 'DER', '-verify', '-noout', '-text'], der);
    expect(result.status, result.stderr).toBe(0);
    expect(result.stderr).toContain('self-signature verify OK');
    const text = result.stdout.toString();
    expect(text).toContain('Subject: O = Bank, CN = api.bank.test');
    expect(text).toMatch(/X509v3 Subject Alternative Name: \s+DNS:api\.bank\.test, email:ops@bank\.test/);
  });

  it('refuses our request once a byte of it has changed', () => {
    const altered = der.slice();
    const at = Buffer.from(der).indexOf('api.bank');
    altered[at] = 'b'.charCodeAt(0);
    expect(openssl(['req', '-inform', 'DER', '-verify', '-noout'], altered).stderr).toContain('verify failure');
  });

  it('makes requests that are read and verified here, with and without attributes', () => {
    for (const extra of [['-addext', 'subjectAltName=DNS:other.test'], []]) {
      const made = withFolder({}, (path) =>
        openssl([
          ...['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', path('key.pem'), '-subj', '/CN=other'],
          ...['-outform', 'DER', ...extra],
        ]),
      );
      const request = decoded(decodeRequest(made.stdout));
      expect(verifyRequest(request)).toBe(true);
      expect(request.subject.text).toBe('CN=other');
      expect(request.extensions.map(({ type }) => type)).toEqual(extra.length > 0 ? ['subjectAltName'] : []);
    }
  });
});
