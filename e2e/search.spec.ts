// The search over everything: by mouse, by keyboard, on a phone; the glossary that it leads to; and terms in texts.
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test('finds faults, checks and alerts by mouse: injects one, opens the check that fails for it, and takes it out again', async ({
  page,
}) => {
  await page.goto('./#mode=mutual&protocol=tls1.3');
  const search = page.getByRole('combobox', { name: 'Search' });
  await search.click();
  await search.fill('expired');
  const faults = page.getByRole('group', { name: 'Faults' });
  await expect(faults.getByRole('option').first()).toContainText('Server certificate · expired');
  await faults.getByRole('option', { name: /^Client certificate · expired/ }).click();
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|client/expired');
  await search.click();
  await search.fill('notAfter');
  await page.getByRole('option', { name: /^Expiry \(notAfter\).*Fails in this run, row \d+/ }).click();
  await expect(page.getByRole('tab', { name: /^Checks/, selected: true })).toBeVisible();
  await search.click();
  await search.fill('client/expired');
  await page.getByRole('option', { name: /^Client certificate · expired.*in this run.*Remove$/ }).click();
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|');
});

test('works by keyboard: slash, arrows, Enter and Escape; the focus comes back, and no key is a command meanwhile', async ({
  page,
}) => {
  await page.goto('./');
  const search = page.getByRole('combobox', { name: 'Search' });
  await page.locator('#stage').focus();
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.type('SNI');
  const active = page.getByRole('listbox', { name: 'Found' }).getByRole('option', { selected: true });
  await expect(active).toContainText('server name indication');
  await expect(search).toHaveAttribute('aria-activedescendant', (await active.getAttribute('id')) ?? '');
  await page.keyboard.press('ArrowUp');
  await expect(active).not.toContainText('server name indication');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const glossary = page.getByRole('dialog', { name: 'Glossary' });
  await expect(glossary.locator('[data-here]')).toContainText('SNI');
  await page.keyboard.press('Escape');
  await expect(glossary).toHaveCount(0);
  await page.locator('#stage').focus();
  await page.keyboard.press('/');
  await page.keyboard.type('mb1');
  await expect(page.getByText(/^Nothing is called “mb1”/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('#stage')).toBeFocused();
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'one-way|');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a mission that is found begins, also one whose fault is hidden, and a term leads to its place in the glossary', async ({
  page,
}) => {
  await page.goto('./#/learn/glossary');
  await page.getByRole('searchbox', { name: 'Filter the terms' }).fill('thumbprint');
  await expect(page.locator('[data-term]')).toHaveCount(1);
  const search = page.getByRole('combobox', { name: 'Search' });
  await search.click();
  await search.fill('mission 6');
  await page.getByRole('option', { name: /^Mission 6/ }).click();
  await expect(page.getByText('1 fault, hidden')).toBeVisible();
  await expect(page).toHaveURL(/hidden=.*mission=6/);
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'one-way|ca/not-a-ca');
  await search.click();
  await search.fill('15');
  await page.getByRole('option', { name: /^Mission 15/ }).click();
  await expect(page.getByText('Mission 15 of 15')).toBeVisible();
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|');
  await search.click();
  await search.fill('subjectAltName');
  await page.getByRole('option', { name: /^SAN/ }).click();
  await page.getByRole('dialog', { name: 'Glossary' }).getByRole('link', { name: /page$/ }).click();
  await expect(page).toHaveURL(/#\/learn\/glossary\/san$/);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('main [data-here]')).toContainText('subject alternative name');
  await expectAccessible(page, 'the page of the glossary');
});

test('fills a phone, and finds with a wrong letter', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  const search = page.getByRole('combobox', { name: 'Search' });
  await search.click();
  await search.fill('unable to get local isuer certificate');
  // What looks like a message of a program can be explained, before all that it finds.
  await expect(page.getByRole('listbox', { name: 'Found' }).getByRole('option').first()).toContainText('Why?');
  const first = page.getByRole('group', { name: 'Faults' }).getByRole('option').first();
  await expect(first).toContainText('missing intermediate');
  const box = await page.getByRole('listbox').boundingBox();
  expect(box?.width).toBeGreaterThan(380);
  const { scrollWidth } = await page.evaluate(() => ({ scrollWidth: document.documentElement.scrollWidth }));
  expect(scrollWidth).toBeLessThanOrEqual(390);
  await page.getByRole('button', { name: /^Close the search/ }).click();
  await expect(first).toHaveCount(0);
});

for (const theme of ['light', 'dark'] as const) {
  test(`is accessible in the ${theme} theme, with a term of a text and the glossary`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto('./');
    const term = page.getByRole('tabpanel').getByRole('button', { name: 'CA', exact: true });
    // The first sign of somebody brings the glossary: once the page listens.
    let x = 300;
    await expect(async () => {
      await page.mouse.move(x++, 300);
      await expect(term).toBeVisible({ timeout: 1000 });
    }).toPass();
    await term.focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('tooltip')).toContainText('certification authority');
    await expectAccessible(page, `a term, ${theme}`);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('tooltip')).toHaveCount(0);
    await expect(term).toBeFocused();
    await page.keyboard.press('/');
    await page.keyboard.type('revoked');
    await expect(page.getByRole('listbox', { name: 'Found' }).getByRole('option').first()).toBeVisible();
    await expectAccessible(page, `the search, ${theme}`);
    await page.getByRole('combobox', { name: 'Search' }).fill('ocsp');
    await page.getByRole('listbox').getByRole('option', { name: /^OCSP/ }).click();
    await expect(page.getByRole('dialog', { name: 'Glossary' })).toBeVisible();
    await expectAccessible(page, `the glossary, ${theme}`);
  });
}
