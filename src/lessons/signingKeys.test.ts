// Whose key signs: it is said of the key that signed, which the endpoint compared with the certificate that it shows.

import { beforeAll, describe, expect, it } from 'vitest';
import { prepareAll } from '../lab/run/prepare.ts';
import { runScenario } from '../lab/run/run.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import { DEFAULT_SCENARIO, normalizeScenario, PROTOCOLS, type Protocol } from '../lab/scenario/scenario.ts';
import { operationDetail } from './operations.ts';
import { stepLesson } from './steps.ts';
import { loadTls13Words } from './tls13Words.ts';

beforeAll(() => Promise.all([prepareAll(), loadTls13Words()]));

/** Of each signature in the order of making: who signs, what the diagram says of the key, and what the lesson says. */
function signatures(protocol: Protocol, ...faults: FaultId[]) {
  const recording = runScenario(normalizeScenario({ ...DEFAULT_SCENARIO, mode: 'mutual', protocol, faults }));
  return recording.steps.flatMap((step) => {
    const event = recording.events[step.event];
    if (event?.kind !== 'operation' || !/\.sign$/.test(event.operation)) return [];
    return [{ actor: event.actor, detail: operationDetail(event, []), plain: stepLesson(recording, step).plain }];
  });
}

const OWN = 'with a key of its own';

describe.each(PROTOCOLS)('In %s', (protocol) => {
  it.each(['server', 'client'] as const)('a %s with a copied certificate signs with another key', (thief) => {
    const made = signatures(protocol, `${thief}/stolen-certificate`);
    const ofThief = made.filter(({ actor }) => actor === thief);
    // With RSA key exchange the server signs nothing.
    expect(ofThief).toHaveLength(protocol === 'tls1.2-rsa' && thief === 'server' ? 0 : 1);
    for (const { detail, plain } of ofThief) {
      expect(detail).toBe(OWN);
      expect(plain).toMatch(/a key of its own: it does not have the private key of the certificate that it shows/);
    }
    for (const { actor, detail, plain } of made.filter((each) => each.actor !== thief)) {
      expect(detail).toBe(`with the ${actor}’s private key`);
      expect(plain).toMatch(/It uses the private key of its certificate\./);
    }
  });

  it.each(['wire/mitm', 'wire/mitm-trusted'] as const)('the attacker of %s signs with a key of its own', (fault) => {
    const made = signatures(protocol, fault).filter(({ actor }) => actor === 'attacker');
    expect(made.length > 0).toBe(protocol !== 'tls1.2-rsa' || fault === 'wire/mitm-trusted');
    expect(made.filter(({ detail }) => detail !== OWN)).toEqual([]);
    // Towards the client it shows the certificate of its own CA, towards the server the one that the client has shown.
    expect(made.map(({ plain }) => /that its own CA issued/.test(plain))).toEqual(
      made.map((_, i) => i === 0 && protocol !== 'tls1.2-rsa'),
    );
  });

  it('client and server sign with the keys of their certificates', () => {
    for (const { actor, detail } of signatures(protocol)) expect(detail).toBe(`with the ${actor}’s private key`);
  });
});
