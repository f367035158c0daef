// The judge's question and answer in plain values: both can cross threads, and say what path validation says.
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

const listOf = (issuer: Party, serials: readonly string[]) =>
  issueCrl(
    {
      issuer: issuer.certificate.subject.der,
      thisUpdate: NOW - DAY,
      nextUpdate: NOW + DAY,
      number: 1,
      revoked: serials.map((serial) => ({ serial, at: NOW - DAY })),
    },
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
    expect(failed(given)).toEqual(['revocation.available@0', 'revocation.available@1']);
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
    expect(checks.filter(({ evidence }) => evidence['policy'] === 'soft-fail')).toMatchObject([
      { check: 'revocation.available', certificate: 1, result: 'not-reached' },
    ]);
  });

  it('says of lists that can’t be read that they are, and learns nothing of them', () => {
    const junk = [Uint8Array.of(0x30, 0), new Uint8Array()];
    expect(ask({ revocation: 'hard', crls: [listOf(issuing, []), ...junk] }).notes).toMatchObject([
      { kind: 'unreadableCrl', place: 2 },
      { kind: 'unreadableCrl', place: 3 },
    ]);
    expect(failed({ revocation: 'hard', crls: junk, ocsp: junk })).toEqual([
      'revocation.available@0',
      'revocation.available@1',
    ]);
  });
});
