import { expect, it } from 'vitest';
import { activeFaults } from '../lab/faults/catalogue.ts';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../lab/scenario/scenario.ts';
import { storyFor } from './story.ts';

/** A record says that it is longer than what follows: the server waits for the rest, and nobody has an error. */
const STALLED = { tampering: [{ message: 'client:ClientHello', offset: 3, value: 0x3f }] };
/** A root more in the client's trust store harms nothing. */
const HARMLESS = { edits: { trust: { client: ['bank', 'namesake'] } } } as unknown as Pick<Scenario, 'edits'>;

it('does not say that a handshake goes through which waits for bytes that never come', () => {
  const scenario: Scenario = { ...DEFAULT_SCENARIO, ...HARMLESS, ...STALLED };
  const stalled = runScenario(scenario);
  expect(stalled.outcome).toEqual({
    client: { state: 'failed', error: null },
    server: { state: 'failed', error: null },
  });
  expect(storyFor(scenario, stalled, []).line).toMatch(/^Something was changed by hand\. Who notices/);
  const through: Scenario = { ...DEFAULT_SCENARIO, ...HARMLESS };
  expect(storyFor(through, runScenario(through), []).line).toMatch(/^The handshake goes through/);
});

it('says what the server’s policy lets pass, and not that nobody notices', () => {
  const at = (change: Partial<Scenario>) => {
    const scenario: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual', ...change };
    return storyFor(scenario, runScenario(scenario), activeFaults(scenario)).line;
  };
  for (const fault of ['client/expired', 'client/untrusted-root', 'client/wrong-eku'] as const)
    expect(at({ faults: [fault], clientCertificate: 'optional-no-ca' })).toMatch(/^The server sees what is wrong/);
  for (const clientCertificate of ['optional', 'optional-no-ca'] as const)
    expect(at({ faults: ['client/none'], clientCertificate })).toMatch(/^The client shows no certificate/);
  expect(at({ faults: ['client/expired'] })).not.toMatch(/TLS goes on/);
});

it('does not tell of a fault that changes nothing in this protocol, mode or setting of revocation', () => {
  const at = (change: Partial<Scenario>) => {
    const scenario: Scenario = { ...DEFAULT_SCENARIO, ...change };
    return storyFor(scenario, runScenario(scenario), activeFaults(scenario)).title;
  };
  const unused = 'What is broken is not in use';
  expect(at({ faults: ['wire/downgrade'] })).toBe(unused);
  expect(at({ faults: ['wire/flip-certificate-verify'] })).toBe(unused);
  expect(at({ faults: ['ca/ocsp-forged'], revocation: 'crl' })).toBe(unused);
  expect(at({ faults: ['client/expired'] })).toBe('A broken client certificate that nobody asks for');
});
