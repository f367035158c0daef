// `npm run -s bench:web`: loads and uses the built page on a slowed processor and a slow network; prints JSON. Of the
// faults it takes a sample, and names them; with `--all` it takes all of them.
// `--against DIR`: also the page that was kept there with `npm run bench -- --keep DIR`, in turns with this one, and the
// time now by the time before. `--beside DIR`: loads any other static page too. `--only load,change,…`, `--rounds N`.
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../scripts/browser.mjs';
import { ensureBuilt, root } from '../scripts/prepare.mjs';
import { serve } from '../scripts/serve.mjs';
import { FAULTS, faultById } from '../src/lab/faults/catalogue.ts';
import type { FaultId } from '../src/lab/scenario/faultId.ts';
import { MAX_REQUESTS, type Mode, type Protocol } from '../src/lab/scenario/scenario.ts';
import { FAULT_WORDS } from '../src/lessons/faults.ts';
import { framesOf, measureChange, observeLoad, type Paint, recordFrames, type Shown } from './pageProbes.ts';
import { withSlowWorker } from './slowWorker.ts';
import { median, round, type Spread, spread } from './statistics.ts';

const CPU_SLOWDOWN = 4;
/** 1.6 Mbit/s down, 0.75 up, 150 ms of latency for every request. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const LOAD_ROUNDS = 3;
const CHANGE_ROUNDS = 2;
/** Playing is watched for so long; with `--all` to its end. */
const PLAY_MS = 10_000;
/** Of the catalogue, evenly spread over its sides: so many a round, others in each; with `--all` all of them. */
const SAMPLE = 6;
const PROTOCOL_ROUNDS = 2;
const RECORDS_ROUNDS = 2;
const RECORD_STEPS = 60;
const RECORDS_LIMIT_MS = 60_000;
/** As fast as a key that is held down. */
const STEP_PAUSE_MS = 30;

/** A built page in a folder, served anew for each measurement. */
interface Subject {
  readonly name: 'before' | 'now' | 'beside';
  readonly dist: string;
}

const { values } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    against: { type: 'string' },
    beside: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string' },
  },
});
ensureBuilt({ quiet: true });
const copies: string[] = [];
const slowed = async (name: Subject['name'], dist: string): Promise<Subject> => {
  const copy = await withSlowWorker(dist, CPU_SLOWDOWN);
  copies.push(copy);
  return { name, dist: copy };
};
const now = await slowed('now', join(root, 'dist'));
const subjects = values.against === undefined ? [now] : [await slowed('before', resolve(values.against, 'dist')), now];
const loaded: Subject[] =
  values.beside === undefined ? subjects : [...subjects, { name: 'beside', dist: resolve(values.beside) }];

const browser = await chromium.launch({
  executablePath: await findBrowser({ mayInstall: false }),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
});
try {
  const sections: Record<string, () => Promise<unknown>> = {
    load: () => inTurns(loaded, LOAD_ROUNDS, loadOnce, summariseLoads),
    change: () => inTurns(subjects, CHANGE_ROUNDS, changeOnce, summariseChanges),
    protocols: () => inTurns(subjects, PROTOCOL_ROUNDS, protocolsOnce, summariseProtocols),
    play: () => inTurns(subjects, 1, playOnce, only),
    recordsSlowed: () => inTurns(subjects, RECORDS_ROUNDS, recordsOnce(CPU_SLOWDOWN), summariseRecords),
    recordsFullSpeed: () => inTurns(subjects, RECORDS_ROUNDS, recordsOnce(1), summariseRecords),
  };
  const wanted = values.only?.split(',') ?? Object.keys(sections);
  const report: Record<string, unknown> = {
    conditions: { cpuSlowdown: CPU_SLOWDOWN, ...NETWORK, browser: browser.version() },
  };
  for (const name of wanted) {
    const measure = sections[name];
    if (measure === undefined) throw new Error(`--only takes ${Object.keys(sections).join(', ')}; "${name}" is none`);
    report[name] = await measure();
  }
  console.log(JSON.stringify(report, null, 2));
} finally {
  await browser.close();
  for (const copy of copies) await rm(copy, { recursive: true });
}

/**
 * Measures all subjects in each round, beginning with another one each time. One subject gives its summary alone; two or
 * more give theirs by name, and what this build takes by what the one before took.
 */
async function inTurns<T, S>(
  compared: readonly Subject[],
  rounds: number,
  measure: (browser: Browser, subject: Subject, turn: number) => Promise<T>,
  summarise: (results: readonly T[]) => S,
): Promise<unknown> {
  const results = new Map<Subject, T[]>(compared.map((subject) => [subject, []]));
  const count = values.rounds === undefined ? rounds : Number(values.rounds);
  for (let turn = 0; turn < count; turn++) {
    const order = turn % 2 === 0 ? compared : [...compared].reverse();
    for (const subject of order) results.get(subject)?.push(await measure(browser, subject, turn));
  }
  const summaries = Object.fromEntries([...results].map(([{ name }, list]) => [name, summarise(list)]));
  if (compared.length === 1) return summaries['now'];
  const { before, beside, now: mine } = summaries;
  return {
    ...summaries,
    ...(before === undefined ? {} : { nowByBefore: ratios(mine, before) }),
    ...(beside === undefined ? {} : { nowByBeside: ratios(mine, beside) }),
  };
}

/** Of every number that stands in both at the same place: the first by the second. */
function ratios(mine: unknown, other: unknown): unknown {
  if (typeof mine === 'number' && typeof other === 'number') return other === 0 ? null : round(mine / other);
  if (typeof mine !== 'object' || typeof other !== 'object' || mine === null || other === null) return undefined;
  const theirs = new Map<string, unknown>(Object.entries(other));
  return Object.fromEntries(Object.entries(mine).map(([key, value]) => [key, ratios(value, theirs.get(key))]));
}

function only<T>([first]: readonly T[]): T {
  if (first === undefined) throw new RangeError('nothing was measured');
  return first;
}

interface Load {
  readonly paint: Paint;
  readonly blockingMs: number;
  readonly layoutShift: number;
  readonly bytes: number;
}

function summariseLoads(loads: readonly Load[]) {
  const last = loads.at(-1)?.paint;
  return {
    largestPaintMs: spread(loads.map(({ paint }) => paint.time)),
    largestPaint: { element: last?.element, isInDiagram: last?.isInDiagram },
    firstPaintMs: spread(loads.map(({ paint }) => paint.first)),
    blockingMs: spread(loads.map(({ blockingMs }) => blockingMs)),
    layoutShift: spread(loads.map(({ layoutShift }) => layoutShift)),
    bytesBeforeLargestPaint: median(loads.map(({ paint }) => paint.bytesBefore)),
    scriptAndStyleBytesBeforeLargestPaint: median(loads.map(({ paint }) => paint.scriptAndStyleBefore)),
    bytesInAll: median(loads.map(({ bytes }) => bytes)),
  };
}

async function loadOnce(browser: Browser, subject: Subject): Promise<Load> {
  return withPage(browser, subject, async ({ page, devtools, address, bytesServed }) => {
    await page.addInitScript(observeLoad);
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.waitForTimeout(1500);
    return { ...(await page.evaluate(() => window.readLoad())), bytes: bytesServed() };
  });
}

/** Each change is new to the page: a seed of its own keeps it from knowing the recording already. */
async function changeOnce(browser: Browser, subject: Subject, turn: number): Promise<Changes> {
  const times: [string, number][] = [];
  const undone: number[] = [];
  const seed = 1000 + turn;
  await withPage(browser, subject, async ({ page, devtools, address }) => {
    await open(page, devtools, `${address}#seed=${seed}`, 'one-way|');
    times.push(['one-way to mutual', await switchMode(page, 'mutual')]);
    await page.getByRole('button', { name: /break something|inject a fault/i }).click();
    for (const { id } of sampleOf(turn)) {
      times.push([id, await measureChange(page, scenario(`mutual|${id}`), () => faultBox(page, id).click())]);
      undone.push(await measureChange(page, scenario('mutual|'), () => faultBox(page, id).click()));
    }
  });
  await withPage(browser, subject, async ({ page, devtools, address }) => {
    await open(page, devtools, `${address}#mode=mutual&seed=${seed}`, 'mutual|');
    times.push(['mutual to one-way', await switchMode(page, 'one-way')]);
  });
  return { times, undone };
}

interface Changes {
  readonly times: readonly (readonly [name: string, ms: number])[];
  readonly undone: readonly number[];
}

function summariseChanges(rounds: readonly Changes[]) {
  const all = rounds.flatMap(({ times }) => times);
  const byChange: Record<string, Spread> = {};
  for (const [name] of all) byChange[name] = spread(all.filter(([other]) => other === name).map(([, ms]) => ms));
  const sampled = `${FAULTS.filter(({ id }) => id in byChange).length} of ${FAULTS.length} faults`;
  return {
    toDiagramMs: spread(all.map(([, ms]) => ms)),
    sampled,
    byChange,
    undoMs: spread(rounds.flatMap(({ undone }) => undone)),
  };
}

/** Every nth fault, beginning with another one each turn. */
function sampleOf(turn: number): readonly (typeof FAULTS)[number][] {
  if (values.all) return FAULTS;
  const step = Math.ceil(FAULTS.length / SAMPLE);
  const first = Math.floor((turn * step) / CHANGE_ROUNDS);
  return FAULTS.filter((_, i) => i % step === first);
}

function scenario(value: string): Shown {
  return { attribute: 'scenario', value };
}

function switchMode(page: Page, mode: Mode): Promise<number> {
  const label = mode === 'mutual' ? 'Mutual' : 'One-way';
  return measureChange(page, scenario(`${mode}|`), () =>
    page.locator('label').filter({ hasText: label }).first().click(),
  );
}

function faultBox(page: Page, id: FaultId) {
  const { title } = FAULT_WORDS[id];
  return page
    .locator(`fieldset[data-side="${faultById(id).side}"]`)
    .getByRole('checkbox', { name: title, exact: true });
}

async function playOnce(browser: Browser, subject: Subject) {
  return withPage(browser, subject, async ({ page, devtools, address }) => {
    await open(page, devtools, `${address}#mode=mutual`, 'mutual|');
    await page.evaluate(recordFrames);
    await page.keyboard.press('Space');
    const slider = page.getByRole('slider').first();
    const began = performance.now();
    let played = '';
    for (let before = -1; ; ) {
      await page.waitForTimeout(5000);
      const [at, last] = await slider.evaluate((input: HTMLInputElement) => [Number(input.value), Number(input.max)]);
      played = `${at} of ${last} steps`;
      if (at === last || (!values.all && performance.now() - began >= PLAY_MS)) break;
      if (at === before) throw new Error(`playing stopped at step ${at} of ${last}`);
      before = at ?? -1;
    }
    return { played, ...(await framesOf(page)) };
  });
}

/** Protocols one after the other on one page: each the first time, when its code has to come, and once more. */
async function protocolsOnce(browser: Browser, subject: Subject, turn: number): Promise<Protocols> {
  const first: [Protocol, number][] = [];
  const again: [Protocol, number][] = [];
  await withPage(browser, subject, async ({ page, devtools, address }) => {
    await open(page, devtools, `${address}#seed=${2000 + turn}`, 'one-way|');
    const choose = async (times: [Protocol, number][], protocol: Protocol) => {
      const act = () => page.getByRole('combobox', { name: 'Protocol' }).selectOption(protocol);
      times.push([protocol, await measureChange(page, { attribute: 'protocol', value: protocol }, act)]);
      await page.waitForTimeout(300);
    };
    await choose(first, 'tls1.2-ecdhe');
    await choose(first, 'tls1.3');
    // In the other mode each recording is new to the page, and the code is there.
    again.push(['tls1.3', await switchMode(page, 'mutual')]);
    await page.waitForTimeout(300);
    for (const protocol of ['tls1.2-rsa', 'tls1.2-ecdhe'] as const) await choose(again, protocol);
  });
  return { first, again };
}

type Times = readonly (readonly [Protocol, number])[];
interface Protocols {
  readonly first: Times;
  readonly again: Times;
}

function summariseProtocols(rounds: readonly Protocols[]) {
  const byProtocol = (times: Times) => {
    const names = [...new Set(times.map(([protocol]) => protocol))];
    const of = (name: Protocol) => times.filter(([protocol]) => protocol === name).map(([, ms]) => ms);
    return Object.fromEntries(names.map((name) => [name, spread(of(name))]));
  };
  const again = rounds.flatMap((round) => round.again);
  return {
    toDiagramMs: spread(again.map(([, ms]) => ms)),
    firstMs: byProtocol(rounds.flatMap((round) => round.first)),
    againMs: byProtocol(again),
  };
}

/** The longest recording that a scenario can have: how it comes to the page, and stepping through its middle. */
function recordsOnce(cpuSlowdown: number) {
  return (browser: Browser, subject: Subject) =>
    withPage(browser, subject, async ({ page, devtools, address }) => {
      await open(page, devtools, address, 'one-way|', cpuSlowdown);
      const slider = page.getByRole('slider').first();
      const at = encodeURIComponent(`server:ApplicationData#${MAX_REQUESTS / 2}`);
      await page.evaluate(recordFrames);
      const began = performance.now();
      await page.goto(`${address}#requests=${MAX_REQUESTS}&at=${at}`);
      while (Number(await slider.inputValue()) < MAX_REQUESTS) {
        if (performance.now() - began > RECORDS_LIMIT_MS) throw new Error('the long recording did not come');
        await page.waitForTimeout(100);
      }
      const arrival = { ms: Math.round(performance.now() - began), ...(await framesOf(page)) };
      await page.waitForTimeout(1000);
      const before = Number(await slider.inputValue());
      await page.evaluate(recordFrames);
      for (let step = 0; step < RECORD_STEPS; step++) {
        await page.keyboard.press('ArrowRight');
        await page.waitForTimeout(STEP_PAUSE_MS);
      }
      const stepping = { from: before, steps: RECORD_STEPS, ...(await framesOf(page)) };
      const stepped = Number(await slider.inputValue()) - before;
      if (stepped !== RECORD_STEPS) throw new Error(`${stepped} steps after ${RECORD_STEPS} keys`);
      return { arrival, stepping };
    });
}

type Records = Awaited<ReturnType<ReturnType<typeof recordsOnce>>>;

function summariseRecords(rounds: readonly Records[]) {
  const longest = (of: (each: Records) => { readonly longestFrameMs: number }) =>
    spread(rounds.map((each) => of(each).longestFrameMs));
  return {
    records: 2 * MAX_REQUESTS,
    arrivalMs: spread(rounds.map(({ arrival }) => arrival.ms)),
    longestFrameOfArrivalMs: longest(({ arrival }) => arrival),
    longestFrameOfSteppingMs: longest(({ stepping }) => stepping),
    medianFrameOfSteppingMs: spread(rounds.map(({ stepping }) => stepping.medianFrameMs)),
  };
}

/** Opens an address at full speed, waits until the diagram of `key` stands, and slows the processor. */
async function open(
  page: Page,
  devtools: CDPSession,
  address: string,
  key: string,
  cpuSlowdown = CPU_SLOWDOWN,
): Promise<void> {
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.locator(`[data-scenario="${key}"]`).waitFor();
  await page.waitForTimeout(500);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
}

interface Opened {
  readonly page: Page;
  readonly devtools: CDPSession;
  readonly address: string;
  /** Bytes that the server has written, headers included. */
  readonly bytesServed: () => number;
}

/** A page of a visitor who was never here, at a server of its own. */
async function withPage<T>(browser: Browser, { dist }: Subject, use: (opened: Opened) => Promise<T>): Promise<T> {
  const { server, address } = await serve({ directory: dist, port: 0 });
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    // tsx names functions through this helper, which must exist where our probes run.
    await context.addInitScript('globalThis.__name = (named) => named');
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`The page threw: ${error.message}`));
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    const bytesServed = () => sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0);
    return await use({ page, devtools, address, bytesServed });
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
  }
}
