// Arguments of the command line: read, checked, and refused with one line that says what and where.
import { parseArgs } from 'node:util';
import { nearest } from './nearest.ts';

/** Unusable arguments or input: one line for standard error, exit status 2. */
export class UsageError extends Error {}

/** Options by name: `list` may be given several times. */
export type Kinds = Readonly<Record<string, 'string' | 'boolean' | 'list'>>;
export type OptionValues<K extends Kinds> = {
  [N in keyof K]: K[N] extends 'boolean' ? boolean : K[N] extends 'list' ? string[] : string | undefined;
};

/** Options by kind; anything unknown is an error. A value may stand behind `=` or in the next argument. */
export function readOptions<K extends Kinds>(
  command: string,
  args: readonly string[],
  kinds: K,
): { values: OptionValues<K>; positionals: string[] } {
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
    if (kind === undefined)
      throw new UsageError(`${command}: there is no option ${rawName}${meantText(command, name, kinds)}`);
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
  return { values: values as OptionValues<K>, positionals };
}

/** What may have been meant by an option that there is not, and where all of them are. */
function meantText(command: string, name: string, kinds: Kinds): string {
  const meant =
    SYNONYMS[name.toLowerCase()]?.find((each) => Object.hasOwn(kinds, each)) ?? nearest(name, Object.keys(kinds))[0];
  const guess = meant === undefined ? '' : `; --${meant} may be meant`;
  return `${guess}; handshake-lab ${command} --help lists all`;
}

/** What other programs call the same, in small letters. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['ca', 'cacert', 'cafile', 'root', 'trust', 'trusted'].map((each) => [each, ['anchor', 'ca']])),
  ...Object.fromEntries(['host', 'hostname', 'servername', 'sni'].map((each) => [each, ['name', 'host']])),
  ...Object.fromEntries(
    ['pass', 'passphrase', 'passwd', 'storepass'].map((each) => [each, ['password', 'passphrase']]),
  ),
  at: ['time'],
  attime: ['time'],
  date: ['time'],
  output: ['out'],
};

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

export function noPositionals(command: string, positionals: readonly string[]): void {
  if (positionals.length > 0) throw new UsageError(`${command}: "${positionals[0]}" is not understood`);
}
