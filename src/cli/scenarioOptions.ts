// The scenario that options ask for: read by the rows of its fields, checked, and refused where something would change
// nothing.
import { applies, canonicalFaults, FAULTS, faultById, isFaultId } from '../lab/faults/catalogue.ts';
import type { Fault } from '../lab/faults/fault.ts';
import { NO_EDITS } from '../lab/scenario/edits.ts';
import {
  asScenario,
  type Draft,
  type FieldRow,
  type NeedyField,
  SCENARIO_FIELDS,
  type ScenarioField,
  type StructuredField,
} from '../lab/scenario/fields.ts';
import {
  counts,
  defaultIn,
  FIELD_NAMES,
  isDefault,
  PLAIN_FIELDS,
  type PlainRow,
  parseValue,
  plainRow,
  rowOf,
  type Surroundings,
  valuesIn,
} from '../lab/scenario/fieldValues.ts';
import {
  DEFAULT_SCENARIO,
  MODES,
  normalizeScenario,
  PROTOCOLS,
  type Protocol,
  REVOCATIONS,
  type Scenario,
} from '../lab/scenario/scenario.ts';
import {
  canonicalTampering,
  MAX_TAMPERING,
  parseTampering,
  TAMPERING_FORM,
  type Tampering,
} from '../lab/scenario/tampering.ts';
import { readCaWorkFile } from './caWorkFile.ts';
import { readEditsFile } from './editsFile.ts';
import { nearest } from './nearest.ts';
import { oneOf, UsageError, wholeNumber } from './usage.ts';

type FlagOf<F extends ScenarioField> = (typeof SCENARIO_FIELDS)[F]['flag'];
type KindOf<Flag> = Flag extends { readonly means: string }
  ? 'boolean'
  : Flag extends { readonly many: true }
    ? 'list'
    : 'string';
/** The options of some fields, for `readOptions`. */
export type ScenarioOptions<F extends ScenarioField> = {
  readonly [K in F as FlagOf<K> extends { readonly name: infer N extends string } ? N : never]: KindOf<FlagOf<K>>;
};

export const scenarioOptions = <F extends ScenarioField>(fields: readonly F[]): ScenarioOptions<F> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const { flag } = rowOf(field);
      if (flag === null) return [];
      return [[flag.name, 'means' in flag ? 'boolean' : flag.many ? 'list' : 'string']];
    }),
  ) as ScenarioOptions<F>;

/** What was given: a text, whether it was given at all, or several texts. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/**
 * Options that a command lacks count as not given. Without `mode`, a fault that only mutual TLS has decides, and so it is
 * without `protocol` and `revocation`; so does, of the protocol, what is for one protocol alone. What would change nothing
 * is refused.
 */
export function readScenario(command: string, given: Given): Scenario {
  const draft: Draft = { ...DEFAULT_SCENARIO };
  const faults = listIn(given, 'faults').map((id) => knownFault(command, id));
  const chosen = FIELD_NAMES.filter((field) => !isUsual(field, textIn(given, field)));
  const special = chosen
    .map((field) => rowOf(field).only?.protocols?.[0] ?? protocolOfKey(field, textIn(given, field)))
    .find((protocol) => protocol !== undefined);
  const usual = special ?? DEFAULT_SCENARIO.protocol;
  const elsewhere = faults.find(({ protocols }) => !protocols.includes(usual));
  const needsMutual = faults.some(({ modes }) => !modes.includes('one-way'));
  const ofMode = chosen.map((field) => rowOf(field).only?.modes?.[0]).find((mode) => mode !== undefined);
  const particular = faults.find(({ revocations }) => !revocations.includes(DEFAULT_SCENARIO.revocation));
  const here: Fitting = {
    protocol: oneOf(command, 'protocol', textIn(given, 'protocol'), PROTOCOLS) ?? elsewhere?.protocols[0] ?? usual,
    mode:
      oneOf(command, 'mode', textIn(given, 'mode'), MODES) ??
      (needsMutual ? 'mutual' : (ofMode ?? DEFAULT_SCENARIO.mode)),
    revocation:
      oneOf(command, 'revocation', textIn(given, 'revocation'), REVOCATIONS) ??
      particular?.revocations[0] ??
      DEFAULT_SCENARIO.revocation,
  };
  for (const fault of faults) refuseIdle(command, fault, here);
  for (const field of PLAIN_FIELDS) draft[field] = readPlain(command, plainRow(field), textIn(given, field), here);
  Object.assign(draft, here);
  for (const field of STRUCTURED) draft[field] = STRUCTURES[field](command, listIn(given, field));
  const scenario = normalizeScenario(asScenario(draft));
  refuseTooFew(command, given, scenario);
  return scenario;
}

/** A whole number, as its field has it; undefined where it was not given. */
export const readSeed = (command: string, text: string | undefined): number | undefined =>
  text === undefined
    ? undefined
    : wholeNumber(command, 'seed', text, SCENARIO_FIELDS.seed.least, SCENARIO_FIELDS.seed.most);

/** For files and sockets: faults that only a run of the lab can show are refused. */
export function onlyInFiles(command: string, scenario: Pick<Scenario, 'faults'>): void {
  const fault = scenario.faults.map(faultById).find((each) => each.shows === 'run');
  if (fault) throw new UsageError(`${command}: --fault ${fault.id} does not show in files: "simulate" runs it`);
}

/** Of a kind of key that the usual protocol lacks, the first that has it: ML-DSA is for TLS 1.3 alone. */
function protocolOfKey(field: ScenarioField, text: string | undefined): Protocol | undefined {
  const row = rowOf(field);
  if (text === undefined || row.kind !== 'choice' || !KEY_FIELDS.includes(field)) return undefined;
  if (valuesIn(row, DEFAULT_SCENARIO).includes(text)) return undefined;
  return PROTOCOLS.find((protocol) => valuesIn(row, { ...DEFAULT_SCENARIO, protocol }).includes(text));
}
const KEY_FIELDS: readonly ScenarioField[] = ['serverKey', 'clientKey', 'caKey'];

type Fitting = Surroundings & Pick<Scenario, 'revocation'>;

/** The text of a field's option; of one that stands for a value, this value. */
function textIn(given: Given, field: ScenarioField): string | undefined {
  const { flag } = rowOf(field);
  const value = flag === null ? undefined : given[flag.name];
  if (typeof value === 'string') return value;
  return value === true && flag !== null && 'means' in flag ? flag.means : undefined;
}

function listIn(given: Given, field: StructuredField): readonly string[] {
  const { flag } = rowOf(field);
  const value = flag === null ? undefined : given[flag.name];
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
}

const isUsual = (field: ScenarioField, text: string | undefined): boolean => isDefault(rowOf(field), text);

/** `--again resumed`, `--key-update` */
function optionText({ flag }: FieldRow, text: string): string {
  if (flag === null) return text;
  return 'means' in flag ? `--${flag.name}` : `--${flag.name} ${text}`;
}

function readPlain(command: string, row: PlainRow, text: string | undefined, here: Surroundings): unknown {
  if (text === undefined) return defaultIn(row, here);
  const option = optionText(row, text);
  const values = row.kind === 'choice' ? valuesIn(row, here) : [];
  if (row.kind === 'choice' && values.length === 0)
    throw new UsageError(`${command}: ${option}: --protocol ${here.protocol} has no ${row.link}s`);
  const value = parseValue(row, text, values);
  if (value === undefined) throw new UsageError(`${command}: ${option}: ${wanted(row, values)} is wanted`);
  if (!isDefault(row, value) && !counts(row, here))
    throw new UsageError(`${command}: ${option} is for ${conditions(row)}`);
  return value;
}

function wanted(row: PlainRow, values: readonly string[]): string {
  switch (row.kind) {
    case 'choice':
      return `one of ${values.join(', ')}`;
    case 'number':
      return `a whole number from ${row.least} to ${row.most}`;
    case 'text':
      return row.wanted;
  }
}

/** `--protocol tls1.3` */
const conditions = ({ only }: FieldRow): string =>
  [
    ...(only?.protocols ? [`--protocol ${only.protocols.join(' or ')}`] : []),
    ...(only?.modes ? [`--mode ${only.modes.join(' or ')}`] : []),
  ].join(' and ');

/** Requests are raised to what a field needs, but not those that were asked for by number. */
function refuseTooFew(command: string, given: Given, { requests }: Scenario): void {
  const text = textIn(given, 'requests');
  if (text === undefined || Number(text) === requests) return;
  for (const field of NEEDY) {
    const needy = textIn(given, field);
    if (needy !== undefined && !isUsual(field, needy))
      throw new UsageError(
        `${command}: ${optionText(rowOf(field), needy)} ${NEEDS[field]}: --requests ${requests} or more is wanted`,
      );
  }
}

/** Why a field needs more requests. */
const NEEDS: Readonly<Record<NeedyField, string>> = { keyUpdate: 'comes before the second request' };
const NEEDY = Object.keys(NEEDS) as NeedyField[];

/** How what has a form of its own is read from the texts of its option. */
const STRUCTURES: {
  readonly [F in StructuredField]: (command: string, given: readonly string[]) => NonNullable<Scenario[F]>;
} = {
  faults: (_command, ids) => canonicalFaults(ids),
  caWork: (command, paths) => paths.flatMap((path) => readCaWorkFile(command, path)),
  edits: (command, [path]) => (path === undefined ? NO_EDITS : readEditsFile(command, path)),
  tampering: readTampering,
};
const STRUCTURED = Object.keys(STRUCTURES) as StructuredField[];

function knownFault(command: string, id: string): Fault {
  if (isFaultId(id)) return faultById(id);
  const ids = FAULTS.map((each) => each.id);
  // Without the part before the stroke.
  const ending = ids.filter((each) => each.endsWith(`/${id}`));
  const near = ending.length > 0 ? ending : nearest(id, ids);
  const suggestion = near.length === 0 ? '' : `, perhaps ${near.join(' or ')}`;
  throw new UsageError(
    `${command}: --fault ${id}: no such fault${suggestion}; "faults" lists the ${FAULTS.length} there are`,
  );
}

function refuseIdle(command: string, fault: Fault, { mode, protocol, revocation }: Fitting): void {
  const changesNothing = `${command}: --fault ${fault.id} changes nothing with`;
  if (!fault.revocations.includes(revocation))
    throw new UsageError(`${changesNothing} --revocation ${revocation}: it needs ${fault.revocations.join(' or ')}`);
  if (!applies(fault, { mode, protocol }))
    throw new UsageError(`${changesNothing} --mode ${mode} --protocol ${protocol}`);
}

function readTampering(command: string, texts: readonly string[]): Tampering[] {
  if (texts.length > MAX_TAMPERING)
    throw new UsageError(`${command}: --tamper is given ${texts.length} times, at most ${MAX_TAMPERING} are possible`);
  const read = texts.map((text) => {
    const tampering = parseTampering(text);
    if (tampering === null) throw new UsageError(`${command}: --tamper ${text}: wanted ${TAMPERING_FORM}`);
    return tampering;
  });
  return canonicalTampering(read);
}
