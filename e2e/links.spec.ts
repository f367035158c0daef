// The address holds what is on screen: reload, back, forward, copied links, and links that are wrong.
import { faultTitleLong } from '../src/lessons/faults.ts';
import { brokenRecording } from './support/catalogue.ts';
import { defined, recordingOf, stepOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const mutual = recordingOf({ mode: 'mutual' });
const expired = brokenRecording('client/expired');

test('reloading keeps scenario, step and tab', async ({ lab, page }) => {
  const step = stepOf(expired, 'server:path.validate');
  await lab.visit(expired, step, 'checks');
  // The page writes the address in its own short form.
  await lab.button('Next step').click();
  await lab.button('One step back').click();
  await expect(page).toHaveURL(/#mode=mutual&fault=client\/expired&at=server:path\.validate&tab=checks$/);
  await lab.reload();
  await lab.expectStory(expired);
  await lab.expectAt(expired, step);
  await expect(lab.tab('checks')).toHaveAttribute('aria-selected', 'true');
});

test('back and forward go through the scenarios that one has seen, each at its step', async ({ lab, page }) => {
  const oneWay = recordingOf();
  await lab.open();
  await page.keyboard.press('ArrowRight');
  await lab.mode('mutual').check();
  await lab.expectStory(mutual);
  const hello = stepOf(mutual, 'client:ClientHello');
  await lab.rows.nth(hello.number - 1).click();
  await lab.breakButton.click();
  await lab.drawer
    .getByRole('group', { name: 'Client’s certificate' })
    .getByRole('checkbox', { name: 'Expired', exact: true })
    .check();
  await lab.expectStory(expired);
  await lab.expectAt(expired, stepOf(expired, 'client:ClientHello'));

  await page.goBack();
  await lab.expectStory(mutual);
  await lab.expectAt(mutual, hello);
  await page.goBack();
  await lab.expectStory(oneWay);
  await lab.expectAt(oneWay, defined(oneWay.steps[1]));
  await page.goForward();
  await lab.expectStory(mutual);
  await lab.expectAt(mutual, hello);
  await page.goForward();
  await lab.expectStory(expired);
  await expect(lab.button(`Undo: ${faultTitleLong('client/expired')}`)).toBeVisible();
});

test('the copied link leads somebody else to the same place', async ({ lab, page, context, browser, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const step = stepOf(expired, 'client:CertificateVerify');
  await lab.visit(expired, step, 'bytes');
  await lab.button('Share').click();
  await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${baseURL}#mode=mutual&fault=client/expired&at=client:CertificateVerify&tab=bytes`);
  const elsewhere = await browser.newPage();
  await elsewhere.goto(link);
  const { LabPage } = await import('./support/labPage.ts');
  const other = new LabPage(elsewhere);
  await other.expectStory(expired);
  await other.expectAt(expired, step);
  await expect(other.tab('bytes')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => other.shownHex()).toBe(await lab.shownHex());
  await elsewhere.close();
});

/** The wrong part, what the banner must name, and what of the rest still holds. */
const WRONG: readonly (readonly [link: string, told: readonly string[], kept: 'mutual' | 'one-way'])[] = [
  ['mode=both', ['mode=both', 'one-way or mutual'], 'one-way'],
  ['mode=mutual&suite=RC4', ['suite=RC4', 'TLS_RSA_WITH_AES_128_GCM_SHA256'], 'mutual'],
  ['mode=mutual&protocol=ssl3', ['protocol=ssl3', 'tls1.2-rsa'], 'mutual'],
  ['mode=mutual&revocation=maybe', ['revocation=maybe', 'ocsp or stapled or crl or off'], 'mutual'],
  ['mode=mutual&seed=-1', ['seed=-1', 'a whole number from 0 to 4294967295'], 'mutual'],
  ['mode=mutual&seed=1e9', ['seed=1e9', 'a whole number'], 'mutual'],
  ['mode=mutual&fault=server/bad-hair', ['fault=server/bad-hair', 'the id of a fault'], 'mutual'],
  ['mode=mutual&at=nowhere', ['at=nowhere', 'a step of this scenario'], 'mutual'],
  ['mode=mutual&at=', ['at=', 'the name of a step'], 'mutual'],
  ['mode=mutual&tab=xyz', ['tab=xyz', 'explain or checks'], 'mutual'],
  ['mode=mutual&colour=red', ['colour=red', 'one of mode'], 'mutual'],
  ['mode=mutual&mode=one-way', ['mode=one-way', 'given once'], 'mutual'],
  ['%E0%A4%A&mode=mutual', ['one of mode'], 'mutual'],
  ['mode=mutual&<script>alert(1)</script>=1', ['<script>alert(1)</script>', 'one of mode'], 'mutual'],
];

test('a link that is wrong in one part says which, and the rest of it holds', async ({ lab, page }) => {
  await lab.open();
  const banner = page.getByRole('alert');
  for (const [link, told, kept] of WRONG) {
    await page.evaluate((hash) => location.assign(`#${hash}`), link);
    for (const words of told) await expect(banner).toContainText(words);
    await lab.expectStory(recordingOf({ mode: kept }));
    await expect(lab.rows).toHaveCount(recordingOf({ mode: kept }).steps.length);
  }
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner).toHaveCount(0);
});

test('a link that is wrong in many parts names each, on a fresh page too', async ({ lab, page }) => {
  await lab.open('#mode=both&seed=x&fault=server/expired&fault=nope&at=client:Alert&tab=checks');
  const banner = page.getByRole('alert');
  await expect(banner).toContainText('3 parts of this link');
  for (const words of ['mode=both', 'seed=x', 'fault=nope']) await expect(banner).toContainText(words);
  const recording = brokenRecording('server/expired');
  await lab.expectStory(recording);
  await lab.expectAt(recording, stepOf(recording, 'client:Alert'));
  await expect(lab.tab('checks')).toHaveAttribute('aria-selected', 'true');
  // What is on screen replaces what was wrong as soon as one moves on.
  await lab.button('One step back').click();
  await expect(page).not.toHaveURL(/nope/);
  await lab.reload();
  await lab.expectStory(recording);
  await expect(banner).toHaveCount(0);
});
