// Side by side: every figure of the summary agrees with the bytes of the recordings, and both diagrams go together.
import type { Locator, Page } from '@playwright/test';
import { alignedRows } from '../src/lab/recording/align.ts';
import type { Recording } from '../src/lab/recording/recording.ts';
import { expectAccessible } from './support/axe.ts';
import { brokenRecording } from './support/catalogue.ts';
import { boxTroubles } from './support/geometry.ts';
import { defined, eventsOf, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const oneWay = recordingOf();
const mutual = recordingOf({ mode: 'mutual' });
const expired = brokenRecording('client/expired');
const BESIDE_MUTUAL = '#compare=mode%3Dmutual';
const EXPIRED_BESIDE_HONEST = '#mode=mutual&fault=client/expired&compare=mode%3Dmutual';

const rowsOf = (page: Page): Locator => page.getByRole('button', { name: /^Row \d+ of/ });
const current = (page: Page): Locator => page.locator('button[aria-current="step"]');

async function open(page: Page, link: string): Promise<void> {
  await page.goto(`./${link}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Side by side' })).toBeVisible();
  await expect(rowsOf(page).first()).toBeVisible();
}

/** They are folded: the diagrams have the room. */
async function unfoldFigures(page: Page): Promise<void> {
  await expect(page.getByRole('rowheader')).toHaveCount(0);
  await page.getByText('Figures', { exact: true }).click();
}

/** The two cells of a line of the summary. */
async function figures(page: Page, label: string): Promise<[string, string]> {
  const line = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: label }) });
  const [a = '', b = ''] = await line.getByRole('cell').allInnerTexts();
  return [a, b];
}

const numberIn = (text: string): number => Number(text.replace(/,/g, '').match(/\d+/)?.[0]);

function bytesFrom(recording: Recording, who: string): number {
  const messages = eventsOf(recording.events, 'sent').map(({ message }) => message);
  return messages
    .filter(({ channel, from }) => channel === 'tls' && from === who)
    .reduce((sum, { wire }) => sum + wire.length / 2, 0);
}

for (const [link, a, b] of [
  [BESIDE_MUTUAL, oneWay, mutual],
  [EXPIRED_BESIDE_HONEST, expired, mutual],
] as const) {
  test(`the summary agrees with the bytes: ${link}`, async ({ page }) => {
    await open(page, link);
    await unfoldFigures(page);
    for (const [label, who] of [
      ['Bytes, client to server', 'client'],
      ['Bytes, server to client', 'server'],
    ] as const) {
      const [left, right] = await figures(page, label);
      expect([numberIn(left), numberIn(right)]).toEqual([bytesFrom(a, who), bytesFrom(b, who)]);
    }
    const tls = (recording: Recording) =>
      eventsOf(recording.events, 'sent').filter(({ message }) => message.channel === 'tls');
    const [left, right] = await figures(page, 'Messages');
    expect([numberIn(left), numberIn(right)]).toEqual([tls(a).length, tls(b).length]);
    const [readsA, readsB] = await figures(page, 'An eavesdropper reads');
    expect(readsA.includes('alice')).toBe(a.scenario.mode === 'mutual');
    expect(readsB).toContain('alice');
  });

  test(`each row is a step of one or both, and says how alike they are: ${link}`, async ({ page }) => {
    await open(page, link);
    const rows = alignedRows(a, b);
    const names = await rowsOf(page).evaluateAll((all) => all.map((each) => each.firstElementChild?.textContent ?? ''));
    expect(names).toHaveLength(rows.length);
    for (const [i, { likeness, left, right }] of rows.entries()) {
      const name = defined(names[i]);
      if (left) expect(name).toMatch(new RegExp(`Step ${left.number}\\b`));
      if (right) expect(name).toMatch(new RegExp(`Step ${right.number}\\b`));
      expect(name.includes('only in A')).toBe(likeness === 'leftOnly');
      expect(name.includes('only in B')).toBe(likeness === 'rightOnly');
      expect(name.includes('different. A: ')).toBe(likeness === 'differs');
    }
    await expect(
      page.getByText(`${rows.filter((row) => row.likeness !== 'same').length} of ${rows.length} rows differ`),
    ).toBeVisible();
  });
}

for (const [width, height, least] of [
  [1440, 900, 9],
  [1024, 768, 6],
  [390, 844, 4],
] as const) {
  test(`the diagrams have the room: ${least} whole rows at once at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, BESIDE_MUTUAL);
    const bottom = (await page.locator('main footer').boundingBox())?.y ?? 0;
    const bottoms = await rowsOf(page).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().bottom));
    expect(bottoms.filter((each) => each <= bottom).length).toBeGreaterThanOrEqual(least);
  });
}

test('one cursor steps through the rows of both, by keyboard alone', async ({ page }) => {
  await open(page, BESIDE_MUTUAL);
  const rows = alignedRows(oneWay, mutual);
  const only = rows.findIndex(({ likeness }) => likeness === 'rightOnly');
  for (let i = 0; i < only; i++) await page.keyboard.press('ArrowRight');
  await expect(current(page)).toHaveAccessibleName(new RegExp(`^Row ${only + 1} of ${rows.length}, only in B`));
  await page.keyboard.press('ArrowLeft');
  await expect(current(page)).toHaveAccessibleName(new RegExp(`^Row ${only} of`));
  await page.keyboard.press('End');
  await expect(current(page)).toHaveAccessibleName(new RegExp(`^Row ${rows.length} of`));
  await page.keyboard.press('Home');
  await expect(current(page)).toHaveAccessibleName(/^Row 1 of/);
  // Arrows walk the list, Enter selects.
  await current(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(current(page)).toHaveAccessibleName(/^Row 3 of/);
  await page.getByRole('button', { name: 'Next difference' }).press('Enter');
  await expect(current(page)).toHaveAccessibleName(new RegExp(`^Row ${only + 1} of`));
  await expect(current(page)).toBeInViewport();
});

test('the command compares with what is nearest, and ends it again; the link holds both', async ({ lab, page }) => {
  await lab.open('#mode=mutual&fault=client/expired');
  await lab.expectStory(expired);
  await page.keyboard.press('s');
  await expect(page.getByRole('combobox', { name: 'Compare with' })).toHaveValue('honest');
  await expect(page).toHaveURL(/fault=client\/expired&compare=mode=mutual$/);
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption('mode');
  await expect(page).toHaveURL(/compare=fault=client\/expired$/);
  await page.goBack();
  await expect(page.getByRole('combobox', { name: 'Compare with' })).toHaveValue('honest');
  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('Mutual TLS');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(lab.story).toContainText('Mutual TLS');
  await expect(lab.rows).toHaveCount(mutual.steps.length);
});

test('on a phone one diagram is seen at a time, and each can be chosen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, BESIDE_MUTUAL);
  const heading = (name: string) => page.getByRole('heading', { level: 2, name });
  await expect(heading('One-way TLS')).toBeVisible();
  await expect(heading('Mutual TLS')).toBeHidden();
  await page.getByRole('radio', { name: 'Diagram B' }).check();
  await expect(heading('Mutual TLS')).toBeVisible();
  await expect(heading('One-way TLS')).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test(`it is accessible and whole on desk and phone, ${colorScheme}`, async ({ page }) => {
      for (const [width, height] of [
        [1440, 900],
        [1024, 768],
        [390, 844],
        [360, 640],
      ] as const) {
        await page.setViewportSize({ width, height });
        await open(page, `${EXPIRED_BESIDE_HONEST}&at=server:path.validate`);
        await expectAccessible(page, `side by side, ${width} px`);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(sideways).toBeLessThanOrEqual(0);
        await expect.poll(() => boxTroubles(page.locator('main footer').getByRole('button'))).toEqual([]);
        await expect.poll(() => boxTroubles(page.getByRole('banner').getByRole('button'))).toEqual([]);
      }
    });
  });
}
