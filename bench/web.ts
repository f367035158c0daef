// `npm run -s bench:web`: loads and uses the built page on a slowed processor and a slow network; prints JSON. Of the
// faults it takes a sample, and names them; with `--all` it takes all of them.

import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
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
import { median, type Spread, spread } from './statistics.ts';

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
const RECORD_STEPS = 60;
const RECORDS_LIMIT_MS = 60_000;
/** As fast as a key that is held down. */
const STEP_PAUSE_MS = 30;

ensureBuilt({ quiet: true });
const dist = await withSlowWorker(join(root, 'dist'), CPU_SLOWDOWN);
const browser = await chromium.launch({
  executablePath: await findBrowser({ mayInstall: false }),
  args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
});
try {
  const report = {
    conditions: { cpuSlowdown: CPU_SLOWDOWN, ...NETWORK, browser: browser.version() },
    load: await measureLoad(browser),
    change: await measureChanges(browser),
    protocols: await measureProtocols(browser),
    play: await measurePlay(browser),
    records: { slowed: await measureRecords(browser, CPU_SLOWDOWN), fullSpeed: await measureRecords(browser, 1) },
  };
  console.log(JSON.stringify(report, null, 2));
} finally {
  await browser.close();
  await rm(dist, { recursive: true });
}

interface Load {
  readonly paint: Paint;
  readonly blockingMs: number;
  readonly bytes: number;
}

async function measureLoad(browser: Browser) {
  const loads: Load[] = [];
  for (let turn = 0; turn < LOAD_ROUNDS; turn++) loads.push(await loadOnce(browser));
  const last = loads.at(-1)?.paint;
  return {
    largestPaintMs: spread(loads.map(({ paint }) => paint.time)),
    largestPaint: { element: last?.element, isInDiagram: last?.isInDiagram },
    firstPaintMs: spread(loads.map(({ paint }) => paint.first)),
    blockingMs: spread(loads.map(({ blockingMs }) => blockingMs)),
    bytesBeforeLargestPaint: median(loads.map(({ paint }) => paint.bytesBefore)),
    scriptAndStyleBytesBeforeLargestPaint: median(loads.map(({ paint }) => paint.scriptAndStyleBefore)),
    bytesInAll: median(loads.map(({ bytes }) => bytes)),
  };
}

async function loadOnce(browser: Browser): Promise<Load> {
  return withPage(browser, async ({ page, devtools, address, bytesServed }) => {
    await page.addInitScript(observeLoad);
    await devtools.send('Network.emulateNetworkConditions', NETWORK);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.waitForTimeout(1500);
    const { paint, blockingMs } = await page.evaluate(() => window.readLoad());
    return { paint, blockingMs, bytes: bytesServed() };
  });
}

/** Each change is new to the page: a seed of its own keeps it from knowing the recording already. */
async function measureChanges(browser: Browser) {
  const times = new Map<string, number[]>();
  const undone: number[] = [];
  const note = (name: string, taken: number) => times.set(name, [...(times.get(name) ?? []), taken]);
  for (let turn = 0; turn < CHANGE_ROUNDS; turn++) {
    const seed = 1000 + turn;
    await withPage(browser, async ({ page, devtools, address }) => {
      await open(page, devtools, `${address}#seed=${seed}`, 'one-way|');
      note('one-way to mutual', await switchMode(page, 'mutual'));
      await page.getByRole('button', { name: /break something/i }).click();
      for (const { id } of sampleOf(turn)) {
        note(id, await measureChange(page, scenario(`mutual|${id}`), () => faultBox(page, id).click()));
        undone.push(await measureChange(page, scenario('mutual|'), () => faultBox(page, id).click()));
      }
    });
    await withPage(browser, async ({ page, devtools, address }) => {
      await open(page, devtools, `${address}#mode=mutual&seed=${seed}`, 'mutual|');
      note('mutual to one-way', await switchMode(page, 'one-way'));
    });
  }
  const all = [...times.values()].flat();
  const byChange: Record<string, Spread> = {};
  for (const [name, taken] of times) byChange[name] = spread(taken);
  const sampled = `${FAULTS.filter(({ id }) => times.has(id)).length} of ${FAULTS.length} faults`;
  return { toDiagramMs: spread(all), sampled, byChange, undoMs: spread(undone) };
}

/** Every nth fault, beginning with another one each turn. */
function sampleOf(turn: number): readonly (typeof FAULTS)[number][] {
  if (process.argv.includes('--all')) return FAULTS;
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

async function measurePlay(browser: Browser) {
  return withPage(browser, async ({ page, devtools, address }) => {
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
      if (at === last || (!process.argv.includes('--all') && performance.now() - began >= PLAY_MS)) break;
      if (at === before) throw new Error(`playing stopped at step ${at} of ${last}`);
      before = at ?? -1;
    }
    return { played, ...(await framesOf(page)) };
  });
}

/** Protocols one after the other on one page: each the first time, when its code has to come, and once more. */
async function measureProtocols(browser: Browser) {
  const first = new Map<string, number[]>();
  const again = new Map<string, number[]>();
  for (let turn = 0; turn < PROTOCOL_ROUNDS; turn++) {
    await withPage(browser, async ({ page, devtools, address }) => {
      await open(page, devtools, `${address}#seed=${2000 + turn}`, 'one-way|');
      const note = async (times: Map<string, number[]>, protocol: Protocol, taken: number) => {
        times.set(protocol, [...(times.get(protocol) ?? []), taken]);
        await page.waitForTimeout(300);
      };
      const choose = async (times: Map<string, number[]>, protocol: Protocol) => {
        const act = () => page.getByRole('combobox', { name: 'Protocol' }).selectOption(protocol);
        await note(times, protocol, await measureChange(page, { attribute: 'protocol', value: protocol }, act));
      };
      await choose(first, 'tls1.2-ecdhe');
      await choose(first, 'tls1.3');
      // In the other mode each recording is new to the page, and the code is there.
      await note(again, 'tls1.3', await switchMode(page, 'mutual'));
      for (const protocol of ['tls1.2-rsa', 'tls1.2-ecdhe'] as const) await choose(again, protocol);
    });
  }
  const spreads = (times: Map<string, number[]>) =>
    Object.fromEntries([...times].map(([protocol, taken]) => [protocol, spread(taken)]));
  return {
    toDiagramMs: spread([...again.values()].flat()),
    firstMs: spreads(first),
    againMs: spreads(again),
  };
}

/** The longest recording that a scenario can have: how it comes to the page, and stepping through its middle. */
async function measureRecords(browser: Browser, cpuSlowdown: number) {
  return withPage(browser, async ({ page, devtools, address }) => {
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
    return { records: 2 * MAX_REQUESTS, arrival, stepping };
  });
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
async function withPage<T>(browser: Browser, use: (opened: Opened) => Promise<T>): Promise<T> {
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
