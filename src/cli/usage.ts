// Arguments of the command line: read, checked, and refused with one line that says what and where.
import { parseArgs } from 'node:util';
import { applies, canonicalFaults, FAULTS, faultById, isFaultId } from '../lab/faults/catalogue.ts';
import type { KeyKinds } from '../lab/scenario/keyKinds.ts';
import {
  AGAINS,
  CA_KEY_KINDS,
  DEFAULT_SCENARIO,
  type Group,
  KEY_KINDS,
  MAX_REQUESTS,
  MODES,
  type Mode,
  normalizeScenario,
  PROTOCOL_GROUPS,
  PROTOCOL_SUITES,
  PROTOCOLS,
  type Protocol,
  REVOCATIONS,
  type Revocation,
  type RevocationPolicy,
  type Scenario,
  type SuiteName,
  type Tampering,
} from '../lab/scenario/scenario.ts';
import { canonicalTampering, MAX_TAMPERING, parseTampering, TAMPERING_FORM } from '../lab/scenario/tampering.ts';
import { nearest } from './nearest.ts';

/** Unusable arguments or input: one line for standard error, exit status 2. */
export class UsageError extends Error {}

type Kinds = Readonly<Record<string, 'string' | 'boolean' | 'list'>>;
type Values<K extends Kinds> = {
  [N in keyof K]: K[N] extends 'boolean' ? boolean : K[N] extends 'list' ? string[] : string | undefined;
};

/** Options by kind; anything unknown is an error. A value may stand behind `=` or in the next argument. */
export function readOptions<K extends Kinds>(
  command: string,
  args: readonly string[],
  kinds: K,
): { values: Values<K>; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, { type: kind === 'boolean' ? 'boolean' : 'string' } as const]),
  );
  const values: Record<string, boolean | string | string[] | undefined> = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, kind === 'boolean' ? false : kind === 'list' ? [] : undefined]),
  );
  const positionals: string[] = [];
  // Not strict: node's own messages run over several lines.
  const { tokens } = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const kind = rawName.startsWith('--') && Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw new UsageError(`${command}: there is no option ${rawName}`);
    if (kind === 'boolean') {
      if (value !== undefined) throw new UsageError(`${command}: --${name} takes no value`);
      values[name] = true;
      continue;
    }
    if (value === undefined || (!inlineValue && value.startsWith('--'))) {
      throw new UsageError(`${command}: --${name} wants a value`);
    }
    const before = values[name];
    values[name] = Array.isArray(before) ? [...before, value] : value;
  }
  return { values: values as Values<K>, positionals };
}

export const SCENARIO_OPTIONS = {
  mode: 'string',
  protocol: 'string',
  suite: 'string',
  group: 'string',
  fault: 'list',
  tamper: 'list',
  revocation: 'string',
  'soft-fail': 'boolean',
  requests: 'string',
  again: 'string',
  'key-update': 'boolean',
  'server-key': 'string',
  'client-key': 'string',
  'ca-key': 'string',
  seed: 'string',
} as const;

/**
 * Without `mode`, a fault that only mutual TLS has decides, and so it is without `protocol` and `revocation`; so do, of the
 * protocol, coming back and new keys. What would change nothing is refused.
 */
export function readScenario(command: string, values: Values<typeof SCENARIO_OPTIONS>): Scenario {
  const faults = values.fault.map((id) => {
    if (!isFaultId(id))
      throw new UsageError(
        `${command}: --fault ${id}: no such fault${suggestion(id)}; "faults" lists the ${FAULTS.length} there are`,
      );
    return faultById(id);
  });
  const again = oneOf(command, 'again', values.again, AGAINS) ?? 'no';
  const keyUpdate = values['key-update'] ? 'client' : 'no';
  const usual = again === 'no' && keyUpdate === 'no' ? DEFAULT_SCENARIO.protocol : 'tls1.3';
  const elsewhere = faults.find(({ protocols }) => !protocols.includes(usual));
  const protocol = oneOf(command, 'protocol', values.protocol, PROTOCOLS) ?? elsewhere?.protocols[0] ?? usual;
  const needsMutual = faults.some((fault) => !fault.modes.includes('one-way'));
  const mode: Mode = oneOf(command, 'mode', values.mode, MODES) ?? (needsMutual ? 'mutual' : DEFAULT_SCENARIO.mode);
  const given: Revocation | undefined = oneOf(command, 'revocation', values.revocation, REVOCATIONS);
  const particular = faults.find((fault) => !fault.revocations.includes(DEFAULT_SCENARIO.revocation));
  const revocation = given ?? particular?.revocations[0] ?? DEFAULT_SCENARIO.revocation;
  for (const fault of faults) {
    if (!fault.revocations.includes(revocation)) {
      const wanted = fault.revocations.join(' or ');
      throw new UsageError(
        `${command}: --fault ${fault.id} changes nothing with --revocation ${revocation}: it needs ${wanted}`,
      );
    }
    if (!applies(fault, { mode, protocol })) {
      throw new UsageError(
        `${command}: --fault ${fault.id} changes nothing with --mode ${mode} --protocol ${protocol}`,
      );
    }
  }
  const revocationPolicy: RevocationPolicy = values['soft-fail'] ? 'soft' : DEFAULT_SCENARIO.revocationPolicy;
  const suites: readonly SuiteName[] = PROTOCOL_SUITES[protocol];
  const suite = oneOf(command, 'suite', values.suite, suites) ?? suites[0] ?? DEFAULT_SCENARIO.suite;
  const groups: readonly Group[] = PROTOCOL_GROUPS[protocol];
  if (values.group !== undefined && groups.length === 0) {
    throw new UsageError(`${command}: --group ${values.group}: --protocol ${protocol} has no groups`);
  }
  if (protocol !== 'tls1.3') {
    const needless = again !== 'no' ? `--again ${again}` : keyUpdate !== 'no' ? '--key-update' : null;
    if (needless !== null) throw new UsageError(`${command}: ${needless} is for --protocol tls1.3`);
  }
  const requests =
    values.requests === undefined ? undefined : wholeNumber(command, 'requests', values.requests, 1, MAX_REQUESTS);
  if (keyUpdate !== 'no' && requests === 1)
    throw new UsageError(`${command}: --key-update comes before the second request: --requests 2 or more is wanted`);
  return normalizeScenario({
    mode,
    protocol,
    suite,
    group: oneOf(command, 'group', values.group, groups) ?? groups[0] ?? DEFAULT_SCENARIO.group,
    faults: canonicalFaults(values.fault),
    revocation,
    revocationPolicy,
    ...readKeyKinds(command, values),
    requests: requests ?? DEFAULT_SCENARIO.requests,
    again,
    keyUpdate,
    caWork: [],
    tampering: readTampering(command, values.tamper),
    seed: readSeed(command, values.seed) ?? DEFAULT_SCENARIO.seed,
  });
}

function suggestion(id: string): string {
  const near = nearest(
    id,
    FAULTS.map((fault) => fault.id),
  );
  return near.length === 0 ? '' : `, perhaps ${near.join(' or ')}`;
}

type KeyOptions = Readonly<Record<'server-key' | 'client-key' | 'ca-key', string | undefined>>;

export const KEY_OPTIONS = { 'server-key': 'string', 'client-key': 'string', 'ca-key': 'string' } as const;

const readKeyKinds = (command: string, values: KeyOptions): KeyKinds => ({
  serverKey: oneOf(command, 'server-key', values['server-key'], KEY_KINDS) ?? DEFAULT_SCENARIO.serverKey,
  clientKey: oneOf(command, 'client-key', values['client-key'], KEY_KINDS) ?? DEFAULT_SCENARIO.clientKey,
  caKey: oneOf(command, 'ca-key', values['ca-key'], CA_KEY_KINDS) ?? DEFAULT_SCENARIO.caKey,
});

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

export function readSeed(command: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber(command, 'seed', text, 0, 0xffffffff);
}

export function wholeNumber(command: string, option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new UsageError(`${command}: --${option} ${text}: a whole number from ${least} to ${most} is wanted`);
  return value;
}

export function oneOf<T extends string>(
  command: string,
  option: string,
  value: string | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw new UsageError(`${command}: --${option} ${value}: one of ${allowed.join(', ')} is wanted`);
  return found;
}

export const readProtocol = (command: string, value: string | undefined): Protocol =>
  oneOf(command, 'protocol', value, PROTOCOLS) ?? DEFAULT_SCENARIO.protocol;

export function noPositionals(command: string, positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(`${command}: "${positionals[0]}" is not understood`);
}

/** For files and sockets: faults that only a run of the lab can show are refused. */
export function onlyInFiles(command: string, scenario: Pick<Scenario, 'faults'>): void {
  const fault = scenario.faults.map(faultById).find((each) => each.shows === 'run');
  if (fault) throw new UsageError(`${command}: --fault ${fault.id} does not show in files: "simulate" runs it`);
}
