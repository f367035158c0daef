// The CA console: opened, put to work, and left; what follows is in the diagram, in the bytes, and in the link.
import { writeFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { fromHex } from '../src/bytes/hex.ts';
import { poolKey } from '../src/crypto/pool.ts';
import { caDatabase } from '../src/lab/recording/caDatabase.ts';
import type { CaAction } from '../src/lab/scenario/caActions.ts';
import { actionResult } from '../src/lessons/caConsole.ts';
import { createRequest } from '../src/pki/csr/request.ts';
import { toPem } from '../src/pki/intake/pem.ts';
import { parseCertificate } from '../src/pki/x509/certificate.ts';
import { openssl } from '../src/testing/outside.ts';
import { expectAccessible } from './support/axe.ts';

import { defined, eventAt, messageSteps, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

class CaConsole {
  readonly room: Locator;
  readonly status: Locator;
  readonly done: Locator;
  readonly textarea: Locator;
  readonly send: Locator;

  constructor(readonly page: Page) {
    this.room = page.getByRole('dialog', { name: 'CA console' });
    this.status = this.room.getByRole('status');
    this.done = this.room.getByRole('region', { name: 'What the CA was told to do' }).getByRole('listitem');
    this.textarea = this.room.getByLabel('Certificate signing request (PEM)');
    this.send = this.room.getByRole('button', { name: 'Send the request' });
  }

  row(name: string): Locator {
    return this.room
      .getByRole('region', { name: 'Issued certificates' })
      .getByRole('listitem')
      .filter({ hasText: name });
  }

  async paste(text: string): Promise<void> {
    await this.room.getByRole('radio', { name: 'Paste one' }).check();
    await this.textarea.fill(text);
    await this.send.click();
  }
}

const revoked: CaAction = { when: 'before', act: 'revoke', whose: 'server', reason: 'superseded', daysAgo: 0 };
const csr = createRequest({
  subject: [{ type: 'CN', value: 'www.shop.test' }],
  dnsNames: ['www.shop.test'],
  key: poolKey('client'),
});
const pem = toPem('CERTIFICATE REQUEST', csr);

test('the server’s certificate is revoked by keyboard, and the client refuses it', async ({ lab, page }) => {
  const ca = new CaConsole(page);
  const recording = recordingOf({ caWork: [revoked] });
  await lab.open();
  await lab.stage.getByRole('button', { name: /^CA console: / }).focus();
  await page.keyboard.press('Enter');
  await expect(ca.room).toBeVisible();
  await expect(ca.status).toHaveText('The handshake goes through.');
  await expectAccessible(page, 'the CA console');

  await ca.row('api.bank.test').getByRole('button', { name: 'Revoke api.bank.test' }).press('Enter');
  await expect(ca.room.getByLabel('Reason')).toBeFocused();
  await expectAccessible(page, 'revoking');
  await ca.room.getByLabel('Reason').selectOption('superseded');
  await ca.room.getByLabel('Days ago').press('Enter');
  await expect(ca.status).toHaveText('Certificate revoked. The client refuses: certificate_revoked.');

  // One stands at the step where it happened; the row says what the register, the bytes and OpenSSL say.
  const [row] = caDatabase(recording, recording.events.length);
  await expect(ca.row('api.bank.test')).toContainText('Revoked');
  await expect(ca.row('api.bank.test')).toContainText('Replaced · 2026-11-23 11:59 UTC');
  await expect(ca.row('api.bank.test')).toContainText(defined(row).serial);
  await expect(ca.row('api.bank.test').getByRole('button', { name: 'Revoke api.bank.test' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(ca.room).toBeHidden();
  await lab.expectAt(recording, defined(actionResult(recording, 0)).last);

  const { step, message } = defined(messageSteps(recording).find((each) => each.message.type === 'OCSPResponse'));
  await lab.showFailure.click();
  await lab.rows.nth(step.number - 1).click();
  await lab.expectAt(recording, step);
  await lab.tab('bytes').click();
  await expect.poll(() => lab.shownHex()).toBe(message.wire);
  const file = test.info().outputPath('answer.der');
  writeFileSync(file, fromHex(message.body ?? ''));
  const answer = openssl(['ocsp', '-respin', file, '-noverify', '-resp_text']);
  expect(answer.stdout.toString()).toMatch(/Cert Status: revoked[\s\S]*Revocation Reason: superseded/);
  expect(answer.stdout.toString().toLowerCase()).toContain(defined(row).serial);
  await expect(page).toHaveURL(/#ca=revoke:server:superseded&/);

  // Undone, nothing is left of it.
  await lab.button('Undo all that the CA did').click();
  await lab.expectStory(recordingOf());
  await expect(lab.showFailure).toBeHidden();
  await page.keyboard.press('c');
  await expect(ca.status).toHaveText('The handshake goes through.');
  await expect(ca.row('api.bank.test')).not.toContainText('Revoked');
});

test('a key opens the room, a hold is lifted, and each action is undone by itself', async ({ lab, page }) => {
  const ca = new CaConsole(page);
  await lab.open('#mode=mutual');
  await page.keyboard.press('c');
  await ca.row('alice').getByRole('button', { name: 'Revoke alice' }).click();
  await ca.room.getByLabel('Reason').selectOption('certificateHold');
  await ca.room.getByRole('button', { name: 'Put on hold' }).click();
  await expect(ca.status).toHaveText(/^Certificate put on hold\. The server refuses: certificate_revoked\.$/);
  await expect(ca.row('alice')).toContainText('On hold');
  await ca.room.getByRole('button', { name: 'Lift the hold on alice' }).click();
  await expect(ca.status).toHaveText('Hold lifted. The handshake goes through.');
  await expect(ca.row('alice')).toContainText('Good');
  await expect(ca.done).toHaveCount(2);
  await ca.room.getByRole('button', { name: 'Undo: Lift the hold on alice' }).click();
  await expect(ca.done).toHaveCount(1);
  await expect(page).toHaveURL(/ca=revoke:client:certificateHold/);
  await ca.room.getByRole('button', { name: 'Undo all' }).click();
  await expect(page).not.toHaveURL(/ca=/);
  await expect(ca.row('alice')).not.toContainText('On hold');
});

test('a list of before does not have what was revoked since; a new one does, and its bytes can be read', async ({
  lab,
  page,
}) => {
  const ca = new CaConsole(page);
  await lab.open('#revocation=crl&ca=revoke:server:keyCompromise');
  await page.keyboard.press('c');
  await expect(ca.status).toHaveText('The handshake goes through.');
  await ca.room.getByRole('button', { name: 'Publish a CRL now' }).click();
  await expect(ca.status).toHaveText('Revocation list published: 1 revoked. The client refuses: certificate_revoked.');
  const recording = recordingOf({
    revocation: 'crl',
    caWork: [{ ...revoked, reason: 'keyCompromise' } as CaAction, { when: 'before', act: 'publish' }],
  });
  const result = defined(actionResult(recording, 1));
  await ca.room.getByRole('button', { name: 'Show in the diagram: Publish a list' }).click();
  await lab.expectAt(recording, result.first);
  await lab.tab('bytes').click();
  const event = eventAt(recording, result.first);
  const bytes = event.kind === 'operation' ? (event.body?.bytes ?? '') : '';
  await expect.poll(() => lab.shownHex()).toBe(bytes);
  expect(openssl(['crl', '-inform', 'DER', '-noout', '-text'], fromHex(bytes)).stdout.toString()).toContain(
    'Key Compromise',
  );
});

test('a pasted request is issued, and the link brings back the same bytes', async ({ lab, page }) => {
  const ca = new CaConsole(page);
  await lab.open();
  await page.keyboard.press('c');
  await ca.paste(pem);
  await expect(ca.status).toHaveText(/^Request accepted: .* The handshake goes through\.$/);
  await expect(ca.row('www.shop.test')).toContainText('Good');
  // What was pasted stays.
  await expect(ca.textarea).toHaveValue(pem);
  await ca.room.getByRole('button', { name: 'See it in the diagram' }).click();
  await lab.tab('bytes').click();
  const before = await lab.shownHex();
  const issued = parseCertificate(fromHex(before));
  expect(issued.subject.text).toBe('CN=www.shop.test');
  expect(issued.spki).toEqual(fromHex(await spkiOf(csr)));
  await lab.reload();
  await expect.poll(() => lab.shownHex()).toBe(before);
  await expect(lab.story).toHaveText('The CA at work');
});

test('requests with elliptic keys: made in the room, and OpenSSL’s that is pasted', async ({ lab, page }) => {
  const ca = new CaConsole(page);
  await lab.open();
  await page.keyboard.press('c');
  await ca.room.getByLabel('Name for the certificate').fill('pay.shop.test');
  await ca.room.getByLabel('Key', { exact: true }).selectOption('Ed25519');
  await ca.room.getByRole('button', { name: 'Send the request' }).click();
  await expect(ca.status).toHaveText(/^Request accepted: .* The handshake goes through\.$/);
  await expect(ca.row('pay.shop.test')).toContainText('Good');
  await expect(ca.done).toHaveCount(1);
  await expect(ca.done).toContainText('A request for pay.shop.test, with an Ed25519 key');
  await expect(page).toHaveURL(/ca=request:pay\.shop\.test:own:ed25519/);

  const keys = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-keyout', test.info().outputPath('key.pem')];
  const made = openssl(['req', '-new', '-nodes', ...keys, '-subj', '/CN=curve.shop.test']).stdout.toString();
  await ca.paste(made);
  await expect(ca.status).toHaveText(/^Request accepted: /);
  await expect(ca.row('curve.shop.test')).toContainText('Good');
  await ca.room.getByRole('button', { name: 'See it in the diagram' }).click();
  await lab.tab('bytes').click();
  const der = fromHex(await lab.shownHex());
  const wanted = openssl(['pkey', '-in', test.info().outputPath('key.pem'), '-pubout']).stdout.toString();
  expect(openssl(['x509', '-inform', 'DER', '-noout', '-pubkey'], der).stdout.toString()).toBe(wanted);

  // One that is signed with another key than its own proves nothing, whatever the kind.
  await page.keyboard.press('c');
  await ca.room.getByRole('radio', { name: 'For a name' }).check();
  await ca.room.getByLabel('Key', { exact: true }).selectOption('ECDSA on P-256');
  await ca.room.getByRole('checkbox', { name: /another key/ }).check();
  await ca.room.getByRole('button', { name: 'Send the request' }).click();
  await expect(ca.status).toHaveText(/^Request refused: its signature does not verify\./);
});

test('a delta list: a hold that was lifted stands on it as removed, and who goes by the complete one still refuses', async ({
  lab,
  page,
}) => {
  const ca = new CaConsole(page);
  await lab.open('#revocation=crl&ca=revoke:server:certificateHold~publish~release:server');
  await page.keyboard.press('c');
  await ca.room.getByRole('button', { name: 'Publish a delta CRL' }).click();
  await expect(ca.status).toHaveText(
    /^Delta list published: 0 revoked, 1 removed since list \d+\. The client refuses: certificate_revoked\.$/,
  );
  await ca.room.getByRole('button', { name: 'Show in the diagram: Publish a delta list' }).click();
  await lab.tab('bytes').click();
  await expect.poll(() => lab.shownHex()).not.toBe('');
  const text = openssl(['crl', '-inform', 'DER', '-noout', '-text'], fromHex(await lab.shownHex())).stdout.toString();
  expect(text).toMatch(/Delta CRL Indicator: critical[\s\S]*Remove From CRL/);
  await expectAccessible(page, 'a delta list');
});

test('what is no request, or proves nothing, is refused with what is wrong and where', async ({ lab, page }) => {
  const ca = new CaConsole(page);
  await lab.open();
  await page.keyboard.press('c');
  const alert = ca.room.getByRole('alert');
  await ca.paste('hello');
  await expect(alert).toContainText('No request was recognised');
  await ca.paste('-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n');
  await expect(alert).toContainText('In line 1 begins a certificate');
  await ca.paste(toPem('CERTIFICATE REQUEST', csr.slice(0, 200)));
  await expect(alert).toContainText(/The request can’t be read at byte 1 .*line 1/);
  await ca.paste(pem.replace('MII', 'M!I'));
  await expect(alert).toContainText('“!” in line 2 is not base64');
  await expect(ca.textarea).toHaveValue(pem.replace('MII', 'M!I'));
  await expectAccessible(page, 'a request that can’t be read');

  // A private key is taken out at once, and what stood around it stays.
  await ca.paste(`${pem}-----BEGIN PRIVATE KEY-----\nMIIEvQ==\n-----END PRIVATE KEY-----\n`);
  await expect(alert).toContainText('A private key was in it');
  await expect(ca.textarea).toHaveValue(pem);

  // The last byte belongs to the signature: the CA's own check finds out.
  const broken = csr.slice();
  broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
  await ca.paste(toPem('CERTIFICATE REQUEST', broken));
  await expect(ca.status).toHaveText(/^Request refused: its signature does not verify\./);
  await expect(ca.row('www.shop.test')).toHaveCount(1);
  await ca.room
    .getByRole('button', { name: /^Undo: / })
    .last()
    .click();
  await expect(ca.done).toHaveCount(1);
});

test('a link with work that no CA can do opens without it, and says so', async ({ lab, page }) => {
  await lab.open('#mode=mutual&ca=publish~burn:server');
  await lab.expectStory(recordingOf({ mode: 'mutual' }));
  await expect(page.getByText(/ca=publish~burn:server should be one of request, .*\(action 2\)/)).toBeVisible();
});

test('on a phone nothing is cut off and the room is accessible', async ({ lab, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const ca = new CaConsole(page);
  await lab.open('#mode=mutual&ca=request:shop.test~revoke:server:superseded');
  await lab.stage.getByRole('button', { name: /^CA console: / }).click();
  await expect(ca.room).toBeVisible();
  await ca.row('alice').getByRole('button', { name: 'Revoke alice' }).click();
  await expectAccessible(page, 'the CA console on a phone');
  const wide = await ca.room
    .locator('section')
    .first()
    .evaluate((body) => body.scrollWidth - body.clientWidth);
  expect(wide).toBe(0);
});

/** The public key that OpenSSL finds in a request. */
async function spkiOf(request: Uint8Array): Promise<string> {
  const text = openssl(['req', '-inform', 'DER', '-noout', '-pubkey'], request).stdout;
  return openssl(['pkey', '-pubin', '-outform', 'DER'], text).stdout.toString('hex');
}
