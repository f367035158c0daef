// A link's hash, read and written: `#mode=mutual&fault=client/expired&at=server:path.validate&tab=checks`.
// Everything is behind the #, so it never leaves the browser. Defaults are left out.
import {
  DEFAULT_SCENARIO,
  MODES,
  PROTOCOLS,
  REVOCATION_POLICIES,
  REVOCATIONS,
  type Scenario,
  SUITES,
  type Tampering,
} from '../lab/scenario.ts';
import {
  canonicalTampering,
  formatTampering,
  MAX_TAMPERING,
  parseTampering,
  TAMPERING_FORM,
} from '../lab/tampering.ts';
import { OBSERVERS } from '../lab/view.ts';
import { type FaultInfo, inOrder } from '../store/lab.ts';
import { type LinkProblem, type Place, TABS, type Tab } from '../store/state.ts';

export interface Link extends Place {
  readonly problems: readonly LinkProblem[];
}

export const DEFAULT_TAB: Tab = 'explain';

/** Reads a hash, with or without its #. What can't be used is reported and replaced by its default; the rest is kept. */
export function parseLink(hash: string, faults: readonly FaultInfo[]): Link {
  const parts = [...new URLSearchParams(hash.replace(/^#/, ''))];
  const problems: LinkProblem[] = [];
  const known: readonly string[] = PARTS;
  for (const [part, given] of parts) {
    if (!known.includes(part)) problems.push({ part, given, expected: `one of ${PARTS.join(', ')}` });
  }

  /** The value of a part that may stand once; of several, the first one counts. */
  const single = <T>(part: Part, fallback: T, expected: string, read: (given: string) => T | undefined): T => {
    const [first, ...others] = parts.filter(([name]) => name === part).map(([, value]) => value);
    for (const given of others) problems.push({ part, given, expected: 'to be given once' });
    if (first === undefined) return fallback;
    const value = read(first);
    if (value === undefined) problems.push({ part, given: first, expected });
    return value ?? fallback;
  };
  const choice = <T extends string>(part: Part, choices: readonly T[], fallback: T): T =>
    single(part, fallback, either(choices), (given) => choices.find((each) => each === given));

  const wanted: string[] = [];
  for (const [part, given] of parts) {
    if (part !== 'fault') continue;
    if (faults.some((fault) => fault.id === given)) wanted.push(given);
    else problems.push({ part, given, expected: 'the id of a fault, as in “Break something”' });
  }

  const scenario: Scenario = {
    mode: choice('mode', MODES, DEFAULT_SCENARIO.mode),
    protocol: choice('protocol', PROTOCOLS, DEFAULT_SCENARIO.protocol),
    suite: choice('suite', SUITES, DEFAULT_SCENARIO.suite),
    faults: inOrder(wanted, faults),
    revocation: choice('revocation', REVOCATIONS, DEFAULT_SCENARIO.revocation),
    revocationPolicy: choice('policy', REVOCATION_POLICIES, DEFAULT_SCENARIO.revocationPolicy),
    tampering: readTampering(parts, problems),
    seed: single('seed', DEFAULT_SCENARIO.seed, `a whole number from 0 to ${MAX_SEED}`, readSeed),
  };
  const at = single<string | null>('at', null, 'the name of a step', (given) => (given === '' ? undefined : given));
  const observer = choice('as', OBSERVERS, 'everyone');
  return { scenario, at, tab: choice('tab', TABS, DEFAULT_TAB), observer, problems };
}

/** The hash of a place, without its #; empty for the default scenario at its first step. */
export function formatLink({ scenario, at, tab, observer = 'everyone' }: Place): string {
  const parts: [Part, string][] = [];
  if (scenario.mode !== DEFAULT_SCENARIO.mode) parts.push(['mode', scenario.mode]);
  if (scenario.protocol !== DEFAULT_SCENARIO.protocol) parts.push(['protocol', scenario.protocol]);
  if (scenario.suite !== DEFAULT_SCENARIO.suite) parts.push(['suite', scenario.suite]);
  if (scenario.revocation !== DEFAULT_SCENARIO.revocation) parts.push(['revocation', scenario.revocation]);
  if (scenario.revocationPolicy !== DEFAULT_SCENARIO.revocationPolicy)
    parts.push(['policy', scenario.revocationPolicy]);
  if (scenario.seed !== DEFAULT_SCENARIO.seed) parts.push(['seed', String(scenario.seed)]);
  for (const fault of scenario.faults) parts.push(['fault', fault]);
  for (const each of scenario.tampering) parts.push(['tamper', formatTampering(each)]);
  if (at !== null) parts.push(['at', at]);
  if (tab !== DEFAULT_TAB) parts.push(['tab', tab]);
  if (observer !== 'everyone') parts.push(['as', observer]);
  return parts.map(([part, value]) => `${part}=${escapeValue(value)}`).join('&');
}

const PARTS = [
  'mode',
  'protocol',
  'suite',
  'revocation',
  'policy',
  'seed',
  'fault',
  'tamper',
  'at',
  'tab',
  'as',
] as const;
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

function readSeed(given: string): number | undefined {
  if (!/^\d{1,10}$/.test(given)) return undefined;
  const seed = Number(given);
  return seed <= MAX_SEED ? seed : undefined;
}

const either = (choices: readonly string[]): string => choices.join(' or ');

/** Slash, colon, at sign and equals sign may stand in a fragment as they are (RFC 3986 3.5), and read better so. */
const escapeValue = (value: string): string =>
  encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%3D', '=');
