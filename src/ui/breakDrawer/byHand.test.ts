import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCaWork, anyEdits } from '../../lab/scenario/edits.testing.ts';
import { honestScenario } from '../../lab/scenario/honest.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../../lab/scenario/scenario.ts';
import { byHand } from './byHand.ts';

const TAMPERING: Scenario['tampering'] = [
  { message: 'client:ClientHello', offset: 12, value: 0xff },
  { message: 'server:Certificate', offset: 3, value: 0 },
];

describe('what is on besides the faults of the list', () => {
  it('is named one by one: what the CA was told, bytes that were changed, what was edited', () => {
    const scenario = normalizeScenario({
      ...DEFAULT_SCENARIO,
      caWork: [
        { when: 'before', act: 'revoke', whose: 'server', reason: 'keyCompromise', daysAgo: 0 },
        { when: 'during', act: 'publish' },
      ],
      tampering: TAMPERING,
      edits: { clocks: { client: 3600 } },
    });
    const titles = byHand(scenario).map(({ of, title }) => `${of}: ${title}`);
    expect(titles).toHaveLength(5);
    expect(titles[0]).toMatch(/^ca: Revoke the server’s certificate: key/);
    expect(titles[1]).toBe('ca: Publish a list, during the handshake');
    expect(titles).toContain('wire: client’s ClientHello, byte 12: ff');
  });

  it('has keys of its own each, and is gone for good once each was taken away, in any order', () => {
    fc.assert(
      fc.property(anyCaWork, anyEdits, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }), (caWork, edits, picks) => {
        let scenario: Scenario = normalizeScenario({ ...DEFAULT_SCENARIO, caWork, edits, tampering: TAMPERING });
        for (const pick of picks) {
          const all = byHand(scenario);
          expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
          if (all.length === 0) break;
          const one = all[pick % all.length];
          scenario = normalizeScenario({ ...scenario, ...one?.without });
          expect(byHand(scenario)).toHaveLength(all.length - 1);
        }
        expect(scenario).toEqual(honestScenario(scenario));
      }),
      { numRuns: 40 },
    );
  });
});
