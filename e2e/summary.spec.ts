// The end of a run: the card below the last row, by mouse, by keys and on a phone, with nothing of it before.
import { expectAccessible } from './support/axe.ts';
import { brokenRecording } from './support/catalogue.ts';
import { defined, linkTo, recordingOf, stepOf } from './support/recordings.ts';
import { expect, test, WITH_MOTION } from './support/test.ts';

test.use({ worksAhead: false });

const expired = brokenRecording('client/expired');
const last = defined(expired.steps.at(-1));

test.describe('with motion', () => {
  test.use(WITH_MOTION);

  test('the summary comes with the last row, and End once more leads to it', async ({ lab, page }) => {
    await lab.visit(expired, stepOf(expired, 'server:path.validate'));
    const card = page.getByRole('region', { name: 'Summary' });
    await expect(card).toHaveCount(0);
    await page.keyboard.press('End');
    await expect(card).toBeVisible();
    await page.keyboard.press('End');
    await expect(card).toBeFocused();
    await expect(card).toBeInViewport({ ratio: 0.6 });
    await expect(card.getByRole('listitem')).toHaveText([
      /^Proven: A certificate for api\.bank\.test/,
      /^Never sent: Its private key/,
      // The client hears of the refusal before the server's Finished.
      /^Never sent: The same handshake/,
      /^Refused: A certificate for alice/,
      /^Never checked: Its private key/,
      /^Never checked: The same handshake/,
    ]);
    // A row is a link: the cursor goes there, and the card goes away.
    const failure = stepOf(expired, 'server:path.validate');
    await card
      .getByRole('button', { name: `row ${failure.number}` })
      .first()
      .click();
    await lab.expectAt(expired, failure);
    await expect(card).toHaveCount(0);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 844 } });

    test(`the summary and the table of who checks what are accessible on a phone, ${colorScheme}`, async ({
      lab,
      page,
    }) => {
      await lab.open(linkTo(expired.scenario, last, 'checks'));
      const card = page.getByRole('region', { name: 'Summary' });
      await expect(card).toBeVisible();
      // The columns stand one under the other, and nothing is wider than the card.
      const columns = await card
        .getByRole('list')
        .evaluateAll((lists) => lists.map((list) => list.getBoundingClientRect()));
      expect(defined(columns[1]).top).toBeGreaterThan(defined(columns[0]).bottom);
      expect(await card.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
      await expectAccessible(page, 'the summary');
      await lab.sheetHandle.click();
      await lab.panel.getByText('Who checks what').click();
      await expect(lab.panel.getByRole('table')).toBeVisible();
      await expectAccessible(page, 'who checks what');
    });
  });
}

test('from the end one goes on: the same in TLS 1.3, or beside the honest run', async ({ lab, page }) => {
  const honest = recordingOf();
  await lab.visit(honest, defined(honest.steps.at(-1)));
  const next = page.getByRole('navigation', { name: 'What to do next' });
  await next.getByRole('button', { name: 'The same in TLS 1.3' }).click();
  await expect(page.locator('#stage')).toHaveAttribute('data-protocol', 'tls1.3');
  await lab.button('Last step').click();
  await next.getByRole('button', { name: 'Compare with mutual TLS' }).click();
  await expect(page.getByRole('heading', { name: /Comparison|Side by side/i }).first()).toBeVisible();
});
