// One line at the end of a connection that failed: what `why` says of our own report.
import { refusedWhomText } from '../lessons/why.ts';
import { explain } from '../why/why.ts';
import type { ConnectReport } from './connectReport.ts';
import { readStacks } from './stacks.ts';

/** Likeliest causes that are named. */
const NAMED = 3;

/** Null where nothing failed, or nothing is known of it. */
export async function whyLine({ state, error, agreed }: ConnectReport): Promise<string | null> {
  if (error === null) return null;
  const protocol = agreed?.version === 'tls1.3' || agreed?.version === 'tls1.2' ? agreed.version : undefined;
  const said = JSON.stringify({ state, error, outcome: { client: {} } });
  const answer = explain(said, await readStacks(), { role: 'client', protocol });
  const message = answer.ok ? answer.messages[0] : undefined;
  if (message === undefined || message.causes.length === 0) return null;
  const faults = message.causes.slice(0, NAMED).map(({ fault }) => fault);
  return `why: ${refusedWhomText(message)} It can be ${faults.join(', ')}; "handshake-lab why" explains`;
}
