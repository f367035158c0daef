// Programs that the harness starts: each in a process group of its own, with a limit of time, and gone at the end with all
// that it started. POSIX alone. Node only.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Written to standard input, which then stays open. */
  readonly input?: string;
}

export interface Ended {
  /** Null where a signal ended it: ours, after the limit, or another one. */
  readonly status: number | null;
  /** Standard error, then standard output: in which order they came is chance. */
  readonly output: string;
  readonly late: boolean;
}

export interface Running {
  readonly ended: Promise<Ended>;
  /** Asks it to end, and ends its whole group soon after. */
  stop(): Promise<Ended>;
  /** Waits until it has ended, or `milliseconds` are over. */
  settle(milliseconds: number): Promise<void>;
}

/** Ends after `limit` milliseconds at the latest. */
export function start(command: Command, limit: number): Running {
  const child = spawn(command.program, command.args, {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC', ...command.env },
    ...(command.cwd !== undefined && { cwd: command.cwd }),
  });
  const group = child.pid;
  if (group !== undefined) groups.add(group);
  const printed = { stderr: '', stdout: '' };
  let isLate = false;
  let isOver = false;
  for (const stream of ['stderr', 'stdout'] as const)
    child[stream].on('data', (data: Buffer) => {
      if (printed[stream].length < MOST) printed[stream] += data.toString('latin1');
    });
  child.stdin.on('error', () => {}); // it may be gone already
  if (command.input !== undefined) child.stdin.write(command.input);
  const timer = setTimeout(() => {
    isLate = true;
    signal(group, 'SIGKILL');
  }, limit);
  const ended = new Promise<Ended>((resolve) => {
    const end = (status: number | null): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal(group, 'SIGKILL'); // what it may have left behind
      if (group !== undefined) groups.delete(group);
      const output = Buffer.from(`${printed.stderr}\n${printed.stdout}`, 'latin1').toString('utf8');
      resolve({ status, output, late: isLate });
    };
    child.on('error', (error) => {
      printed.stderr += error.message;
      end(null);
    });
    child.on('exit', (status) => setTimeout(() => end(status), DRAIN));
    child.on('close', end);
  });
  return {
    ended,
    async stop() {
      signal(group, 'SIGTERM');
      const hard = setTimeout(() => signal(group, 'SIGKILL'), 1000);
      const result = await ended;
      clearTimeout(hard);
      return result;
    },
    async settle(milliseconds) {
      let timeout: NodeJS.Timeout | undefined;
      await Promise.race([ended, new Promise((resolve) => (timeout = setTimeout(resolve, milliseconds)))]);
      clearTimeout(timeout);
    },
  };
}

/** Runs a program to its end: its version, a compilation, a download. */
export const run = (command: Command, limit = 120_000): Promise<Ended> => start(command, limit).ended;

/** A port of 127.0.0.1 that nobody has now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when somebody listens on `port`; no connection is made, for a server may take but one. */
export async function untilListening(port: number, running: Running, milliseconds: number): Promise<boolean> {
  let isGone = false;
  void running.ended.then(() => (isGone = true));
  for (let waited = 0; waited < milliseconds && !isGone; waited += 20) {
    if (listens(port)) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return listens(port);
}

/** From the kernel's tables: a line has the local address as HEX:PORT, and state 0A where it listens. */
function listens(port: number): boolean {
  const wanted = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, '0')} [0-9A-F]+:0000 0A`);
  return ['/proc/net/tcp', '/proc/net/tcp6'].some((table) => {
    try {
      return wanted.test(readFileSync(table, 'utf8'));
    } catch {
      return false;
    }
  });
}

/** How long what was printed may still be on its way after the end; a child's child may hold the pipe open. */
const DRAIN = 2000;
const MOST = 1 << 20;
const groups = new Set<number>();

function signal(group: number | undefined, name: NodeJS.Signals): void {
  if (group === undefined) return;
  try {
    process.kill(-group, name);
  } catch {
    // it is gone
  }
}

process.on('exit', () => {
  for (const group of groups) signal(group, 'SIGKILL');
});
