// Edits of certificates, clocks and trust stores: OpenSSL reads in the certificates what was asked for, and the verdicts follow.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../bytes/hex.ts';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { certificateIds } from './certificateIds.ts';
import type { CertificateEdit, CertificateId, Edits } from './edits.ts';
import { anyEdits } from './editsTesting.ts';
import { readEdits } from './readEdits.ts';
import type { Recording } from './recording.ts';
import { runScenario } from './run.ts';
import { DEFAULT_SCENARIO, honestScenario, LAB_NOW, type Scenario, withEdits } from './scenario.ts';

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
    ['carries an unknown extension', 'issuing', { unknown: '2.999.7' }, '2.999.7: critical'],
    ['has a critical one', 'server', { critical: { extKeyUsage: true } }, 'X509v3 Extended Key Usage: critical'],
  ])('%s', (_what, id, edit, expected) => {
    expect(textOf(edited(id, edit), id)).toContain(expected);
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

describe('the verdict follows from the edit', () => {
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

describe('a recording with edits', () => {
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

  it('comes of any edits that can be read, with any fault: nothing that one can ask for breaks the lab', () => {
    const faults = fc.subarray(
      ['server/tampered', 'server/stolen-certificate', 'ca/path-too-long', 'server/revoked', 'client/tampered'],
      { maxLength: 2 },
    );
    const scenario = fc.record({
      revocation: fc.constantFrom('ocsp' as const, 'stapled' as const, 'crl' as const, 'off' as const),
      faults,
    });
    fc.assert(
      fc.property(anyEdits, scenario, (edits, change) => {
        const recording = run(JSON.parse(JSON.stringify(edits)), change);
        expect(recording.steps.length).toBeGreaterThan(5);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
