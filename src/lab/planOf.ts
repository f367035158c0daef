// The plan of a scenario: the honest one, then its faults, then what was edited by hand.
import { applyEdits } from './edits.ts';
import { applyFaults } from './faults/catalogue.ts';
import { honestPlan, type Plan } from './plan.ts';
import { LAB_NOW, type Scenario } from './scenario.ts';

export function planOf(scenario: Scenario): Plan {
  const publishes = scenario.revocation === 'crl' ? 'crl' : 'ocsp';
  return applyEdits(
    applyFaults(honestPlan(scenario.mode, LAB_NOW, 'past', publishes, scenario), scenario),
    scenario.edits,
  );
}
