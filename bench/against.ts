// `npm run bench -- --against DIR`: this version beside an older one that was kept with `npm run bench -- --keep DIR`.
// Both are built alike, run in one process, and take turns: first one, then the other begins.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ProviderName } from '../src/crypto/provider.ts';
import { MAX_REQUESTS, MODES, type Scenario } from '../src/lab/scenario/scenario.ts';
import type { KeptEngine } from './engine.ts';
import { buildEngine, loadEngine } from './keep.ts';
import { median, round, type Spread, spread, time } from './statistics.ts';

const ROUNDS = 11;
const RECORDS_ROUNDS = 5;
const WARM_UP_ROUNDS = 3;
/** Chains validated in one round, so that a round takes long enough to be timed. */
const CHAINS = 50;

export interface Compared {
  readonly beforeMs: Spread;
  readonly nowMs: Spread;
  /** Median over the rounds of the time now by the time before. */
  readonly ratio: number;
}

export interface Comparison {
  readonly scenarios: Readonly<Record<string, Compared>>;
  /** With 10,000 application records. */
  readonly records: Readonly<Record<string, Compared & Kept>>;
  readonly validation: Compared;
  /** This version alone: noble in the place of `before`, node-forge in that of `now`. */
  readonly forgeBesideNoble: Readonly<Record<string, Compared>>;
}

/** Megabytes that a recording keeps after the garbage was collected. */
interface Kept {
  readonly beforeMb: number;
  readonly nowMb: number;
}

const SCENARIOS = {
  'tls1.2-rsa one-way': {},
  'tls1.2-rsa mutual': { mode: 'mutual' },
  'tls1.2-ecdhe mutual': { mode: 'mutual', protocol: 'tls1.2-ecdhe' },
  'tls1.3 mutual': { mode: 'mutual', protocol: 'tls1.3' },
} as const satisfies Record<string, Partial<Scenario>>;

export async function compareWith(folder: string): Promise<Comparison> {
  const own = await mkdtemp(join(tmpdir(), 'handshake-lab-bench-'));
  try {
    await buildEngine(own);
    return compare(await loadEngine(folder), await loadEngine(own));
  } finally {
    await rm(own, { recursive: true });
  }
}

function compare(before: KeptEngine, now: KeptEngine): Comparison {
  const scenarios: Record<string, Compared> = {};
  for (const [name, fields] of Object.entries(SCENARIOS)) {
    const run = (engine: KeptEngine) => (turn: number) => void engine.run({ ...fields, seed: turn });
    scenarios[name] = alternate(ROUNDS, run(before), run(now));
  }
  const records: Record<string, Compared & Kept> = {};
  for (const protocol of ['tls1.2-rsa', 'tls1.3'] as const) {
    const fields = { mode: 'mutual', protocol, requests: MAX_REQUESTS } as const;
    const run = (engine: KeptEngine) => (turn: number) => void engine.run({ ...fields, seed: turn });
    const kept = (engine: KeptEngine) => keptMegabytes(() => engine.run({ ...fields, seed: 99 }));
    records[protocol] = {
      ...alternate(RECORDS_ROUNDS, run(before), run(now)),
      beforeMb: kept(before),
      nowMb: kept(now),
    };
  }
  const repeated = (validate: () => void) => () => {
    for (let i = 0; i < CHAINS; i++) validate();
  };
  const validation = alternate(ROUNDS, repeated(before.validation()), repeated(now.validation()));
  const forgeBesideNoble: Record<string, Compared> = {};
  for (const mode of MODES) {
    const run = (provider: ProviderName) => (turn: number) => void now.run({ mode, seed: turn }, provider);
    forgeBesideNoble[`tls1.2-rsa ${mode}`] = alternate(ROUNDS, run('noble'), run('forge'));
  }
  return { scenarios, records, validation, forgeBesideNoble };
}

function alternate(rounds: number, before: (turn: number) => void, now: (turn: number) => void): Compared {
  const older: number[] = [];
  const newer: number[] = [];
  for (let turn = 0; turn < WARM_UP_ROUNDS + rounds; turn++) {
    const nowFirst = turn % 2 === 0 ? time(() => now(turn)) : null;
    const beforeMs = time(() => before(turn));
    const nowMs = nowFirst ?? time(() => now(turn));
    if (turn < WARM_UP_ROUNDS) continue;
    older.push(beforeMs);
    newer.push(nowMs);
  }
  const ratio = round(median(newer.map((ms, i) => ms / (older[i] ?? Number.NaN))));
  return { beforeMs: spread(older), nowMs: spread(newer), ratio };
}

/** How much the heap grows by what `make` returns. */
function keptMegabytes(make: () => unknown): number {
  // What is made first fills caches; the second one is measured.
  make();
  const before = usedBytes();
  const made = make();
  const after = usedBytes();
  if (made === undefined) throw new Error('there is nothing to be kept');
  return round((after - before) / 1e6);
}

function usedBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

export function printComparison({ scenarios, records, validation, forgeBesideNoble }: Comparison): void {
  console.log('Before and now, in turns in one process; medians in milliseconds, and the time now by the time before');
  const line = (name: string, { beforeMs, nowMs, ratio }: Compared) =>
    `  ${name.padEnd(36)} ${beforeMs.median} -> ${nowMs.median}  ratio ${ratio}`;
  for (const [name, compared] of Object.entries(scenarios)) console.log(line(name, compared));
  console.log('With 10,000 application records; and megabytes that the recording keeps');
  for (const [name, each] of Object.entries(records)) {
    console.log(`${line(name, each)}  ${each.beforeMb} MB -> ${each.nowMb} MB`);
  }
  console.log(line(`validation of ${CHAINS} chains`, validation));
  console.log('This version: noble, and node-forge; the time of node-forge by that of noble');
  for (const [name, compared] of Object.entries(forgeBesideNoble)) console.log(line(name, compared));
}
