// A link's hash, read and written: `#mode=mutual&fault=client/expired&at=server:path.validate&tab=checks`.
// Everything is behind the #, so it never leaves the browser. Defaults are left out.

import { formatCaWork, parseCaWork } from '../lab/scenario/caActions.ts';
import { NO_EDITS } from '../lab/scenario/edits.ts';
import { asScenario, type Draft, type FieldRow, type StructuredField } from '../lab/scenario/fields.ts';
import {
  counts,
  defaultIn,
  FIELD_NAMES,
  isDefault,
  isStructured,
  PLAIN_FIELDS,
  type PlainRow,
  parseValue,
  plainRow,
  rowOf,
  type Surroundings,
  valuesIn,
} from '../lab/scenario/fieldValues.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../lab/scenario/scenario.ts';
import {
  canonicalTampering,
  formatTampering,
  MAX_TAMPERING,
  parseTampering,
  TAMPERING_FORM,
  type Tampering,
} from '../lab/scenario/tampering.ts';
import { type FaultInfo, faultsInOrder } from '../store/choice.ts';
import { PLACE_FIELDS, type PlaceField, type PlaceValues, type Tab } from '../store/placeFields.ts';
import type { LinkProblem, Place } from '../store/state.ts';
import { readEditsPart, writeEditsPart } from './editsLink.ts';
import { readHidden, writeHidden } from './hiddenPart.ts';

export interface Link extends Place {
  readonly problems: readonly LinkProblem[];
}

export const DEFAULT_TAB: Tab = PLACE_FIELDS.tab.default;

/** Parts of which the same is expected. */
export interface AlikeProblems {
  readonly expected: string;
  /** The first few, with long texts cut. */
  readonly parts: readonly { readonly number: number; readonly part: string; readonly given: string }[];
  /** How many more there are. */
  readonly more: number;
}

/** What of many problems is worth showing: the first few kinds of them, and how many problems of others there are. */
export function foremost(problems: readonly LinkProblem[]): {
  readonly kinds: readonly AlikeProblems[];
  readonly more: number;
} {
  const byExpectation = new Map<string, LinkProblem[]>();
  for (const problem of problems) {
    const alike = byExpectation.get(problem.expected) ?? [];
    alike.push(problem);
    byExpectation.set(problem.expected, alike);
  }
  const kinds = [...byExpectation].slice(0, MOST_KINDS).map(([expected, alike]) => ({
    expected,
    parts: alike
      .slice(0, MOST_OF_A_KIND)
      .map(({ part, given }, at) => ({ number: at + 1, part: cut(part), given: cut(given) })),
    more: Math.max(0, alike.length - MOST_OF_A_KIND),
  }));
  const told = kinds.reduce((sum, { parts, more }) => sum + parts.length + more, 0);
  return { kinds, more: problems.length - told };
}

const cut = (text: string): string => beginning(text, MOST_CHARACTERS);
const MOST_KINDS = 5;
const MOST_OF_A_KIND = 3;
const MOST_CHARACTERS = 60;

/** Reads a hash, with or without its #. What can't be used is reported and replaced by its default; the rest is kept. */
export function parseLink(hash: string, faults: readonly FaultInfo[]): Link {
  const places = PLACE_NAMES.map((field) => PLACE_FIELDS[field].link);
  const parts = withHidden(partsOf(hash, [...SCENARIO_PARTS, ...places, HIDDEN, COMPARE]));
  const scenario = readScenario(parts, faults);
  const { at, predict, mission, embed, text, origin, present, ...place } = readPlace(parts, scenario);
  const given = parts.first(COMPARE);
  // A link within the link, of a scenario alone.
  const other = given === undefined ? null : partsOf(given, SCENARIO_PARTS);
  const compare = other && readScenario(other, faults);
  for (const problem of other?.problems ?? []) parts.problems.push({ ...problem, part: `${COMPARE}: ${problem.part}` });
  return {
    scenario,
    at: at === PLACE_FIELDS.at.default ? null : at,
    ...place,
    ...(predict !== PLACE_FIELDS.predict.default && { predict }),
    ...(mission !== PLACE_FIELDS.mission.default && { mission }),
    ...(embed !== PLACE_FIELDS.embed.default && { embed }),
    ...(text !== PLACE_FIELDS.text.default && { text }),
    ...(origin !== PLACE_FIELDS.origin.default && { origin }),
    ...(present !== PLACE_FIELDS.present.default && { present }),
    ...(compare && { compare }),
    problems: parts.problems,
  };
}

/**
 * The hash of a place, without its #; empty for the default scenario at its first step. `hide`: what is broken is written so
 * that the link does not name it.
 */
export function formatLink({ scenario, compare, ...place }: Place, hide = false): string {
  const parts: (readonly [part: string, value: string])[] = [];
  const add = (row: PlainRow, value: unknown): void => {
    if (!isDefault(row, value) && value !== defaultIn(row, scenario)) parts.push([row.link, String(value)]);
  };
  for (const field of PLAIN_FIELDS) add(plainRow(field), scenario[field]);
  const structured = STRUCTURED.flatMap((field) =>
    textsOf(field, scenario).map((text) => [rowOf(field).link, text] as const),
  );
  if (hide && structured.length > 0) parts.push([HIDDEN, writeHidden(joined(structured))]);
  else parts.push(...structured);
  for (const field of PLACE_NAMES) add(PLACE_FIELDS[field], place[field] ?? undefined);
  if (compare !== undefined) parts.push([COMPARE, formatLink({ scenario: compare, at: null, tab: DEFAULT_TAB })]);
  return joined(parts);
}

const joined = (parts: readonly (readonly [part: string, value: string])[]): string =>
  parts.map(([part, value]) => `${part}=${escapeValue(value)}`).join('&');

/** As if what is hidden stood there openly, before the rest. */
function withHidden(parts: Parts): Parts {
  const given = parts.first(HIDDEN);
  if (given === undefined) return parts;
  const text = readHidden(given);
  const inside = text === null ? null : partsOf(text, STRUCTURED_PARTS);
  if (inside === null || inside.problems.length > 0) {
    parts.problems.push({ part: HIDDEN, given: beginning(given, 24), expected: 'whole, as it was copied' });
    return parts;
  }
  // What is wrong inside is not told: it would tell what is there.
  return {
    ...parts,
    all: (part) => [...inside.all(part), ...parts.all(part)],
    first: (part) => inside.all(part)[0] ?? parts.first(part),
  };
}

interface Parts {
  readonly problems: LinkProblem[];
  /** The values of a part that may stand several times. */
  all(part: string): readonly string[];
  /** The value of a part that may stand once; of several, the first one counts. */
  first(part: string): string | undefined;
}

/** `allowed`: the parts that may stand here; others are reported. */
function partsOf(hash: string, allowed: readonly string[]): Parts {
  const given = [...new URLSearchParams(hash.replace(/^#/, ''))];
  const problems: LinkProblem[] = [];
  for (const [part, value] of given) {
    if (!allowed.includes(part)) problems.push({ part, given: value, expected: `one of ${allowed.join(', ')}` });
  }
  const all = (part: string) => given.filter(([name]) => name === part).map(([, value]) => value);
  const first = (part: string) => {
    const [one, ...others] = all(part);
    for (const other of others) problems.push({ part, given: other, expected: ONCE });
    return one;
  };
  return { problems, all, first };
}

function readScenario(parts: Parts, faults: readonly FaultInfo[]): Scenario {
  const draft: Draft = { ...DEFAULT_SCENARIO };
  // Mode and protocol, on which others depend, stand before them in the table.
  for (const field of PLAIN_FIELDS) draft[field] = readPlain(parts, plainRow(field), asScenario(draft));
  for (const field of STRUCTURED) draft[field] = STRUCTURES[field].read(parts, faults);
  return normalizeScenario(asScenario(draft));
}

function readPlace(parts: Parts, here: Surroundings): PlaceValues {
  return Object.fromEntries(
    PLACE_NAMES.map((field) => [field, readPlain(parts, PLACE_FIELDS[field], here)]),
  ) as unknown as PlaceValues;
}

function readPlain(parts: Parts, row: PlainRow, here: Surroundings): unknown {
  const usual = defaultIn(row, here);
  const given = parts.first(row.link);
  if (given === undefined) return usual;
  const values = row.kind !== 'choice' ? [] : row.forgiven ? row.values : valuesIn(row, here);
  const value = parseValue(row, given, values);
  if (value === undefined) parts.problems.push({ part: row.link, given, expected: wanted(row, values) });
  else if (!isDefault(row, value) && !counts(row, here))
    parts.problems.push({ part: row.link, given, expected: `given with ${conditions(row)}` });
  return value ?? usual;
}

function wanted(row: PlainRow, values: readonly string[]): string {
  switch (row.kind) {
    case 'choice':
      return values.join(' or ');
    case 'number':
      return `a whole number from ${row.least} to ${row.most}`;
    case 'text':
      return row.wanted;
  }
}

/** `protocol=tls1.3` */
const conditions = ({ only }: FieldRow): string =>
  [
    ...(only?.protocols ? [`protocol=${only.protocols.join(' or ')}`] : []),
    ...(only?.modes ? [`mode=${only.modes.join(' or ')}`] : []),
  ].join(' and ');

/** How what has a form of its own stands in a link. What can't be read is reported, and the rest kept. */
interface Structure<T> {
  /** A value for each time that the part stands there. */
  write(value: T): readonly string[];
  read(parts: Parts, faults: readonly FaultInfo[]): T;
}

/** In the order in which a link has them. */
const STRUCTURES: { readonly [F in StructuredField]: Structure<NonNullable<Scenario[F]>> } = {
  caWork: {
    write: (actions) => (actions.length === 0 ? [] : [formatCaWork(actions)]),
    /** What is wrong with it is said of the one action, and of a long text only the beginning is shown. */
    read({ problems, all }) {
      const [given, ...others] = all('ca');
      if (others.length > 0) problems.push({ part: 'ca', given: 'a second one', expected: ONCE });
      if (given === undefined) return [];
      const read = parseCaWork(given);
      if (read.ok) return read.actions;
      problems.push({ part: 'ca', given: beginning(given, 60), expected: read.problem });
      return [];
    },
  },
  faults: {
    write: (ids) => ids,
    read({ problems, all }, faults) {
      const given = all('fault');
      const unknown = given.filter((id) => faults.every((fault) => fault.id !== id));
      for (const id of unknown)
        problems.push({ part: 'fault', given: id, expected: 'the id of a fault, as in “Inject a fault”' });
      return faultsInOrder(given, faults);
    },
  },
  edits: {
    write(edits) {
      const text = writeEditsPart(edits);
      return text === null ? [] : [text];
    },
    read({ problems, first }) {
      const given = first('edits');
      const read = given === undefined ? NO_EDITS : readEditsPart(given);
      if (!('expected' in read)) return read;
      problems.push({ part: 'edits', given: beginning(given ?? '', 24), expected: read.expected });
      return NO_EDITS;
    },
  },
  tampering: {
    write: (tampering) => tampering.map(formatTampering),
    read({ problems, all }) {
      const read: Tampering[] = [];
      for (const given of all('tamper')) {
        const tampering = parseTampering(given);
        if (tampering === null) problems.push({ part: 'tamper', given, expected: TAMPERING_FORM });
        else if (read.length >= MAX_TAMPERING)
          problems.push({ part: 'tamper', given, expected: `given at most ${MAX_TAMPERING} times` });
        else read.push(tampering);
      }
      return canonicalTampering(read);
    },
  },
};
const STRUCTURED = Object.keys(STRUCTURES) as StructuredField[];

function textsOf<F extends StructuredField>(field: F, scenario: Scenario): readonly string[] {
  const value = scenario[field];
  return value === undefined ? [] : STRUCTURES[field].write(value);
}

const COMPARE = 'compare';
const HIDDEN = 'hidden';
const ONCE = 'given once: the first one counts';
const PLACE_NAMES = Object.keys(PLACE_FIELDS) as PlaceField[];
const SCENARIO_PARTS: readonly string[] = [...PLAIN_FIELDS, ...FIELD_NAMES.filter(isStructured)].map(
  (field) => rowOf(field).link,
);

const STRUCTURED_PARTS: readonly string[] = STRUCTURED.map((field) => rowOf(field).link);

const beginning = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Slash, colon, at sign and equals sign may stand in a fragment as they are (RFC 3986 3.5), and read better so. */
const escapeValue = (value: string): string =>
  encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%3D', '=');
