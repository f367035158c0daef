// The same scenario leaves the same recording, byte for byte, in Node and in the page's worker.
import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { DEFAULT_SCENARIO, MODES, type Scenario, SUITES } from '../src/lab/scenario/scenario.ts';
import type { WorkerReply } from '../src/workers/protocol.ts';
import { joinParts } from '../src/workers/recordingParts.ts';
import { faultOf, TWELVE } from './support/catalogue.ts';
import { recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const scenario = (change: Partial<Scenario>): Scenario => ({ ...DEFAULT_SCENARIO, ...change });
const honest = MODES.flatMap((mode) => SUITES.map((suite) => scenario({ mode, suite })));
const broken = TWELVE.flatMap(({ fault }) => faultOf(fault).modes.map((mode) => scenario({ mode, faults: [fault] })));
const others = [
  scenario({ mode: 'mutual', revocation: 'off' }),
  scenario({ mode: 'mutual', seed: 4294967295 }),
  scenario({ mode: 'mutual', faults: ['server/expired', 'client/wrong-eku'] }),
  ...SUITES.map((suite) => scenario({ mode: 'mutual', suite, faults: ['client/stolen-certificate'] })),
];

for (const [name, scenarios] of [
  ['both honest flows in all suites', honest],
  ['the twelve faults', broken],
  ['pairs of faults, other seeds, revocation off', others],
] as const) {
  test(`${name} leave the same recording in Node and in the browser`, async ({ page, lab }) => {
    const started = page.waitForEvent('worker');
    await lab.open();
    const runs = await runInWorker(page, (await started).url(), scenarios);
    for (const [i, each] of scenarios.entries()) {
      const label = `${each.mode} ${each.suite} ${each.faults.join('+')}`;
      const inBrowser: unknown = JSON.parse(runs[i] ?? 'null');
      expect(digest(inBrowser), label).toBe(digest(recordingOf(each)));
    }
    // Different scenarios differ: the digest looks at something.
    expect(new Set(runs.map(digest)).size).toBe(scenarios.length);
  });
}

test('an unknown value in a scenario is refused by the worker and does not end it', async ({ page, lab }) => {
  const started = page.waitForEvent('worker');
  await lab.open();
  const odd = { ...DEFAULT_SCENARIO, suite: 'TLS_NULL_WITH_NULL_NULL' } as unknown as Scenario;
  await expect(runInWorker(page, (await started).url(), [odd])).rejects.toThrow(/TLS_NULL_WITH_NULL_NULL/);
});

/** A second worker from the same file, driven by the page's own protocol. Answers the recordings as JSON. */
async function runInWorker(page: Page, url: string, scenarios: readonly Scenario[]): Promise<string[]> {
  const parts = await page.evaluate(
    async ({ url, scenarios }) => {
      const worker = new Worker(url, { type: 'module' });
      const run = (id: number, scenario: Scenario) =>
        new Promise<string[]>((done, failed) => {
          const parts: string[] = [];
          worker.onerror = (event) => failed(new Error(event.message));
          worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => {
            if (data.id !== id) return;
            if ('problem' in data) failed(new Error(data.problem));
            else if ('part' in data) parts.push(data.part);
            else if ('result' in data) done(parts);
          };
          worker.postMessage({ id, kind: 'run', scenario, provider: null });
        });
      const recordings: string[][] = [];
      for (const [id, scenario] of scenarios.entries()) recordings.push(await run(id, scenario));
      worker.terminate();
      return recordings;
    },
    { url, scenarios },
  );
  return parts.map((texts) => JSON.stringify(joinParts(texts.map((text) => JSON.parse(text)))));
}

/** SHA-256 of the value as JSON with sorted keys. */
function digest(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
