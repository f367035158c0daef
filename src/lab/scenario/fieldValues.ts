// Values of a scenario's fields by their rows: which there are, which is the default, how they are read from a text.
import {
  type ChoiceRow,
  type Conditions,
  type FieldRow,
  type NumberRow,
  type PickedField,
  type PlainField,
  SCENARIO_FIELDS,
  type Scenario,
  type ScenarioField,
  type StructuredField,
  type StructureRow,
  type TypedField,
} from './fields.ts';
import type { LabNames } from './names.ts';

/** In the order of the table, which is that of links and of recordings. */
export const FIELD_NAMES = /* @__PURE__ */ Object.keys(SCENARIO_FIELDS) as ScenarioField[];
/** Any field's row, as what all rows have in common. */
export const rowOf = (field: ScenarioField): FieldRow => SCENARIO_FIELDS[field];

export type PlainRow = Exclude<FieldRow, StructureRow>;
export const isStructured = (field: ScenarioField): field is StructuredField =>
  SCENARIO_FIELDS[field].kind === 'structure';
export const plainRow = (field: PlainField): PlainRow => SCENARIO_FIELDS[field];
/** One value each: what links, options and pickers treat alike. */
export const PLAIN_FIELDS = /* @__PURE__ */ FIELD_NAMES.filter((field): field is PlainField => !isStructured(field));

/** Names of one's own: of bank, host and customer. */
export const OWN_NAMES = ['bank', 'host', 'customer'] as const satisfies readonly TypedField[];

/** Those of them that a scenario has. */
export const ownNames = (scenario: Pick<Scenario, (typeof OWN_NAMES)[number]>): Partial<LabNames> =>
  Object.fromEntries(
    OWN_NAMES.flatMap((field) => (scenario[field] === undefined ? [] : [[field, scenario[field]] as const])),
  );

export const pickedRow = (field: PickedField): ChoiceRow | NumberRow => SCENARIO_FIELDS[field];

/** What a field depends on. */
export type Surroundings = Pick<Scenario, 'mode' | 'protocol'>;

const meets = ({ protocols, modes }: Conditions, { mode, protocol }: Surroundings): boolean =>
  (protocols?.includes(protocol) ?? true) && (modes?.includes(mode) ?? true);

/** Whether it may have another value than its default here. */
export const counts = ({ only }: FieldRow, here: Surroundings): boolean => only === undefined || meets(only, here);

/** Whether somebody is asked for it here: it may be chosen, and the choice changes something. */
export const isAsked = (row: FieldRow, here: Surroundings): boolean =>
  counts(row, here) &&
  (row.idle === undefined || !meets(row.idle, here)) &&
  (row.kind !== 'choice' || valuesIn(row, here).length > 0);

/** Values that a choice has here. */
export const valuesIn = <T extends ChoiceRow>(row: T, { protocol }: Surroundings): readonly string[] =>
  row.valuesOf?.[protocol] ?? row.values;

export const defaultIn = (row: FieldRow, here: Surroundings): unknown =>
  (row.kind === 'choice' ? valuesIn(row, here)[0] : undefined) ?? row.default;

/** Nothing there counts as the default; of structures, what is empty. */
export const isDefault = (row: FieldRow, value: unknown): boolean =>
  value === undefined ||
  (row.kind === 'structure' ? JSON.stringify(value) === JSON.stringify(row.default) : value === row.default);

/** A value as links and options write it; undefined where it is none of the row's. */
export function parseValue(
  row: PlainRow,
  text: string,
  values: readonly string[] = row.kind === 'choice' ? row.values : [],
): string | number | undefined {
  switch (row.kind) {
    case 'choice':
      return values.find((each) => each === text);
    case 'number': {
      const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
      return value >= row.least && value <= row.most ? value : undefined;
    }
    case 'text': {
      const tidy = row.tidy?.(text) ?? text;
      return row.fits(tidy) ? tidy : undefined;
    }
  }
}
