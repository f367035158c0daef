// A session that touches everything stays quiet, from the root of a host and from a sub-path of one.
// What is listened for stands in support/test.ts, and holds in every other test as well.
import { fileURLToPath } from 'node:url';
import { serve } from '../scripts/serve.mjs';
import { SUITES } from '../src/lab/scenario/scenario.ts';
import { TABS } from '../src/store/placeFields.ts';
import { SPEEDS } from '../src/store/state.ts';
import { brokenRecording } from './support/catalogue.ts';
import { LabPage } from './support/labPage.ts';
import { defined, recordingOf, stepOf } from './support/recordings.ts';
import { beBackAgain, expect, listen, test, WITH_MOTION } from './support/test.ts';

test.describe('with motion', () => {
  test.use(WITH_MOTION);

  test('a session that touches every control leaves no error, no warning and no request elsewhere', async ({ lab }) => {
    await lab.open();
    await touchEverything(lab);
  });
});

test('the same session works from a sub-path of a static host', async ({ browser }) => {
  const directory = fileURLToPath(new URL('../dist', import.meta.url));
  const { server, address } = await serve({ directory, port: 0, mount: '/courses/2026/tls/' });
  const page = await browser.newPage({ baseURL: address });
  try {
    const complaints = await listen(page, new URL(address).origin);
    await page.addInitScript(beBackAgain);
    const paths = new Set<string>();
    page.on('request', (request) => paths.add(new URL(request.url()).pathname));
    const lab = new LabPage(page);
    const worker = page.waitForEvent('worker');
    await lab.open();
    await worker;
    await touchEverything(lab);
    expect(complaints).toEqual([]);
    expect([...paths].filter((path) => !path.startsWith('/courses/2026/tls/'))).toEqual([]);
  } finally {
    await page.close();
    server.close();
  }
});

test('the policy lets nothing else in: no inline script, no evaluation, no other origin', async ({
  browser,
  baseURL,
}) => {
  // A page of its own: what is provoked here would be a complaint about any other.
  const page = await browser.newPage({ baseURL: baseURL ?? '' });
  const complaints = await listen(page, new URL(baseURL ?? '').origin);
  await new LabPage(page).open();
  const meta = page.locator('meta[http-equiv="Content-Security-Policy"]');
  const policy = defined(await meta.getAttribute('content'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe-inline');
  expect(policy).not.toContain('unsafe-eval');
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.intruder = true';
    document.head.append(script);
    const fetched = await fetch('https://example.test/').then(
      () => 'fetched',
      () => 'refused',
    );
    return { intruder: 'intruder' in window, fetched };
  });
  expect(outcome).toEqual({ intruder: false, fetched: 'refused' });
  const violations = () => complaints.filter((each) => each.startsWith('policy')).map((each) => each.split(' ')[2]);
  await expect.poll(violations).toEqual(['script-src-elem', 'connect-src']);
  await page.close();
});

/** Each control once, with the panels that it opens. */
async function touchEverything(lab: LabPage): Promise<void> {
  const { page } = lab;
  const honest = recordingOf({ mode: 'mutual' });
  await lab.mode('mutual').check();
  await lab.expectStory(honest);
  for (const tab of TABS) await lab.tab(tab).click();
  await lab.button('Last step').click();
  await lab.expectAt(honest, defined(honest.steps.at(-1)));
  for (const tab of TABS) await lab.tab(tab).click();
  await lab.button('One step back').click();
  await lab.button('First step').click();
  for (const speed of SPEEDS) await page.getByRole('combobox', { name: 'Speed' }).selectOption(`${speed}×`);
  await lab.button('Play').click();
  // At the highest speed a step may be over before one looks.
  await expect(lab.place).not.toHaveText(/^step 1 of/);
  await lab.button('Pause').click();
  await lab.rows.nth(stepOf(honest, 'client:ClientHello').number - 1).click();
  await lab.tab('bytes').click();
  await lab.hexView.hover();
  await lab.fieldTree.getByRole('treeitem').last().click();

  await lab.breakButton.click();
  const group = (name: string) => lab.drawer.getByRole('group', { name });
  await group('Server’s certificate').getByRole('checkbox', { name: 'Revoked' }).check();
  await group('Client’s certificate').getByRole('checkbox', { name: 'Wrong extended key usage (EKU)' }).check();
  const broken = brokenRecording('server/revoked', 'client/wrong-eku');
  await lab.expectStory(broken);
  await lab.drawer.getByRole('button', { name: 'Close' }).click();
  await lab.showFailure.click();
  for (const tab of TABS) await lab.tab(tab).click();
  await lab.tab('checks').click();
  await lab.panel.getByRole('button', { name: 'Expand all' }).click();
  await lab.tab('certificates').click();
  for (const form of ['PEM', 'Bytes', 'Fields']) await lab.panel.getByRole('radio', { name: form }).check();

  await lab.button('Options').click();
  const options = page.getByRole('dialog', { name: 'Options' });
  const suite = options.getByRole('combobox', { name: 'Cipher suite' });
  for (const each of [...SUITES].reverse()) await suite.selectOption(each);
  await options.getByRole('button', { name: 'Close' }).click();
  await expect(options).toBeHidden();
  await page.getByRole('combobox', { name: 'Revocation' }).selectOption('off');
  // Without revocation the server's certificate passes; what is left is the client's.
  await lab.expectStory(recordingOf({ ...broken.scenario, revocation: 'off' }));
  await page.getByRole('combobox', { name: 'Revocation' }).selectOption('ocsp');
  await lab.expectStory(broken);

  await lab.button('Share').click();
  for (const name of ['Settings', 'Help']) {
    await lab.button(name).click();
    if (name === 'Settings')
      for (const theme of ['Light', 'Dark', 'As the system']) await page.getByRole('radio', { name: theme }).check();
    await page.getByRole('dialog', { name }).getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('dialog', { name })).toBeHidden();
  }
  await lab.reload();
  await lab.expectStory(broken);
  await page.goBack();
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.sheetHandle.click();
  await expect(lab.inspector).toBeVisible();
  await page.keyboard.press('Escape');
  for (const [opener, name] of [
    [/^Options/, 'Options'],
    [/^Places/, 'Places'],
    [/^More/, 'More'],
  ] as const) {
    await page.getByRole('button', { name: opener }).click();
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name })).toBeHidden();
  }
}
