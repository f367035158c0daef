// The page "Why?": a pasted trace leads to who refused whom, to the first cause, and from there into the lab at the failure.
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

// As Java prints it: the words are measured, the names are ours.
const TRACE = `2026-11-30T03:38:58Z INFO payments handshake done TLSv1.3
Exception in thread "main" javax.net.ssl.SSLHandshakeException: Received fatal alert: certificate_expired
	at java.base/sun.security.ssl.Alert.createSSLException(Alert.java:131)
	at java.base/sun.security.ssl.SSLSocketImpl.readApplicationRecord(SSLSocketImpl.java:1484)
	at payments.Client.main(Client.java:10)
`;
const FIELD = { name: 'Log, stack trace or error message' };

test('a trace tells who refused whom and the likeliest cause, a side narrows it, and one steps through it at the failing row', async ({
  page,
}) => {
  await page.goto('./#/why');
  await page.getByRole('textbox', FIELD).fill(TRACE);
  await expect(page.getByRole('heading', { name: 'The other side refused your program.' })).toBeVisible();
  await page.getByLabel('Its log is of the').selectOption('client');
  await expect(page.getByRole('heading', { name: 'The server refused your client.' })).toBeVisible();
  await expect(
    page.getByRole('img', { name: 'An arrow from Server to Your client: certificate_expired' }),
  ).toBeVisible();
  const first = page.getByRole('region', { name: 'What can be behind it' }).getByRole('listitem').first();
  await expect(first.getByRole('button', { expanded: true })).toContainText('Client certificate · expired');
  await expect(first).toContainText('Why first:');
  await expect(first.getByRole('table')).toContainText('45 certificate_expired');
  await first.getByRole('link', { name: 'Step through' }).click();
  await expect(page.locator('#stage')).toHaveAttribute('data-scenario', /client\/expired/);
  await expect(page).toHaveURL(/protocol=tls1\.3.*fault=client\/expired.*at=server:/);
});

test('markup in a text stays text, a private key is taken out of it, and its certificates go to the validator', async ({
  page,
}) => {
  await page.goto('./#/why');
  const secret = 'TUlJRXZRSUJBREFOQmdrcWhraUc5dzBCQVFF';
  const pem = (label: string) => `-----BEGIN ${label}-----\n${secret}\n-----END ${label}-----`;
  const text = `<img src=x onerror="document.title='hit'"> x509: certificate has expired\n${pem('PRIVATE KEY')}\n${pem('CERTIFICATE')}\n`;
  await page.getByRole('textbox', FIELD).fill(text);
  await expect(page.getByRole('complementary', { name: 'A private key' })).toContainText('It was taken out');
  await page.getByRole('heading', { level: 1 }).click();
  await expect(page.getByRole('region', { name: 'The text, with what was understood marked' })).toContainText(
    '<img src=x',
  );
  await expect(page.locator('main img[src]')).toHaveCount(0);
  await expect(page.locator('main')).not.toContainText(`PRIVATE KEY-----`);
  await page.getByRole('button', { name: 'Validate the certificate' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Validate your certificates' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Text from “Why?”');
});

test('on a phone, by keyboard alone, in both themes: nothing sticks out, and no rule of accessibility is broken', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./#/why');
  await page.getByRole('textbox', FIELD).focus();
  await page.keyboard.insertText(TRACE);
  await expect(page.getByRole('heading', { name: /refused/ }).first()).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Answer' })).toBeFocused();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, `why, ${colorScheme}`);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('while 5 MB are read the page answers', async ({ page }) => {
  await page.goto('./#/why');
  const line = '2026-11-30T03:38:58Z INFO request served in 12 ms by worker 7\n';
  const text = line.repeat(Math.floor(5_000_000 / line.length)) + TRACE;
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'app.log', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'What can be behind it' })).toContainText(
    'Client certificate · expired',
  );
  await expect(page.getByText('lines that say nothing more').first()).toBeVisible();
});
