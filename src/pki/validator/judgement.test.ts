// The validator's question and answer in plain values: both can cross threads, and say what path validation says.
import { describe, expect, it } from 'vitest';
import { cn, DAY, issueTo, makeBank, makeServer, NOW, type Party } from '../bank.testing.ts';
import { certIdOf } from '../revocation/certId.ts';
import { issueCrl } from '../revocation/crlIssue.ts';
import { encodeOcspResponse } from '../revocation/ocspIssue.ts';
import { fingerprint } from '../x509/fingerprint.ts';
import { judge } from './judgement.ts';
import type { Question } from './question.ts';

const { root, issuing, server } = makeBank();
const ders = (...parties: readonly Party[]) => parties.map(({ certificate }) => certificate.der);
const ask = (change: Partial<Question> = {}) =>
  judge({
    certificates: ders(server, issuing),
    instead: null,
    trustSelfSigned: false,
    isGuess: false,
    file: [],
    keys: [],
    outputs: [],
    unreadable: [],
    anchors: ders(root),
    crls: [],
    ocsp: [],
    now: NOW,
    purpose: 'server',
    name: null,
    profile: 'rfc5280',
    revocation: 'off',
    ...change,
  });
const failed = (change: Partial<Question>) =>
  ask(change)
    .checks.filter(({ result }) => result === 'fail')
    .map(({ check, certificate }) => `${check}@${certificate}`);

const emptyList = (issuer: Party) => ({
  issuer: issuer.certificate.subject.der,
  thisUpdate: NOW - DAY,
  nextUpdate: NOW + DAY,
  number: 1,
  revoked: [],
});
const listOf = (issuer: Party, serials: readonly string[], nextUpdate = NOW + DAY) =>
  issueCrl(
    { ...emptyList(issuer), nextUpdate, revoked: serials.map((serial) => ({ serial, at: NOW - DAY })) },
    issuer.key,
  );
const answerOf = (subject: Party, issuer: Party, status: 'good' | 'unknown') =>
  encodeOcspResponse(
    {
      responses: [
        {
          certId: certIdOf(subject.certificate, issuer.certificate),
          status,
          thisUpdate: NOW,
          nextUpdate: NOW + DAY,
        },
      ],
      producedAt: NOW,
      responder: { byKey: issuer.certificate },
      nonce: null,
      certs: [],
    },
    issuer.key,
  ).bytes;

describe('a judgement', () => {
  it('gives the path with SHA-256 fingerprints, leaf first, and survives the way between threads', () => {
    const judgement = ask();
    expect(judgement.verdict).toBe('accepted');
    expect(judgement.anchored).toBe(true);
    expect(judgement.path.map((one) => one.fingerprint)).toEqual(ders(server, issuing, root).map(fingerprint));
    expect(structuredClone(judgement)).toEqual(judgement);
  });

  it('gives rejected paths beside the best one, each with its reasons', () => {
    const impostor = issueTo(cn('Issuing'), 'rogueIssuing', null, []);
    const { verdict, path, rejected } = ask({ certificates: ders(server, impostor) });
    expect(verdict).toBe('refused');
    expect([path, ...rejected.map((one) => one.path)].flat().map((one) => one.fingerprint)).toContain(
      fingerprint(impostor.certificate.der),
    );
    expect(rejected.every(({ failures }) => failures.length > 0)).toBe(true);
  });

  it('holds against RFC 5280 section 4 only who must carry a name, and everybody against the web’s rules', () => {
    const zero = makeServer(issuing, { serial: '00' });
    const certificates = ders(zero, issuing);
    expect(failed({ certificates })).toEqual([]);
    expect(failed({ certificates, name: { dns: 'api.bank.test' } })).toEqual(['profile.serialNumber@0']);
    expect(failed({ certificates, profile: 'web' })).toEqual(['profile.serialNumber@0']);
  });

  it('asks of revocation all that was given, CRLs and OCSP responses, and hard-fails', () => {
    const given = { revocation: 'hard' } as const;
    expect(failed(given)).toEqual([]);
    const crls = [listOf(root, []), listOf(issuing, [])];
    expect(failed({ ...given, crls })).toEqual([]);
    const ocsp = [answerOf(issuing, root, 'good'), answerOf(server, issuing, 'good')];
    expect(failed({ ...given, ocsp })).toEqual([]);
    expect(failed({ ...given, ocsp: ocsp.slice(0, 1), crls: crls.slice(1) })).toEqual([]);
    expect(failed({ ...given, ocsp: [answerOf(server, issuing, 'unknown'), ...ocsp.slice(0, 1)] })).toEqual([
      'revocation.status@0',
    ]);
    expect(failed({ ...given, ocsp, crls: [listOf(issuing, [server.certificate.serial])] })).toEqual([
      'revocation.status@0',
    ]);
    expect(failed({ ocsp, crls: [listOf(issuing, [server.certificate.serial])] })).toEqual([]);
  });

  it('under soft-fail refuses what is revoked, and lets pass what nobody tells', () => {
    const soft = { revocation: 'soft' } as const;
    expect(failed(soft)).toEqual([]);
    expect(failed({ ...soft, ocsp: [answerOf(server, issuing, 'good')] })).toEqual([]);
    expect(failed({ ...soft, crls: [listOf(issuing, [server.certificate.serial])] })).toEqual(['revocation.status@0']);
    const { checks } = ask({ ...soft, crls: [listOf(issuing, [])] });
    expect(checks.filter(({ evidence }) => evidence.policy === 'soft-fail')).toMatchObject([
      { check: 'revocation.available', certificate: 1, result: 'not-reached' },
    ]);
  });

  it('says of lists that can’t be read that they are, and learns nothing of them', () => {
    const junk = [Uint8Array.of(0x30, 0), new Uint8Array()];
    const { notes } = ask({ revocation: 'hard', crls: [listOf(issuing, []), ...junk] });
    expect(notes.filter(({ kind }) => kind === 'unreadableCrl')).toMatchObject([
      { kind: 'unreadableCrl', place: 2 },
      { kind: 'unreadableCrl', place: 3 },
    ]);
    expect(failed({ revocation: 'hard', crls: junk, ocsp: junk })).toEqual(['revocation.available@0']);
  });

  it('refuses nobody of whom no list and no answer speaks, and notes it', () => {
    const hard = { revocation: 'hard' } as const;
    for (const change of [{ crls: [listOf(issuing, [])] }, { ocsp: [answerOf(server, issuing, 'good')] }]) {
      const { verdict, notes } = ask({ ...hard, ...change });
      expect(verdict).toBe('accepted');
      expect(notes).toContainEqual({ kind: 'notCovered', subject: issuing.certificate.subject.text });
    }
    const { verdict, notes } = ask({ ...hard, crls: [listOf(root, [])] });
    expect(verdict).toBe('accepted');
    expect(notes).toContainEqual({ kind: 'notCovered', subject: server.certificate.subject.text });
  });

  it('refuses of whom a list speaks that is old, forged or of no use', () => {
    const old = (issuer: Party) => listOf(issuer, [], NOW - DAY / 2);
    const forged = issueCrl({ ...emptyList(issuing), nextUpdate: NOW + DAY }, root.key);
    expect(failed({ revocation: 'hard', crls: [old(issuing)] })).toEqual(['revocation.fresh@0']);
    expect(failed({ revocation: 'hard', crls: [old(root), listOf(issuing, [])] })).toEqual(['revocation.fresh@1']);
    expect(failed({ revocation: 'hard', crls: [forged] })).toEqual(['revocation.signature@0']);
  });

  it('without a trust anchor refuses what the issuer at hand revoked, and believes no list that it did not sign', () => {
    const open = { revocation: 'hard', anchors: [] } as const;
    const revoked = [{ serial: server.certificate.serial, at: NOW - DAY }];
    const genuine = listOf(issuing, [server.certificate.serial]);
    const forged = issueCrl({ ...emptyList(issuing), revoked }, root.key);
    for (const certificates of [ders(server, issuing), ders(server, issuing, root)]) {
      expect(ask({ ...open, certificates, crls: [genuine] }).verdict).toBe('refused');
      expect(failed({ ...open, certificates, crls: [genuine] })).toEqual(['revocation.status@0']);
      expect(ask({ ...open, certificates, crls: [forged] }).verdict).toBe('undecided');
      expect(ask({ ...open, certificates, crls: [listOf(issuing, [])] }).verdict).toBe('undecided');
    }
    expect(ask({ ...open, certificates: ders(server), crls: [genuine] }).verdict).toBe('undecided');
  });
});
