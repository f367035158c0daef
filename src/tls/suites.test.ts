import { describe, expect, it } from 'vitest';
import { openssl, outsideJudge } from '../testing/outside.ts';
import { isGrease, SUITES_BY_CODE, suiteByCode, suiteByName, suiteName } from './suites.ts';

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
      expect(suiteName(code)).toBe(suite.name);
    }
  });

  it('that are reserved by RFC 8701 show as GREASE, unnamed ones as hexadecimal', () => {
    expect(suiteName(0x0a0a)).toBe('GREASE');
    expect(suiteName(0xfafa)).toBe('GREASE');
    expect(isGrease(0x0a1a)).toBe(false);
    expect(isGrease(0x0b0b)).toBe(false);
    expect(suiteName(0x0a1a)).toBe('0x0a1a');
    expect(suiteName(0x00ff)).toBe('TLS_EMPTY_RENEGOTIATION_INFO_SCSV');
  });

  it.skipIf(!outsideJudge('openssl'))('bear the names that OpenSSL prints for their codes', () => {
    const { stdout } = openssl(['ciphers', '-V', '-stdname', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0']);
    const listed = [...stdout.toString().matchAll(/0x(\w\w),0x(\w\w) - (\S+)/g)];
    expect(listed.length).toBeGreaterThan(50);
    let compared = 0;
    for (const [, high, low, name] of listed) {
      const ours = suiteName(Number.parseInt(`${high}${low}`, 16));
      if (ours.startsWith('0x')) continue;
      expect(ours).toBe(name);
      compared++;
    }
    expect(compared).toBeGreaterThan(30);
  });
});
