import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HashName } from '../../crypto/hash.ts';
import { privateKeyToPem } from '../../crypto/keyFormat.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge, realNow } from '../../testing/outside.ts';
import {
  akiOf,
  caExtensions,
  certificatePem,
  cn,
  DAY,
  issueTo,
  makeBank,
  makeServer,
  NOW,
  type Party,
  requestFor,
  skiOf,
  withFolder,
} from '../bank.testing.ts';
import { certIdOf } from '../revocation/certId.ts';
import { parseCrl } from '../revocation/crl.ts';
import { issueCrl } from '../revocation/crlIssue.ts';
import type { CertStatus } from '../revocation/ocsp.ts';
import { encodeOcspResponse, type OcspResponseSpec } from '../revocation/ocspIssue.ts';
import { encodeOcspRequest } from '../revocation/ocspRequest.ts';
import type { ExtensionSpec } from '../x509/extensionSpec.ts';
import type { CertificateSpec } from '../x509/issue.ts';
import type { OcspAnswer, RevocationInputs } from './request.ts';
import type { PathResult } from './result.ts';
import { validatePath } from './validate.ts';

const { root, issuing, server } = makeBank();

const answerOf = (
  subject: Party,
  issuer: Party,
  status: CertStatus = 'good',
  change: Partial<OcspResponseSpec> = {},
): OcspAnswer => ({
  der: encodeOcspResponse(
    {
      responses: [
        {
          certId: certIdOf(subject.certificate, issuer.certificate),
          status,
          thisUpdate: NOW - 1000,
          nextUpdate: NOW + DAY,
        },
      ],
      producedAt: NOW - 1000,
      responder: { byKey: issuer.certificate },
      nonce: null,
      certs: [],
      ...change,
    },
    issuer.key,
  ).bytes,
  nonce: null,
});
const crlOf = (issuer: Party, serials: readonly string[], hash: HashName = 'sha256') =>
  parseCrl(
    issueCrl(
      {
        issuer: issuer.certificate.subject.der,
        thisUpdate: NOW - DAY,
        nextUpdate: NOW + DAY,
        number: 1,
        revoked: serials.map((serial) => ({ serial, at: NOW - DAY })),
        hash,
      },
      issuer.key,
    ),
  );
const REVOKED: CertStatus = { revoked: { at: NOW - DAY, reason: 'keyCompromise' } };

const validate = (
  revocation: Partial<RevocationInputs>,
  parties: readonly Party[] = [server, issuing, root],
  now = NOW,
): PathResult => validatePath(requestFor(parties, { now, revocation: { crls: [], failure: 'hard', ...revocation } }));
const failures = (result: PathResult) => result.failures.map(({ check, certificate }) => `${check}@${certificate}`);
const honest = [answerOf(server, issuing), answerOf(issuing, root)];

insideOnly('what tells of revocation, signed with SHA-1', () => {
  const judged = (revocation: Partial<RevocationInputs>, weakHashes: 'accept' | 'refuse') =>
    failures(
      validatePath(
        requestFor([server, issuing, root], { weakHashes, revocation: { crls: [], failure: 'hard', ...revocation } }),
      ),
    );

  it('counts where SHA-1 may count, and tells nothing where it may not', () => {
    const crls = [crlOf(issuing, [], 'sha1'), crlOf(root, [])];
    expect(judged({ crls }, 'accept')).toEqual([]);
    expect(judged({ crls }, 'refuse')).toEqual(['revocation.signature@0']);
    const ocsp = [answerOf(server, issuing, 'good', { hash: 'sha1' }), answerOf(issuing, root)];
    expect(judged({ ocsp }, 'accept')).toEqual([]);
    expect(judged({ ocsp }, 'refuse')).toEqual(['revocation.signature@0']);
    // Another source may still tell.
    expect(judged({ ocsp, crls: [crlOf(issuing, [])] }, 'refuse')).toEqual([]);
    expect(judged({ crls: [...crls, crlOf(issuing, [])] }, 'refuse')).toEqual([]);
  });

  it('goes for the certificate of a delegated responder too', () => {
    const responder = (hash: HashName) =>
      issueTo(
        cn('Responder'),
        'client',
        issuing,
        [{ type: 'extKeyUsage', critical: false, purposes: ['OCSPSigning'] }],
        { hash },
      );
    const certId = certIdOf(server.certificate, issuing.certificate);
    const by = (party: Party) =>
      answerOf(server, party, 'good', {
        responses: [{ certId, status: 'good', thisUpdate: NOW, nextUpdate: NOW + DAY }],
        certs: [party.certificate.der],
      });
    expect(judged({ ocsp: [by(responder('sha1')), answerOf(issuing, root)] }, 'accept')).toEqual([]);
    expect(judged({ ocsp: [by(responder('sha1')), answerOf(issuing, root)] }, 'refuse')).toEqual([
      'revocation.signature@0',
    ]);
    expect(judged({ ocsp: [by(responder('sha256')), answerOf(issuing, root)] }, 'refuse')).toEqual([]);
  });
});

insideOnly('OCSP responses handed to path validation', () => {
  it('are looked for on behalf of every certificate below the anchor, in any order', () => {
    expect(failures(validate({ ocsp: honest }))).toEqual([]);
    expect(failures(validate({ ocsp: [...honest].reverse() }))).toEqual([]);
    expect(failures(validate({ ocsp: honest.slice(0, 1) }))).toEqual(['revocation.available@1']);
    expect(failures(validate({ ocsp: honest.slice(1) }))).toEqual(['revocation.available@0']);
    expect(failures(validate({}))).toEqual(['revocation.available@0', 'revocation.available@1']);
  });

  it('refuse a revoked certificate wherever it stands, under hard-fail and soft-fail', () => {
    for (const failure of ['hard', 'soft'] as const) {
      expect(
        failures(validate({ ocsp: [answerOf(server, issuing, REVOKED), answerOf(issuing, root)], failure })),
      ).toEqual(['revocation.status@0']);
      const above = validate({ ocsp: [answerOf(server, issuing), answerOf(issuing, root, REVOKED)], failure });
      expect(failures(above)).toEqual(['revocation.status@1']);
      expect(above.failures[0]?.evidence).toMatchObject({ status: 'revoked', reason: 'keyCompromise' });
    }
  });

  it('on hold are revoked; unknown is not good', () => {
    const held: CertStatus = { revoked: { at: NOW - DAY, reason: 'certificateHold' } };
    const result = validate({ ocsp: [answerOf(server, issuing, held), answerOf(issuing, root)] });
    expect(result.failures.map(({ evidence }) => evidence.reason)).toEqual(['certificateHold']);
    expect(failures(validate({ ocsp: [answerOf(server, issuing, 'unknown'), answerOf(issuing, root)] }))).toEqual([
      'revocation.status@0',
    ]);
  });

  it('that are missing or stale are passed over under soft-fail, and the ledger says so', () => {
    const result = validate({ ocsp: honest.slice(1), failure: 'soft' });
    expect(result.accepted).toBe(true);
    const [available] = result.checks.filter(
      ({ check, certificate }) => check === 'revocation.available' && !certificate,
    );
    expect(available).toMatchObject({ result: 'not-reached', evidence: { policy: 'soft-fail' } });
  });

  it('are fresh within the tolerance that is allowed to clocks', () => {
    const late = NOW + DAY + 60_000;
    expect(failures(validate({ ocsp: honest }, undefined, late))).toEqual(['revocation.fresh@0', 'revocation.fresh@1']);
    expect(failures(validate({ ocsp: honest, tolerance: 60_000 }, undefined, late))).toEqual([]);
    const early = NOW - 61_000;
    expect(failures(validate({ ocsp: honest, tolerance: 59_000 }, undefined, early))).toHaveLength(2);
    expect(failures(validate({ ocsp: honest, tolerance: 60_000 }, undefined, early))).toEqual([]);
    const future = answerOf(server, issuing, 'good', { producedAt: NOW + 5000 });
    expect(failures(validate({ ocsp: [future, answerOf(issuing, root)] }))).toEqual(['revocation.fresh@0']);
  });

  it('carry the nonce of the question, where that is known', () => {
    const nonce = new Uint8Array(16).fill(1);
    const own = { ...answerOf(server, issuing, 'good', { nonce }), nonce };
    expect(failures(validate({ ocsp: [own, answerOf(issuing, root)] }))).toEqual([]);
    expect(failures(validate({ ocsp: [{ ...own, nonce: new Uint8Array(16) }, answerOf(issuing, root)] }))).toEqual([
      'revocation.fresh@0',
    ]);
    expect(failures(validate({ ocsp: [{ ...own, nonce: null }, answerOf(issuing, root)] }))).toEqual([]);
  });

  it('of several, count by the newest word about the certificate', () => {
    const id = certIdOf(server.certificate, issuing.certificate);
    const both = (first: CertStatus, second: CertStatus) =>
      answerOf(server, issuing, 'good', {
        responses: [
          { certId: id, status: first, thisUpdate: NOW - 2000, nextUpdate: NOW + DAY },
          { certId: id, status: second, thisUpdate: NOW - 1000, nextUpdate: NOW + DAY },
        ],
      });
    const top = answerOf(issuing, root);
    expect(failures(validate({ ocsp: [both('good', REVOKED), top] }))).toEqual(['revocation.status@0']);
    expect(failures(validate({ ocsp: [both(REVOKED, 'good'), top] }))).toEqual([]);
  });

  it('are not asked about by a path that leads nowhere', () => {
    for (const revocation of [
      { crls: [], ocsp: honest, failure: 'hard' },
      { crls: [crlOf(issuing, [])], failure: 'hard' },
    ] as const) {
      const { checks } = validatePath({ ...requestFor([server, issuing, root]), anchors: [], revocation });
      const asked = checks.filter(({ check }) => check.startsWith('revocation.'));
      expect(asked.length).toBeGreaterThan(3);
      for (const { result, evidence } of asked)
        expect({ result, evidence }).toEqual({ result: 'not-reached', evidence: { reason: 'no verified issuer' } });
    }
  });
});

insideOnly('OCSP responses beside CRLs', () => {
  const lists = (...serials: string[]) => [crlOf(issuing, serials), crlOf(root, [])];

  it('fill each other’s gaps', () => {
    expect(failures(validate({ crls: [crlOf(root, [])], ocsp: honest.slice(0, 1) }))).toEqual([]);
    expect(failures(validate({ crls: [crlOf(issuing, [])], ocsp: honest.slice(1) }))).toEqual([]);
    const stale = answerOf(server, issuing, 'good', { producedAt: NOW + DAY });
    expect(failures(validate({ crls: lists(), ocsp: [stale] }))).toEqual([]);
  });

  it('refuse what either of them says is revoked', () => {
    const { serial } = server.certificate;
    expect(failures(validate({ crls: lists(serial), ocsp: honest }))).toEqual(['revocation.status@0']);
    expect(failures(validate({ crls: lists(), ocsp: [answerOf(server, issuing, REVOKED)] }))).toEqual([
      'revocation.status@0',
    ]);
  });

  it('give way where they say "unknown" (RFC 6960 2.2)', () => {
    expect(failures(validate({ crls: lists(), ocsp: [answerOf(server, issuing, 'unknown')] }))).toEqual([]);
  });

  it('of a delegated responder count no longer once that is revoked, unless it says that it need not be checked', () => {
    const forOcsp: ExtensionSpec = { type: 'extKeyUsage', critical: false, purposes: ['OCSPSigning'] };
    const sourceWith = (extensions: readonly ExtensionSpec[], revoked: readonly string[]) => {
      const key = issueTo(cn('Responder'), 'rogueServer', issuing, [forOcsp, ...extensions], { serial: '77' });
      const { certificate } = key;
      const certId = certIdOf(server.certificate, issuing.certificate);
      const { der } = answerOf(server, key, 'good', {
        responses: [{ certId, status: 'good', thisUpdate: NOW, nextUpdate: NOW + DAY }],
        certs: [certificate.der],
      });
      const { checks, accepted } = validate({ crls: lists(...revoked), ocsp: [{ der, nonce: null }] });
      expect(accepted).toBe(true);
      return checks.find((one) => one.check === 'revocation.status' && one.certificate === 0)?.evidence.source;
    };
    expect(sourceWith([], [])).toBe('OCSP');
    // Now the answer is worth nothing, and the list has the last word.
    expect(sourceWith([], ['77'])).toBe('CRL');
    expect(sourceWith([{ type: 'ocspNoCheck', critical: false }], ['77'])).toBe('OCSP');
  });
});

describe.skipIf(!outsideJudge('openssl'))('openssl ocsp as the responder', () => {
  const now = Math.floor(realNow() / 1000) * 1000;
  const span: Partial<CertificateSpec> = { notBefore: now - 30 * DAY, notAfter: now + 60 * DAY };
  const top = issueTo(cn('Root'), 'root', null, [...caExtensions(null), skiOf('root')], span);
  const middle = issueTo(cn('Issuing'), 'issuing', top, [...caExtensions(0), skiOf('issuing'), akiOf(top)], {
    ...span,
    serial: '0202',
  });
  const leaf = makeServer(middle, { ...span, serial: '4D00112233445566' });
  const nonce = Uint8Array.from({ length: 16 }, (_, i) => i);
  const index = (state: string) =>
    [`${state}\tunknown\t/O=Bank/CN=api.bank.test`, 'V\t391231235959Z\t\t0202\tunknown\t/O=Bank/CN=Issuing'].join('\n');
  const GOOD = 'V\t391231235959Z\t\t4D00112233445566';
  const GONE = 'R\t391231235959Z\t261120000000Z,keyCompromise\t4D00112233445566';

  interface Ask {
    readonly subject?: Party;
    readonly issuer?: Party;
    readonly signer?: Party;
    readonly state?: string;
    readonly days?: string;
    readonly hash?: 'sha1' | 'sha256';
    readonly more?: readonly string[];
  }

  /** What `openssl ocsp` answers to a question of its own making, or to ours with a nonce. */
  function ask({ subject = leaf, issuer = middle, signer = issuer, ...rest }: Ask): Uint8Array {
    const { state = GOOD, days = '2', hash = 'sha1', more = [] } = rest;
    const request = encodeOcspRequest({ certIds: [certIdOf(subject.certificate, issuer.certificate)], nonce });
    const files = {
      'index.txt': `${index(state)}\n`,
      'ca.pem': certificatePem(issuer),
      'signer.pem': certificatePem(signer),
      'signer.key': privateKeyToPem(signer.key),
      'subject.pem': certificatePem(subject),
      'request.der': request.bytes,
    };
    return withFolder(files, (path) => {
      const question =
        hash === 'sha1'
          ? ['-reqin', path('request.der')]
          : [
              '-sha256',
              '-issuer',
              path('ca.pem'),
              '-cert',
              path('subject.pem'),
              '-no_nonce',
              '-reqout',
              path('own.der'),
            ];
      if (hash === 'sha256') {
        const made = openssl(['ocsp', ...question]);
        expect(made.status, made.stderr).toBe(0);
      }
      const run = openssl([
        'ocsp',
        ...['-index', path('index.txt'), '-CA', path('ca.pem')],
        ...['-rsigner', path('signer.pem'), '-rkey', path('signer.key'), '-respout', path('response.der')],
        ...['-reqin', path(hash === 'sha1' ? 'request.der' : 'own.der'), '-ndays', days, ...more],
      ]);
      expect(run.status, run.stderr).toBe(0);
      return new Uint8Array(readFileSync(path('response.der')));
    });
  }

  const withTop = (der: Uint8Array, sent: Uint8Array | null = nonce): OcspAnswer[] => [
    { der, nonce: sent },
    { der: ask({ subject: middle, issuer: top }), nonce },
  ];
  const judged = (ocsp: readonly OcspAnswer[], at = now + 5000) =>
    failures(validate({ ocsp, tolerance: 60_000 }, [leaf, middle, top], at));

  const responder = (name: 'OCSPSigning' | 'serverAuth' = 'OCSPSigning', issuer = middle, change = {}) =>
    issueTo(
      cn('Responder'),
      'rogueServer',
      issuer,
      [
        { type: 'extKeyUsage', critical: false, purposes: [name] },
        { type: 'ocspNoCheck', critical: false },
        akiOf(issuer),
        skiOf('rogueServer'),
      ],
      { ...span, serial: '0303', ...change },
    );

  it('says good, revoked and unknown of leaf and intermediate', () => {
    expect(judged(withTop(ask({})))).toEqual([]);
    expect(judged(withTop(ask({ state: GONE })))).toEqual(['revocation.status@0']);
    expect(judged(withTop(ask({ state: 'V\t391231235959Z\t\t01' })))).toEqual(['revocation.status@0']);
  });

  it('names itself by key or by name, the certificate by SHA-1 or SHA-256', () => {
    expect(judged(withTop(ask({ more: ['-resp_key_id'] })))).toEqual([]);
    expect(judged(withTop(ask({ hash: 'sha256' }), null))).toEqual([]);
  });

  it('signs by delegation, if its certificate is there, for that, of that CA and of now', () => {
    expect(judged(withTop(ask({ signer: responder() })))).toEqual([]);
    expect(judged(withTop(ask({ signer: responder(), more: ['-resp_key_id'] })))).toEqual([]);
    expect(judged(withTop(ask({ signer: responder(), more: ['-resp_no_certs'] })))).toEqual(['revocation.signature@0']);
    expect(judged(withTop(ask({ signer: responder('serverAuth') })))).toEqual(['revocation.signature@0']);
    expect(judged(withTop(ask({ signer: responder('OCSPSigning', top) })))).toEqual(['revocation.signature@0']);
    const expired = responder('OCSPSigning', middle, { notAfter: now - DAY });
    expect(judged(withTop(ask({ signer: expired })))).toEqual(['revocation.signature@0']);
  });

  it('is believed only until nextUpdate, about its own CA, and with the nonce that was sent', () => {
    expect(judged(withTop(ask({})), now + 3 * DAY)).toEqual(['revocation.fresh@0', 'revocation.fresh@1']);
    expect(judged(withTop(ask({ subject: leaf, issuer: top })))).toEqual(['revocation.available@0']);
    expect(judged(withTop(ask({}), new Uint8Array(16)))).toEqual(['revocation.fresh@0']);
  });
});
