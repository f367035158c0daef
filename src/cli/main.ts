// The command line: the same engine without a page. Results go to standard output, words for people to standard error.
import { UsageError } from './usage.ts';

type Command = (args: readonly string[]) => Promise<void> | void;

/** Loaded on demand, so that each command starts with what it needs only. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  simulate: async () => (await import('./simulate.ts')).simulate,
  faults: async () => (await import('./faults.ts')).faults,
  pki: async () => (await import('./pki.ts')).pki,
  listen: async () => (await import('./listen.ts')).listen,
  connect: async () => (await import('./connect.ts')).connect,
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === 'help') {
    process.stderr.write(`usage: handshake-lab ${Object.keys(COMMANDS).join('|')} [options]\n`);
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new UsageError(`"${name}" is no command; there are ${Object.keys(COMMANDS).join(', ')}`);
  const command = await load();
  await command(rest);
  return 0;
}

// A reader that closes early (`| head`) is not an error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const known = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`handshake-lab: ${known ? '' : 'internal error: '}${message.split('\n')[0]}\n`);
    process.exitCode = known ? 2 : 1;
  },
);
