// What lies over the page, by keyboard alone: the drawer, the dialogs, the shortcuts, the hint.
import { brokenRecording } from './support/catalogue.ts';
import { tabTo } from './support/focus.ts';
import { defined, linkTo, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const oneWay = recordingOf();

test('the drawer opens, searches, breaks and closes by keyboard, and gives the focus back', async ({ lab, page }) => {
  await lab.open();
  await tabTo(page, 'Inject a fault');
  await page.keyboard.press('Enter');
  const search = lab.drawer.getByRole('searchbox', { name: 'Search faults' });
  await expect(search).toBeFocused();
  // Letters, digits, space and arrows belong to the text: nothing else may happen.
  await page.keyboard.type('m5 b?');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(search).toHaveValue('m5 b?');
  await expect(lab.mode('one-way')).toBeChecked();
  await expect(lab.place).toHaveText(`step 1 of ${oneWay.steps.length}`);
  await expect(lab.tab('explain')).toHaveAttribute('aria-selected', 'true');
  await search.fill('revoked');
  await page.keyboard.press('Tab');
  await expect(lab.drawer.getByRole('checkbox', { name: 'Revoked' }).first()).toBeFocused();
  await page.keyboard.press('Space');
  const revoked = brokenRecording('server/revoked');
  await lab.expectStory(revoked);
  await page.keyboard.press('Escape');
  await expect(lab.drawer).toBeHidden();
  await expect(lab.breakButton).toBeFocused();
  // The letter opens it as well, and again the focus comes back to where it was.
  await tabTo(page, 'Show the failure');
  await page.keyboard.press('b');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(lab.drawer).toBeHidden();
  await expect(lab.showFailure).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(lab.title).toHaveText(/refuses/);
});

test('dialogs take the focus, keep it, close by Escape and give it back', async ({ lab, page }) => {
  await lab.open();
  await lab.button('Next step').focus();
  for (const [name, open] of [
    ['Help', () => page.keyboard.press('?')],
    ['Settings', () => lab.button('Settings').press('Enter')],
    ['Options', () => lab.button('Options').press('Enter')],
  ] as const) {
    await open();
    const opener = lab.button(name === 'Help' ? 'Next step' : name);
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    for (let i = 0; i < 6; i++) {
      await page.keyboard.press('Tab');
      await expect(dialog.locator(':focus')).toHaveCount(1);
    }
    // Commands rest while a dialog is open.
    await page.keyboard.press('m');
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
    await expect(page).not.toHaveURL(/mode=mutual/);
  }
});

test('side by side takes the focus to its heading, closes by Escape and gives the focus back', async ({
  lab,
  page,
}) => {
  const heading = page.getByRole('heading', { level: 1, name: 'Side by side' });
  const button = lab.button('Compare side by side');
  // Opened by its link, it leaves the focus where a page begins.
  await page.goto('./#compare=mode%3Dmutual');
  await expect(heading).toBeVisible();
  await expect(heading).not.toBeFocused();
  await lab.open('#mode=mutual');
  await tabTo(page, 'Compare side by side');
  await page.keyboard.press('Enter');
  await expect(heading).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(heading).toBeHidden();
  await expect(button).toBeFocused();
  // By its letter, from a control that is gone meanwhile: its like has the focus again.
  await tabTo(page, 'Next step');
  await page.keyboard.press('s');
  await expect(heading).toBeFocused();
  await tabTo(page, 'Close');
  await page.keyboard.press('Enter');
  await expect(heading).toBeHidden();
  await expect(lab.button('Next step')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(lab.place).toHaveText(/^step 2 of/);
});

test('something can be broken side by side: the drawer opens, and Escape closes one after the other', async ({
  lab,
  page,
}) => {
  await lab.open('#mode=mutual');
  await page.keyboard.press('s');
  const heading = page.getByRole('heading', { level: 1, name: 'Side by side' });
  await expect(heading).toBeFocused();
  await tabTo(page, 'Swap');
  await page.keyboard.press('b');
  await expect(lab.drawer.getByRole('searchbox', { name: 'Search faults' })).toBeFocused();
  await page.keyboard.type('client/wrong-eku');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/fault=client\/wrong-eku/);
  await expect(page.locator('tr', { hasText: 'How it ended' })).toContainText('refuse');
  await page.keyboard.press('Escape');
  await expect(lab.drawer).toBeHidden();
  await expect(page.getByRole('button', { name: 'Swap' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(heading).toBeHidden();
  // The letter was pressed while nothing had the focus.
  await expect(page.locator('body')).toBeFocused();
});

test('export closes by Escape and gives the focus back, from the button, both letters and the list behind More', async ({
  lab,
  page,
}) => {
  await lab.open();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  const openedBy = async (opener: string, open: () => Promise<void>) => {
    await tabTo(page, opener);
    await open();
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(lab.button(opener)).toBeFocused();
  };
  await openedBy('Export', () => page.keyboard.press('Enter'));
  for (const letter of ['t', 'e']) await openedBy('Last step', () => page.keyboard.press(letter));
  await page.setViewportSize({ width: 390, height: 844 });
  await openedBy('More', async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'More' }).getByRole('button', { name: 'Export' })).toBeFocused();
    await page.keyboard.press('Enter');
  });
});

test('the page of one’s own certificates takes the focus, and the lab gives it back to what led there', async ({
  lab,
  page,
}) => {
  await lab.open('#mode=mutual');
  await tabTo(page, 'Validate');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Validate your certificates' })).toBeFocused();
  await expect(page).toHaveTitle('Validate your certificates · Handshake Lab');
  await expect(page.getByRole('link', { name: 'Validate', exact: true })).toHaveAttribute('aria-current', 'page');
  const toLab = page.getByRole('link', { name: 'Lab', exact: true });
  for (let i = 0; i < 6 && !(await toLab.evaluate((link) => link === document.activeElement)); i++)
    await page.keyboard.press('Shift+Tab');
  await expect(toLab).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Validate', exact: true })).toBeFocused();
  await expect(page).toHaveTitle(/^Handshake Lab: /);
});

test('the list of shortcuts is complete, and letters can be switched off and stay off', async ({ lab, page }) => {
  await lab.open();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Help' });
  for (const words of ['First step', 'Next step', 'Play or pause', 'Inject a fault', 'Secrets']) {
    await expect(dialog.getByRole('term').filter({ hasText: new RegExp(`^${words}$`) })).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await lab.button('Settings').click();
  await page.getByRole('checkbox', { name: /Letters, digits/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('m');
  await page.keyboard.press('3');
  await page.keyboard.press('ArrowRight');
  await lab.expectAt(oneWay, defined(oneWay.steps[1]));
  await expect(lab.tab('explain')).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(/#at=/);
  await lab.reload();
  await page.keyboard.press('m');
  await page.keyboard.press('ArrowRight');
  await lab.expectAt(oneWay, defined(oneWay.steps[2]));
});

test.describe('on a first visit', () => {
  test.use({ firstVisit: true });

  test('a card with ways to begin stands below the diagram: dismissed once, it stays away', async ({ lab, page }) => {
    await lab.open();
    const card = page.getByRole('region', { name: 'Where to begin' });
    await expect(card).toBeVisible();
    // It takes no focus, no row and nothing of the inspector.
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await expect(lab.currentRow).toBeInViewport({ ratio: 1 });
    const [stage, box] = [defined(await lab.stage.boundingBox()), defined(await card.boundingBox())];
    expect(box.y).toBeGreaterThanOrEqual(stage.y + stage.height - 1);
    expect(box.width).toBeLessThanOrEqual(stage.width + 1);
    expect(box.height).toBeLessThanOrEqual(0.45 * (stage.height + box.height) + 1);
    await card.getByRole('button', { name: 'Dismiss' }).focus();
    await page.keyboard.press('Enter');
    await expect(card).toHaveCount(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('stage');
    await lab.reload();
    await page.keyboard.press('ArrowRight');
    await expect(lab.currentRow).toHaveAccessibleName(/^Step 7, client to server, ClientHello/);
    await expect(card).toHaveCount(0);
  });

  test('the steps before the handshake are one row, one stop of the player, and open for whoever asks for one', async ({
    lab,
    page,
  }) => {
    const fold = lab.stage.locator('summary');
    const last = oneWay.steps.filter(({ phase }) => phase === 'issuance').length;
    await lab.open('#mode=one-way');
    await lab.expectStory(oneWay);
    await expect(fold).toHaveAttribute('aria-current', 'step');
    await expect(lab.rows).toHaveCount(oneWay.steps.length - last);
    await page.keyboard.press('ArrowRight');
    await lab.expectAt(oneWay, defined(oneWay.steps[last]));
    await page.keyboard.press('ArrowLeft');
    await expect(lab.place).toHaveText(`step 1 of ${oneWay.steps.length}`);
    await expect(fold).toHaveAttribute('aria-current', 'step');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await expect(fold).toHaveAttribute('aria-current', 'step');
    await fold.click();
    await expect(lab.rows).toHaveCount(oneWay.steps.length);
    await lab.expectAt(oneWay, defined(oneWay.steps[0]));
    await page.keyboard.press('ArrowRight');
    await lab.expectAt(oneWay, defined(oneWay.steps[1]));
    await fold.click();
    await expect(fold).toHaveAttribute('aria-current', 'step');
    await expect(lab.place).toHaveText(`step 1 of ${oneWay.steps.length}`);
    // A link to one of them opens it.
    await lab.open(linkTo(oneWay.scenario, oneWay.steps[2]));
    await lab.expectAt(oneWay, defined(oneWay.steps[2]));
    await expect(lab.rows).toHaveCount(oneWay.steps.length);
  });
});
