// What to show beside a scenario before anybody has chosen: itself with nothing broken, or in the other mode.
import type { Scenario } from '../../lab/scenario/scenario.ts';

export function suggestion(scenario: Scenario): Scenario {
  if (scenario.faults.length > 0) return { ...scenario, faults: [] };
  return { ...scenario, mode: scenario.mode === 'mutual' ? 'one-way' : 'mutual' };
}
