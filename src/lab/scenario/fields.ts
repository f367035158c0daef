// The fields of a scenario, one row each: part of a link, option of the command line, values, default, and where it
// counts. Link, command line, recording file, pickers and `normalizeScenario` follow these rows; their words stand in
// `lessons/settings.ts`. To add a field is to add a row here; the compiler then asks for what else it needs.

import type { CaAction } from './caActions.ts';
import {
  AGAINS,
  ALL_CA_KEY_KINDS,
  ALL_KEY_KINDS,
  ALL_SUITES,
  CLIENT_CERTIFICATES,
  CLIENT_PROGRAMS,
  KEY_UPDATES,
  MODES,
  type Mode,
  NAMED_BY,
  PROTOCOL_CA_KEYS,
  PROTOCOL_GROUPS,
  PROTOCOL_KEYS,
  PROTOCOL_SUITES,
  PROTOCOLS,
  type Protocol,
  REVOCATION_POLICIES,
  REVOCATIONS,
  SCENARIO_GROUPS,
  SERVER_PROGRAMS,
  TLS_ENDS,
} from './choices.ts';
import type { Edits } from './edits.ts';
import type { FaultId } from './faultId.ts';
import { HOST_WANTED, isLabel, isLdhHost, LAB_NAMES, LABEL_WANTED, tidyHost, tidyLabel } from './names.ts';
import type { Tampering } from './tampering.ts';

/** What a row of any kind says. Scenario, link and place of the page (`store/place.ts`) have rows of the same form. */
interface Row {
  /** Its part of a link. */
  readonly link: string;
  /** Its option of the command line; null where it has none. */
  readonly flag: Flag | null;
  /** Where it has its default, a scenario leaves it out: so do recordings that are older than the field. */
  readonly optional?: true;
  /** It breaks something or does something by hand: an honest scenario has its default (honest.ts). */
  readonly breaks?: true;
  /** Where alone it counts; elsewhere it has its default. */
  readonly only?: Conditions;
  /** Where it is kept, but changes nothing: nobody is asked for it. */
  readonly idle?: Conditions;
}
export interface Conditions {
  readonly protocols?: readonly Protocol[];
  readonly modes?: readonly Mode[];
}

/** `--soft-fail` stands for one value; other options take a value, called `takes` in the help where it is not one of a few. */
export type Flag =
  | { readonly name: string; readonly means: string }
  | { readonly name: string; readonly takes?: string; readonly many?: true };

/** One of a few values. */
export interface ChoiceRow extends Row {
  readonly kind: 'choice';
  readonly values: readonly string[];
  readonly default: string;
  /** Those of its values that a protocol has, its default first; all of them where this is absent. */
  readonly valuesOf?: Readonly<Record<Protocol, readonly string[]>>;
  /** A link may name a value of another protocol: the protocol's default takes its place, without a word. */
  readonly forgiven?: true;
  /** What it needs of other fields where it has not its default: numbers are raised to these. */
  readonly needs?: { readonly requests: number };
}

/** A whole number. */
export interface NumberRow extends Row {
  readonly kind: 'number';
  readonly least: number;
  readonly most: number;
  readonly default: number;
  /** What a picker offers, beside the number that is chosen. */
  readonly offered?: readonly number[];
}

/** Free text with a check. */
export interface TextRow extends Row {
  readonly kind: 'text';
  readonly default: string;
  readonly fits: (text: string) => boolean;
  /** The text as it is kept, of one that was typed: `fits` is asked of this. */
  readonly tidy?: (text: string) => string;
  /** What to write, to go behind “expected” or before “is wanted”. */
  readonly wanted: string;
}

/** A value with a form of its own in links, options and files: each of them has a table of these (`StructuredField`). */
export interface StructureRow extends Row {
  readonly kind: 'structure';
  readonly default: object;
}

export type FieldRow = ChoiceRow | NumberRow | TextRow | StructureRow;

/** 10,000 records of application data: a question and an answer each. */
export const MAX_REQUESTS = 5000;

export const SCENARIO_FIELDS = {
  mode: { kind: 'choice', link: 'mode', flag: { name: 'mode' }, values: MODES, default: 'one-way' },
  protocol: { kind: 'choice', link: 'protocol', flag: { name: 'protocol' }, values: PROTOCOLS, default: 'tls1.2-rsa' },
  /** What the server prefers. */
  suite: {
    kind: 'choice',
    link: 'suite',
    flag: { name: 'suite', takes: 'NAME' },
    values: ALL_SUITES,
    valuesOf: PROTOCOL_SUITES,
    default: PROTOCOL_SUITES['tls1.2-rsa'][0],
  },
  /** What the server prefers for key agreement. */
  group: {
    kind: 'choice',
    link: 'group',
    flag: { name: 'group' },
    values: SCENARIO_GROUPS,
    valuesOf: PROTOCOL_GROUPS,
    default: 'x25519',
    forgiven: true,
  },
  /** Each once, in the order of the catalogue (`lab/faults`). */
  faults: {
    kind: 'structure',
    link: 'fault',
    flag: { name: 'fault', takes: 'ID', many: true },
    default: [] as readonly FaultId[],
    breaks: true,
  },
  revocation: {
    kind: 'choice',
    link: 'revocation',
    flag: { name: 'revocation' },
    values: REVOCATIONS,
    default: 'ocsp',
  },
  revocationPolicy: {
    kind: 'choice',
    link: 'policy',
    flag: { name: 'soft-fail', means: 'soft' },
    values: REVOCATION_POLICIES,
    default: 'hard',
  },
  /** How often the client asks once it is connected. */
  requests: {
    kind: 'number',
    link: 'requests',
    flag: { name: 'requests', takes: 'N' },
    least: 1,
    most: MAX_REQUESTS,
    default: 1,
    offered: [1, 10, 100, 1000, MAX_REQUESTS],
  },
  /** Of the server's certificate, the client's, and those of all CAs. */
  serverKey: {
    kind: 'choice',
    link: 'serverKey',
    flag: { name: 'server-key' },
    values: ALL_KEY_KINDS,
    valuesOf: PROTOCOL_KEYS,
    default: 'rsa',
  },
  clientKey: {
    kind: 'choice',
    link: 'clientKey',
    flag: { name: 'client-key' },
    values: ALL_KEY_KINDS,
    valuesOf: PROTOCOL_KEYS,
    default: 'rsa',
    // In a one-way handshake the client shows no key.
    idle: { modes: ['one-way'] },
  },
  caKey: {
    kind: 'choice',
    link: 'caKey',
    flag: { name: 'ca-key' },
    values: ALL_CA_KEY_KINDS,
    valuesOf: PROTOCOL_CA_KEYS,
    default: 'rsa',
  },
  again: {
    kind: 'choice',
    link: 'again',
    flag: { name: 'again' },
    values: AGAINS,
    default: 'no',
    optional: true,
    only: { protocols: ['tls1.3'] },
  },
  keyUpdate: {
    kind: 'choice',
    link: 'keyUpdate',
    flag: { name: 'key-update', means: 'client' },
    values: KEY_UPDATES,
    default: 'no',
    optional: true,
    only: { protocols: ['tls1.3'] },
    // New keys protect a second request.
    needs: { requests: 2 },
  },
  clientCertificate: {
    kind: 'choice',
    link: 'clientCertificate',
    flag: { name: 'client-certificate' },
    values: CLIENT_CERTIFICATES,
    default: 'required',
    optional: true,
    only: { modes: ['mutual'] },
  },
  /** As which program each endpoint behaves in what the standards leave open. */
  clientLike: {
    kind: 'choice',
    link: 'clientLike',
    flag: { name: 'client-like' },
    values: CLIENT_PROGRAMS,
    default: 'own',
    optional: true,
  },
  serverLike: {
    kind: 'choice',
    link: 'serverLike',
    flag: { name: 'server-like' },
    values: SERVER_PROGRAMS,
    default: 'own',
    optional: true,
  },
  /** By which part of its certificate the server knows the client. */
  namedBy: {
    kind: 'choice',
    link: 'namedBy',
    flag: { name: 'named-by' },
    values: NAMED_BY,
    default: 'cn',
    optional: true,
    only: { modes: ['mutual'] },
  },
  /** Whether a proxy ends TLS in front of the application. */
  tlsEnds: {
    kind: 'choice',
    link: 'tlsEnds',
    flag: { name: 'tls-ends' },
    values: TLS_ENDS,
    default: 'server',
    optional: true,
    only: { modes: ['mutual'] },
  },
  /** What the CA is made to do beside issuing to client and server, in this order. */
  caWork: {
    kind: 'structure',
    link: 'ca',
    flag: { name: 'ca-work', takes: 'FILE.json' },
    default: [] as readonly CaAction[],
    breaks: true,
  },
  /** What is changed by hand of certificates, clocks and trust stores. */
  edits: {
    kind: 'structure',
    link: 'edits',
    flag: { name: 'edits', takes: 'FILE' },
    default: {} as Edits,
    optional: true,
    breaks: true,
  },
  /** Bytes that are changed by hand, each place once. */
  tampering: {
    kind: 'structure',
    link: 'tamper',
    flag: { name: 'tamper', takes: 'SIDE:MESSAGE@BYTE=HEX', many: true },
    default: [] as readonly Tampering[],
    breaks: true,
  },
  /** Seeds every random value of the run. */
  seed: {
    kind: 'number',
    link: 'seed',
    flag: { name: 'seed', takes: 'N' },
    least: 0,
    most: 2 ** 32 - 1,
    default: 1,
  },
  /** Names of one's own, as for a class (names.ts). */
  bank: {
    kind: 'text',
    link: 'bank',
    flag: { name: 'bank', takes: 'NAME' },
    default: LAB_NAMES.bank,
    optional: true,
    fits: isLabel,
    tidy: tidyLabel,
    wanted: LABEL_WANTED,
  },
  host: {
    kind: 'text',
    link: 'host',
    flag: { name: 'host', takes: 'DNS' },
    default: LAB_NAMES.host,
    optional: true,
    fits: isLdhHost,
    tidy: tidyHost,
    wanted: HOST_WANTED,
  },
  customer: {
    kind: 'text',
    link: 'customer',
    flag: { name: 'customer', takes: 'NAME' },
    default: LAB_NAMES.customer,
    optional: true,
    fits: isLabel,
    tidy: tidyLabel,
    wanted: LABEL_WANTED,
  },
} as const satisfies Readonly<Record<string, FieldRow>>;

type Fields = typeof SCENARIO_FIELDS;
export type ScenarioField = keyof Fields;
type FieldsOf<R> = { [F in ScenarioField]: Fields[F] extends R ? F : never }[ScenarioField];
export type ChoiceField = FieldsOf<ChoiceRow>;
export type NumberField = FieldsOf<NumberRow>;
export type TypedField = FieldsOf<TextRow>;
export type StructuredField = FieldsOf<StructureRow>;
export type BreakingField = FieldsOf<{ readonly breaks: true }>;
/** Those that need something of other fields. */
export type NeedyField = FieldsOf<{ readonly needs: object }>;
type OptionalField = FieldsOf<{ readonly optional: true }>;

/** What a row has for a value. */
export type ValueOf<R> = R extends { readonly kind: 'choice'; readonly values: readonly (infer T)[] }
  ? T
  : R extends NumberRow
    ? number
    : R extends TextRow
      ? string
      : R extends StructureRow
        ? R['default']
        : never;

/** One value each: what links, options and pickers treat alike. */
export type PlainField = Exclude<ScenarioField, StructuredField>;
/** Those that a picker can show. */
export type PickedField = ChoiceField | NumberField;
export type ValueOfField<F extends ScenarioField> = ValueOf<Fields[F]>;

type Always = { readonly [F in Exclude<ScenarioField, OptionalField>]: ValueOf<Fields[F]> };
type Sometimes = { readonly [F in OptionalField]?: ValueOf<Fields[F]> };

/** The small value from which a whole recording follows; its fields are told of in `SCENARIO_FIELDS`. */
export interface Scenario extends Always, Sometimes {}

/** A scenario while it is put together, field by field, from values that the rows of its fields allow. */
export type Draft = { -readonly [F in ScenarioField]?: unknown };
export const asScenario = (draft: Draft): Scenario => draft as Scenario;
