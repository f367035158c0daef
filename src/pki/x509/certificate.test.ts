import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as write from '../../asn1/derWriter.ts';
import { OIDS } from '../../asn1/oids.ts';
import { DecodeError } from '../../bytes/error.ts';
import { concat, toHex, utf8 } from '../../bytes/hex.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import { allSpans, decoded } from '../../testing/spanRules.ts';
import {
  caExtensions,
  certificatePem,
  cn,
  DAY,
  HOST,
  issueTo,
  leafExtensions,
  makeBank,
  makeServer,
  NOW,
  spansOf,
  withFolder,
} from '../bank.testing.ts';
import { PKI_FIELDS } from '../fields.ts';
import { decodeCertificate, extensionOf } from './certificate.ts';
import { type ExtensionSpec, encodeExtension } from './extensionSpec.ts';
import { fingerprint, keyIdentifier } from './fingerprint.ts';

const { root, issuing, server } = makeBank();
const problemOf = (der: Uint8Array) => {
  const result = decodeCertificate(der);
  return result.ok ? 'none' : `${result.error.field}: ${result.error.problem}`;
};
/** The server's certificate with another TBSCertificate; the signature no longer fits, which is not the decoder's matter. */
const withTbs = (...parts: readonly Uint8Array[]) =>
  write.sequence(write.sequence(...parts), algorithm, write.bitString(server.certificate.signature));
const algorithm = server.certificate.signatureAlgorithm.der;
const { issuer, subject, spki } = server.certificate;
const validity = write.sequence(write.time(NOW - DAY), write.time(NOW + DAY));
const tbsOf = (version: number, serial: Uint8Array, extensions: readonly Uint8Array[]) => [
  ...(version === 1 ? [] : [write.tagged(0, write.integer(version - 1))]),
  serial,
  algorithm,
  issuer.der,
  validity,
  subject.der,
  spki,
  ...(extensions.length === 0 ? [] : [write.tagged(3, write.sequence(...extensions))]),
];
const serial = write.integer(1);
const keyUsage = encodeExtension({ type: 'keyUsage', critical: true, usages: ['digitalSignature'] });

insideOnly('a certificate (RFC 5280 4.1)', () => {
  it('is read back with the fields that it was issued with', () => {
    const { version, serial, notBefore, notAfter, publicKey, signatureAlgorithm } = server.certificate;
    expect({ version, serial, notBefore, notAfter }).toEqual({
      version: 3,
      serial: '4d00112233445566',
      notBefore: NOW - 30 * DAY,
      notAfter: NOW + 60 * DAY,
    });
    expect([subject.text, issuer.text]).toEqual([`CN=${HOST}, O=Bank`, 'CN=Issuing, O=Bank']);
    expect(publicKey).toMatchObject({ algorithm: 'rsa', bits: 2048, exponent: 65537n });
    expect(signatureAlgorithm).toMatchObject({ name: 'sha256WithRSAEncryption', hash: 'sha256' });
  });

  it('has extensions, each at most once (4.2)', () => {
    const { extensions } = server.certificate;
    expect(extensions.map(({ type, critical }) => `${type}${critical ? '!' : ''}`)).toEqual([
      'basicConstraints!',
      'keyUsage!',
      'extKeyUsage',
      'subjectAltName',
      'authorityInfoAccess',
      'subjectKeyIdentifier',
      'authorityKeyIdentifier',
    ]);
    expect(problemOf(withTbs(...tbsOf(3, serial, [keyUsage, keyUsage])))).toBe(
      'extension: keyUsage for the second time',
    );
  });

  it('has extensions in version 3 only, and at least one where it has the list (4.1.2.9)', () => {
    expect(problemOf(withTbs(...tbsOf(3, serial, [keyUsage])))).toBe('none');
    expect(problemOf(withTbs(...tbsOf(1, serial, [])))).toBe('none');
    for (const version of [1, 2]) {
      expect(problemOf(withTbs(...tbsOf(version, serial, [keyUsage])))).toMatch(/has no extensions/);
    }
    expect(problemOf(withTbs(...tbsOf(3, serial, []), write.tagged(3, write.sequence())))).toMatch(/empty list/);
  });

  it('has no version but 1, 2 and 3 (4.1.2.1)', () => {
    expect(problemOf(withTbs(...tbsOf(4, serial, [])))).toBe('certificate.tbs.version.number: there is no version 3');
  });

  it('is read where its CA got the serial number wrong, as users of certificates should (4.1.2.2)', () => {
    const serialOf = (der: Uint8Array) => decoded(decodeCertificate(withTbs(...tbsOf(3, der, [])))).serial;
    expect(serialOf(write.integer(0))).toBe('00');
    expect(serialOf(write.integer(-1))).toBe('-01');
    expect(serialOf(write.integer(2n ** 200n))).toBe(`01${'00'.repeat(25)}`);
    expect(serialOf(write.integer(0x80))).toBe('80');
  });

  it('says where it breaks off', () => {
    const { der } = server.certificate;
    const result = decodeCertificate(der.subarray(0, 700));
    expect(result.ok ? null : [result.error.field, result.error.offset]).toEqual(['certificate', 1]);
  });
});

insideOnly('the decoded extensions (RFC 5280 4.2.1)', () => {
  const decode = (spec: ExtensionSpec) => {
    const certificate = decoded(decodeCertificate(withTbs(...tbsOf(3, serial, [encodeExtension(spec)]))));
    const [extension] = certificate.extensions;
    if (extension === undefined) throw new Error('no extension');
    return { certificate, extension };
  };

  it('know where they stand in the certificate', () => {
    const { certificate, extension } = decode({ type: 'keyUsage', critical: true, usages: ['cRLSign'] });
    expect(toHex(certificate.der.subarray(extension.start, extension.end))).toBe(
      toHex(encodeExtension({ type: 'keyUsage', critical: true, usages: ['cRLSign'] })),
    );
  });

  it('give alternative names octet by octet, NUL included', () => {
    const names = [
      { type: 'dns', value: 'api.bank.test\0.evil.test' },
      { type: 'email', value: 'alice@bank.test' },
      { type: 'uri', value: 'https://bank.test/' },
      { type: 'ip', value: Uint8Array.of(192, 0, 2, 1) },
      { type: 'ip', value: Uint8Array.from([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]) },
      { type: 'dirName', value: subject.der },
    ] as const;
    const { extension } = decode({ type: 'subjectAltName', critical: false, names });
    expect(extension.type === 'subjectAltName' && extension.names.map(({ type, value }) => [type, value])).toEqual([
      ['dns', 'api.bank.test\0.evil.test'],
      ['email', 'alice@bank.test'],
      ['uri', 'https://bank.test/'],
      ['ip', '192.0.2.1'],
      ['ip', '2001:db8::1'],
      ['dirName', `CN=${HOST}, O=Bank`],
    ]);
  });

  it('give addresses of OCSP and CRLs', () => {
    const aia = decode({ type: 'authorityInfoAccess', critical: false, ocsp: ['http://a/'], caIssuers: ['http://b/'] });
    expect(aia.extension).toMatchObject({ ocsp: ['http://a/'], caIssuers: ['http://b/'] });
    const crl = decode({ type: 'crlDistributionPoints', critical: false, uris: ['http://c/'] });
    expect(crl.extension).toMatchObject({ type: 'crlDistributionPoints', uris: ['http://c/'] });
  });

  it('of unknown kinds are kept as octets, whether these are DER or not', () => {
    for (const value of [utf8('not DER'), write.sequence(write.integer(5)), new Uint8Array()]) {
      const { extension } = decode({ type: 'unknown', oid: '1.2.3.4', critical: true, value });
      expect(extension).toMatchObject({ type: 'unknown', oid: '1.2.3.4', critical: true });
      expect(extension.type === 'unknown' && toHex(extension.value)).toBe(toHex(value));
    }
  });

  it('are refused where their content is not what their identifier promises', () => {
    const broken = (oid: string, value: Uint8Array) =>
      problemOf(withTbs(...tbsOf(3, serial, [encodeExtension({ type: 'unknown', oid, critical: false, value })])));
    expect(broken(OIDS.basicConstraints, write.integer(1))).toMatch(/basicConstraints: SEQUENCE wanted/);
    expect(broken(OIDS.basicConstraints, write.sequence(write.boolean(true), write.integer(-1)))).toMatch(/pathLen/);
    expect(broken(OIDS.keyUsage, write.octetString(utf8('x')))).toMatch(/keyUsage: BIT STRING wanted/);
    expect(broken(OIDS.extKeyUsage, write.sequence())).toMatch(/empty list/);
    expect(broken(OIDS.subjectAltName, write.sequence())).toMatch(/empty list/);
    expect(broken(OIDS.subjectKeyIdentifier, concat(write.octetString(utf8('x')), write.nul()))).toMatch(/too many/);
  });
});

insideOnly('the spans of a certificate', () => {
  it('carry only known field ids, children inside their parents, in order', () => {
    const known: readonly string[] = PKI_FIELDS;
    const visit = (spans: ReturnType<typeof allSpans>, start: number, end: number): void => {
      let at = start;
      for (const span of spans) {
        expect(known).toContain(span.field);
        expect(span.start).toBeGreaterThanOrEqual(at);
        expect(span.end).toBeLessThanOrEqual(end);
        visit([...span.children], span.start, span.end);
        at = span.end;
      }
    };
    for (const { certificate } of [root, issuing, server]) visit([...certificate.spans], 0, certificate.der.length);
  });

  it('show the values that stand there', () => {
    const [notAfter] = spansOf(server.certificate.spans, 'certificate.tbs.validity.notAfter');
    expect(notAfter?.value).toBe('2027-01-22T12:00:00Z');
    const text = server.certificate.der.subarray((notAfter?.start ?? 0) + 2, notAfter?.end);
    expect(new TextDecoder().decode(text)).toBe('270122120000Z');
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  const pem = certificatePem(server);

  it('finds each of its elements among ours, at the same place', () => {
    const { stdout } = openssl(['asn1parse', '-inform', 'DER'], server.certificate.der);
    const theirs = [...stdout.toString().matchAll(/^ *(\d+):d=\d+ +hl=(\d+) l= *(\d+)/gm)].map(
      ([, at, head, length]) => `${at}-${Number(at) + Number(head) + Number(length)}`,
    );
    const ours = new Set(allSpans(server.certificate.spans).map(({ start, end }) => `${start}-${end}`));
    expect(theirs.length).toBeGreaterThan(50);
    expect(theirs.filter((element) => !ours.has(element))).toEqual([]);
  });

  it('reads the same fields', () => {
    const shown = openssl(
      ['x509', '-noout', '-serial', '-subject', '-issuer', '-dates', '-dateopt', 'iso_8601', '-fingerprint', '-sha256'],
      pem,
    ).stdout.toString();
    expect(shown).toContain('serial=4D00112233445566\n');
    expect(shown).toContain(`subject=O = Bank, CN = ${HOST}\n`);
    expect(shown).toContain('issuer=O = Bank, CN = Issuing\n');
    expect(shown).toContain('notBefore=2026-10-24 12:00:00Z\nnotAfter=2027-01-22 12:00:00Z\n');
    expect(shown.toLowerCase().replaceAll(':', '')).toContain(fingerprint(server.certificate.der));
  });

  it('reads the same extensions', () => {
    const shown = openssl(['x509', '-noout', '-text'], pem).stdout.toString();
    expect(shown).toMatch(/X509v3 Basic Constraints: critical\s+CA:FALSE/);
    expect(shown).toMatch(/X509v3 Key Usage: critical\s+Digital Signature, Key Encipherment\n/);
    expect(shown).toMatch(/X509v3 Extended Key Usage: \s+TLS Web Server Authentication\n/);
    expect(shown).toMatch(/X509v3 Subject Alternative Name: \s+DNS:api\.bank\.test\n/);
    expect(shown).toMatch(/Authority Information Access: \s+OCSP - URI:http:\/\/ocsp\.bank\.test\/\n/);
    const id = toHex(keyIdentifier(issuing.certificate.spki)).toUpperCase().match(/../g)?.join(':');
    expect(shown).toMatch(new RegExp(`X509v3 Authority Key Identifier: \\s+${id}\n`));
    const ca = openssl(['x509', '-noout', '-text'], certificatePem(issuing)).stdout.toString();
    expect(ca).toMatch(/X509v3 Basic Constraints: critical\s+CA:TRUE, pathlen:0\n/);
    expect(ca).toMatch(/X509v3 Key Usage: critical\s+Digital Signature, Certificate Sign, CRL Sign\n/);
    expect(ca).toMatch(new RegExp(`X509v3 Subject Key Identifier: \\s+${id}\n`));
  });

  const verify = (leaf: string, ...more: readonly string[]) =>
    withFolder({ 'root.pem': certificatePem(root), 'ca.pem': certificatePem(issuing), 'leaf.pem': leaf }, (path) =>
      openssl([
        ...['verify', '-x509_strict', '-attime', String(NOW / 1000), '-purpose', 'sslserver', ...more],
        ...['-CAfile', path('root.pem'), '-untrusted', path('ca.pem'), path('leaf.pem')],
      ]),
    );

  it('verifies the chain, in strict mode, for the purpose and the name', () => {
    const result = verify(pem, '-verify_hostname', HOST);
    expect([result.status, result.stderr]).toEqual([0, '']);
    expect(verify(pem, '-verify_hostname', 'www.bank.test').status).not.toBe(0);
  });

  it('verifies signatures with each of the hashes', () => {
    for (const hash of ['sha384', 'sha512'] as const) {
      const leaf = makeServer(issuing, { hash });
      expect(verify(certificatePem(leaf)).status, hash).toBe(0);
    }
  });

  it('reads GeneralizedTime from 2050', () => {
    const late = issueTo(cn('late'), 'server', null, caExtensions(null), { notAfter: Date.UTC(2050, 0, 1) });
    const shown = openssl(['x509', '-noout', '-enddate'], certificatePem(late)).stdout.toString();
    expect(shown).toBe('notAfter=Jan  1 00:00:00 2050 GMT\n');
  });

  it('makes certificates that are read here with the same fields', () => {
    const made = withFolder({}, (path) =>
      openssl([
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', path('key.pem'), '-outform', 'DER'],
        ...['-subj', '/C=DE/O=Other Bank/CN=other', '-sha512', '-set_serial', '0xFF01', '-days', '10'],
        ...['-addext', 'subjectAltName=DNS:other.test,IP:2001:db8::5,email:x@other.test,dirName:dir'],
        ...[
          '-addext',
          'extendedKeyUsage=critical,clientAuth,1.2.3.4',
          '-addext',
          'keyUsage=critical,keyAgreement,decipherOnly',
        ],
        ...[
          '-addext',
          'crlDistributionPoints=URI:http://other.test/crl',
          '-addext',
          'nameConstraints=permitted;DNS:test',
        ],
        ...['-config', writeConfig(path('req.cnf'))],
      ]),
    );
    expect(made.status, made.stderr).toBe(0);
    const certificate = decoded(decodeCertificate(made.stdout));
    expect([certificate.serial, certificate.subject.text]).toEqual(['ff01', 'CN=other, O=Other Bank, C=DE']);
    expect(certificate.signatureAlgorithm.hash).toBe('sha512');
    expect(extensionOf(certificate, 'subjectAltName')?.names.map(({ value }) => value)).toEqual([
      'other.test',
      '2001:db8::5',
      'x@other.test',
      'CN=dir name',
    ]);
    expect(extensionOf(certificate, 'extKeyUsage')).toMatchObject({
      critical: true,
      purposes: [OIDS.clientAuth, '1.2.3.4'],
    });
    expect([...(extensionOf(certificate, 'keyUsage')?.usages ?? [])]).toEqual(['keyAgreement', 'decipherOnly']);
    expect(extensionOf(certificate, 'crlDistributionPoints')?.uris).toEqual(['http://other.test/crl']);
    expect(extensionOf(certificate, 'nameConstraints')).toMatchObject({
      permitted: [{ base: { type: 'dns', value: 'test' }, minimum: 0, maximum: null }],
      excluded: [],
    });
    expect(extensionOf(certificate, 'basicConstraints')).toMatchObject({ ca: true, pathLen: null });
  });

  it('makes certificates for elliptic curves and PSS too, whose key or algorithm is named', () => {
    const make = (...args: readonly string[]) =>
      decoded(
        decodeCertificate(
          openssl(['req', '-x509', ...args, '-nodes', '-keyout', '/dev/null', '-subj', '/CN=x', '-outform', 'DER'])
            .stdout,
        ),
      );
    const curve = make('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256');
    expect(curve.publicKey).toMatchObject({ algorithm: 'ec', curve: 'P-256', bits: 256 });
    expect(curve.signatureAlgorithm).toMatchObject({ name: 'ecdsa-with-SHA256', scheme: 'ecdsa', hash: 'sha256' });
    const pss = make('-newkey', 'rsa:2048', '-sigopt', 'rsa_padding_mode:pss');
    expect(pss.signatureAlgorithm).toMatchObject({ name: 'id-RSASSA-PSS', scheme: 'rsa-pss', hash: 'sha256' });
  });
});

insideOnly('any input', () => {
  const { der } = server.certificate;

  it('is a certificate or a DecodeError', () => {
    const outcome = (bytes: Uint8Array) => {
      const result = decodeCertificate(bytes);
      if (result.ok) return;
      expect(result.error).toBeInstanceOf(DecodeError);
      expect(result.error.offset).toBeLessThanOrEqual(bytes.length);
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), outcome));
    const change = fc.record({ at: fc.nat(der.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(der.length), (changes, length) => {
        const mutant = der.slice();
        for (const { at, value } of changes) mutant[at] = value;
        outcome(mutant);
        outcome(mutant.subarray(0, length));
      }),
      { numRuns: 1000 },
    );
  });

  it('with ten thousand alternative names is read', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `n${i}.bank.test`);
    const { certificate } = issueTo(cn('many'), 'server', null, leafExtensions('serverAuth', names));
    expect(extensionOf(certificate, 'subjectAltName')?.names).toHaveLength(10_000);
  });

  it('with an absurdly long key is refused before anybody computes with it', () => {
    const modulus = new Uint8Array(4000).fill(0xff);
    const huge = write.sequence(
      write.sequence(write.oid(OIDS.rsaEncryption), write.nul()),
      write.bitString(write.sequence(write.unsignedInteger(modulus), write.integer(65537))),
    );
    const [version = serial, number = serial, ...rest] = tbsOf(3, serial, []);
    const tbs = [version, number, ...rest.slice(0, -1), huge];
    expect(problemOf(withTbs(...tbs))).toBe('rsaPublicKey.modulus: 32000 bits are more than 16384');
  });
});

insideOnly('decoding', () => {
  it('needs no cryptography: the page reads certificates without node-forge', () => {
    const reached = new Set<string>();
    const follow = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      // Imports and re-exports of values; `import type` is gone when the code runs.
      for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(
        /^(?:import|export) (?!type\b)[^;]*?from '(\.[^']*)'/gm,
      )) {
        follow(join(dirname(file), path));
      }
    };
    for (const module of ['x509/certificate', 'csr/csr', 'revocation/ocsp', 'revocation/ocspHttp', 'intake/pem'])
      follow(join(import.meta.dirname, '..', `${module}.ts`));
    // Names, numbers and object identifiers of ML-DSA compute nothing.
    const computes = (file: string): boolean => file.includes('/crypto/') && !/\/mlDsa(Key|Oids)\.ts$/.test(file);
    expect([...reached].filter(computes)).toEqual([]);
    expect(reached.size).toBeGreaterThan(10);
  });
});

function writeConfig(path: string): string {
  writeFileSync(
    path,
    '[req]\ndistinguished_name=dn\nx509_extensions=v3\n[dn]\n[v3]\nbasicConstraints=critical,CA:TRUE\n[dir]\nCN=dir name\n',
  );
  return path;
}
