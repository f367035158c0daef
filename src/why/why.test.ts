// From text to answer: direction, codes and causes, for messages as programs print them.
import { describe, expect, it } from 'vitest';
import corpus from '../stacks/corpus.json' with { type: 'json' };
import { readCorpus } from '../stacks/corpus.ts';
import type { WhyAnswer, WhyMessage } from './answer.ts';
import { indexOf } from './corpusIndex.ts';
import { explain } from './why.ts';

const index = indexOf(readCorpus(corpus));
type Understood = Extract<WhyAnswer, { ok: true }>;
function answer(text: string): Understood {
  const found = explain(text, index);
  if (!found.ok) throw new Error(found.problem);
  return found;
}
const only = (text: string): WhyMessage => {
  const { messages } = answer(text);
  expect(messages).toHaveLength(1);
  return messages[0] as WhyMessage;
};

describe('who refused whom', () => {
  it.each([
    ['remote error: tls: bad certificate', 'peer', 'bad_certificate'],
    [
      'error:0A000418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:../ssl/record/rec_layer_s3.c:1601:SSL alert number 48',
      'peer',
      'unknown_ca',
    ],
    ['javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_expired', 'peer', 'certificate_expired'],
    ['*** Received alert [42]: Certificate is bad', 'peer', 'bad_certificate'],
    ['SSL_ERROR_UNKNOWN_CA_ALERT', 'peer', 'unknown_ca'],
    ['curl: (60) SSL certificate verification failed', 'peer', 'certificate_expired'],
    ['x509: certificate signed by unknown authority', 'self', null],
    ['sun.security.validator.ValidatorException: PKIX path building failed', 'self', null],
    ['verify error:num=20:unable to get local issuer certificate', 'self', null],
    [
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)',
      'self',
      null,
    ],
    [
      "Error: self-signed certificate\n    at TLSSocket.onConnectSecure (node:_tls_wrap:1677:34) {\n  code: 'DEPTH_ZERO_SELF_SIGNED_CERT'\n}",
      'self',
      null,
    ],
    ['curl: (60) SSL certificate problem: certificate has expired', 'self', null],
  ])('is in the words: %s', (text, side, alert) => {
    expect(only(text)).toMatchObject({ side, alert });
  });
});

it('The alert stands in the low 12 bits of the code, as 1000 plus its number', () => {
  // 268436502 is 0x10000416, and 0x416 is 1046: certificate_unknown.
  expect(only('TLS error: 268436502')).toMatchObject({ alert: 'certificate_unknown', side: 'peer' });
  expect(only('error:0A000412:lib(20)::reason(1042)')).toMatchObject({ alert: 'bad_certificate', side: 'peer' });
  expect(only('error:14094412:SSL routines:ssl3_read_bytes:reason(1042)')).toMatchObject({
    alert: 'bad_certificate',
    side: 'peer',
  });
});

it('Who can read nothing says so', () => {
  expect(explain('', index)).toEqual({ ok: false, problem: 'empty' });
  expect(explain('\u0000\u0001\u0002'.repeat(100), index)).toEqual({ ok: false, problem: 'binary' });
  expect(answer('the weather is fine').messages).toEqual([]);
});

it.each([
  '10.0.0.7 - - [09/Mar/2026:10:11:12 +0000] "GET /certificate HTTP/1.1" 200 512',
  'Issued certificate (for api.bank.test, 933 B)',
  'Sending HTTP request, length too short to be compressed',
  'the error of the weather: 42, alert the crew, it is not trusted',
  'depth=2 CN = Bank Root CA\nverify return:1\nVerify return code: 0 (ok)',
  'INFO started in 2.3 s, TLSv1.3 enabled, listening on 8181',
])('Ordinary lines say nothing: %s', (text) => {
  expect(answer(text).messages).toEqual([]);
});

it('Of a private key nothing is in the answer but its line', () => {
  const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----';
  const found = answer(`curl: (60) SSL certificate problem: certificate has expired\n${key}\n`);
  expect(found.privateKeys).toEqual([2]);
  expect(JSON.stringify(found)).not.toContain('MIIEvQIBADANBgkqhkiG9w0BAQEFAASC');
});
