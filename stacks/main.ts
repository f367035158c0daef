// `npm run stacks -- openssl gnutls …`: measures these programs again and shows what differs from the rows in the project.
// `--list` says what there is, and what is missing here. Options: `--fetch` brings missing packages into the cache,
// `--fault ID`, `--protocol P` and `--role R` choose cells, `--times 2` measures each twice and says what differs between
// the two, `--write` keeps the rows in stacks/measured/, `--against FILE` compares with another table, `--no-system` takes
// programs of packages alone.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { compareRows, comparisonText } from './differences.ts';
import { PLAYED, type PlayedFault } from './faults.ts';
import { type Cell, materialOf, measureCell, type Workshop } from './measure.ts';
import { toolsIn } from './packages.ts';
import { run } from './process.ts';
import { CURL } from './programs/curl.ts';
import { GNUTLS } from './programs/gnutls.ts';
import { OPENSSL } from './programs/openssl.ts';
import { ours } from './programs/ours.ts';
import { GO119, GO124, JAVA, JAVA_PATCHED, NODE, PYTHON } from './programs/ownEnds.ts';
import { APACHE, HAPROXY, NGINX } from './programs/servers.ts';
import { cellKey, type Row, readRows, writeRows } from './row.ts';
import type { ReadyStack, Stack } from './stack.ts';

const ROOT = join(import.meta.dirname, '..');
const CACHE = join(ROOT, '.cache/stacks');
const MEASURED = join(import.meta.dirname, 'measured');
/** Milliseconds for one program. */
const LIMIT = 15_000;
const AT_ONCE = 3;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    fetch: { type: 'boolean', default: false },
    'no-system': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    times: { type: 'string', default: '1' },
    fault: { type: 'string', multiple: true },
    protocol: { type: 'string', multiple: true },
    role: { type: 'string' },
    against: { type: 'string' },
  },
});

const commandLine = join(CACHE, 'command-line/handshake-lab.mjs');
const STACKS: readonly Stack[] = [
  ...[OPENSSL, GNUTLS, CURL, NODE, PYTHON, JAVA, JAVA_PATCHED, GO119, GO124],
  ...[NGINX, APACHE, HAPROXY, ours(commandLine)],
];
const tools = toolsIn(CACHE, { fetches: values.fetch, usesSystem: !values['no-system'] });

async function list(): Promise<void> {
  for (const stack of STACKS) {
    const ready = await stack.ready(tools);
    const { apt, release } = stack.packages;
    const source =
      apt === undefined ? '' : `; packages: ${apt.join(' ')}${release === undefined ? '' : ` of ${release}`}`;
    if (typeof ready === 'string') console.log(`${stack.id.padEnd(9)} missing: ${ready}${source}`);
    else {
      const parts = [ready.client && 'client', ready.server && 'server']
        .filter((part) => part !== undefined)
        .join(', ');
      console.log(`${stack.id.padEnd(9)} ${ready.version} (${parts})`);
    }
  }
}

/** The exit status: 1 where rows differ between two measurements, 2 where something can't be measured. */
async function measure(names: readonly string[]): Promise<number> {
  const times = Number(values.times);
  const problem = problemWith(names, times);
  if (problem !== null) {
    console.error(problem);
    return 2;
  }
  await buildCommandLine();
  await prepareAll();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => process.exit(1));
  const place = mkdtempSync(join(tmpdir(), 'stacks-'));
  chmodSync(place, 0o755); // a web server that gives up its rights still reads its page
  try {
    const workshop: Workshop = { place, limit: LIMIT };
    const openssl = await readyOne('openssl');
    const own = await readyOne('ours');
    if (openssl === null || own === null) return 2;
    let status = 0;
    for (const name of names) {
      const ready = await readyOne(name);
      if (ready === null) {
        status = 2;
        continue;
      }
      const cells = cellsOf(ready, openssl, own);
      const rounds: Row[][] = [];
      for (let round = 0; round < times; round++) rounds.push(await measureAll(cells, workshop));
      status = Math.max(status, report(name, rounds));
    }
    return status;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** One line on what can't be meant; null where all is well. */
function problemWith(names: readonly string[], times: number): string | null {
  const strange = (what: string, given: readonly string[], known: readonly string[]): string | null => {
    const unknown = given.filter((each) => !known.includes(each));
    return unknown.length === 0 ? null : `no such ${what}: ${unknown.join(', ')}; there are ${known.join(', ')}`;
  };
  return (
    strange(
      'stack',
      names,
      STACKS.map(({ id }) => id),
    ) ??
    strange('fault', values.fault ?? [], [...new Set(PLAYED.map(({ defect }) => defect))]) ??
    strange('protocol', values.protocol ?? [], ['tls1.2', 'tls1.3', 'tlsdef']) ??
    strange('role', values.role === undefined ? [] : [values.role], ['client', 'server']) ??
    (times >= 1 && times <= 9 ? null : '--times wants a number from 1 to 9')
  );
}

async function readyOne(name: string): Promise<ReadyStack | null> {
  const ready = await STACKS.find(({ id }) => id === name)?.ready(tools);
  if (ready !== undefined && typeof ready !== 'string') return ready;
  console.error(`${name}: ${ready}; --fetch may bring it`);
  return null;
}

async function buildCommandLine(): Promise<void> {
  const args = [join(ROOT, 'scripts/build.mjs'), '--command-line', join(CACHE, 'command-line')];
  const built = await run({ program: process.execPath, args, cwd: ROOT });
  if (built.status !== 0) throw new Error(`the command line can't be built: ${built.output}`);
}

function cellsOf(ready: ReadyStack, openssl: ReadyStack, own: ReadyStack): Cell[] {
  return PLAYED.filter(isWanted).flatMap((fault) => {
    const protocols = fault.protocols.filter((each) => values.protocol?.includes(each) ?? true);
    return protocols.flatMap((protocol): Cell[] => {
      const base = { fault, protocol, told: false };
      if (fault.crl && ready.isListless) return [];
      const judging = (fault.role === 'client' ? ready.client : ready.server) !== undefined;
      const other = (fault.role === 'client' ? ready.server : ready.client) !== undefined;
      return [
        ...(judging ? [{ ...base, judge: ready, peer: fault.peerIsOurs ? own : openssl }] : []),
        ...(fault.told && other ? [{ ...base, told: true, judge: openssl, peer: ready }] : []),
      ];
    });
  });
}

const isWanted = ({ defect, role }: PlayedFault): boolean =>
  (values.fault?.includes(defect) ?? true) && (values.role ?? role) === role;

/** A few at a time: most of it is waiting. */
async function measureAll(cells: readonly Cell[], workshop: Workshop): Promise<Row[]> {
  // To make certificates takes the processor, and nobody's time is to run out meanwhile.
  for (const { fault, protocol } of cells) materialOf(fault, protocol, workshop.place);
  const rows: Row[] = [];
  const waiting = [...cells];
  const work = async (): Promise<void> => {
    for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
      const row = await measureCell(cell, workshop);
      if (typeof row === 'string') console.error(`${cell.judge.id} ${cell.protocol} ${cell.fault.defect}: ${row}`);
      else rows.push(row);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rows;
}

function report(name: string, rounds: readonly Row[][]): number {
  const [first = [], ...more] = rounds;
  const last = more.at(-1) ?? first;
  console.log(`\n${name}: ${last.length} rows`);
  let status = 0;
  for (const [i, rows] of more.entries()) {
    const between = compareRows(first, rows);
    console.log(`run ${i + 2} against run 1: ${between.differences.length} differences`);
    if (between.differences.length > 0) {
      console.log(comparisonText(between));
      status = 1;
    }
  }
  const file = join(MEASURED, `${name}.jsonl`);
  const table = values.against ?? (existsSync(file) ? file : null);
  if (table !== null) {
    const against = compareRows(readRows(readFileSync(table, 'utf8')), last);
    console.log(comparisonText(against));
  }
  if (values.write) keep(file, last);
  else if (table === null) process.stdout.write(writeRows(last));
  return status;
}

/** Cells that were not measured this time stay. */
function keep(file: string, rows: readonly Row[]): void {
  mkdirSync(MEASURED, { recursive: true });
  const before = existsSync(file) ? readRows(readFileSync(file, 'utf8')) : [];
  const all = new Map([...before, ...rows].map((row) => [cellKey(row), row]));
  writeFileSync(file, writeRows([...all.values()]));
}

if (values.list || positionals.length === 0) await list();
else process.exit(await measure(positionals));
