// A class without a server: the teacher makes a link, the student works by it and hands in a slip, and the teacher's page
// runs it again.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const own = (page: Page): Promise<void> => page.evaluate(() => localStorage.clear());

test('a class goes from the link to the table: teacher, student, slip, table', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));

  await page.goto('./#/class');
  await page.getByRole('textbox', { name: 'Class word' }).fill('Blue heron');
  for (const mission of ['1 A name tag', '2 Valid and refused', '7 Refused at the other door'])
    await page.getByRole('checkbox', { name: mission }).uncheck();
  await expect(page.getByText('Choose at least one mission.')).toBeVisible();
  await page.getByRole('checkbox', { name: '11 The thief comes tomorrow' }).check();
  await page.getByRole('checkbox', { name: 'One-way or mutual' }).check();
  await page.getByRole('checkbox', { name: 'Ask for predictions on the way' }).uncheck();
  await page.getByRole('button', { name: 'QR code' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the class link' })).toBeVisible();
  const link = (await page.getByRole('link', { name: /#\/class\?/ }).getAttribute('href')) ?? '';
  expect(link).toContain('#/class?word=Blue%20heron&missions=11&locked=mode');

  await own(page);
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Your name, if you like' }).fill('=Ann');
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('link', { name: /The thief comes tomorrow/ }).click();
  const mission = page.getByRole('region', { name: 'Mission' }).first();
  await expect(mission.getByRole('radio', { name: /Mutual/ })).toHaveCount(0);
  await mission.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('Not yet').first()).toBeVisible();
  await mission.getByRole('combobox', { name: 'Protocol' }).selectOption('tls1.3');
  await mission.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('Not yet')).toHaveCount(0);
  await page.getByRole('link', { name: 'Back to the missions' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'The thief comes tomorrow' })).toContainText('Passed:');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save the slip' }).click();
  const slip = await readFile(await (await download).path(), 'utf8');
  // Somebody else's runs under another name, and a file that is none.
  const stolen = slip.replace('"name":"=Ann"', '"name":"Bob"');

  await page.goto('about:blank');
  await page.goto(link.replace(/\?.*/, ''));
  await page.getByLabel('Slips of students').setInputFiles([
    { name: 'ann.json', mimeType: 'application/json', buffer: Buffer.from(slip) },
    { name: 'bob.json', mimeType: 'application/json', buffer: Buffer.from(stolen) },
    { name: 'cat.json', mimeType: 'application/json', buffer: Buffer.from('{"cat":1}') },
  ]);
  await expect(page.getByText('cat.json: it is not a slip of this lab.')).toBeVisible();
  await page.getByRole('button', { name: 'Judge by that class' }).click();
  await expect(page.getByText('2 slips were run again.')).toBeVisible();
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });
  await expect(row('=Ann').getByRole('cell')).toHaveText(/passed2 tries/);
  await expect(row('Bob').getByRole('cell')).toHaveText(/another student’s run/);
  await expect(row('at the first try').getByRole('cell')).toHaveText(/1 of 2/);
  await expect(page.getByRole('heading', { name: 'What drew whom' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: '1: =Ann' })).toBeVisible();
  const csv = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save as CSV' }).click();
  expect(await readFile(await (await csv).path(), 'utf8')).toContain(`\r\n"'=Ann",yes,passed,2,0,1,`);
  // What a learner answers leaves the browser nowhere.
  expect(new Set(asked)).toEqual(new Set([new URL(link).origin]));
});

test('the pages of a class are accessible in both themes, the student’s and the broken link, too', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const query of ['', '?word=heron&missions=3,11&locked=mode&predict=1', '?word=heron']) {
      await page.goto('about:blank');
      await page.goto(`./#/class${query}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (query === '') {
        await page.getByRole('button', { name: 'Show them' }).click();
        await expect(page.getByRole('heading', { name: 'Mission 7: Refused at the other door' })).toBeVisible();
      }
      await expectAccessible(page, `the class page ${query} in the ${colorScheme} theme`);
    }
    await page.goto('about:blank');
    await page.goto('./#/class?word=heron&missions=3,11&locked=mode&predict=1');
    await page.getByRole('button', { name: 'Begin' }).click();
    await expect(page.getByRole('list', { name: 'Missions' })).toBeVisible();
    await expectAccessible(page, `a class that has begun in the ${colorScheme} theme`);
    await own(page);
  }
});
