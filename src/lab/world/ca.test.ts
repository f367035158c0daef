// The CA: requests must prove possession, and OCSP answers tell what the register says (RFC 2986 3, RFC 6960 2.2).
import { describe, expect, it } from 'vitest';
import { fromHex, utf8 } from '../../bytes/hex.ts';
import { poolKey } from '../../crypto/pool.ts';
import { seededRandom } from '../../crypto/random.ts';
import { createRequest } from '../../pki/csr/request.ts';
import { checkOcspAnswer } from '../../pki/path/ocspCheck.ts';
import { certIdOf } from '../../pki/revocation/certId.ts';
import { type CertId, decodeOcspResponse } from '../../pki/revocation/ocsp.ts';
import { decodeOcspHttpResponse, encodeOcspHttpRequest } from '../../pki/revocation/ocspHttp.ts';
import { encodeOcspRequest } from '../../pki/revocation/ocspRequest.ts';
import { parseCertificate } from '../../pki/x509/certificate.ts';
import { DAY, honestPlan } from '../plan/plan.ts';
import { LAB_NOW } from '../scenario/scenario.ts';
import { leafSubject, makeAuthority } from './authority.ts';
import { answerOcsp, answerRequest, enter, revoke } from './ca.ts';
import { makeWorld } from './issuance.ts';

const plan = honestPlan('one-way', LAB_NOW, 'past');
const { authority, register, server } = makeWorld(plan, { keys: poolKey, random: seededRandom(1, 'ca') }, null);
const leaf = parseCertificate(server.chain[0] ?? new Uint8Array());
const issuer = authority.issuing.certificate;
const nonce = fromHex('00112233445566778899aabbccddeeff');

function ask(certId: CertId, from = register) {
  const { bytes: body } = encodeOcspRequest({ certIds: [certId], nonce });
  const { bytes: http } = encodeOcspHttpRequest({ host: 'ocsp.bank.test', path: '/', body });
  return answerOcsp(authority, from, http, LAB_NOW);
}

describe('an OCSP answer', () => {
  it('is good for what was issued and not revoked, and passes every check of who asked', () => {
    const answer = ask(certIdOf(leaf, issuer));
    expect(answer.status).toBe('good');
    const checks = checkOcspAnswer({ answer: answer.body, nonce, certificate: leaf, issuer, now: LAB_NOW, index: 0 });
    expect(checks.map(({ result }) => result)).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  it('travels in an HTTP response of status 200 that carries exactly this answer', () => {
    const answer = ask(certIdOf(leaf, issuer));
    const http = decodeOcspHttpResponse(answer.http);
    expect(http).toMatchObject({ ok: true, value: { statusCode: 200, body: answer.body } });
  });

  it('is revoked from the day that the CA wrote down', () => {
    const at = LAB_NOW - DAY;
    const answer = ask(certIdOf(leaf, issuer), revoke(register, leaf.serial, at));
    expect(answer.status).toBe('revoked');
    const decoded = decodeOcspResponse(answer.body);
    if (!decoded.ok || decoded.value.status !== 'successful') throw new Error('no answer');
    expect(decoded.value.basic.responses[0]?.status).toEqual({ revoked: { at, reason: 'keyCompromise' } });
  });

  it('is unknown for a number that was never issued', () => {
    expect(ask(certIdOf({ ...leaf, serial: '4d0011' }, issuer)).status).toBe('unknown');
  });

  it('is unknown for the same number from another CA', () => {
    const rogue = makeAuthority('rogue', plan.ca, poolKey, seededRandom(1, 'ca')).issuing.certificate;
    const foreign = { ...leaf, issuer: rogue.subject };
    expect(ask(certIdOf(foreign, rogue)).status).toBe('unknown');
  });

  it('to something that is no question is malformedRequest (2.3)', () => {
    const post = (body: Uint8Array) => encodeOcspHttpRequest({ host: 'ocsp.bank.test', path: '/', body }).bytes;
    for (const http of [utf8('GET / HTTP/1.1\r\n\r\n'), post(Uint8Array.of(1, 2, 3)), new Uint8Array()]) {
      const answer = answerOcsp(authority, register, http, LAB_NOW);
      expect(decodeOcspResponse(answer.body)).toMatchObject({ ok: true, value: { status: 'malformedRequest' } });
    }
  });

  it('brings the nonce back (4.4.1)', () => {
    const decoded = decodeOcspResponse(ask(certIdOf(leaf, issuer)).body);
    expect(decoded).toMatchObject({ ok: true, value: { basic: { nonce } } });
  });
});

describe('a certification request', () => {
  const request = createRequest({
    subject: leafSubject(plan.server),
    dnsNames: plan.server.dnsNames,
    key: poolKey('server'),
  });
  const issue = (bytes: Uint8Array) =>
    answerRequest(authority, register, bytes, plan.server, 'server', seededRandom(2, 'ca'));

  it('becomes a certificate for its key, which the register then knows', () => {
    const { certificate, register: after } = issue(request);
    expect(certificate.publicKey).toEqual(leaf.publicKey);
    expect(after.get(certificate.serial)?.certificate).toBe(certificate);
    expect(register.has(certificate.serial)).toBe(false);
  });

  it('whose signature is not by the key in it, is refused (RFC 2986 3)', () => {
    const forged = request.slice();
    const last = forged.length - 1;
    forged[last] = (forged[last] ?? 0) ^ 1;
    expect(() => issue(forged)).toThrow(/possession/);
  });
});

describe('the register', () => {
  it('is not changed by what is entered or revoked afterwards', () => {
    const before = [...register];
    enter(register, issuer);
    revoke(register, leaf.serial, LAB_NOW);
    expect([...register]).toEqual(before);
  });
});
