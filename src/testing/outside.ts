// Outside programs that judge our bytes in tests. Node only; no part of the app.
import { spawnSync } from 'node:child_process';
import { noteSkip } from './skipped.ts';

export interface OutsideResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs `openssl` with `args`, `input` on its standard input. */
export function openssl(args: readonly string[], input?: Uint8Array | string): OutsideResult {
  const run = spawnSync('openssl', args, { input: input ?? '', maxBuffer: 1 << 26 });
  if (run.error) throw run.error;
  return { status: run.status ?? -1, stdout: run.stdout, stderr: run.stderr.toString() };
}

/**
 * Arguments with which `openssl ocsp` judges an answer as of `time` (milliseconds since 1970) on any day: -attime is for
 * the certificates alone, and the times in the answer may differ from the real clock by 31 years.
 */
export const ocspAsOf = (time: number): string[] => [
  ...['-attime', String(Math.floor(time / 1000))],
  ...['-validity_period', '1000000000'],
];

export type OutsideJudge = 'openssl' | 'tshark' | 'curl';

/**
 * Whether the program is here: `describe.skipIf(!outsideJudge('openssl'))`. Says once, in one line, that tests are
 * skipped for want of it. With CI=true a missing program is an error, so that CI can't pass without its judges.
 */
export function outsideJudge(name: OutsideJudge): boolean {
  const known = found.get(name);
  if (known !== undefined) return known;
  const here = spawnSync(name, [name === 'openssl' ? 'version' : '--version'], { stdio: 'ignore' }).status === 0;
  if (!here && process.env['CI'] === 'true') throw new Error(`${name} is not installed, and CI must not go without it`);
  if (!here) noteSkip(`${name} is not installed`);
  found.set(name, here);
  return here;
}

const found = new Map<OutsideJudge, boolean>();
