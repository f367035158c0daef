import { describe, expect, it } from 'vitest';
import { poolKey } from '../crypto/pool.ts';
import { publicOf } from '../crypto/rsa.ts';
import { publicKeyToSpki } from '../crypto/spki.ts';
import { makeBank } from '../pki/bank.testing.ts';
import { toPem } from '../pki/intake/pem.ts';
import { issueCrl } from '../pki/revocation/crlIssue.ts';
import { judge as judgeQuestion } from '../pki/validator/judgement.ts';
import type { Question } from '../pki/validator/question.ts';
import type { ExtensionSpec } from '../pki/x509/extensionSpec.ts';
import { fingerprint, keyIdentifier } from '../pki/x509/fingerprint.ts';
import { issueCertificate } from '../pki/x509/issue.ts';
import { encodeName } from '../pki/x509/name.ts';
import { builtCommandLine } from '../testing/builtCommandLine.ts';
import { operationsOf } from '../testing/operations.ts';
import { insideOnly } from '../testing/otherDay.ts';
import { runOutside } from '../testing/outside.ts';
import { validateLine } from './validate.ts';

const HOST = 'api.bank.test';
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 23, 12);
const name = (value: string) => encodeName([{ type: 'CN', value }]);
const idOf = (key: 'root' | 'server') => keyIdentifier(publicKeyToSpki(publicOf(poolKey(key))));

function issue(
  subject: string,
  key: 'root' | 'server',
  extensions: readonly ExtensionSpec[],
  serial = '0101',
): Uint8Array {
  const common = { issuer: name('Root'), notBefore: NOW - 30 * DAY, notAfter: NOW + 60 * DAY, hash: 'sha256' } as const;
  const ids: ExtensionSpec[] = [
    { type: 'authorityKeyIdentifier', critical: false, keyId: idOf('root') },
    { type: 'subjectKeyIdentifier', critical: false, id: idOf(key) },
  ];
  return issueCertificate(
    {
      ...common,
      serial,
      subject: name(subject),
      publicKey: publicOf(poolKey(key)),
      extensions: [...extensions, ...ids],
    },
    poolKey('root'),
  );
}

const root = issue('Root', 'root', [
  { type: 'basicConstraints', critical: true, ca: true, pathLen: null },
  { type: 'keyUsage', critical: true, usages: ['keyCertSign', 'cRLSign'] },
]);
const leaf = issue(HOST, 'server', [
  { type: 'subjectAltName', critical: false, names: [{ type: 'dns', value: HOST }] },
]);
const pem = (der: Uint8Array) => toPem('CERTIFICATE', der);

const request = {
  id: 'honest',
  source: 'test',
  description: '',
  time: '2026-11-23T12:00:00Z',
  purpose: 'server',
  peerName: { dns: HOST },
  leaf: pem(leaf),
  intermediates: [],
  trustAnchors: [pem(root)],
  crls: [],
  revocation: 'off',
  maxIntermediates: null,
  policy: null,
  profile: 'rfc5280',
} as const;
const line = (change: object = {}) => JSON.stringify({ ...request, ...change });
const judge = (change: object = {}) => validateLine(line(change), 1);

insideOnly('a line of validate', () => {
  it('that is in order is accepted, with its path by SHA-256', () => {
    expect(judge()).toEqual({
      id: 'honest',
      accepted: true,
      path: [fingerprint(leaf), fingerprint(root)],
      failures: [],
      alert: null,
    });
  });

  it('that is refused names certificate, check, section and evidence of each failure, and the alert of the first', () => {
    expect(judge({ time: '2027-11-23T12:00:00.250Z', peerName: { dns: 'other.test' } })).toEqual({
      id: 'honest',
      accepted: false,
      path: [fingerprint(leaf), fingerprint(root)],
      failures: [
        {
          certificate: 0,
          check: 'validity.notAfter',
          reference: 'RFC 5280 6.1.3(a)(2)',
          evidence: 'notAfter 2027-01-22 < now 2027-11-23',
        },
        {
          certificate: 1,
          check: 'validity.notAfter',
          reference: 'RFC 5280 6.1.3(a)(2)',
          evidence: 'notAfter 2027-01-22 < now 2027-11-23',
        },
        {
          certificate: 0,
          check: 'identity.dns',
          reference: 'RFC 9525 6.3',
          evidence: 'wanted other.test ≠ found api.bank.test',
        },
      ],
      alert: 'certificate_expired',
    });
  });

  it('whose issuer revoked it says so first, and certificate_revoked, though the list of the CA above is missing', () => {
    const bank = makeBank();
    const [own, issuing, anchor] = [bank.server, bank.issuing, bank.root].map(({ certificate }) => certificate.der);
    const list = (serials: readonly string[]) =>
      toPem(
        'X509 CRL',
        issueCrl(
          {
            issuer: bank.issuing.certificate.subject.der,
            thisUpdate: NOW - DAY,
            nextUpdate: NOW + DAY,
            number: 1,
            revoked: serials.map((serial) => ({ serial, at: NOW - DAY })),
          },
          bank.issuing.key,
        ),
      );
    const asked = (serials: readonly string[]) =>
      judge({
        leaf: pem(own ?? leaf),
        intermediates: [pem(issuing ?? leaf)],
        trustAnchors: [pem(anchor ?? leaf)],
        revocation: 'crl',
        crls: [list(serials)],
      });
    expect(asked([bank.server.certificate.serial])).toMatchObject({
      failures: [
        { certificate: 0, check: 'revocation.status' },
        { certificate: 1, check: 'revocation.available' },
      ],
      // RFC 5246 7.2.2: "A certificate was revoked by its signer."
      alert: 'certificate_revoked',
    });
    expect(asked([])).toMatchObject({
      failures: [{ certificate: 1, check: 'revocation.available' }],
      alert: 'certificate_unknown',
    });
  });

  it('may ask for revocation, several names, a depth, policies and key usages', () => {
    const crl = (serials: readonly string[]) =>
      toPem(
        'X509 CRL',
        issueCrl(
          {
            issuer: name('Root'),
            thisUpdate: NOW - DAY,
            nextUpdate: NOW + DAY,
            number: 1,
            revoked: serials.map((serial) => ({ serial, at: NOW - DAY })),
          },
          poolKey('root'),
        ),
      );
    const failing = (change: object) => {
      const result = judge(change);
      return 'error' in result ? result.error : result.failures.map(({ check }) => check);
    };
    expect(failing({ revocation: 'crl', crls: [crl([])] })).toEqual([]);
    expect(failing({ revocation: 'crl', crls: [crl(['0101'])] })).toEqual(['revocation.status']);
    expect(failing({ revocation: 'crl' })).toEqual(['revocation.available']);
    expect(failing({ peerNames: [{ dns: HOST }, { dns: 'x.test' }] })).toEqual(['identity.dns']);
    expect(failing({ maxIntermediates: 0 })).toEqual([]);
    expect(
      failing({
        policy: { initial: ['2.5.29.32.0'], requireExplicit: true, inhibitMapping: false, inhibitAny: false },
      }),
    ).toEqual(['policy.explicit']);
    expect(failing({ requiredKeyUsage: ['digital_signature'] })).toEqual([]);
    expect(failing({ profile: 'web' })).toEqual(['eku.serverAuth']);
  });

  /** Its serial number is 0, and it names no keys: against RFC 5280 4.1.2.2, 4.2.1.1. */
  const old = issueCertificate(
    {
      serial: '00',
      subject: name(HOST),
      issuer: name('Root'),
      notBefore: NOW - DAY,
      notAfter: NOW + DAY,
      publicKey: publicOf(poolKey('server')),
      hash: 'sha256',
      extensions: [{ type: 'subjectAltName', critical: false, names: [{ type: 'dns', value: HOST }] }],
    },
    poolKey('root'),
  );
  const failingOld = (change: object) => {
    const result = judge({ leaf: pem(old), ...change });
    return 'error' in result ? result.error : result.failures.map(({ check }) => check);
  };

  it('may ask for section 6 and the name alone, whatever the rules of section 4 say', () => {
    expect(failingOld({ profile: 'path' })).toEqual([]);
    expect(failingOld({ profile: 'path', peerName: { dns: 'other.test' } })).toEqual(['identity.dns']);
    expect(failingOld({})).toEqual(['profile.serialNumber', 'profile.keyIdentifiers']);
    expect(failingOld({ profile: 'strict' })).toBe('profile: one of path, rfc5280, web is wanted');
  });

  it('that asks for rfc5280 without a name gets section 6 alone, and the page’s question does, too', () => {
    const question: Omit<Question, 'name'> = {
      certificates: [old],
      instead: null,
      anchors: [root],
      trustSelfSigned: false,
      crls: [],
      ocsp: [],
      now: NOW,
      purpose: 'server',
      isGuess: false,
      profile: 'rfc5280',
      revocation: 'off',
      file: [],
      keys: [],
      outputs: [],
      unreadable: [],
    };
    const failingOnPage = (peer: Question['name']) =>
      judgeQuestion({ ...question, name: peer }).checks.flatMap(({ result, check }) =>
        result === 'fail' ? check : [],
      );
    expect(failingOld({ peerName: null })).toEqual([]);
    expect(failingOnPage(null)).toEqual([]);
    const broken = ['profile.serialNumber', 'profile.keyIdentifiers'];
    expect(failingOld({ peerName: { dns: HOST } })).toEqual(broken);
    expect(failingOnPage({ dns: HOST })).toEqual(broken);
  });

  it('names an anchor that can’t be read as what is at fault, and counts CRLs that can’t (RFC 5280 6.1.3(a)(1))', () => {
    const broken = Buffer.from(root);
    // The month of notBefore: UTCTime is tag 23, of 13 characters.
    broken.write('99', broken.indexOf(Uint8Array.of(0x17, 13)) + 4, 'ascii');
    expect(judge({ trustAnchors: [pem(broken)] })).toMatchObject({
      failures: [{ certificate: 1, check: 'cert.decode', evidence: expect.stringContaining('UTCTime') }],
      alert: 'bad_certificate',
    });
    expect(
      judge({ revocation: 'crl', crls: [toPem('X509 CRL', Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x01))] }),
    ).toMatchObject({
      failures: [{ check: 'revocation.available', evidence: 'crls 0, 1 CRL could not be read' }],
    });
  });

  it('with a leaf that is no certificate is a refusal, not an error', () => {
    const result = judge({ leaf: pem(leaf.subarray(0, 100)) });
    expect(result).toMatchObject({
      accepted: false,
      failures: [{ certificate: 0, check: 'cert.decode' }],
      alert: 'bad_certificate',
    });
  });

  it('leaves out intermediates, anchors and CRLs that can’t be read', () => {
    expect(
      judge({ intermediates: [pem(Uint8Array.of(0x30, 0))], trustAnchors: [pem(Uint8Array.of(5)), pem(root)] }),
    ).toMatchObject({ accepted: true });
    expect(judge({ trustAnchors: [pem(Uint8Array.of(5))] })).toMatchObject({
      accepted: false,
      failures: [{ check: 'chain.build' }],
    });
  });

  it.each<[string, object, string]>([
    ['no leaf', { leaf: undefined }, 'leaf: a text is wanted'],
    ['a leaf that is no PEM', { leaf: 'x' }, 'leaf: no BEGIN CERTIFICATE'],
    ['two leaves', { leaf: pem(leaf) + pem(root) }, 'leaf: one CERTIFICATE is wanted'],
    ['a time that is none', { time: 'yesterday' }, 'time: ISO 8601 in UTC is wanted'],
    ['a day that the calendar lacks', { time: '2026-02-30T12:00:00Z' }, 'time: ISO 8601 in UTC is wanted'],
    ['an hour that the day lacks', { time: '2026-02-03T24:00:00Z' }, 'time: ISO 8601 in UTC is wanted'],
    ['an unknown purpose', { purpose: 'email' }, 'purpose: one of server, client, any is wanted'],
    ['an unknown name', { peerName: { upn: 'x' } }, 'peerName: one of dns, ip, email, uri is wanted'],
    ['a list that is none', { intermediates: 'x' }, 'intermediates: a list is wanted'],
    ['a policy without a list', { policy: {} }, 'policy.initial: a list is wanted'],
    [
      'a policy that is no identifier',
      { policy: { initial: ['anyPolicy'] } },
      'policy.initial[0]: an object identifier is wanted',
    ],
    ['half a policy', { policy: { initial: [] } }, 'policy.requireExplicit: true or false is wanted'],
  ])('with %s gets an error', (_what, change, error) => {
    expect(judge(change)).toEqual({ id: 'honest', error });
  });

  it('that is no JSON or no object gets an error with its number', () => {
    expect(validateLine('{"id": ', 7)).toEqual({ id: 'line 7', error: 'not JSON' });
    expect(validateLine('[]', 8)).toEqual({ id: 'line 8', error: 'request: an object is wanted' });
  });
});

describe('validate', () => {
  const run = (input: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = runOutside('node', [builtCommandLine(), 'validate', ...args], { input });
    return { status, stdout: stdout.toString(), stderr };
  };

  it('answers line by line, in order, and goes on after a broken one', () => {
    const input = [line(), 'broken', '', line({ id: 'late', time: '2027-11-23T12:00:00Z' }), line({ id: 'last' })].join(
      '\r\n',
    );
    const { status, stdout, stderr } = run(input, '-', '--json');
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect([status, stderr]).toEqual([0, '']);
    expect(results.map(({ id, accepted, error }) => [id, accepted ?? error])).toEqual([
      ['honest', true],
      ['line 2', 'not JSON'],
      ['late', false],
      ['last', true],
    ]);
    expect(run(input, '-').stderr).toBe('2 accepted, 1 refused, 1 unreadable\n');
    // As some editors write UTF-8.
    expect(run(`\ufeff${line()}`, '-').stderr).toBe('1 accepted, 0 refused, 0 unreadable\n');
  });

  it('complains in one line about arguments and files', () => {
    expect(run('')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'handshake-lab: validate: one FILE.jsonl, or - for standard input\n',
    });
    expect(run('', '/no/such/file')).toMatchObject({
      status: 2,
      stderr: 'handshake-lab: validate: cannot read /no/such/file: no such file or folder\n',
    });
  });

  it('refuses an input that is empty or has no request in any line', () => {
    for (const [input, problem] of [
      ['', 'it is empty'],
      ['\n\n', 'no line is a request'],
      ['-----BEGIN CERTIFICATE-----\nMAA=\n', 'no line is a request'],
      ['[]\n7\n', 'no line is a request'],
    ] as const) {
      const message = `handshake-lab: validate: standard input: ${problem}, a JSON object a line is wanted\n`;
      expect(run(input, '-')).toMatchObject({ status: 2, stderr: message });
    }
    expect(run('{}', '-').status).toBe(0);
  });
});

insideOnly('validate', () => {
  it('takes as many operations for each of four hundred lines as for each of a hundred', () => {
    const perLine = (count: number) => {
      const lines = Array.from({ length: count }, (_, i) => line({ id: `n${i}` }));
      const all = operationsOf(() => {
        for (let i = 0; i < count; i++) validateLine(lines[i] ?? '', i);
      });
      return all / count;
    };
    perLine(1);
    // The numbers in the lines get longer; with what grows by each line it would be four times as much.
    expect(perLine(400)).toBeLessThan(1.1 * perLine(100));
  });
});
