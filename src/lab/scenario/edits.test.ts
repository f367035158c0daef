// Edits of certificates, clocks and trust stores: OpenSSL reads in the certificates what was asked for, and the verdicts follow.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from '../../bytes/hex.ts';
import { parseCertificate } from '../../pki/x509/certificate.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge } from '../../testing/outside.ts';
import { certificateIds } from '../recording/certificateIds.ts';
import type { Recording } from '../recording/recording.ts';
import { prepareAll } from '../run/prepare.ts';
import { runScenario } from '../run/run.ts';
import { anyCaWork, anyEdits } from './edits.testing.ts';
import type { CertificateEdit, CertificateId, Edits } from './edits.ts';
import type { FaultId } from './faultId.ts';
import { honestScenario } from './honest.ts';
import { readEdits } from './readEdits.ts';
import { DEFAULT_SCENARIO, LAB_NOW, normalizeScenario, PROTOCOLS, type Scenario, withEdits } from './scenario.ts';

beforeAll(prepareAll);

const MUTUAL: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual' };
const DAY = 86_400_000;

const run = (edits: Edits, scenario: Partial<Scenario> = {}): Recording =>
  runScenario(withEdits({ ...MUTUAL, ...scenario }, readEdits(edits)));
const edited = (id: CertificateId, edit: CertificateEdit, scenario: Partial<Scenario> = {}): Recording =>
  run({ certificates: { [id]: edit } }, scenario);

function derOf(recording: Recording, id: CertificateId): Uint8Array {
  const fingerprint = certificateIds(recording).get(id);
  const record = fingerprint === undefined ? undefined : recording.certificates[fingerprint];
  if (record === undefined) throw new Error(`no certificate ${id}`);
  return fromHex(record.der);
}

const textOf = (recording: Recording, id: CertificateId): string => {
  const { stdout, stderr, status } = openssl(
    ['x509', '-inform', 'DER', '-noout', '-text', '-nameopt', 'RFC2253'],
    derOf(recording, id),
  );
  if (status !== 0) throw new Error(stderr);
  return stdout.toString().replaceAll(/\s+/g, ' ');
};

/** The check that failed, and who found it. */
function verdict({ outcome }: Recording): string {
  for (const side of ['client', 'server'] as const) {
    const { error } = outcome[side];
    if (error?.by === 'self') return `${side}: ${error.code}, ${error.alert}`;
  }
  return `${outcome.client.state}, ${outcome.server.state}`;
}

describe.skipIf(!outsideJudge('openssl'))('an edited certificate, as OpenSSL reads it,', () => {
  it.each<[string, CertificateId, CertificateEdit, string]>([
    ['begins', 'server', { notBefore: LAB_NOW - 3 * DAY }, 'Not Before: Nov 20 12:00:00 2026 GMT'],
    ['ends', 'root', { notAfter: Date.UTC(2060, 0, 1) }, 'Not After : Jan 1 00:00:00 2060 GMT'],
    [
      'names a subject',
      'client',
      {
        subject: [
          { type: 'CN', value: 'bob' },
          { type: 'OU', value: 'Till 3' },
          { type: 'C', value: 'NL' },
        ],
      },
      'Subject: CN=bob,OU=Till 3,C=NL',
    ],
    ['names a CA', 'root', { subject: [{ type: 'CN', value: 'Other Root' }] }, 'Issuer: CN=Other Root Validity'],
    ['claims an issuer', 'server', { issuer: [{ type: 'CN', value: 'Nobody' }] }, 'Issuer: CN=Nobody'],
    ['is signed by the root', 'server', { signer: 'root' }, 'Issuer: CN=Bank Root CA,O=Bank'],
    ['is signed by the attacker', 'issuing', { signer: 'rogue' }, 'Issuer: CN=Shadow Root CA,O=Shadow Trust'],
    ['holds a short key', 'issuing', { key: 'weak' }, 'Public-Key: (1024 bit)'],
    ['is signed with a hash', 'server', { hash: 'sha512' }, 'Signature Algorithm: sha512WithRSAEncryption'],
    [
      'says that it is a CA',
      'server',
      { basicConstraints: { ca: true, pathLen: 4 } },
      'X509v3 Basic Constraints: critical CA:TRUE, pathlen:4',
    ],
    [
      'has usages of its key',
      'server',
      { keyUsage: ['keyAgreement', 'cRLSign'] },
      'X509v3 Key Usage: critical Key Agreement, CRL Sign',
    ],
    [
      'has purposes',
      'client',
      { extKeyUsage: ['OCSPSigning', '2.999.3'] },
      'X509v3 Extended Key Usage: OCSP Signing, 2.999.3',
    ],
    [
      'has other names',
      'server',
      {
        subjectAltName: [
          { type: 'dns', value: '*.bank.test' },
          { type: 'ip', value: '2001:db8::1' },
          { type: 'email', value: 'a@b.test' },
        ],
      },
      'X509v3 Subject Alternative Name: DNS:*.bank.test, IP Address:2001:DB8:0:0:0:0:0:1, email:a@b.test',
    ],
    [
      'constrains names',
      'issuing',
      {
        nameConstraints: {
          permitted: [
            { type: 'dns', value: 'bank.test' },
            { type: 'ip', value: '10.0.0.0/9' },
          ],
          excluded: [{ type: 'email', value: 'evil.test' }],
        },
      },
      'X509v3 Name Constraints: critical Permitted: DNS:bank.test IP:10.0.0.0/255.128.0.0 Excluded: email:evil.test',
    ],
    [
      'has names of further kinds',
      'server',
      {
        subjectAltName: [
          { type: 'uri', value: 'https://api.bank.test/a' },
          { type: 'directory', value: 'cn=api\\, or so, O=Bank, C=NL' },
        ],
      },
      'X509v3 Subject Alternative Name: URI:https://api.bank.test/a, DirName:/C=NL/O=Bank/CN=api, or so X509v3 Subject Key',
    ],
    [
      'constrains names of further kinds',
      'issuing',
      {
        nameConstraints: {
          permitted: [{ type: 'directory', value: 'O=Bank' }],
          excluded: [{ type: 'uri', value: '.shop.test' }],
        },
      },
      'X509v3 Name Constraints: critical Permitted: DirName:O = Bank Excluded: URI:.shop.test',
    ],
    ['has purposes by name', 'server', { extKeyUsage: ['timeStamping'] }, 'X509v3 Extended Key Usage: Time Stamping'],
    ['holds a key on P-256', 'server', { key: 'server.p256' }, 'Public-Key: (256 bit)'],
    ['may then only sign', 'server', { key: 'server.p256' }, 'X509v3 Key Usage: critical Digital Signature X509v3'],
    ['holds a key on P-384', 'client', { key: 'client.p384' }, 'ASN1 OID: secp384r1'],
    ['holds an Ed25519 key', 'issuing', { key: 'issuing.ed25519' }, 'ED25519 Public-Key'],
    [
      'is signed with PSS',
      'server',
      { padding: 'pss', hash: 'sha384' },
      'Signature Algorithm: rsassaPss Hash Algorithm: sha384 Mask Algorithm: mgf1 with sha384 Salt Length: 0x30',
    ],
    ['is signed with PSS by its defaults', 'root', { padding: 'pss', hash: 'sha1' }, 'Hash Algorithm: sha1 (default)'],
    ['carries an unknown extension', 'issuing', { unknown: '2.999.7' }, '2.999.7: critical'],
    ['has a critical one', 'server', { critical: { extKeyUsage: true } }, 'X509v3 Extended Key Usage: critical'],
  ])('%s', (_what, id, edit, expected) => {
    expect(textOf(edited(id, edit), id)).toContain(expected);
  });

  it.each<[string, NonNullable<Edits['certificates']>, string]>([
    ['RSA on P-256', { issuing: { key: 'issuing.p256' } }, 'ecdsa-with-SHA256'],
    ['P-384 with another hash', { issuing: { key: 'issuing.p384' }, server: { hash: 'sha512' } }, 'ecdsa-with-SHA512'],
    [
      'Ed25519, whatever hash is asked for',
      { issuing: { key: 'issuing.ed25519' }, server: { hash: 'sha1' } },
      'ED25519',
    ],
    ['its own key', { server: { signer: 'self', key: 'server.ed25519' } }, 'ED25519'],
    [
      'a short key with PSS: the salt is as long as there is room for',
      { issuing: { key: 'weak' }, server: { padding: 'pss', hash: 'sha512' } },
      'mgf1 with sha512 Salt Length: 0x3E',
    ],
  ])('is signed by the kind of key that the signer has: %s', (_what, certificates, expected) => {
    expect(textOf(run({ certificates }), 'server')).toContain(expected);
  });

  it('leaves out what is to be left out, and is not critical where it shall not be', () => {
    const text = textOf(
      edited('server', { without: ['subjectAltName', 'extKeyUsage'], critical: { keyUsage: false } }),
      'server',
    );
    expect(text).not.toContain('Alternative Name');
    expect(text).not.toContain('Extended Key Usage');
    expect(text).toMatch(/X509v3 Key Usage: Digital Signature/);
  });

  it('of the attacker can be edited as well', () => {
    const recording = run({
      certificates: {
        server: { signer: 'rogue' },
        rogueIssuing: { basicConstraints: { ca: false, pathLen: null } },
        rogueRoot: { notAfter: LAB_NOW },
      },
    });
    expect(textOf(recording, 'rogueIssuing')).toContain('CA:FALSE');
    expect(textOf(recording, 'rogueRoot')).toContain('Not After : Nov 23 12:00:00 2026 GMT');
  });
});

insideOnly('the verdict follows from the edit', () => {
  const CLOSED = 'closed, closed';
  it.each<[string, Edits, string]>([
    [
      'another name',
      { certificates: { server: { subjectAltName: [{ type: 'dns', value: 'www.bank.test' }] } } },
      'client: identity.dns, bad_certificate',
    ],
    [
      'one more name',
      {
        certificates: {
          server: {
            subjectAltName: [
              { type: 'dns', value: 'www.bank.test' },
              { type: 'dns', value: 'api.bank.test' },
            ],
          },
        },
      },
      CLOSED,
    ],
    [
      'a CA that is none',
      { certificates: { issuing: { basicConstraints: { ca: false, pathLen: null } } } },
      'client: ca.basicConstraints, unknown_ca',
    ],
    [
      'a server certificate that expired',
      { certificates: { server: { notAfter: LAB_NOW - DAY } } },
      'client: validity.notAfter, certificate_expired',
    ],
    [
      'a client certificate that expired',
      { certificates: { client: { notAfter: LAB_NOW - DAY } } },
      'server: validity.notAfter, certificate_expired',
    ],
    [
      'a client’s clock that is slow',
      { clocks: { client: Date.UTC(2025, 0, 1) } },
      'client: validity.notBefore, certificate_expired',
    ],
    [
      'a server’s clock that is fast, past the client’s certificate',
      { clocks: { client: Date.UTC(2027, 1, 1), server: Date.UTC(2027, 5, 1) } },
      'client: revocation.fresh, certificate_unknown',
    ],
    ['an empty trust store of the client', { trust: { client: [] } }, 'client: chain.build, unknown_ca'],
    [
      'an attacker whom nobody trusts',
      { certificates: { server: { signer: 'rogue' } } },
      'client: chain.trustAnchor, unknown_ca',
    ],
    [
      'a leaf from the root itself',
      { certificates: { server: { signer: 'root' }, client: { signer: 'root' } } },
      CLOSED,
    ],
    [
      'a longer path that is allowed',
      { certificates: { issuing: { basicConstraints: { ca: true, pathLen: 3 } } } },
      CLOSED,
    ],
    [
      'a critical extension that nobody knows',
      { certificates: { server: { unknown: '2.999.1' } } },
      'client: ext.unknownCritical, certificate_unknown',
    ],
    [
      'the same extension, not critical',
      { certificates: { server: { unknown: '2.999.1', critical: { unknown: false } } } },
      CLOSED,
    ],
    [
      'names that the CA may not issue',
      {
        certificates: {
          issuing: { nameConstraints: { permitted: [], excluded: [{ type: 'dns', value: 'bank.test' }] } },
        },
      },
      'client: nc.excluded, certificate_unknown',
    ],
    [
      'a client’s key that is short',
      { certificates: { client: { key: 'weakClient' } } },
      'server: crypto.keySize, bad_certificate',
    ],
  ])('%s', (_what, edits, expected) => {
    expect(verdict(run(edits))).toBe(expected);
  });

  it.each<[string, Partial<Scenario>, NonNullable<Edits['certificates']>, string]>([
    ['P-256 under RSA key exchange', {}, { server: { key: 'server.p256' } }, 'server: hello.cipher, handshake_failure'],
    ['P-256 under ECDHE', { protocol: 'tls1.2-ecdhe' }, { server: { key: 'server.p256' } }, CLOSED],
    // RFC 8422 5.1.1: the client names no such curve.
    [
      'P-384 under ECDHE',
      { protocol: 'tls1.2-ecdhe' },
      { server: { key: 'server.p384' } },
      'server: hello.cipher, handshake_failure',
    ],
    ['P-384 in TLS 1.3', { protocol: 'tls1.3' }, { server: { key: 'server.p384' } }, CLOSED],
    [
      'Ed25519 on both sides',
      { protocol: 'tls1.3' },
      { server: { key: 'server.ed25519' }, client: { key: 'client.ed25519' } },
      CLOSED,
    ],
    // The request for a certificate has no scheme that this key could sign with, so nothing is shown (RFC 5246 7.4.6).
    [
      'a client’s Ed25519 under RSA key exchange',
      {},
      { client: { key: 'client.ed25519' } },
      'server: client.required, handshake_failure',
    ],
    ['CAs on P-384 and Ed25519', {}, { root: { key: 'root.p384' }, issuing: { key: 'issuing.ed25519' } }, CLOSED],
    [
      'PSS all the way',
      {},
      { root: { padding: 'pss' }, issuing: { padding: 'pss' }, server: { padding: 'pss' } },
      CLOSED,
    ],
    [
      'ECDSA with SHA-1',
      {},
      { issuing: { key: 'issuing.p256' }, server: { hash: 'sha1' } },
      'client: crypto.signatureHash, bad_certificate',
    ],
    [
      'a key encipherment that an elliptic key can’t do',
      { protocol: 'tls1.3' },
      { server: { key: 'server.p256', keyUsage: ['keyEncipherment'] } },
      'client: leaf.keyUsage, unsupported_certificate',
    ],
    [
      'a directory name that the CA may not issue',
      {},
      { issuing: { nameConstraints: { permitted: [], excluded: [{ type: 'directory', value: 'O=bank' }] } } },
      'client: nc.excluded, certificate_unknown',
    ],
    [
      'a URI that it may not issue',
      {},
      {
        issuing: { nameConstraints: { permitted: [{ type: 'uri', value: 'shop.test' }], excluded: [] } },
        server: {
          subjectAltName: [
            { type: 'dns', value: 'api.bank.test' },
            { type: 'uri', value: 'https://api.bank.test/' },
          ],
        },
      },
      'client: nc.permitted, certificate_unknown',
    ],
  ])('%s', (_what, scenario, certificates, expected) => {
    expect(verdict(run({ certificates }, scenario))).toBe(expected);
  });

  it('whoever stole a certificate of another kind of key has no key for it either', () => {
    const stolen = edited(
      'server',
      { key: 'server.p384' },
      { protocol: 'tls1.3', faults: ['server/stolen-certificate'] },
    );
    expect(verdict(stolen)).toBe('client: possession, decrypt_error');
  });

  it('an attacker’s chain is accepted by who put its root into the trust store', () => {
    const edits: Edits = {
      trust: { client: ['bank', 'rogue'], server: ['rogue'] },
      certificates: { server: { signer: 'rogue' }, client: { signer: 'rogue' } },
    };
    expect(verdict(run(edits, { revocation: 'off' }))).toBe(CLOSED);
    expect(verdict(run(edits, { revocationPolicy: 'soft' }))).toBe(CLOSED);
  });

  it('a fault and an edit come together: the edit is made after the fault', () => {
    const recording = edited('server', { notAfter: LAB_NOW + 30 * DAY }, { faults: ['server/expired'] });
    expect(verdict(recording)).toBe(CLOSED);
    expect(
      verdict(edited('issuing', { basicConstraints: { ca: true, pathLen: 1 } }, { faults: ['ca/path-too-long'] })),
    ).toBe(CLOSED);
  });

  it('whoever’s clock moves, the CA’s answers and lists move with it', () => {
    const later = LAB_NOW + 20 * DAY;
    for (const revocation of ['ocsp', 'stapled', 'crl'] as const)
      expect(verdict(run({ clocks: { client: later, server: later } }, { revocation }))).toBe(CLOSED);
  });
});

insideOnly('a recording with edits', () => {
  it('names what never happened, compared with the run that has no edits', () => {
    const { prevented } = edited('server', { notAfter: LAB_NOW - DAY });
    expect(prevented.map(({ type }) => type)).toContain('ClientKeyExchange');
  });

  it('is the same, byte for byte, each time', () => {
    const edits: Edits = { certificates: { server: { subject: [{ type: 'CN', value: 'x' }] } } };
    expect(JSON.stringify(run(edits))).toBe(JSON.stringify(run(edits)));
  });

  it('is that of the scenario alone where the edits say what is so anyway', () => {
    const honest = runScenario(MUTUAL);
    const same = edited('server', { hash: 'sha256', signer: 'bank', key: 'server' });
    expect(same.events).toEqual(honest.events);
  });

  it('without edits has no part for them: scenarios of old stay what they were', () => {
    expect(Object.keys(honestScenario(withEdits(MUTUAL, { clocks: { client: LAB_NOW } })))).toEqual(
      Object.keys(DEFAULT_SCENARIO),
    );
  });

  it('comes of any edits that can be read, with any fault and any work of the CA: nothing that one can ask for breaks the lab', () => {
    const faults = fc.subarray<FaultId>(
      ['server/tampered', 'server/stolen-certificate', 'ca/path-too-long', 'server/revoked', 'client/tampered'],
      { maxLength: 2 },
    );
    const scenario = fc.record({
      protocol: fc.constantFrom(...PROTOCOLS),
      caWork: anyCaWork,
      revocation: fc.constantFrom('ocsp' as const, 'stapled' as const, 'crl' as const, 'off' as const),
      faults,
    });
    fc.assert(
      fc.property(anyEdits, scenario, (edits, change) => {
        const recording = run(JSON.parse(JSON.stringify(edits)), normalizeScenario({ ...MUTUAL, ...change }));
        expect(recording.steps.length).toBeGreaterThan(5);
        for (const { der } of Object.values(recording.certificates)) parseCertificate(fromHex(der));
      }),
      { numRuns: 60 },
    );
  });
});
