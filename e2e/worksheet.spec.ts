// A run on paper: the sheet without answers, the answer sheet, and how both are printed.
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

test('a worksheet is the run of the lab, has no answer in the page, and the answer sheet has them all', async ({
  page,
}) => {
  await page.goto('./#mode=mutual&protocol=tls1.3&fault=client/expired');
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|client/expired');
  await page.evaluate(() => {
    location.hash = '#/learn/worksheet';
  });
  const sheet = page.getByRole('article', { name: 'Worksheet' });
  await expect(sheet.getByRole('heading', { name: 'The client’s certificate has expired' })).toBeVisible();
  const blanks = await sheet.getByText('blank', { exact: true }).count();
  expect(blanks).toBeGreaterThan(10);
  await expect(sheet.locator('[data-ticked="true"]')).toHaveCount(0);
  // The address has the run, and does not name what is broken.
  expect(page.url()).toContain('#/learn/worksheet?mode=mutual&protocol=tls1.3&');
  expect(page.url()).not.toContain('expired');
  const numbers = await sheet.locator('sup').allInnerTexts();

  await page.getByRole('radio', { name: 'Answer sheet' }).check();
  const answered = page.getByRole('article', { name: 'Answer sheet' });
  await expect(answered.getByText('blank', { exact: true })).toHaveCount(0);
  expect(await answered.locator('sup').allInnerTexts()).toEqual(numbers);
  await expect(answered.locator('li[data-right="true"]').filter({ hasText: 'Expiry (notAfter)' })).toBeVisible();
  await page.reload();
  await expect(answered).toBeVisible();
  expect(await answered.locator('sup').allInnerTexts()).toEqual(numbers);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `the worksheet in the ${colorScheme} theme`);
  }
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('link', { name: 'Missions' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(answered).toBeVisible();
});
