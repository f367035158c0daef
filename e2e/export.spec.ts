// Export: what the page hands out is what the engine makes, and what comes back is shown as it was recorded.
import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { credentialFiles } from '../src/lab/files/exportFiles.ts';
import { capture } from '../src/lab/files/pcapng.ts';
import { parseRecording, writeRecording } from '../src/lab/files/recordingFile.ts';
import { reproduce } from '../src/lab/files/reproduce.ts';
import { reproductionWords, shellText } from '../src/lessons/reproduce.ts';
import { expectAccessible } from './support/axe.ts';
import { brokenRecording } from './support/catalogue.ts';
import { textTroubles } from './support/geometry.ts';
import { defined, linkTo, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const expired = brokenRecording('client/expired');

const panelOf = (page: Page) => page.getByRole('dialog', { name: 'Export' });

async function downloaded(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const closed = panelOf(page).locator('details:not([open]) > summary');
  while ((await closed.count()) > 0) await closed.first().click();
  const waiting: Promise<Download> = page.waitForEvent('download');
  await panelOf(page).getByRole('button', { name }).click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/** As a file that somebody chose. */
const fileOf = (text: string, name = 'recording.json') => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

test('the files are those of the recording on screen', async ({ lab, page }) => {
  await lab.open(linkTo(expired.scenario));
  await lab.expectStory(expired);
  await lab.button('Export').click();
  await expect(panelOf(page).getByRole('button', { name: 'handshake-lab.zip' })).toBeVisible();

  expect((await downloaded(page, 'recording.json')).bytes.toString()).toBe(writeRecording(expired));
  expect(new Uint8Array((await downloaded(page, 'capture.pcapng')).bytes)).toEqual(capture(expired));
  expect((await downloaded(page, 'keys.log')).bytes.toString()).toBe(expired.keyLog);
  const files = credentialFiles(expired);
  for (const name of ['server.pem', 'client.key']) {
    expect((await downloaded(page, name)).bytes.toString()).toBe(files[name]);
  }

  const zip = await downloaded(page, 'handshake-lab.zip');
  expect(zip.name).toBe('handshake-lab.zip');
  const entries = unzipSync(zip.bytes);
  expect(Buffer.from(defined(entries['handshake-lab/recording.json'])).toString()).toBe(writeRecording(expired));
  expect(Buffer.from(defined(entries['handshake-lab/README.txt'])).toString()).toContain(page.url().split('#')[0]);

  const svg = (await downloaded(page, 'diagram.svg')).bytes.toString();
  expect(svg).toContain('The client’s certificate has expired');
  const png = (await downloaded(page, 'diagram.png')).bytes;
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  // Twice the size of the SVG (PNG, IHDR: width and height).
  const [, width = 0] = (/<svg [^>]*width="([\d.]+)"/.exec(svg) ?? []).map(Number);
  expect(png.readUInt32BE(16)).toBe(2 * width);
  expect(png.readUInt32BE(20)).toBeGreaterThan(3000);
});

test('the commands are those that the tests run, and can be copied', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.open(linkTo(expired.scenario));
  await lab.expectStory(expired);
  await page.keyboard.press('t');
  const reproduction = reproduce(expired);
  const words = reproductionWords(reproduction, expired.scenario);
  await expect(panelOf(page).getByText(words.headline)).toBeVisible();
  for (const [who, argv, expected] of [
    ['server', reproduction.commands.server, words.server],
    ['client', reproduction.commands.client, words.client],
    ['curl', defined(reproduction.commands.curl), defined(words.curl)],
  ] as const) {
    await panelOf(page)
      .getByRole('button', { name: `Copy ${who} command` })
      .click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(shellText(argv));
    await expect(panelOf(page).getByText(defined(expected.prints[0]), { exact: true })).toBeVisible();
  }
});

test('a machine in the middle has files and commands of its own', async ({ lab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const attacked = recordingOf({ mode: 'mutual', faults: ['wire/mitm-trusted'] });
  await lab.open(linkTo(attacked.scenario));
  await lab.expectStory(attacked);
  await page.keyboard.press('t');
  const reproduction = reproduce(attacked);
  const words = reproductionWords(reproduction, attacked.scenario);
  await expect(panelOf(page).getByText(words.headline)).toBeVisible();
  expect((await downloaded(page, 'attacker.key')).bytes.toString()).toBe(credentialFiles(attacked)['attacker.key']);
  for (const [who, argv] of [
    ['the attacker’s server', defined(reproduction.deceived).server],
    ['deceived client', defined(reproduction.deceived).client],
    ['server', reproduction.commands.server],
    ['client', reproduction.commands.client],
  ] as const) {
    await panelOf(page)
      .getByRole('button', { name: `Copy ${who} command`, exact: true })
      .click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(shellText(argv));
  }
});

test('what happens to bytes on their way is shown by the capture, and no command promises it', async ({
  lab,
  page,
}) => {
  const attacked = brokenRecording('wire/flip-record');
  await lab.open(linkTo(attacked.scenario));
  await lab.expectStory(attacked);
  await page.keyboard.press('t');
  const words = reproductionWords(reproduce(attacked), attacked.scenario);
  await expect(panelOf(page).getByText(words.headline)).toBeVisible();
  await expect(panelOf(page).getByRole('button', { name: /Copy .* command/ })).toHaveCount(0);
});

test('a recording comes back as it was recorded, and there is a way back', async ({ lab, page }) => {
  await lab.open();
  await page.keyboard.press('t');
  await panelOf(page)
    .getByLabel('Recording to open')
    .setInputFiles(fileOf(writeRecording(expired), 'from alice.json'));
  await expect(panelOf(page)).toBeHidden();
  await expect(page.getByText('Opened from the file from alice.json')).toBeVisible();
  await lab.expectStory(expired);
  await expect(lab.rows).toHaveCount(expired.steps.length);
  await lab.button('Last step').click();
  await lab.expectAt(expired, defined(expired.steps.at(-1)));
  expect(new URL(page.url()).hash).toBe('');

  await page.keyboard.press('t');
  await expect(panelOf(page).getByText('without keys and without commands')).toBeVisible();
  await expect(panelOf(page).getByRole('button', { name: 'server.key' })).toHaveCount(0);
  const saved = (await downloaded(page, 'recording.json')).bytes.toString();
  expect(parseRecording(saved)).toEqual(parseRecording(writeRecording(expired)));
  await page.keyboard.press('Escape');

  await lab.button('Back to the lab').click();
  await lab.expectStory(recordingOf());
  await expect(page.getByText('Opened from the file')).toBeHidden();
});

test('an edited recording shows what was edited, as text', async ({ lab, page }) => {
  await lab.open();
  const edited = JSON.parse(writeRecording(expired)) as {
    events: { facts?: Record<string, unknown>; message?: { facts: Record<string, unknown> } }[];
  };
  for (const event of edited.events) {
    const facts = event.facts ?? event.message?.facts ?? {};
    for (const name of ['subject', 'serverName', 'line', 'name', 'issuer']) {
      if (name in facts) facts[name] = '<img src=x onerror="document.title=1"><b>bold</b>';
    }
  }
  const text = JSON.stringify(edited);
  expect(parseRecording(text).ok).toBe(true);
  await page.keyboard.press('t');
  await panelOf(page).getByLabel('Recording to open').setInputFiles(fileOf(text));
  await expect(page.getByText('Opened from the file')).toBeVisible();
  for (const step of expired.steps.filter(({ number }) => number % 5 === 0)) {
    await lab.rows.nth(step.number - 1).click();
    await expect(lab.place).toHaveText(`step ${step.number} of ${expired.steps.length}`);
  }
  await expect(lab.stage.getByText('<b>bold</b>').first()).toBeAttached();
  expect(await page.locator('img, [onerror]').count()).toBe(0);
  await expect(page).not.toHaveTitle('1');
});

test('what is no recording is refused with a reason, and the page stays as it is', async ({ lab, page }) => {
  await lab.open();
  await page.keyboard.press('t');
  const open = panelOf(page).getByLabel('Recording to open');
  const problem = panelOf(page).getByRole('alert');
  for (const [text, reason] of [
    ['no json', /is not JSON/],
    ['{"a":1}', /no recording of the lab/],
    [
      writeRecording(expired).replace('"from":"client"', '"from":"<script>"'),
      /message\.from should be client or server/,
    ],
    [
      writeRecording(expired).replace(/"until":\d+/, '"until":99999'),
      /steps\[0\]\.until should be where the next step begins/,
    ],
  ] as const) {
    await open.setInputFiles(fileOf(text, 'x.json'));
    await expect(problem).toContainText('x.json: ');
    await expect(problem).toHaveText(reason);
  }
  await page.keyboard.press('Escape');
  await lab.expectStory(recordingOf());
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const [width, height] of [
      [1440, 900],
      [1024, 768],
      [390, 844],
    ] as const) {
      test(`the panel is accessible and whole, ${width} pixels wide, ${colorScheme}`, async ({ lab, page }) => {
        await page.setViewportSize({ width, height });
        await lab.open(linkTo(brokenRecording('server/tampered').scenario));
        await page.keyboard.press('t');
        await expect(panelOf(page).getByRole('button', { name: 'handshake-lab.zip' })).toBeVisible({ timeout: 30_000 });
        await expectAccessible(page, `Export, ${width} px`);
        await expect.poll(() => textTroubles(panelOf(page).getByRole('list').first()), { timeout: 20_000 }).toEqual([]);
        const sideways = await panelOf(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
        expect(sideways).toBeLessThanOrEqual(0);
      });
    }
  });
}
