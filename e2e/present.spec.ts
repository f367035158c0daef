// Presenting mode: large letters, two panes, a clicker's keys, and predictions that a class answers together.
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

test('a run is presented in large letters, by a clicker, with its questions, and Escape leaves', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('./#fault=server/expired&predict=1&present=1');
  const words = page.getByRole('region', { name: 'This step' });
  await expect(words.getByRole('heading', { name: 'ClientHello' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeHidden();
  // Every letter that stands in the two panes is at least 20 px high, as it is seen.
  const smallest = await page.evaluate(() => {
    const sizes: { readonly text: string; readonly size: number }[] = [];
    for (const pane of document.querySelectorAll('main')) {
      const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const { parentElement: parent, textContent } = node;
        if (!parent?.checkVisibility() || !textContent?.trim() || parent.getBoundingClientRect().width < 4) continue;
        sizes.push({
          text: textContent.trim(),
          size: parseFloat(getComputedStyle(parent).fontSize) * (parent.currentCSSZoom ?? 1),
        });
      }
    }
    return sizes.sort((a, b) => a.size - b.size)[0];
  });
  expect(smallest?.size, smallest?.text).toBeGreaterThanOrEqual(20);

  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(words.getByRole('heading', { name: 'The server’s Certificate' })).toBeVisible();
  const question = page.getByRole('region', { name: 'Prediction' });
  await expect(question).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await expect(question.getByRole('heading', { name: 'Right: it knows nobody yet.' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `presenting, in the ${colorScheme} theme`);
  }
  // The next question: Escape skips it first, and leaves when nothing is asked.
  await page.keyboard.press('Enter');
  await expect(question.getByRole('heading', { name: /where does it fail/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question.getByRole('heading', { name: /where does it fail/ })).toBeHidden();
  if (await question.isVisible()) await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await page.keyboard.press('Home');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(words.getByRole('heading', { name: 'The server’s Certificate' })).toBeVisible();
  await page.keyboard.press('PageUp');
  await expect(words.getByRole('heading', { name: 'ServerHello' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(words).toBeHidden();
  await expect(page.getByRole('banner')).toBeVisible();
  await expect.poll(() => page.url()).not.toContain('present');
});
