// Predictions, from the first question to the end of the run: by keyboard, by mouse, on a phone, and by a link that somebody
// has shared.
import type { Locator, Page } from '@playwright/test';
import { formatLink } from '../src/app/link.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../src/lab/scenario/scenario.ts';
import { FAULT_WORDS, faultTitleLong } from '../src/lessons/faults.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const STOLEN = normalizeScenario({
  ...DEFAULT_SCENARIO,
  mode: 'mutual',
  protocol: 'tls1.3',
  faults: ['server/stolen-certificate'],
});

const shared = (scenario: Scenario): string =>
  `./#${formatLink({ scenario, at: null, tab: 'explain', predict: '1' }, true)}`;

const dockOf = (page: Page): Locator =>
  page
    .getByRole('region', { name: 'Prediction', exact: true })
    .filter({ has: page.getByRole('heading', { level: 2 }) });

/** The player goes on until the dock asks, or says what came of an answer. */
async function goOnTo(page: Page, words: RegExp): Promise<void> {
  const title = dockOf(page).getByRole('heading');
  for (let steps = 0; steps < 60 && (await title.count()) === 0; steps++) await page.keyboard.press('ArrowRight');
  await expect(title).toHaveText(words);
}

async function open(page: Page, scenario: Scenario): Promise<void> {
  await page.goto(shared(scenario));
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', `${scenario.mode}|`);
}

test('a whole run is predicted by keyboard alone', async ({ page }) => {
  await open(page, STOLEN);
  const title = dockOf(page).getByRole('heading');
  await goOnTo(page, /Whom does the client now know/);
  // It says what is missing, and the run does not go on.
  await page.keyboard.press('Enter');
  await expect(dockOf(page).getByText('Choose an answer.').first()).toBeVisible();
  const play = page.getByRole('button', { name: 'Answer first', exact: true });
  await expect(play).toHaveAttribute('aria-disabled', 'true');
  for (const name of ['Next step', 'Last step'])
    await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-disabled', 'true');
  await expectAccessible(page, 'a question');
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect(title).toHaveText('Not quite: it knows nobody yet.');
  await expect(dockOf(page).getByText('Back in review tomorrow')).toBeVisible();
  await expectAccessible(page, 'an answer');
  await page.keyboard.press('Enter');
  // With reduced motion nothing plays by itself.
  await goOnTo(page, /where does it fail/);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', '4', '0']) await page.keyboard.press(key);
  await expect(dockOf(page).getByText('Nowhere: it connects')).toBeVisible();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', '4', 'Enter']) await page.keyboard.press(key);
  await expect(title).toHaveText('Right: row 20.');
  await expect(page.getByText('fails here', { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await goOnTo(page, /What does the other side receive/);
  await page.keyboard.press('Escape');
  await expect(dockOf(page)).toHaveCount(0);
  for (let steps = 0; steps < 5; steps++) await page.keyboard.press('ArrowRight');
  // The end shows what was hidden.
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|server/stolen-certificate');
  await expect(page.getByRole('button', { name: 'Answer first' })).toHaveCount(0);
});

test('by mouse the flag is put on a ring, and the same question is asked in another version, still hidden', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, STOLEN);
  await goOnTo(page, /Whom does the client now know/);
  await dockOf(page).getByRole('button', { name: /^Skip/ }).click();
  await goOnTo(page, /where does it fail/);
  await expectAccessible(page, 'rings and checks, dark');
  await page.getByText('checks the path of the server’s certificate').click();
  await dockOf(page).getByText('Trust anchor').click();
  await dockOf(page).getByRole('button', { name: 'Submit' }).click();
  const title = dockOf(page).getByRole('heading');
  await expect(title).toHaveText('Not at row 15. It fails at row 20, 5 rows later.');
  await expectAccessible(page, 'where it fails, dark');
  await dockOf(page).getByRole('button', { name: 'Same question, TLS 1.2' }).click();
  await expect(page.locator('#stage')).toHaveAttribute('data-protocol', 'tls1.2-ecdhe');
  await expect(title).toHaveText(/where does it fail/);
  await expect(page.getByRole('banner').getByText('1 fault, hidden')).toBeVisible();
  expect(page.url()).not.toContain('stolen');
  // The browser leads back to the run before, from its beginning and hidden.
  await page.goBack();
  await expect(page.locator('#stage')).toHaveAttribute('data-protocol', 'tls1.3');
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|');
  await page.getByRole('switch', { name: 'Predict' }).click();
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|server/stolen-certificate');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('question, rings, choices and Submit stand in one window, and the sheet of certificates leads back', async ({
    page,
  }) => {
    await open(page, STOLEN);
    await goOnTo(page, /Whom does the client now know/);
    await page.keyboard.press('Escape');
    await goOnTo(page, /where does it fail/);
    const dock = dockOf(page);
    for (const name of ['Trust anchor', 'Issuer’s signature', 'Host name', 'Possession of the private key'])
      await expect(dock.getByText(name, { exact: true })).toBeInViewport({ ratio: 1 });
    await expect(dock.getByRole('button', { name: 'Submit' })).toBeInViewport({ ratio: 1 });
    await page.getByText('checks server’s path').click();
    await expect(page.getByText('checks server’s path').first()).toBeInViewport({ ratio: 1 });
    await dock.getByText('Trust anchor').click();
    await dock.getByRole('button', { name: 'Certificate', exact: true }).click();
    await expect(page.getByRole('tab', { name: /^Certificates/ })).toHaveAttribute('aria-selected', 'true');
    await page
      .getByRole('button', { name: /^Close the inspector|^Inspector/ })
      .first()
      .click();
    await dock.getByRole('button', { name: 'Submit' }).click();
    await expect(dock.getByRole('heading')).toHaveText('Not at row 15. It fails at row 20, 5 rows later.');
    await expect(dock.getByRole('button', { name: 'Continue' })).toBeInViewport({ ratio: 1 });
  });
});

test('a shared link tells nothing of what is broken before it is revealed, in title, text or accessible names', async ({
  page,
}) => {
  await open(page, STOLEN);
  expect(page.url()).toMatch(/predict=1/);
  const fault = 'server/stolen-certificate';
  const secrets = [fault, faultTitleLong(fault), FAULT_WORDS[fault].story, FAULT_WORDS[fault].question];
  const look = async () => {
    const told = `${await page.title()} ${page.url()} ${await page.evaluate(() => document.documentElement.outerHTML)}`;
    for (const secret of [...secrets, 'Never happens', 'Show the failure'])
      expect(told.includes(secret), secret).toBe(false);
    expect(told).not.toMatch(/[Ss]tep \d+ of \d+|Refused|refuses the|data-tone="fail"|not proven/);
  };
  const title = dockOf(page).getByRole('heading');
  let questions = 0;
  for (let steps = 0; steps < 40; steps++) {
    await look();
    if ((await title.count()) === 0) await page.keyboard.press('ArrowRight');
    else if (questions++ === 1) break;
    else await page.keyboard.press('Escape');
  }
  await expect(title).toHaveText(/where does it fail/);
  await look();
  await page.reload();
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', 'mutual|');
  await look();
});
