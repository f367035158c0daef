// `why`: from an error message, or a log, to who refused whom, what was said, and what can be behind it.
import type { StackProtocol } from '../stacks/row.ts';
import { MAX_PASTE } from '../why/paste.ts';
import { explain } from '../why/why.ts';
import { readBytes } from './files.ts';
import { readStacks } from './stacks.ts';
import { oneOf, readOptions, UsageError } from './usage.ts';
import { whyText } from './whyText.ts';

const COMMAND = 'why';
const ROLES = ['client', 'server'] as const;
const PROTOCOLS = ['tls1.2', 'tls1.3'] as const satisfies readonly StackProtocol[];

export async function why(args: readonly string[]): Promise<void> {
  const { values, positionals } = readOptions(COMMAND, args, {
    json: 'boolean',
    program: 'string',
    version: 'string',
    role: 'string',
    protocol: 'string',
  });
  const [file = '-', more] = positionals;
  if (more !== undefined)
    throw new UsageError(`${COMMAND}: one FILE is wanted, or - for standard input; "${more}" is one too many`);
  const role = oneOf(COMMAND, 'role', values.role, ROLES);
  const protocol = oneOf(COMMAND, 'protocol', values.protocol, PROTOCOLS);
  const text = textOf(readBytes(COMMAND, file, MAX_PASTE));
  const answer = explain(text, await readStacks(), {
    program: values.program,
    version: values.version,
    role,
    protocol,
    now: Date.now(),
  });
  if (!answer.ok)
    throw new UsageError(`${COMMAND}: ${file === '-' ? 'standard input' : file}: ${PROBLEMS[answer.problem]}`);
  process.stdout.write(values.json ? `${JSON.stringify(answer)}\n` : whyText(answer));
}

const PROBLEMS = {
  empty: 'there is no text in it',
  'too-long': 'it is longer than 5 MiB',
  binary: 'it is no text; a capture goes to Wireshark, a certificate to "check"',
} as const;

/** Windows' programs write UTF-16 into files. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
