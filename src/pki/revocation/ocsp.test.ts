import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../bytes/error.ts';
import { toHex } from '../../bytes/hex.ts';
import { privateKeyToPem } from '../../crypto/keyFormat.ts';
import { insideOnly } from '../../testing/otherDay.ts';
import { openssl, outsideJudge, realNow } from '../../testing/outside.ts';
import { allSpans, decoded } from '../../testing/spanRules.ts';
import { certificatePem, DAY, makeBank, NOW, spansOf, withFolder } from '../bank.testing.ts';
import { PKI_FIELDS } from '../fields.ts';
import { checkOcspAnswer } from '../path/ocspCheck.ts';
import { certIdOf } from './certId.ts';
import { type CertStatus, decodeOcspRequest, decodeOcspResponse, sameCertId } from './ocsp.ts';
import { encodeOcspError, encodeOcspResponse } from './ocspIssue.ts';
import { encodeOcspRequest } from './ocspRequest.ts';

const { root, issuing, server } = makeBank();
const certId = certIdOf(server.certificate, issuing.certificate);
const nonce = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
const request = encodeOcspRequest({ certIds: [certId], nonce });
const answer = (status: CertStatus, now = NOW) =>
  encodeOcspResponse(
    {
      responses: [{ certId, status, thisUpdate: now - 1000, nextUpdate: now + DAY }],
      producedAt: now,
      responder: { byKey: issuing.certificate },
      nonce,
      certs: [],
    },
    issuing.key,
  );

insideOnly('an OCSP request (RFC 6960 4.1)', () => {
  it('names the certificate by its issuer and serial number, and carries a nonce (RFC 8954)', () => {
    const read = decoded(decodeOcspRequest(request.bytes));
    expect(read.certIds.map((id) => sameCertId(id, certId))).toEqual([true]);
    expect(read.certIds[0]?.serial).toBe(server.certificate.serial);
    expect(toHex(read.nonce ?? new Uint8Array())).toBe(toHex(nonce));
    expect(decoded(decodeOcspRequest(encodeOcspRequest({ certIds: [certId], nonce: null }).bytes)).nonce).toBeNull();
  });
});

insideOnly('an OCSP response (RFC 6960 4.2)', () => {
  it('says good, revoked or unknown, and since when', () => {
    const revoked: CertStatus = { revoked: { at: NOW - DAY, reason: 'keyCompromise' } };
    for (const status of ['good', 'unknown', revoked] as const) {
      const read = decoded(decodeOcspResponse(answer(status).bytes));
      if (read.status !== 'successful') throw new Error(read.status);
      const [single] = read.basic.responses;
      expect(single?.status).toEqual(status);
      expect([single?.thisUpdate, single?.nextUpdate, read.basic.producedAt]).toEqual([NOW - 1000, NOW + DAY, NOW]);
    }
  });

  it('leaves out the reason where it is unspecified (RFC 5280 5.3.1)', () => {
    const { spans } = answer({ revoked: { at: NOW, reason: 'unspecified' } });
    expect(spansOf(spans, 'singleResponse.revocationReason')).toEqual([]);
  });

  it('of an error carries nothing else (RFC 6960 2.3)', () => {
    expect(toHex(encodeOcspError('tryLater').bytes)).toBe('30030a0103');
    expect(toHex(encodeOcspError('unauthorized').bytes)).toBe('30030a0106');
    expect(decoded(decodeOcspResponse(encodeOcspError('sigRequired').bytes)).status).toBe('sigRequired');
  });

  it('has no status 4, and an answer only where it was successful (RFC 6960 4.2.1)', () => {
    expect(decodeOcspResponse(Uint8Array.of(0x30, 3, 0x0a, 1, 4)).ok).toBe(false);
    expect(decodeOcspResponse(Uint8Array.of(0x30, 3, 0x0a, 1, 0)).ok).toBe(false);
  });

  it('holds certificates whose spans stand where they stand', () => {
    const { bytes, spans } = encodeOcspResponse(
      {
        responses: [{ certId, status: 'good', thisUpdate: NOW, nextUpdate: null }],
        producedAt: NOW,
        responder: { byName: issuing.certificate },
        nonce: null,
        certs: [issuing.certificate.der],
      },
      issuing.key,
    );
    const [certificate] = spansOf(spans, 'certificate');
    expect(toHex(bytes.subarray(certificate?.start, certificate?.end))).toBe(toHex(issuing.certificate.der));
    const [subject] = spansOf(spans, 'certificate.tbs.subject');
    expect(toHex(bytes.subarray(subject?.start, subject?.end))).toBe(toHex(issuing.certificate.subject.der));
    const read = decoded(decodeOcspResponse(bytes));
    expect(read.status === 'successful' && read.basic.responderId).toMatchObject({
      name: { text: 'CN=Issuing, O=Bank' },
    });
  });
});

insideOnly('messages of OCSP', () => {
  it('have spans with known field ids', () => {
    const known: readonly string[] = PKI_FIELDS;
    const spans = [...request.spans, ...answer({ revoked: { at: NOW, reason: 'superseded' } }).spans];
    expect(allSpans(spans).filter(({ field }) => !known.includes(field))).toEqual([]);
  });

  it('of any bytes are a value or a DecodeError', () => {
    const outcome = (bytes: Uint8Array) => {
      for (const decode of [decodeOcspRequest, decodeOcspResponse]) {
        const result = decode(bytes);
        if (!result.ok) expect(result.error).toBeInstanceOf(DecodeError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), outcome));
    for (const original of [request.bytes, answer('good').bytes]) {
      fc.assert(
        fc.property(fc.nat(original.length - 1), fc.nat(255), (at, value) => {
          outcome(original.map((byte, i) => (i === at ? value : byte)));
          outcome(original.subarray(0, at));
        }),
        { numRuns: 300 },
      );
    }
  });
});

describe.skipIf(!outsideJudge('openssl'))('OpenSSL', () => {
  const files = {
    'root.pem': certificatePem(root),
    'ca.pem': certificatePem(issuing),
    'server.pem': certificatePem(server),
    'request.der': request.bytes,
  };

  it('reads our request', () => {
    const text = withFolder(files, (path) =>
      openssl(['ocsp', '-reqin', path('request.der'), '-req_text']),
    ).stdout.toString();
    expect(text).toContain('Hash Algorithm: sha1');
    expect(text).toContain(`Issuer Name Hash: ${toHex(certId.issuerNameHash).toUpperCase()}`);
    expect(text).toContain(`Issuer Key Hash: ${toHex(certId.issuerKeyHash).toUpperCase()}`);
    expect(text).toContain('Serial Number: 4D00112233445566');
    expect(text).toMatch(new RegExp(`OCSP Nonce: \\s+0420${toHex(nonce).toUpperCase()}`));
  });

  it('makes the same request for the same certificate, but for the nonce', () => {
    const made = withFolder(files, (path) => {
      openssl([
        ...['ocsp', '-issuer', path('ca.pem'), '-cert', path('server.pem'), '-no_nonce', '-reqout', path('theirs.der')],
      ]);
      return readFileSync(path('theirs.der'));
    });
    expect(toHex(made)).toBe(toHex(encodeOcspRequest({ certIds: [certId], nonce: null }).bytes));
  });

  // The command has no -attime: the answer is of the real present, in which the certificates need not be valid.
  const judge = (response: Uint8Array) =>
    withFolder({ ...files, 'response.der': response }, (path) =>
      openssl([
        ...['ocsp', '-respin', path('response.der'), '-issuer', path('ca.pem'), '-cert', path('server.pem')],
        ...['-CAfile', path('root.pem'), '-verify_other', path('ca.pem'), '-trust_other', '-no_nonce'],
      ]),
    );

  it('verifies our answers and reads the same status', () => {
    const now = Math.floor(realNow() / 1000) * 1000;
    const good = judge(answer('good', now).bytes);
    expect(good.stderr).toContain('Response verify OK');
    expect(good.stdout.toString()).toMatch(/server\.pem: good\n/);
    const revoked = judge(answer({ revoked: { at: NOW - DAY, reason: 'keyCompromise' } }, now).bytes);
    expect(revoked.stdout.toString()).toMatch(
      /server\.pem: revoked\n[\s\S]*Reason: keyCompromise\n\tRevocation Time: Nov 22 12:00:00 2026 GMT/,
    );
    expect(judge(answer('unknown', now).bytes).stdout.toString()).toMatch(/server\.pem: unknown\n/);
  });

  it('refuses our answer once a byte of its signature has changed', () => {
    const { bytes, spans } = answer('good', Math.floor(realNow() / 1000) * 1000);
    const [signature] = spansOf(spans, 'basicOcsp.signature');
    bytes[(signature?.end ?? 0) - 1] = (bytes[(signature?.end ?? 0) - 1] ?? 0) ^ 1;
    expect(judge(bytes).stderr).toMatch(/Response Verify Failure/i);
  });

  it('answers our request with a response that is accepted here', () => {
    const index = 'V\t301231235959Z\t\t4D00112233445566\tunknown\t/O=Bank/CN=api.bank.test\n';
    const response = withFolder({ ...files, 'index.txt': index, 'ca.key': privateKeyToPem(issuing.key) }, (path) => {
      const run = openssl([
        ...[
          'ocsp',
          '-index',
          path('index.txt'),
          '-CA',
          path('ca.pem'),
          '-rsigner',
          path('ca.pem'),
          '-rkey',
          path('ca.key'),
        ],
        ...['-reqin', path('request.der'), '-respout', path('response.der'), '-ndays', '2'],
      ]);
      expect(run.status, run.stderr).toBe(0);
      return readFileSync(path('response.der'));
    });
    const checks = checkOcspAnswer({
      answer: response,
      nonce,
      certificate: server.certificate,
      issuer: issuing.certificate,
      now: realNow() + 1000,
      index: 0,
    });
    expect(checks.map(({ check, result }) => `${check} ${result}`)).toEqual([
      'revocation.available pass',
      'revocation.signature pass',
      'revocation.fresh pass',
      'revocation.status pass',
    ]);
    expect(checks[2]?.evidence).toMatchObject({ nonce: 'matches' });
  });
});
