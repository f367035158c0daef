// A link's hash, read and written: `#mode=mutual&fault=client/expired&at=server:path.validate&tab=checks`.
// Everything is behind the #, so it never leaves the browser. Defaults are left out.
import {
  CA_KEY_KINDS,
  DEFAULT_SCENARIO,
  GROUPS,
  KEY_KINDS,
  MAX_REQUESTS,
  MODES,
  PROTOCOL_SUITES,
  PROTOCOLS,
  REVOCATION_POLICIES,
  REVOCATIONS,
  type Scenario,
  type SuiteName,
  settled,
} from '../lab/scenario.ts';
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

  const protocol = choice('protocol', PROTOCOLS, DEFAULT_SCENARIO.protocol);
  const suites: readonly SuiteName[] = PROTOCOL_SUITES[protocol];
  const scenario: Scenario = settled({
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
    seed: single('seed', DEFAULT_SCENARIO.seed, `a whole number from 0 to ${MAX_SEED}`, (given) =>
      readNumber(given, 0, MAX_SEED),
    ),
  });
  const at = single<string | null>('at', null, 'the name of a step', (given) => (given === '' ? undefined : given));
  return { scenario, at, tab: choice('tab', TABS, DEFAULT_TAB), problems };
}

/** The hash of a place, without its #; empty for the default scenario at its first step. */
export function formatLink({ scenario, at, tab }: Place): string {
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
  if (scenario.seed !== DEFAULT_SCENARIO.seed) parts.push(['seed', String(scenario.seed)]);
  for (const fault of scenario.faults) parts.push(['fault', fault]);
  if (at !== null) parts.push(['at', at]);
  if (tab !== DEFAULT_TAB) parts.push(['tab', tab]);
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
  'seed',
  'fault',
  'at',
  'tab',
] as const;
type Part = (typeof PARTS)[number];

const MAX_SEED = 2 ** 32 - 1;

function readNumber(given: string, least: number, most: number): number | undefined {
  if (!/^\d{1,10}$/.test(given)) return undefined;
  const value = Number(given);
  return value >= least && value <= most ? value : undefined;
}

const either = (choices: readonly string[]): string => choices.join(' or ');

/** Slash and colon may stand in a fragment as they are (RFC 3986 3.5), and read better so. */
const escapeValue = (value: string): string => encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':');
