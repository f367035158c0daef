// Scenarios in which nothing is broken, nothing edited and no byte changed, and the CA does its daily work alone.
import { asScenario, type BreakingField, type Scenario } from './fields.ts';

/** What breaks nothing of the fields that can break something; undefined where they are left out then. */
const UNBROKEN: { readonly [F in BreakingField]: undefined extends Scenario[F] ? undefined : Scenario[F] } = {
  faults: [],
  caWork: [],
  edits: undefined,
  tampering: [],
};

export const isHonest = (scenario: Scenario): boolean =>
  (Object.keys(UNBROKEN) as BreakingField[]).every((field) => Object.keys(scenario[field] ?? {}).length === 0);

export const honestScenario = (scenario: Scenario): Scenario =>
  asScenario(
    Object.fromEntries(Object.entries({ ...scenario, ...UNBROKEN }).filter(([, value]) => value !== undefined)),
  );
