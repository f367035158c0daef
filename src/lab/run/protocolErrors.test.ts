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
  it.each(['hello/no-common-cipher', 'hello/no-common-version', 'hello/unknown-name', 'wire/truncate'])(
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
