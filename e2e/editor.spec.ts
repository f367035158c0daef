// "Custom certificates": what is edited is issued anew, the verdict follows, and all of it can be undone and shared.
import type { Locator, Page } from '@playwright/test';
import { fromHex } from '../src/bytes/hex.ts';
import { certificateIds } from '../src/lab/recording/certificateIds.ts';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { runScenario } from '../src/lab/run/run.ts';
import type { CertificateId, Edits } from '../src/lab/scenario/edits.ts';
import { DEFAULT_SCENARIO, normalizeScenario, withEdits } from '../src/lab/scenario/scenario.ts';
import { openssl } from '../src/testing/outside.ts';
import { expectAccessible } from './support/axe.ts';
import type { LabPage } from './support/labPage.ts';
import { defined } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const WRONG_NAME: Edits = { certificates: { server: { subjectAltName: [{ type: 'dns', value: 'www.bank.test' }] } } };

test.beforeAll(prepareAll);

const editorOf = (page: Page): Locator => page.getByRole('region', { name: 'Custom certificates' });
/** The line that says what followed. */
const outcomeOf = (lab: LabPage): Locator => lab.drawer.getByRole('status').filter({ hasText: /./ }).last();

async function openEditor(lab: LabPage, page: Page): Promise<Locator> {
  await lab.breakButton.click();
  await lab.drawer.getByRole('radio', { name: 'Custom certificates' }).check();
  await expect(editorOf(page)).toBeVisible();
  return editorOf(page);
}

async function openGroup(editor: Locator, title: string): Promise<Locator> {
  const group = editor
    .getByRole('group')
    .filter({ has: editor.page().locator('summary', { hasText: new RegExp(`^${title}`) }) });
  if ((await group.first().getAttribute('open')) === null) await group.first().locator('summary').click();
  return group.first();
}

async function setName(editor: Locator, value: string): Promise<void> {
  const field = editor.getByRole('textbox', { name: 'Alternative name 1' });
  await field.fill(value);
  await field.press('Enter');
}

test('another name in the certificate: the client refuses by identity.dns, and the page says so', async ({
  lab,
  page,
}) => {
  await lab.open();
  const editor = await openEditor(lab, page);
  await expect(outcomeOf(lab)).toContainText('Accepted');
  await setName(editor, 'www.bank.test');
  await expect(outcomeOf(lab)).toContainText('The client refuses: wrong name');
  await expect(outcomeOf(lab)).toContainText('identity.dns');
  await expect(outcomeOf(lab)).toContainText('alert bad_certificate');
  await lab.drawer.getByRole('button', { name: 'Show' }).click();
  await expect(lab.panel).toContainText('wanted api.bank.test');
  await expect(lab.panel).toContainText('found www.bank.test');
  await expect(lab.story).toHaveText('Made by hand');

  await lab.button('Undo: Server’s certificate · 1 edit').click();
  await expect(outcomeOf(lab)).toContainText('Accepted');
  await expect(page).not.toHaveURL(/edits=/);
});

test('what can’t be used is said beside the field, and nothing is issued', async ({ lab, page }) => {
  await lab.open();
  const editor = await openEditor(lab, page);
  const notAfter = editor.getByRole('textbox', { name: 'Not after' });
  await notAfter.fill('2027-02-30');
  await expect(notAfter).toHaveAttribute('aria-invalid', 'true');
  await expect(editor.getByRole('alert')).toContainText('a date such as');
  await expect(page).not.toHaveURL(/edits=/);
  await notAfter.fill('2026-11-22');
  await expect(outcomeOf(lab)).toContainText('validity.notAfter');
  await expect(editor.getByRole('alert')).toHaveCount(0);
});

test('the timeline by keyboard: a certificate is made to end before the clock, and undone in one go', async ({
  lab,
  page,
}) => {
  await lab.open();
  const editor = await openEditor(lab, page);
  const end = editor.getByRole('slider', { name: 'Server’s certificate: not after' });
  await end.focus();
  await expect(end).toHaveAttribute('aria-valuetext', '2027-02-28 00:00:00 UTC');
  for (let i = 0; i < 4; i++) await end.press('PageDown');
  await expect(end).toHaveAttribute('aria-valuetext', '2026-10-31 00:00:00 UTC');
  await expect(outcomeOf(lab)).toContainText('validity.notAfter');
  await expect(editor.getByRole('textbox', { name: 'Not after' })).toHaveValue('2026-10-31 00:00:00');

  // The client's clock goes back before it: that is as good.
  const clock = editor.getByRole('slider', { name: 'Client’s clock' });
  await clock.focus();
  await clock.press('PageDown');
  await expect(outcomeOf(lab)).toContainText('revocation.fresh');

  await page.keyboard.press('Control+z');
  await expect(outcomeOf(lab)).toContainText('validity.notAfter');
  await page.keyboard.press('Control+z');
  await expect(outcomeOf(lab)).toContainText('Accepted');
  await expect(end).toHaveAttribute('aria-valuetext', '2027-02-28 00:00:00 UTC');
  await page.keyboard.press('Control+Shift+z');
  await expect(end).toHaveAttribute('aria-valuetext', '2026-10-31 00:00:00 UTC');
  await lab.drawer.getByRole('button', { name: 'Undo the last change' }).click();
  await expect(lab.drawer.getByRole('button', { name: 'Undo the last change' })).toBeDisabled();
});

test('the timeline by pointer: dragging is one change of the address and of undo', async ({ lab, page }) => {
  await lab.open();
  const editor = await openEditor(lab, page);
  const before = await page.evaluate(() => history.length);
  const end = editor.getByRole('slider', { name: 'Server’s certificate: not after' });
  const box = defined(await end.boundingBox());
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= 20; i++) await page.mouse.move(x - i * 5, y);
  await page.mouse.up();
  await expect(outcomeOf(lab)).toContainText('validity.notAfter');
  await expect(page).toHaveURL(/edits=/);
  await expect.poll(() => page.evaluate(() => history.length)).toBe(before + 1);
  await page.keyboard.press('Control+z');
  await expect(outcomeOf(lab)).toContainText('Accepted');
});

test('the attacker’s chain is accepted once its root is in the trust store', async ({ lab, page }) => {
  await lab.open();
  const editor = await openEditor(lab, page);
  const issuer = await openGroup(editor, 'Issuer and signature');
  await issuer.getByRole('combobox', { name: 'Signed by' }).selectOption('the attacker’s CA');
  await expect(outcomeOf(lab)).toContainText('chain.trustAnchor');
  await expect(editor.getByRole('button', { name: /^Attacker’s root.*Shadow Root CA/ })).toBeVisible();

  const stores = await openGroup(editor, 'Trust stores');
  const client = stores.getByRole('group', { name: 'Roots that the client trusts' });
  await client.getByRole('checkbox', { name: /Shadow Root CA/ }).check();
  // The attacker runs no responder: who insists on an answer gets none.
  await expect(outcomeOf(lab)).toContainText('revocation.available');
  await stores.getByRole('button', { name: 'Go on too' }).click();
  await expect(outcomeOf(lab)).toContainText('Accepted');

  await client.getByRole('checkbox', { name: 'Bank Root CA', exact: true }).uncheck();
  await expect(outcomeOf(lab)).toContainText('Accepted');
  await client.getByRole('checkbox', { name: /Shadow Root CA/ }).uncheck();
  await expect(stores).toContainText('no chain can end well here');
  await expect(outcomeOf(lab)).toContainText('The client refuses');
});

test('an extension of the CA: taken away, made critical, put in', async ({ lab, page }) => {
  await lab.open();
  const editor = await openEditor(lab, page);
  await editor.getByRole('button', { name: /^Issuing CA.*Bank Issuing CA 1/ }).click();
  const constraints = await openGroup(editor, 'Basic constraints');
  await constraints.getByRole('checkbox', { name: /It is in the certificate/ }).uncheck();
  await expect(outcomeOf(lab)).toContainText('ca.basicConstraints');
  await constraints.getByRole('button', { name: 'Reset basic constraints' }).click();
  await expect(outcomeOf(lab)).toContainText('Accepted');

  const names = await openGroup(editor, 'Name constraints');
  await names.getByRole('checkbox', { name: /It is in the certificate/ }).check();
  await expect(outcomeOf(lab)).toContainText('Accepted');
  await names.getByRole('textbox', { name: 'Permitted name 1' }).fill('shop.test');
  await expect(outcomeOf(lab)).toContainText('nc.permitted');
});

test('another kind of key: RSA key exchange has no suite for it, ECDHE takes it, and the fields say what differs', async ({
  lab,
  page,
}) => {
  const edits: Edits = { certificates: { server: { key: 'server.p256', hash: 'sha384', padding: 'pss' } } };
  await lab.open();
  const editor = await openEditor(lab, page);
  const key = await openGroup(editor, 'Key');
  await key.getByRole('combobox', { name: 'Public key' }).selectOption('ECDSA on P-256');
  await expect(outcomeOf(lab)).toContainText('The server refuses: no common cipher');
  await expect(outcomeOf(lab)).toContainText('alert handshake_failure');
  await expect(key).toContainText('This one can only sign.');
  await key.getByRole('button', { name: 'Take ECDHE' }).click();
  await expect(outcomeOf(lab)).toContainText('Accepted');
  await expect(key.getByRole('button', { name: 'Take ECDHE' })).toHaveCount(0);

  const signature = await openGroup(editor, 'Issuer and signature');
  await signature.getByRole('combobox', { name: 'Signature' }).selectOption('RSA-PSS, SHA-384');
  await expect(outcomeOf(lab)).toContainText('Accepted');
  const scenario = normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.2-ecdhe' });
  const recording = runScenario(withEdits(scenario, edits));
  const step = defined(recording.steps.find(({ key }) => key === 'server:Certificate'));
  await page.goto(`${page.url().replace(/&at=.*/, '')}&at=${step.key}&tab=certificates`);
  await lab.reload();
  await lab.expectStory(recording);
  await expect(lab.panel).toContainText('P-256');
  await expect(lab.panel).toContainText('honest: RSA, 2048 bits');
  await expect(lab.panel).toContainText('id-RSASSA-PSS, SHA-384, salt of 48 bytes');
  await expect(lab.panel).toContainText('honest: sha256WithRSAEncryption');
  await lab.panel.getByRole('radio', { name: 'Bytes' }).check();
  const der = derOf(recording, 'server');
  await expect.poll(() => lab.shownHex()).toBe(der);
  const text = openssl(['x509', '-inform', 'DER', '-noout', '-text'], fromHex(der)).stdout.toString();
  expect(text).toMatch(/rsassaPss[\s\S]*prime256v1/);

  // The key of the CA, and with it what it can sign with; undone by a key.
  await openEditor(lab, page);
  await editor.getByRole('button', { name: /^Issuing CA.*Bank Issuing CA 1/ }).click();
  const issuing = await openGroup(editor, 'Key');
  await issuing.getByRole('combobox', { name: 'Public key' }).selectOption('Ed25519');
  await editor.getByRole('button', { name: /^Server’s certificate.*api.bank.test/ }).click();
  await openGroup(editor, 'Issuer and signature');
  await expect(signature.getByRole('combobox', { name: 'Signature' })).toHaveValue('ed25519');
  await expect(outcomeOf(lab)).toContainText('Accepted');
  await page.keyboard.press('Control+z');
  await expect(signature.getByRole('combobox', { name: 'Signature' })).toHaveValue('pss.sha384');
});

test('names and constraints of all kinds, and a purpose of one’s own', async ({ lab, page }) => {
  await lab.open();
  const editor = await openEditor(lab, page);
  const names = await openGroup(editor, 'Subject alternative names');
  await names.getByRole('button', { name: 'Add alternative name' }).click();
  await names.getByRole('combobox', { name: 'Kind of alternative name 2' }).selectOption('URI');
  await names.getByRole('textbox', { name: 'Alternative name 2' }).fill('https://pay.bank.test/');
  await names.getByRole('textbox', { name: 'Alternative name 2' }).press('Enter');
  const purposes = await openGroup(editor, 'Extended key usage');
  await purposes.getByRole('checkbox', { name: 'codeSigning' }).check();
  await purposes.getByRole('textbox', { name: 'Another one' }).fill('1.3.6.1.5.5.7.3.17');
  await purposes.getByRole('textbox', { name: 'Another one' }).press('Enter');
  await expect(purposes.getByRole('checkbox', { name: '1.3.6.1.5.5.7.3.17' })).toBeChecked();
  await expect(outcomeOf(lab)).toContainText('Accepted');

  await editor.getByRole('button', { name: /^Issuing CA.*Bank Issuing CA 1/ }).click();
  const constraints = await openGroup(editor, 'Name constraints');
  await constraints.getByRole('checkbox', { name: /It is in the certificate/ }).check();
  await constraints.getByRole('button', { name: 'Add excluded name' }).click();
  await constraints.getByRole('combobox', { name: 'Kind of excluded name 1' }).selectOption('URI');
  await constraints.getByRole('textbox', { name: 'Excluded name 1' }).fill('pay.bank.test');
  await expect(outcomeOf(lab)).toContainText('nc.excluded');
  await constraints.getByRole('combobox', { name: 'Kind of excluded name 1' }).selectOption('Name');
  const directory = constraints.getByRole('textbox', { name: 'Excluded name 1' });
  await expect(directory).toHaveValue('O=Shop');
  await expect(outcomeOf(lab)).toContainText('Accepted');
  await directory.fill('Shop');
  await expect(constraints.getByRole('alert')).toContainText('a name of CN, OU, O and C');
  await directory.fill('O=Bank');
  await expect(outcomeOf(lab)).toContainText('nc.excluded');
});

test('a link with edits shows the same bytes, and what differs from the honest certificate', async ({ lab, page }) => {
  await lab.open();
  const editor = await openEditor(lab, page);
  await setName(editor, 'www.bank.test');
  await expect(page).toHaveURL(/edits=/);
  const recording = runScenario(withEdits(DEFAULT_SCENARIO, WRONG_NAME));
  const step = defined(recording.steps.find(({ key }) => key === 'server:Certificate'));
  await page.goto(page.url().replace(/&.*|$/, `&at=${step.key}&tab=certificates`));
  await lab.reload();
  await lab.expectStory(recording);
  await lab.expectAt(recording, step);

  await expect(lab.panel).toContainText('honest: DNS api.bank.test');
  await lab.panel.getByRole('radio', { name: 'Bytes' }).check();
  await expect.poll(() => lab.shownHex()).toBe(derOf(recording, 'server'));

  await lab.panel.getByRole('radio', { name: 'Difference' }).check();
  const table = lab.panel.getByRole('table');
  await expect(
    table.getByRole('rowheader', { name: 'subjectAltName' }).or(table.getByText('subjectAltName')),
  ).toBeVisible();
  const [a, b] = [derOf(runScenario(DEFAULT_SCENARIO), 'server'), derOf(recording, 'server')];
  const marked = await table.locator('td:last-child mark').allTextContents();
  // "www" stands where "api" stood, and the signature is another one.
  expect(marked.slice(0, 3)).toEqual(['77', '77', '77']);
  const differing = [...Array(b.length / 2).keys()].filter(
    (i) => a.slice(2 * i, 2 * i + 2) !== b.slice(2 * i, 2 * i + 2),
  );
  expect(marked).toHaveLength(differing.length);
});

test('a link whose edits are malformed opens without them, says what was wrong, and keeps the rest', async ({
  lab,
  page,
}) => {
  await lab.open('#mode=mutual&fault=server/expired&edits=q1ZKTM&tab=checks');
  const banner = page.getByRole('alert').filter({ hasText: 'this link' });
  await expect(banner).toContainText('edits=q1ZKTM');
  await expect(banner).toContainText('compressed JSON');
  await expect(lab.mode('mutual')).toBeChecked();
  await expect(lab.tab('checks')).toHaveAttribute('aria-selected', 'true');
  await expect(lab.story).toHaveText('The server’s certificate has expired');
});

test('the editor has no fault that axe can find, in light and dark, wide and narrow', async ({ lab, page }) => {
  for (const [width, colorScheme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await lab.open(`#mode=mutual`);
    const editor = await openEditor(lab, page);
    await setName(editor, 'www.bank.test');
    await expect(outcomeOf(lab)).toContainText('identity.dns');
    const closed = editor.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await expectAccessible(page, `editor, ${width} wide, ${colorScheme}`);
    const overflow = await editor.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
    await page.goto('about:blank');
  }
});

function derOf(recording: ReturnType<typeof runScenario>, id: CertificateId): string {
  return defined(recording.certificates[defined(certificateIds(recording).get(id))]).der;
}
