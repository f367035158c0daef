// What lies over the page, by keyboard alone: the drawer, the dialogs, the shortcuts, the hint.
import { brokenRecording } from './support/catalogue.ts';
import { tabTo } from './support/focus.ts';
import { defined, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const oneWay = recordingOf();

test('the drawer opens, searches, breaks and closes by keyboard, and gives the focus back', async ({ lab, page }) => {
  await lab.open();
  await tabTo(page, 'Break something');
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
    ['Keyboard shortcuts', () => page.keyboard.press('?')],
    ['About this lab', () => lab.button('About this lab').press('Enter')],
  ] as const) {
    await open();
    const opener = name === 'About this lab' ? lab.button('About this lab') : lab.button('Next step');
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

test('the list of shortcuts is complete, and letters can be switched off and stay off', async ({ lab, page }) => {
  await lab.open();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const words of ['First step', 'Next step', 'Play or pause', 'Break something', 'Who knows what']) {
    await expect(dialog.getByRole('term').filter({ hasText: words })).toBeVisible();
  }
  await dialog.getByRole('checkbox', { name: /Letters, digits/ }).uncheck();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
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

test('the hint for a first visit is in the way of nobody: dismissed once, it stays away', async ({ lab, page }) => {
  await lab.open();
  const hint = page.getByRole('note').filter({ hasText: 'to step' });
  await expect(hint).toBeVisible();
  await tabTo(page, 'Dismiss hint');
  await page.keyboard.press('Enter');
  await expect(hint).toBeHidden();
  await lab.reload();
  await expect(hint).toBeHidden();
});
