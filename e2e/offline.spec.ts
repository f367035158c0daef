// Without a network or a server: the service worker and its updates, the page in one file, and what a dead page says.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { serve } from '../scripts/serve.mjs';
import { writeServiceWorker } from '../scripts/serviceWorkerFile.mjs';
import { expect, test } from './support/test.ts';

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const SINGLE = pathToFileURL(path('dist-single/handshake-lab.html')).href;

/** A page that keeps what it would complain about. */
async function quietPage(browser: Browser, options: Parameters<Browser['newPage']>[0] = {}) {
  const page = await browser.newPage(options);
  const complaints: string[] = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

const shows = (page: Page, scenario: string) => expect(page.locator(`[data-scenario="${scenario}"]`)).toBeVisible();

/** Waits until the newest service worker is in charge and has all its files; returns the names of its caches. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    for (const worker of [registration.installing, registration.waiting])
      while (worker !== null && worker.state !== 'activated' && worker.state !== 'redundant')
        await new Promise((done) => worker.addEventListener('statechange', done, { once: true }));
    return (await caches.keys()).length;
  });

test('after one visit everything opens without a server, and a new build replaces the old one at the next visit', async ({
  browser,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'handshake-lab-'));
  cpSync(path('dist'), folder, { recursive: true });
  const first = await serve({ directory: folder, port: 0 });
  const { address, port } = first;
  const { page, complaints } = await quietPage(browser, { serviceWorkers: 'allow' });
  const stop = (server: typeof first.server) => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  await page.goto(address);
  expect(await settled(page)).toBe(1);
  await stop(first.server);

  // The lab, a run of either version by the worker, a panel, and another place.
  await page.reload();
  await shows(page, 'one-way|');
  await page.goto(`${address}#mode=mutual&protocol=tls1.3&fault=server/expired`);
  await shows(page, 'mutual|server/expired');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.goto(`${address}?visit=2#/validate`);
  await expect(page.getByRole('heading', { name: 'Validate your certificates' })).toBeVisible();
  const files = Object.keys(JSON.parse(JSON.stringify(await filesKept(page))));
  expect(files.length).toBeGreaterThan(50);
  expect(complaints.filter((text) => !text.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);

  // The next build: another page, and a file that the first one lacked.
  const html = join(folder, 'index.html');
  writeFileSync(html, readFileSync(html, 'utf8').replace('<title>', '<title>Next: '));
  writeFileSync(join(folder, 'assets/new-file.json'), '{}');
  writeServiceWorker(folder);
  const second = await serve({ directory: folder, port });
  await page.goto(`${address}#`);
  await page.reload();
  await expect(page).toHaveTitle(/^Next: /);
  // Both builds are kept, for the old one may still be open in another tab.
  await expect.poll(() => settled(page)).toBe(2);
  await stop(second.server);
  await page.reload();
  await expect(page).toHaveTitle(/^Next: /);
  await shows(page, 'one-way|');

  // And the one after it: the first is gone.
  writeFileSync(html, readFileSync(html, 'utf8').replace('<title>Next', '<title>Last'));
  writeServiceWorker(folder);
  const third = await serve({ directory: folder, port });
  const before = await cacheNames(page);
  await page.reload();
  await expect(page).toHaveTitle(/^Last: /);
  await expect.poll(async () => (await cacheNames(page)).join()).not.toBe(before.join());
  await expect.poll(async () => (await cacheNames(page)).includes(before[0] ?? '')).toBe(false);
  expect(await settled(page)).toBe(2);
  await stop(third.server);
  await page.close();
  rmSync(folder, { recursive: true });
});

const cacheNames = (page: Page) => page.evaluate(() => caches.keys());
const filesKept = (page: Page) =>
  page.evaluate(async () => {
    const [name = ''] = await caches.keys();
    const kept = await (await caches.open(name)).keys();
    return Object.fromEntries(kept.map(({ url }) => [url, true]));
  });

test('the page in one file works from a disk: runs of both kinds, a fault, the page that validates', async ({
  browser,
}) => {
  const { page, complaints } = await quietPage(browser);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  // It may start before anybody asks for a run.
  const started = page.waitForEvent('worker');
  await page.goto(SINGLE);
  await shows(page, 'one-way|');
  await page.keyboard.press('m');
  await started;
  await shows(page, 'mutual|');
  await page.goto(`${SINGLE}#mode=mutual&protocol=tls1.3&fault=server/expired`);
  await shows(page, 'mutual|server/expired');
  await page.keyboard.press('End');
  await expect(page.locator('[data-step][aria-current="step"]')).toBeVisible();
  await page.goto(`${SINGLE}#/validate`);
  await expect(page.getByRole('heading', { name: 'Validate your certificates' })).toBeVisible();
  await page.getByRole('textbox').first().fill('-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n');
  await expect(page.getByText('MAA=')).toBeVisible();
  await page.goto(`${SINGLE}#embed=1&mode=mutual`);
  await expect(page.locator('[data-step-shown="1"]')).toBeVisible();
  expect(asked.filter((url) => !/^(file:.*\/handshake-lab\.html|blob:|data:)/.test(url))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test('a page that can’t work says so, in a frame and as one file; without a worker it works', async ({
  browser,
  baseURL,
}) => {
  const page = await browser.newPage();
  const single = readFileSync(fileURLToPath(SINGLE), 'utf8');
  const frames: Readonly<Record<string, string>> = {
    scripts: `<iframe sandbox="" src="./#embed=1" width="600" height="360"></iframe>`,
    origin: `<iframe sandbox="allow-scripts" src="./#embed=1" width="600" height="360"></iframe>`,
    single: `<iframe sandbox="" src="./single.html" width="600" height="360"></iframe>`,
    alone: `<iframe sandbox="allow-scripts" src="./single.html#embed=1&amp;mode=mutual" width="600" height="360"></iframe>`,
    broken: `<iframe src="./broken.html" width="600" height="360"></iframe>`,
  };
  await page.route('**/host-*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: frames[/host-(\w+)/.exec(route.request().url())?.[1] ?? ''] ?? '',
    }),
  );
  await page.route('**/single.html', (route) => route.fulfill({ contentType: 'text/html', body: single }));
  // What a browser too old for the script does with it. No policy, since its digest would be another.
  const broken = single.replace(/<meta http-equiv[^>]*>/, '').replace('<script id="lab-script">', '$&@@');
  await page.route('**/broken.html', (route) => route.fulfill({ contentType: 'text/html', body: broken }));
  for (const [host, words] of [
    ['scripts', 'Scripts are off'],
    ['origin', 'none of its buttons works'],
    ['single', 'Scripts are off'],
    ['broken', 'none of its buttons works'],
  ] as const) {
    await page.goto(`${baseURL}host-${host}`);
    // By its place: words within noscript are none to Playwright.
    const notice = page.frameLocator('iframe').locator('.notice:visible');
    await expect(notice).toContainText(words);
    expect((await notice.boundingBox())?.y).toBeLessThan(100);
  }
  // All of it stands in the file, so a sandbox that allows scripts is enough.
  await page.goto(`${baseURL}host-alone`);
  await expect(page.frameLocator('iframe').locator('[data-step-shown="1"]')).toBeVisible();

  await page.addInitScript(() => {
    Object.assign(window, {
      Worker: class {
        constructor() {
          throw new Error('blocked');
        }
      },
    });
  });
  await page.goto(`${SINGLE}#mode=mutual`);
  await shows(page, 'mutual|');
  await expect(page.locator('#dead')).toBeHidden();
  await page.close();
});
