// Scenarios that differ in their keys alone, so that what the keys cost can be set side by side. TLS 1.3: ML-DSA is for no other.
import type { CaKeyKind, Mode } from './choices.ts';
import { OWN_NAMES } from './fieldValues.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from './scenario.ts';

/** Of a scenario, what is kept: all else is as in the honest default. */
export const COST_FIELDS = ['suite', 'group', 'revocation', 'seed', ...OWN_NAMES] as const;
export type CostScenario = Pick<Scenario, (typeof COST_FIELDS)[number]>;

export function costScenario(base: CostScenario, kind: CaKeyKind, mode: Mode): Scenario {
  const kept = Object.fromEntries(COST_FIELDS.map((field) => [field, base[field]]));
  return normalizeScenario({
    ...DEFAULT_SCENARIO,
    ...kept,
    protocol: 'tls1.3',
    mode,
    serverKey: kind,
    clientKey: kind,
    caKey: kind,
  });
}
