import { describe, expect, it } from 'vitest';
import { SUITES_BY_CODE, suiteByCode, suiteByName } from './suites.ts';

describe('cipher suites', () => {
  it('are numbered as RFC 5246 A.5 and RFC 5288 3 number them', () => {
    expect(suiteByCode(0x009c)?.name).toBe('TLS_RSA_WITH_AES_128_GCM_SHA256');
    expect(suiteByCode(0x009d)?.name).toBe('TLS_RSA_WITH_AES_256_GCM_SHA384');
    expect(suiteByCode(0x003c)?.name).toBe('TLS_RSA_WITH_AES_128_CBC_SHA256');
    expect(suiteByCode(0x1301)).toBeNull();
  });

  it('are numbered as RFC 5289 3.2 and RFC 7905 2 number them', () => {
    expect(suiteByCode(0xc02b)?.name).toBe('TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256');
    expect(suiteByCode(0xc02c)?.name).toBe('TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384');
    expect(suiteByCode(0xc02f)?.name).toBe('TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256');
    expect(suiteByCode(0xc030)?.name).toBe('TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384');
    expect(suiteByCode(0xcca8)?.name).toBe('TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256');
    expect(suiteByCode(0xcca9)?.name).toBe('TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256');
  });

  it('are found by name as by code', () => {
    for (const [code, suite] of SUITES_BY_CODE) {
      expect(suite.code).toBe(code);
      expect(suiteByName(suite.name)).toBe(suite);
    }
  });
});
