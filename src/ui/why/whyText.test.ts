// Whether an input looks like a message of a program, and the words that are looked at where nothing was understood.
import { describe, expect, it } from 'vitest';
import { telling } from './telling.ts';
import { looksLikeMessage } from './whyText.ts';

describe('An input of the search', () => {
  it.each([
    'unable to get local issuer certificate',
    'x509: certificate signed by unknown authority',
    'curl: (60) SSL certificate problem: certificate has expired',
    'javax.net.ssl.SSLHandshakeException: Received fatal alert: bad_certificate',
    'error:0A000412:SSL routines::sslv3 alert bad certificate',
    'remote error: tls: bad certificate',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed',
  ])('that a program printed looks like a message: %s', (text) => {
    expect(looksLikeMessage(text)).toBe(true);
  });

  it.each([
    '',
    'expired',
    'SAN',
    'pathLen',
    'Client certificate',
    'tls 1.3',
    'RFC 5280 6.1.3',
    'unknown_ca',
    'key usage',
    'TLS_RSA_WITH_AES_128_GCM_SHA256',
    'view as',
  ])('that names a thing does not: %s', (text) => {
    expect(looksLikeMessage(text)).toBe(false);
  });
});

describe('Where nothing was understood', () => {
  it('the words of the field are named first, each once', () => {
    expect(telling('the step failed\nssl gave up, ssl again: connection reset')).toEqual([
      'failed',
      'ssl',
      'connection',
      'reset',
    ]);
  });
  it('else those of the first line, and never many', () => {
    expect(telling('nothing here\nat all')).toEqual(['nothing', 'here']);
    expect(telling('error1 '.repeat(5000)).length).toBeLessThan(9);
  });
});
