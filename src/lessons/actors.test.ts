import { describe, expect, it } from 'vitest';
import { runScenario } from '../lab/run/run.ts';
import { DEFAULT_SCENARIO, withEdits } from '../lab/scenario/scenario.ts';
import { actorHead } from './actors.ts';
import { beliefText } from './beliefs.ts';

describe('The boxes of the actors', () => {
  // RFC 5280 A.1: ub-common-name is 64.
  const long = 'x'.repeat(64);

  it('have room for the longest common name: it is cut there', () => {
    const subject = [{ type: 'CN', value: long }] as const;
    const edits = { certificates: { root: { subject, issuer: subject } } };
    const recording = runScenario(withEdits({ ...DEFAULT_SCENARIO, mode: 'mutual' }, edits));
    for (const actor of ['client', 'server', 'ca', 'attacker'] as const) {
      const { name, line } = actorHead(actor, recording);
      expect(name.length).toBeLessThanOrEqual(60);
      expect(line.length).toBeLessThanOrEqual(60);
    }
    expect(actorHead('ca', recording).name).toMatch(/^x+…$/);
  });

  it('have room for a belief about any name', () => {
    const subject = `CN=${'y'.repeat(5000)}`;
    const name = 'z'.repeat(5000);
    for (const held of [
      { belief: 'client.idle', details: { serverName: name } },
      { belief: 'client.shownCertificate', details: { subject } },
      { belief: 'client.connected', details: { name } },
      { belief: 'server.connected', details: { subject } },
    ] as const)
      expect(beliefText(held).length).toBeLessThanOrEqual(80);
  });
});
