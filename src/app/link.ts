// A link's hash, read and written: `#mode=mutual&fault=client/expired&at=server:path.validate&tab=checks`.
// Everything is behind the #, so it never leaves the browser. Defaults are left out.

import { OBSERVERS } from '../lab/recording/view.ts';
import { formatCaWork, parseCaWork } from '../lab/scenario/caActions.ts';
import { type Edits, NO_EDITS } from '../lab/scenario/edits.ts';
import {
  AGAINS,
  CA_KEY_KINDS,
  DEFAULT_SCENARIO,
  GROUPS,
  KEY_KINDS,
  KEY_UPDATES,
  MAX_REQUESTS,
  MODES,
  normalizeScenario,
  PROTOCOL_SUITES,
  PROTOCOLS,
  REVOCATION_POLICIES,
  REVOCATIONS,
  type Scenario,
  type SuiteName,
  type Tampering,
  withEdits,
} from '../lab/scenario/scenario.ts';
import {
  canonicalTampering,
  formatTampering,
  MAX_TAMPERING,
  parseTampering,
  TAMPERING_FORM,
} from '../lab/scenario/tampering.ts';
import { type FaultInfo, inOrder } from '../store/choice.ts';
import { type LinkProblem, type Place, TABS, type Tab } from '../store/state.ts';
import { readEditsPart, writeEditsPart } from './editsLink.ts';

export interface Link extends Place {
  readonly problems: readonly LinkProblem[];
}

export const DEFAULT_TAB: Tab = 'explain';

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

const cut = (text: string): string => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);
const MOST_KINDS = 5;
const MOST_OF_A_KIND = 3;
const MOST_CHARACTERS = 60;

/** Reads a hash, with or without its #. What can't be used is reported and replaced by its default; the rest is kept. */
export function parseLink(hash: string, faults: readonly FaultInfo[]): Link {
  return readLink(hash, faults, PARTS);
}

/** `allowed`: the parts that may stand here; in the scenario of `compare`, those of a scenario. */
function readLink(hash: string, faults: readonly FaultInfo[], allowed: readonly Part[]): Link {
  const given = [...new URLSearchParams(hash.replace(/^#/, ''))];
  const problems: LinkProblem[] = [];
  const known: readonly string[] = allowed;
  const parts = given.filter(([part]) => known.includes(part));
  for (const [part, value] of given) {
    if (!known.includes(part)) problems.push({ part, given: value, expected: `one of ${allowed.join(', ')}` });
  }

  /** The value of a part that may stand once; of several, the first one counts. */
  const single = <T>(part: Part, fallback: T, expected: string, read: (given: string) => T | undefined): T => {
    const [first, ...others] = parts.filter(([name]) => name === part).map(([, value]) => value);
    for (const given of others) problems.push({ part, given, expected: 'given once: the first one counts' });
    if (first === undefined) return fallback;
    const value = read(first);
    if (value === undefined) problems.push({ part, given: first, expected });
    return value ?? fallback;
  };
  const choice = <T extends string>(part: Part, choices: readonly T[], fallback: T): T =>
    single(part, fallback, either(choices), (given) => choices.find((each) => each === given));

  /** What is wrong with it is said of the one action, and of a long text only the beginning is shown. */
  const caWork = (): Scenario['caWork'] => {
    const [given, ...others] = parts.filter(([name]) => name === 'ca').map(([, value]) => value);
    if (others.length > 0)
      problems.push({ part: 'ca', given: 'a second one', expected: 'given once: the first one counts' });
    const read = given === undefined ? null : parseCaWork(given);
    if (given === undefined || read === null || read.ok) return read?.ok ? read.actions : [];
    problems.push({ part: 'ca', given: given.length > 60 ? `${given.slice(0, 60)}…` : given, expected: read.problem });
    return [];
  };

  const wanted: string[] = [];
  for (const [part, given] of parts) {
    if (part !== 'fault') continue;
    if (faults.some((fault) => fault.id === given)) wanted.push(given);
    else problems.push({ part, given, expected: 'the id of a fault, as in “Inject a fault”' });
  }

  const protocol = choice('protocol', PROTOCOLS, DEFAULT_SCENARIO.protocol);
  /** What only TLS 1.3 has. */
  const modern = <T extends string>(part: Part, choices: readonly [T, ...T[]]): T => {
    const value = choice(part, choices, choices[0]);
    if (value !== choices[0] && protocol !== 'tls1.3')
      problems.push({ part, given: value, expected: 'given with protocol=tls1.3' });
    return value;
  };
  const suites: readonly SuiteName[] = PROTOCOL_SUITES[protocol];
  const scenario: Scenario = normalizeScenario({
    mode: choice('mode', MODES, DEFAULT_SCENARIO.mode),
    protocol,
    suite: choice('suite', suites, suites[0] ?? DEFAULT_SCENARIO.suite),
    group: choice('group', GROUPS, DEFAULT_SCENARIO.group),
    faults: inOrder(wanted, faults),
    revocation: choice('revocation', REVOCATIONS, DEFAULT_SCENARIO.revocation),
    revocationPolicy: choice('policy', REVOCATION_POLICIES, DEFAULT_SCENARIO.revocationPolicy),
    requests: single('requests', DEFAULT_SCENARIO.requests, `a whole number from 1 to ${MAX_REQUESTS}`, (given) =>
      readNumber(given, 1, MAX_REQUESTS),
    ),
    serverKey: choice('serverKey', KEY_KINDS, DEFAULT_SCENARIO.serverKey),
    clientKey: choice('clientKey', KEY_KINDS, DEFAULT_SCENARIO.clientKey),
    caKey: choice('caKey', CA_KEY_KINDS, DEFAULT_SCENARIO.caKey),
    again: modern('again', AGAINS),
    keyUpdate: modern('keyUpdate', KEY_UPDATES),
    caWork: caWork(),
    tampering: readTampering(parts, problems),
    seed: single('seed', DEFAULT_SCENARIO.seed, `a whole number from 0 to ${MAX_SEED}`, (given) =>
      readNumber(given, 0, MAX_SEED),
    ),
  });
  const edits = single<Edits | undefined>('edits', undefined, '', (given) => {
    const read = readEditsPart(given);
    if (!('expected' in read)) return read;
    problems.push({
      part: 'edits',
      given: given.length > 24 ? `${given.slice(0, 24)}…` : given,
      expected: read.expected,
    });
    return NO_EDITS;
  });
  const at = single<string | null>('at', null, 'the name of a step', (given) => (given === '' ? undefined : given));
  const tab = choice('tab', TABS, DEFAULT_TAB);
  const observer = choice('as', OBSERVERS, 'everyone');
  const compare = single<Scenario | null>('compare', null, 'a scenario', (given) => {
    const other = readLink(given, faults, SCENARIO_PARTS);
    for (const problem of other.problems) problems.push({ ...problem, part: `compare: ${problem.part}` });
    return other.scenario;
  });
  return {
    scenario: withEdits(scenario, edits),
    at,
    tab,
    observer,
    problems,
    ...(compare === null ? {} : { compare }),
  };
}

/** The hash of a place, without its #; empty for the default scenario at its first step. */
export function formatLink({ scenario, at, tab, compare, observer = 'everyone' }: Place): string {
  const parts: [Part, string][] = [];
  if (scenario.mode !== DEFAULT_SCENARIO.mode) parts.push(['mode', scenario.mode]);
  if (scenario.protocol !== DEFAULT_SCENARIO.protocol) parts.push(['protocol', scenario.protocol]);
  if (scenario.suite !== PROTOCOL_SUITES[scenario.protocol][0]) parts.push(['suite', scenario.suite]);
  if (scenario.group !== DEFAULT_SCENARIO.group) parts.push(['group', scenario.group]);
  if (scenario.revocation !== DEFAULT_SCENARIO.revocation) parts.push(['revocation', scenario.revocation]);
  if (scenario.revocationPolicy !== DEFAULT_SCENARIO.revocationPolicy)
    parts.push(['policy', scenario.revocationPolicy]);
  if (scenario.requests !== DEFAULT_SCENARIO.requests) parts.push(['requests', String(scenario.requests)]);
  for (const part of ['serverKey', 'clientKey', 'caKey'] as const) {
    if (scenario[part] !== DEFAULT_SCENARIO[part]) parts.push([part, scenario[part]]);
  }
  if (scenario.again !== undefined) parts.push(['again', scenario.again]);
  if (scenario.keyUpdate !== undefined) parts.push(['keyUpdate', scenario.keyUpdate]);
  if (scenario.seed !== DEFAULT_SCENARIO.seed) parts.push(['seed', String(scenario.seed)]);
  if (scenario.caWork.length > 0) parts.push(['ca', formatCaWork(scenario.caWork)]);
  for (const fault of scenario.faults) parts.push(['fault', fault]);
  const edits = scenario.edits && writeEditsPart(scenario.edits);
  if (edits) parts.push(['edits', edits]);
  for (const each of scenario.tampering) parts.push(['tamper', formatTampering(each)]);
  if (at !== null) parts.push(['at', at]);
  if (tab !== DEFAULT_TAB) parts.push(['tab', tab]);
  if (observer !== 'everyone') parts.push(['as', observer]);
  // A link within the link: empty for the default scenario.
  if (compare !== undefined) parts.push(['compare', formatLink({ scenario: compare, at: null, tab: DEFAULT_TAB })]);
  return parts.map(([part, value]) => `${part}=${escapeValue(value)}`).join('&');
}

const PARTS = [
  'mode',
  'protocol',
  'suite',
  'group',
  'revocation',
  'policy',
  'requests',
  'serverKey',
  'clientKey',
  'caKey',
  'again',
  'keyUpdate',
  'seed',
  'fault',
  'ca',
  'edits',
  'tamper',
  'at',
  'tab',
  'as',
  'compare',
] as const;
const SCENARIO_PARTS: readonly Part[] = PARTS.filter((part) => !['at', 'tab', 'as', 'compare'].includes(part));
type Part = (typeof PARTS)[number];

/** What can't be read is reported, and the rest kept. */
function readTampering(parts: readonly (readonly string[])[], problems: LinkProblem[]): Tampering[] {
  const read: Tampering[] = [];
  for (const [part, given = ''] of parts) {
    if (part !== 'tamper') continue;
    const tampering = parseTampering(given);
    if (tampering === null) problems.push({ part, given, expected: TAMPERING_FORM });
    else if (read.length >= MAX_TAMPERING)
      problems.push({ part, given, expected: `given at most ${MAX_TAMPERING} times` });
    else read.push(tampering);
  }
  return canonicalTampering(read);
}

const MAX_SEED = 2 ** 32 - 1;

function readNumber(given: string, least: number, most: number): number | undefined {
  if (!/^\d{1,10}$/.test(given)) return undefined;
  const value = Number(given);
  return value >= least && value <= most ? value : undefined;
}

const either = (choices: readonly string[]): string => choices.join(' or ');

/** Slash, colon, at sign and equals sign may stand in a fragment as they are (RFC 3986 3.5), and read better so. */
const escapeValue = (value: string): string =>
  encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%3D', '=');
