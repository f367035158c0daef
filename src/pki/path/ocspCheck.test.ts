import { describe, expect, it } from 'vitest';
import { poolKey } from '../../crypto/pool.ts';
import type { Party } from '../bank.testing.ts';
import { akiOf, cn, DAY, issueTo, makeBank, NOW, skiOf } from '../bank.testing.ts';
import { certIdOf } from '../revocation/certId.ts';
import type { CertStatus } from '../revocation/ocsp.ts';
import { encodeOcspError, encodeOcspResponse, type OcspResponseSpec } from '../revocation/ocspIssue.ts';
import type { ExtensionSpec } from '../x509/extensionSpec.ts';
import { checkOcspAnswer, MAX_AGE_MS, type OcspQuestion, revocationNotReached } from './ocspCheck.ts';

const { root, issuing, server } = makeBank();
const nonce = new Uint8Array(16).fill(7);
const certId = certIdOf(server.certificate, issuing.certificate);

const answer = (change: Partial<OcspResponseSpec> = {}, signer: Party = issuing, status: CertStatus = 'good') =>
  encodeOcspResponse(
    {
      responses: [{ certId, status, thisUpdate: NOW, nextUpdate: NOW + DAY }],
      producedAt: NOW,
      responder: { byKey: signer.certificate },
      nonce,
      certs: [],
      ...change,
    },
    signer.key,
  ).bytes;
const check = (bytes: Uint8Array | null, change: Partial<OcspQuestion> = {}) =>
  checkOcspAnswer({
    answer: bytes,
    nonce,
    certificate: server.certificate,
    issuer: issuing.certificate,
    now: NOW,
    index: 0,
    ...change,
  });
/** The results of available, signature, fresh and status. */
const results = (bytes: Uint8Array | null, change: Partial<OcspQuestion> = {}) =>
  check(bytes, change).map(({ result }) => result);

const PASS = ['pass', 'pass', 'pass', 'pass'];
const UNAVAILABLE = ['fail', 'not-reached', 'not-reached', 'not-reached'];
const FORGED = ['pass', 'fail', 'pass', 'not-reached'];
const STALE = ['pass', 'pass', 'fail', 'not-reached'];
const REFUSED = ['pass', 'pass', 'pass', 'fail'];

const responderWith = (extensions: readonly ExtensionSpec[], issuer: Party | null = issuing, change = {}) =>
  issueTo(cn('Responder'), 'rogueServer', issuer, [...extensions, skiOf('rogueServer')], change);
const forOcsp: ExtensionSpec = { type: 'extKeyUsage', critical: false, purposes: ['OCSPSigning'] };

describe('an OCSP answer (RFC 6960 3.2)', () => {
  it('is reported in four checks, in this order, about the certificate in the path', () => {
    expect(check(answer(), { index: 1 }).map(({ check, certificate }) => `${check}@${certificate}`)).toEqual([
      'revocation.available@1',
      'revocation.signature@1',
      'revocation.fresh@1',
      'revocation.status@1',
    ]);
    expect(results(answer())).toEqual(PASS);
    expect(revocationNotReached(0).map(({ check, result }) => `${check} ${result}`)).toEqual(
      check(null).map(({ check }) => `${check} not-reached`),
    );
  });

  it('must come, be decodable, successful, and about the certificate', () => {
    expect(results(null)).toEqual(UNAVAILABLE);
    expect(results(new Uint8Array([1, 2, 3]))).toEqual(UNAVAILABLE);
    expect(results(encodeOcspError('tryLater').bytes)).toEqual(UNAVAILABLE);
    expect(check(encodeOcspError('tryLater').bytes)[0]?.evidence).toEqual({ answer: 'tryLater' });
    const other = certIdOf(issuing.certificate, root.certificate);
    const aboutOther = answer({ responses: [{ certId: other, status: 'good', thisUpdate: NOW, nextUpdate: null }] });
    expect(results(aboutOther)).toEqual(UNAVAILABLE);
  });

  it('is searched for the certificate among several', () => {
    const other = certIdOf(issuing.certificate, root.certificate);
    const both: OcspResponseSpec['responses'] = [
      { certId: other, status: 'unknown', thisUpdate: NOW, nextUpdate: null },
      { certId, status: 'good', thisUpdate: NOW, nextUpdate: null },
    ];
    expect(results(answer({ responses: both }))).toEqual(PASS);
  });
});

describe('its signature (RFC 6960 4.2.2.2)', () => {
  it('is the issuer’s, named by key or by name', () => {
    expect(results(answer({ responder: { byName: issuing.certificate } }))).toEqual(PASS);
    expect(check(answer())[1]?.evidence).toMatchObject({ authority: 'issuer', signature: 'valid' });
  });

  it('is not that of a stranger, whatever name he gives', () => {
    const stranger = issueTo(cn('Issuing'), 'rogueIssuing', null, []);
    expect(results(answer({}, stranger))).toEqual(FORGED);
    expect(results(answer({ certs: [stranger.certificate.der] }, stranger))).toEqual(FORGED);
    expect(results(answer({ responder: { byKey: issuing.certificate } }, stranger))).toEqual(FORGED);
    expect(
      results(answer({ responder: { byName: issuing.certificate }, certs: [stranger.certificate.der] }, stranger)),
    ).toEqual(FORGED);
    const revoked = answer({}, stranger, { revoked: { at: NOW, reason: null } });
    expect(results(revoked)).toEqual(FORGED);
  });

  it('may be that of a responder whom the issuer authorised', () => {
    const responder = responderWith([forOcsp, akiOf(issuing)]);
    expect(results(answer({ certs: [responder.certificate.der] }, responder))).toEqual(PASS);
    expect(
      results(answer({ certs: [responder.certificate.der], responder: { byName: responder.certificate } }, responder)),
    ).toEqual(PASS);
    expect(results(answer({}, responder))).toEqual(FORGED);
  });

  it('is not that of a certificate which the issuer gave for something else, that has expired, or that another CA issued', () => {
    const authority = (responder: Party) => check(answer({ certs: [responder.certificate.der] }, responder))[1];
    expect(authority(responderWith([]))).toMatchObject({
      result: 'fail',
      evidence: { authority: 'not for OCSP signing' },
    });
    expect(authority(server)).toMatchObject({ result: 'fail', evidence: { authority: 'not for OCSP signing' } });
    const notSigning: ExtensionSpec = { type: 'keyUsage', critical: true, usages: ['keyEncipherment'] };
    expect(authority(responderWith([forOcsp, notSigning]))).toMatchObject({ result: 'fail' });
    expect(authority(responderWith([forOcsp], issuing, { notAfter: NOW - DAY }))).toMatchObject({
      evidence: { authority: 'expired' },
    });
    expect(authority(responderWith([forOcsp], root))).toMatchObject({
      evidence: { authority: 'not issued by the CA' },
    });
    const impostor = { certificate: issuing.certificate, key: poolKey('rogueIssuing') };
    expect(authority(responderWith([forOcsp], impostor))).toMatchObject({
      evidence: { authority: 'not issued by the CA' },
    });
  });
});

describe('its freshness (RFC 6960 4.2.2.1)', () => {
  const at = (thisUpdate: number, nextUpdate: number | null) =>
    results(answer({ responses: [{ certId, status: 'good', thisUpdate, nextUpdate }] }));

  it('lasts from thisUpdate to nextUpdate', () => {
    expect(at(NOW, NOW)).toEqual(PASS);
    expect(at(NOW + 1000, NOW + DAY)).toEqual(STALE);
    expect(at(NOW - DAY, NOW - 1000)).toEqual(STALE);
  });

  it('lasts for a week where no nextUpdate is given', () => {
    expect(at(NOW - MAX_AGE_MS, null)).toEqual(PASS);
    expect(at(NOW - MAX_AGE_MS - 1000, null)).toEqual(STALE);
  });

  it('is proven by the nonce, which must be the one that was sent, where one comes back (4.4.1)', () => {
    expect(results(answer({ nonce: new Uint8Array(16) }))).toEqual(STALE);
    expect(check(answer({ nonce: new Uint8Array(16) }))[2]?.reference).toBe('ocsp.4.4.1');
    expect(results(answer({ nonce: null }))).toEqual(PASS);
    expect(results(answer(), { nonce: null })).toEqual(PASS);
  });
});

describe('its status (RFC 6960 2.2)', () => {
  it('must be good: revoked and unknown are refused', () => {
    const revoked = answer({}, issuing, { revoked: { at: NOW - DAY, reason: 'keyCompromise' } });
    expect(results(revoked)).toEqual(REFUSED);
    expect(check(revoked)[3]?.evidence).toEqual({
      status: 'revoked',
      revokedAt: '2026-11-22T12:00:00Z',
      reason: 'keyCompromise',
    });
    expect(results(answer({}, issuing, 'unknown'))).toEqual(REFUSED);
  });
});
