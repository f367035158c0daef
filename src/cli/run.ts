// One call of the command line. Results go to standard output, words for people to standard error.
import { nearest } from './nearest.ts';
import { printable } from './printable.ts';
import { overview, usageOf } from './synopsis.ts';
import { UsageError } from './usage.ts';

type Command = (args: readonly string[]) => Promise<void> | void;

/** Loaded on demand, so that each command starts with what it needs only. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  simulate: async () => (await import('./simulate.ts')).simulate,
  faults: async () => (await import('./faults.ts')).faults,
  pki: async () => (await import('./pki.ts')).pki,
  listen: async () => (await import('./listen.ts')).listen,
  connect: async () => (await import('./connect.ts')).connect,
  check: async () => (await import('./check.ts')).check,
  validate: async () => (await import('./validate.ts')).validate,
  missions: async () => (await import('./missions.ts')).missions,
  worksheet: async () => (await import('./worksheet.ts')).worksheet,
  cost: async () => (await import('./cost.ts')).cost,
  why: async () => (await import('./why.ts')).why,
  open: async () => (await import('./open.ts')).openCapture,
  mission: async () => (await import('./mission.ts')).mission,
};

/** The exit status: 0 done, 2 unusable arguments or input, 1 where a mistake of ours came to light. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    return await dispatch(args);
  } catch (error) {
    return complain(error);
  }
}

/** One line for standard error, whatever is in the message. Returns the exit status. */
export function complain(error: unknown): number {
  const known = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`handshake-lab: ${oneLine(`${known ? '' : 'internal error: '}${message}`)}\n`);
  return known ? 2 : 1;
}

async function dispatch(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    process.stderr.write(overview());
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const [about] = rest;
    process.stdout.write(about !== undefined && Object.hasOwn(COMMANDS, about) ? usageOf(about) : overview());
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) {
    const [meant] = nearest(name, Object.keys(COMMANDS));
    const guess = meant === undefined ? '' : `; ${meant} may be meant`;
    throw new UsageError(`"${name}" is no command${guess}; there are ${Object.keys(COMMANDS).join(', ')}`);
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(usageOf(name));
    return 0;
  }
  const command = await load();
  await command(rest);
  return 0;
}

/** Control characters, which could break the line or speak to the terminal, are escaped; what is very long is cut. */
function oneLine(text: string): string {
  const escaped = printable(text);
  return escaped.length > MAX_LINE ? `${escaped.slice(0, MAX_LINE)}…` : escaped;
}

const MAX_LINE = 500;
