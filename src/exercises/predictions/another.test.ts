// The same question elsewhere, held against what is really asked there.
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../lab/scenario/scenario.ts';
import { answered, daysToReview, NO_PROGRESS } from '../progress/progress.ts';
import { itemOf, reviewScenario } from './another.ts';
import { predictionsOf } from './index.ts';
import { PREDICTION_KINDS } from './prediction.ts';
import { runsOfScenario } from './runs.testing.ts';

const kindsIn = (scenario: Scenario) => predictionsOf(runsOfScenario(scenario)).map(({ kind }) => kind);

describe('A prediction that comes back', () => {
  it('is of the same kind, and never the same fault in the same protocol as the one before', () => {
    for (const kind of PREDICTION_KINDS.filter((each) => each !== 'P4')) {
      let item = itemOf(kind, { protocol: 'tls1.3', faults: [] });
      const places = new Set<string>();
      for (let n = 0; n < 6; n++) {
        const scenario = reviewScenario(item, n);
        const next = itemOf(kind, scenario);
        expect(next, `${kind} ${n}`).not.toEqual(item);
        expect(kindsIn(scenario), `${kind} ${n} ${next.protocol} ${next.faults}`).toContain(kind);
        places.add(`${next.protocol} ${next.faults}`);
        item = next;
      }
      expect(places.size, kind).toBeGreaterThan(1);
    }
  });
});

it('What is predicted wrongly comes back after a day, with what was asked; what was a mission, as a mission', () => {
  const day = 86_400_000;
  const asked = itemOf('P1', { protocol: 'tls1.3', faults: ['server/expired'] });
  const wrong = answered(NO_PROGRESS, 'possession', false, day, asked);
  expect(wrong.reviews.possession).toMatchObject({ due: 2 * day, asked });
  expect(daysToReview(wrong, 'possession', day)).toBe(1);
  expect(daysToReview(wrong, 'possession', 2 * day)).toBeNull();
  const right = answered(wrong, 'possession', true, 2 * day, itemOf('P1', { protocol: 'tls1.2-rsa', faults: [] }));
  expect(daysToReview(right, 'possession', 2 * day)).toBe(3);
  expect(right.reviews.possession?.asked).toMatchObject({ protocol: 'tls1.2-rsa', faults: '' });
});
