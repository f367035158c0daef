// Errors of the protocol say in which message, by which field and value, and at which byte a rule is broken.
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SCENARIO, type Scenario } from '../scenario/scenario.ts';
import { prepareAll } from './prepare.ts';
import { runScenario } from './run.ts';

beforeAll(prepareAll);

function failure(change: Partial<Scenario>) {
  const { events, outcome } = runScenario({ ...DEFAULT_SCENARIO, ...change });
  const found = events.flatMap((event) => (event.kind === 'check' && event.check.result === 'fail' ? [event] : []));
  return { outcome, checks: found.map(({ check }) => check) };
}

describe('A hello of TLS 1.3 whose key_share was given another number', () => {
  it('lacks key_share, and the byte of the extension that nobody knows is named', () => {
    const tampering = [{ message: 'client:ClientHello', offset: 175, value: 0x99 }];
    const { outcome, checks } = failure({
      protocol: 'tls1.3',
      suite: 'TLS_AES_128_GCM_SHA256',
      group: 'x25519',
      tampering,
    });
    expect(outcome.server.error).toEqual({ code: 'hello.missing', alert: 'missing_extension', by: 'self' });
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({
      check: 'hello.missing',
      // The changed byte is the second one of the extension's type.
      evidence: { message: 'ClientHello', missing: 'key_share', unknown: 'extension 153 at byte 174' },
    });
  });
});

describe('Each failure of the protocol', () => {
  it.each(['hello/no-common-cipher', 'hello/no-common-version', 'hello/unknown-name', 'wire/truncate'] as const)(
    '%s has a check under the code of its error, with a field and a byte of ClientHello',
    (fault) => {
      const { outcome, checks } = failure({ faults: [fault] });
      const { evidence } = checks.find(({ check }) => check === outcome.server.error?.code) ?? {};
      expect(evidence).toMatchObject({ message: 'ClientHello' });
      expect(evidence?.['field']).toBeTruthy();
      expect(evidence?.['byte']).toBeGreaterThan(4);
    },
  );
});

describe('A rule that a byte breaks is told with that byte: of a wrong length its first byte, of a wrong value its own', () => {
  const SUITES = {
    'tls1.2-rsa': 'TLS_RSA_WITH_AES_128_GCM_SHA256',
    'tls1.2-ecdhe': 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'tls1.3': 'TLS_AES_128_GCM_SHA256',
  } as const;
  // Five bytes of the record's header and four of the message's stand before the content (RFC 5246 6.2.1, 7.4).
  it.each([
    // The curve type is the first byte (RFC 8422 5.4).
    ['tls1.2-ecdhe', 'server:ServerKeyExchange', 9, 0x05, 'serverKeyExchange.curveType', 9, '05'],
    // Behind the version, 32 random bytes and the length of the session id, which must be sent back (RFC 9846 4.2.3).
    ['tls1.3', 'server:ServerHello', 44, 0x05, 'serverHello.sessionId', 44, /^05 /],
    // The length of the session id: at most 32 (RFC 5246 7.4.1.2).
    ['tls1.2-rsa', 'client:ClientHello', 43, 0xff, 'clientHello.sessionId.length', 43, 'ff'],
    // Five types are taken, and the next length is read four bytes late, where it does not fit.
    [
      'tls1.2-rsa',
      'server:CertificateRequest',
      9,
      0x05,
      'certificateRequest.signatureAlgorithms.length',
      15,
      /^.. ..$/,
    ],
    // The length of the record's own message, of three bytes.
    ['tls1.2-rsa', 'client:ClientHello', 6, 0xff, 'handshake.length', 6, /^ff .. ..$/],
  ] as const)('%s %s@%i=%i: %s at byte %i', (protocol, message, offset, value, field, byte, shown) => {
    const { checks } = failure({
      mode: 'mutual',
      protocol,
      suite: SUITES[protocol],
      tampering: [{ message, offset, value }],
    });
    const { evidence } = checks.find((each) => each.evidence['field'] === field) ?? {};
    expect(evidence).toMatchObject({ field, byte, message: message.split(':')[1] });
    expect(evidence?.['value']).toMatch(shown instanceof RegExp ? shown : new RegExp(`^${shown}$`));
  });

  it('is the length of the extensions where an attacker has changed that: both of its bytes', () => {
    const { checks } = failure({ faults: ['wire/truncate'] });
    const { evidence } = checks[0] ?? {};
    expect(evidence).toMatchObject({ field: 'clientHello.extensions.length', byte: 54 });
    expect(evidence?.['value']).toMatch(/^[0-9a-f]{2} [0-9a-f]{2}$/);
  });

  it('is the first suite of those of which none is common, behind their length', () => {
    const { checks } = failure({ faults: ['hello/no-common-cipher'] });
    const { evidence } = checks.find(({ check }) => check === 'hello.cipher') ?? {};
    // 43: no session id; 44 and 45: the length of the list.
    expect(evidence).toMatchObject({ field: 'clientHello.cipherSuites', byte: 46 });
  });
});
