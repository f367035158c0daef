// A scenario: the small value from which a whole recording follows. Same scenario, same bytes.
import { type Edits, isEdited } from './edits.ts';
import { asScenario, type Draft, type FieldRow, type PlainField, type Scenario, type ScenarioField } from './fields.ts';
import { counts, defaultIn, FIELD_NAMES, isDefault, rowOf, type Surroundings, valuesIn } from './fieldValues.ts';

export * from './choices.ts';
export { MAX_REQUESTS, type Scenario } from './fields.ts';
export type { Tampering } from './tampering.ts';

/** From the beginning of the first connection to that of the second, in milliseconds. */
export const AGAIN_AFTER = 3_600_000;

// Who needs none of the fields' rows, as the worker of the engine, loads none of them.
export const DEFAULT_SCENARIO: Scenario = /* @__PURE__ */ asScenario(
  Object.fromEntries(
    FIELD_NAMES.filter((field) => !rowOf(field).optional).map((field) => [field, rowOf(field).default]),
  ),
);

/**
 * The scenario with values that its protocol has, the protocol's first ones in place of others; what does not count in
 * its protocol or mode has its default, and numbers are as large as other fields need them.
 */
export function normalizeScenario(scenario: Scenario): Scenario {
  const draft: Draft = { ...scenario };
  for (const field of FIELD_NAMES) {
    const row = rowOf(field);
    const value = fitting(row, scenario[field], scenario);
    // Those that are not always there stand behind the others.
    if (row.optional) delete draft[field];
    if (!row.optional || !isDefault(row, value)) draft[field] = value;
  }
  const requests = Math.max(scenario.requests, ...FIELD_NAMES.map((field) => neededRequests(field, draft)));
  return asScenario({ ...draft, requests });
}

function fitting(row: FieldRow, value: unknown, here: Surroundings): unknown {
  const isThere = counts(row, here) && (row.kind !== 'choice' || valuesIn(row, here).includes(String(value)));
  return isThere ? value : defaultIn(row, here);
}

function neededRequests(field: ScenarioField, draft: Draft): number {
  const row = rowOf(field);
  return row.kind === 'choice' && row.needs && !isDefault(row, draft[field]) ? row.needs.requests : 1;
}

/** What changes where somebody chooses a value: requests that the field needed until now go with it. */
export function settingChange(scenario: Scenario, field: PlainField, value: unknown): Partial<Scenario> {
  const needed = neededRequests(field, scenario);
  const isOver = isDefault(rowOf(field), value) && needed > 1 && scenario.requests === needed;
  const draft: Draft = { [field]: value, ...(isOver && { requests: DEFAULT_SCENARIO.requests }) };
  return asScenario(draft);
}

/** The same scenario with other edits; without any, the part is absent. */
export function withEdits({ edits: _, ...scenario }: Scenario, edits: Edits | undefined): Scenario {
  return edits !== undefined && isEdited(edits) ? { ...scenario, edits } : scenario;
}

/** The same text for the same scenario and no other: what recordings are kept and compared by. */
export const scenarioKey = (scenario: Scenario): string =>
  JSON.stringify(Object.entries(scenario).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The lab's clock: milliseconds since 1970 of 2026-11-23T12:00:00Z. It stands still, so no scenario rots. */
export const LAB_NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
