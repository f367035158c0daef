// The one door to what judges our bytes in tests from outside: other programs, Node's own TLS, and the real clock that
// these go by. `npm test -- any-day` runs every test that comes through here once more on other days. Each function first
// passes `goOutside`, so that a test that asks outside can't be declared as one that does not. Node only.
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { createServer as createHttp2Server } from 'node:http2';
import type { Readable, Writable } from 'node:stream';
import { connect, createServer, createSecureContext as newContext, TLSSocket } from 'node:tls';
import { goOutside } from './doorway.ts';
import { noteSkip } from './skipped.ts';

export type { PeerCertificate, TLSSocket, TlsOptions } from 'node:tls';

/** `node` is this very Node, for our own command line as a process of its own; `sh` is any POSIX shell. */
export type OutsideProgram = 'openssl' | 'curl' | 'tshark' | 'editcap' | 'unzip' | 'sh' | 'node';

/** `createServer` of node:http2; `connect`, `createServer`, `createSecureContext` and `new TLSSocket` of node:tls. */
export const http2Server = outside('node:http2', createHttp2Server);
export const tlsConnect = outside('node:tls', connect);
export const tlsServer = outside('node:tls', createServer);
export const createSecureContext = outside('node:tls', newContext);
export const tlsSocket = outside(
  'node:tls',
  (...given: ConstructorParameters<typeof TLSSocket>): TLSSocket => new TLSSocket(...given),
);

export interface OutsideResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface OutsideOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The time that the program takes for now, milliseconds since 1970: by `faketime`, so ask for it before. */
  readonly at?: number;
}

export interface OutsideProcess extends ChildProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** Runs a program to its end, `input` on its standard input. Throws where it can't be started. */
export function runOutside(
  program: OutsideProgram,
  args: readonly string[],
  { input = '', ...options }: OutsideOptions & { readonly input?: Uint8Array | string } = {},
): OutsideResult {
  goOutside(program);
  const [file, words, more] = prepared(program, args, options);
  const run = spawnSync(file, words, { ...more, input, maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  return { status: run.status ?? -1, stdout: run.stdout, stderr: run.stderr.toString() };
}

/** Starts a program, with pipes; `stdin: 'none'` is the shell's `< /dev/null`. */
export function startOutside(
  program: OutsideProgram,
  args: readonly string[],
  { stdin, ...options }: OutsideOptions & { readonly stdin?: 'none' } = {},
): OutsideProcess {
  goOutside(program);
  const [file, words, more] = prepared(program, args, options);
  const child = spawn(file, words, { ...more, stdio: ['pipe', 'pipe', 'pipe'] });
  if (stdin === 'none') child.stdin.on('error', () => {}).end();
  return child;
}

/** Runs `openssl` with `args`, `input` on its standard input. */
export const openssl = (args: readonly string[], input?: Uint8Array | string): OutsideResult =>
  runOutside('openssl', args, input === undefined ? {} : { input });

/** What the clock of outside programs shows, milliseconds since 1970: for certificates that these are to believe. */
export const realNow = outside('the real clock', (): number => Date.now());

/**
 * Arguments with which `openssl ocsp` judges an answer as of `time` (milliseconds since 1970) on any day: -attime is for
 * the certificates alone, and the times in the answer may differ from the real clock by 31 years.
 */
export const ocspAsOf = (time: number): string[] => [
  ...['-attime', String(Math.floor(time / 1000))],
  ...['-validity_period', '1000000000'],
];

export type OutsideJudge = Exclude<OutsideProgram, 'editcap' | 'sh' | 'node'> | 'faketime';

/**
 * Whether the program is here: `describe.skipIf(!outsideJudge('openssl'))`. Says once, in one line, that tests are
 * skipped for want of it. With CI=true a missing program is an error, so that CI can't pass without its judges.
 */
export function outsideJudge(name: OutsideJudge): boolean {
  const known = found.get(name);
  if (known !== undefined) return known;
  const here = spawnSync(name, [SAYS_VERSION[name] ?? '--version'], { stdio: 'ignore' }).status === 0;
  if (!here && process.env['CI'] === 'true') throw new Error(`${name} is not installed, and CI must not go without it`);
  if (!here) noteSkip(`${name} is not installed`);
  found.set(name, here);
  return here;
}

/** Whether a program is here that no machine must have, CI's neither: what asks it says in one line that it was not tried. */
export function isInstalled(name: string): boolean {
  const here = spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
  if (!here) console.warn(`not tried, only looked at: ${name} is not installed`);
  return here;
}

const found = new Map<OutsideJudge, boolean>();
const SAYS_VERSION: Partial<Record<OutsideJudge, string>> = { openssl: 'version', unzip: '-v' };

/** `does`, through the door. */
function outside<F extends (...given: never[]) => unknown>(what: string, does: F): F;
function outside<A extends unknown[], R>(what: string, does: (...given: A) => R): (...given: A) => R {
  return (...given) => {
    goOutside(what);
    return does(...given);
  };
}

function prepared(
  program: OutsideProgram,
  args: readonly string[],
  { at, cwd, env }: OutsideOptions,
): [file: string, args: readonly string[], options: SpawnOptions] {
  const file = program === 'node' ? process.execPath : program;
  const place = { ...(cwd !== undefined && { cwd }), ...(env !== undefined && { env }) };
  if (at === undefined) return [file, args, place];
  // faketime reads its argument as local time.
  const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  return ['faketime', ['-f', `@${time}`, file, ...args], { ...place, env: { ...(env ?? process.env), TZ: 'UTC' } }];
}
