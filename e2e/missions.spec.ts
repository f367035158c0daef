// Missions, from the list to what they showed: by mouse, by keyboard, and on a phone.
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

test('a mission is begun, missed, solved and kept, by mouse', async ({ page }) => {
  await page.goto('./#/learn');
  await page.getByRole('link', { name: /Refused at the other door/ }).click();
  await expect(page.getByRole('heading', { name: 'Make the server refuse a valid client certificate.' })).toBeVisible();
  const dock = page
    .getByRole('region', { name: 'Mission', exact: true })
    .filter({ has: page.getByRole('heading', { level: 2 }) });
  const check = page.getByRole('button', { name: 'Check', exact: true });
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|');
  await check.click();
  await expect(dock.getByRole('heading')).toHaveText('Not yet');
  await expect(dock.getByRole('listitem').filter({ hasText: 'the server refuses by itself' })).toContainText('row');
  await page.getByRole('button', { name: /^Inject a fault/ }).click();
  await page.getByRole('searchbox', { name: 'Search faults' }).fill('stolen');
  await page.locator('[data-fault="client/stolen-certificate"]').first().click();
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|client/stolen-certificate');
  await page.keyboard.press('Escape');
  await check.click();
  await expect(dock.getByRole('heading')).toHaveText('Done in 1 edit, par 1');
  await dock.getByRole('link', { name: 'All missions' }).click();
  await expect(page.getByRole('link', { name: /^Done: ?7 ?Refused at the other door/ })).toBeVisible();
  await page.reload();
  await expect(page.getByText('1 of 15 done')).toBeVisible();
});

test('a mission is done by keyboard alone', async ({ page }) => {
  await page.goto('./#protocol=tls1.3&mission=2');
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'one-way|');
  await page.keyboard.press('h');
  await expect(page.getByText('Hint 1 of 3')).toBeVisible();
  await page.keyboard.press('b');
  const search = page.getByRole('searchbox', { name: 'Search faults' });
  await expect(search).toBeFocused();
  await page.keyboard.type('stolen');
  await expect(page.locator('[data-fault]')).toHaveCount(2);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'one-way|server/stolen-certificate');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await expect(page.getByRole('heading', { name: 'Done in 1 edit, par 1' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 844 } });

    test(`a hidden fault is named on a phone, and list and dock are accessible, ${colorScheme}`, async ({ page }) => {
      await page.goto('./#/learn');
      await expect(page.getByRole('link', { name: /Who is lying/ })).toBeVisible();
      await expectAccessible(page, 'the list of missions');
      await page.getByRole('link', { name: /Who is lying/ }).click();
      await expect(page.getByText('1 fault, hidden')).toBeAttached();
      expect(page.url()).not.toContain('not-a-ca');
      await page.getByLabel('Certificate', { exact: true }).selectOption('1');
      await page.getByLabel('Field', { exact: true }).selectOption('keyUsage');
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await expect(page.getByRole('heading', { level: 2 }).filter({ hasText: /Not yet|Done/ })).toBeVisible();
      await page.getByLabel('Field', { exact: true }).selectOption('basicConstraints');
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await expect(page.getByRole('heading', { name: 'Done', exact: true })).toBeVisible();
      await expectAccessible(page, 'a mission that is done');
    });
  });
