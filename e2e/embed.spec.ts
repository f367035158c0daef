// The lab in a frame of somebody else's page: sizes, messages and keys are the contract of docs/embed.md.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { iframeFor } from '../src/ui/embed/iframe.ts';
import { expect, test, WITH_MOTION } from './support/test.ts';

test.use(WITH_MOTION);

/** A page of another origin (another port) with one frame; it keeps what it is told. */
async function hostWith(frame: (origin: string) => string) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>Course</title>
      <p>Before the frame <button>here</button></p>${frame(origin())}<p style="height: 2000px">After it</p>
      <script>const told = []; addEventListener('message', (event) => told.push({ from: event.origin, ...event.data }));</script>`);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin: origin(), close: () => server.close() };
}

const told = (page: Page) => page.evaluate('told') as Promise<unknown>;
const MOVES = 29;
const LINK = 'mode=mutual&protocol=tls1.3';

for (const [width, height, rows, strip] of [
  [600, 360, 268, 0],
  [960, 540, 324, 60],
] as const) {
  test(`in another origin's frame of ${width} by ${height}, rows have ${rows} px, and keys move the diagram alone`, async ({
    browser,
    baseURL,
  }) => {
    const lab = baseURL ?? '';
    const host = await hostWith((origin) =>
      iframeFor(`${lab}#${LINK}&origin=${origin}`, 'A handshake')
        .replace(/width="\d+" height="\d+"/, `width="${width}" height="${height}"`)
        .replace('1px solid', '0 solid'),
    );
    const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
    await page.goto(host.origin);
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('[data-step-shown="1"]')).toBeVisible();

    const high = (selector: string) =>
      frame
        .locator(selector)
        .evaluateAll((all) => all.reduce((sum, each) => sum + each.getBoundingClientRect().height, 0));
    const [heads, main, foot, text] = [
      await high('[data-heads]'),
      await high('main'),
      await high('footer'),
      await high('section[aria-label="This step"]'),
    ];
    expect({ foot, strip: text }).toEqual({ foot: 54, strip });
    // The heads are as high as their letters, which are not the same on every system.
    expect(Math.abs(main - heads - rows)).toBeLessThanOrEqual(2);
    await expect(frame.locator('header')).toHaveCount(0);

    // Next is the first stop of the keyboard; arrows move the diagram, and the page around stays where it is.
    await page.getByRole('button', { name: 'here' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(frame.locator('[data-step-shown="1"]')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(frame.getByRole('button', { name: 'Next', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    for (let move = 2; move <= MOVES; move += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(async () => ((await told(page)) as readonly unknown[]).length).toBe(MOVES + 1);
    const shown = Number(await frame.locator('[data-step-shown]').getAttribute('data-step-shown'));
    await expect(frame.locator(`[data-step="${shown}"]`)).toBeInViewport();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.keyboard.press('b');
    await expect(frame.getByRole('dialog')).toHaveCount(0);

    // The link opens the same step in the whole lab, and names nothing of the frame.
    const open = await frame.getByRole('link', { name: /Open in/ }).getAttribute('href');
    expect(open).toMatch(/mode=mutual/);
    expect(open).toMatch(/at=/);
    expect(open).not.toMatch(/embed|origin/);

    const steps = Number(/of (\d+)/.exec((await frame.locator('footer').textContent()) ?? '')?.[1]);
    const all = (await told(page)) as readonly { readonly step: number }[];
    const from = new URL(lab).origin;
    expect(all).toEqual(all.map(({ step }) => ({ from, type: 'handshake-lab', step, steps })));
    // Each move goes on, by one row or past a fold, to where the frame is.
    expect(all.map(({ step }) => step)).toEqual([...new Set(all.map(({ step }) => step))].sort((a, b) => a - b));
    expect([all[0]?.step, all.at(-1)?.step]).toEqual([1, shown]);
    await page.close();
    host.close();
  });
}

test('the page around is told nothing where the link names another, and text=0 leaves out the sentence', async ({
  browser,
  baseURL,
}) => {
  const host = await hostWith(
    () =>
      `<iframe src="${baseURL}#embed=1&amp;text=0&amp;origin=https://school.example" width="960" height="540"></iframe>`,
  );
  const page = await browser.newPage();
  await page.goto(host.origin);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Next', exact: true }).click();
  await expect(frame.locator('[data-step-shown]:not([data-step-shown="1"])')).toBeVisible();
  await expect(frame.getByLabel('This step')).toHaveCount(0);
  expect(await told(page)).toEqual([]);
  await page.close();
  host.close();
});

test('a mission in another origin’s frame tells its state and score to that origin, and has no bar of places', async ({
  browser,
  baseURL,
}) => {
  const lab = baseURL ?? '';
  const host = await hostWith((origin) =>
    iframeFor(`${lab}#protocol=tls1.3&mission=2&origin=${origin}`, 'Mission 2').replace('1px solid', '0 solid'),
  );
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 } });
  await page.goto(host.origin);
  const frame = page.frameLocator('iframe');
  const check = frame.getByRole('button', { name: 'Check', exact: true });
  await expect(frame.getByText('Mission 2 of 15')).toBeVisible();
  await expect(frame.locator('#stage')).toHaveAttribute('data-protocol', 'tls1.3');
  await expect(frame.getByRole('navigation', { name: 'Places' })).toHaveCount(0);
  expect(await frame.getByRole('banner').evaluate((header) => header.getBoundingClientRect().height)).toBe(104);
  await check.click();
  await expect(frame.getByRole('heading', { name: 'Not yet' })).toBeVisible();
  await frame.getByRole('button', { name: /^Inject a fault/ }).click();
  await frame.getByRole('searchbox', { name: 'Search faults' }).fill('stolen');
  await frame.locator('[data-fault="server/stolen-certificate"]').click();
  await expect(frame.locator('#stage')).toHaveAttribute('data-scenario', 'one-way|server/stolen-certificate');
  await page.keyboard.press('Escape');
  await check.click();
  await expect(frame.getByRole('heading', { name: 'Done in 1 edit, par 1' })).toBeVisible();
  await expect(frame.getByRole('link', { name: 'All missions' })).toHaveCount(0);
  await expect
    .poll(async () => ((await told(page)) as readonly unknown[]).at(-1))
    .toEqual({ from: new URL(lab).origin, type: 'handshake-lab', mission: 2, state: 'done', score: 1 });
  const all = (await told(page)) as readonly { readonly mission: number; readonly score: number }[];
  expect(all[0]).toMatchObject({ mission: 2, state: 'open', score: 0 });
  // The mission alone, and never less than before.
  expect(all.every(({ mission }) => mission === 2)).toBe(true);
  const scores = all.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort());
  const open = await frame.getByRole('link', { name: 'Open in Handshake Lab' }).getAttribute('href');
  expect(open).toMatch(/mission=2/);
  expect(open).not.toMatch(/embed|origin/);
  await page.close();
  host.close();
});
