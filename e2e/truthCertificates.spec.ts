// Truth of the Certificates tab: its fields are those that node:crypto (OpenSSL) reads from the same bytes.

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { LabPage } from './support/labPage.ts';
import { bytesOf } from './support/outside.ts';
import { defined, messageSteps, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const SHOWN = [
  ['the honest server', 'server', { mode: 'mutual' }],
  ['the honest client', 'client', { mode: 'mutual' }],
  ['an expired client', 'client', { mode: 'mutual', faults: ['client/expired'] }],
  ['a self-signed server', 'server', { mode: 'one-way', faults: ['server/self-signed'] }],
  ['a server with a tampered certificate', 'server', { mode: 'one-way', faults: ['server/tampered'] }],
] as const;

for (const [name, sender, change] of SHOWN) {
  test(`the certificates of ${name} say what OpenSSL reads in them`, async ({ lab }) => {
    const recording = recordingOf(change);
    const { step, message } = defined(
      messageSteps(recording).find(({ message: { type, from } }) => type === 'Certificate' && from === sender),
    );
    await lab.visit(recording, step, 'certificates');
    await expect(lab.tab('certificates')).toHaveAccessibleName(`Certificates ${message.certificates.length}`);
    // The message itself says which certificates travel: each is in its bytes, DER and all.
    const wire = bytesOf(message.wire);
    for (const [i, fingerprint] of message.certificates.entries()) {
      const der = bytesOf(defined(recording.certificates[fingerprint]).der);
      expect(wire.includes(der)).toBe(true);
      await lab.panel
        .getByRole('list', { name: /^Chain of certificates/ })
        .getByRole('button')
        .nth(i)
        .click();
      await expectFields(lab, new X509Certificate(der), recording.now);
      await expectPem(lab, der);
    }
  });
}

async function expectFields(lab: LabPage, certificate: X509Certificate, now: number): Promise<void> {
  const card = lab.panel.getByRole('region', { name: /^Certificate of / });
  const field = async (term: string) => {
    const value = card.locator('dl > div').filter({ has: lab.page.getByRole('term').getByText(term, { exact: true }) });
    return (await value.getByRole('definition').innerText()).split('\n').map((line) => line.trim());
  };
  const name = (text: string) => text.split('\n').reverse().join(', ');
  expect((await field('Subject'))[0]).toBe(name(certificate.subject));
  expect((await field('Issuer'))[0]).toBe(name(certificate.issuer));
  expect((await field('Serial number'))[0]?.replaceAll(' ', '')).toBe(certificate.serialNumber.toLowerCase());
  expect((await field('Valid from'))[0]).toBe(utc(certificate.validFrom));
  const [validTo = '', relative = ''] = await field('Valid to');
  expect(validTo).toBe(utc(certificate.validTo));
  expect(relative.startsWith('expired')).toBe(Date.parse(certificate.validTo) < now);
  const key = certificate.publicKey.asymmetricKeyDetails;
  expect((await field('Public key'))[0]).toBe(`RSA, ${key?.modulusLength} bits, exponent ${key?.publicExponent}`);
  expect((await field('SHA-256'))[0]?.replaceAll(' ', ':').toUpperCase()).toBe(certificate.fingerprint256);
  const extensions = await card.getByRole('listitem').allInnerTexts();
  const alternative = certificate.subjectAltName;
  if (alternative !== undefined) expect(extensions.join('\n')).toContain(alternative.replace(':', ' '));
  expect(extensions.join('\n')).toContain(certificate.ca ? 'CA: yes' : 'CA: no');
}

/** The PEM on screen, copied and downloaded is one and the same certificate. */
async function expectPem(lab: LabPage, der: Buffer): Promise<void> {
  const card = lab.panel.getByRole('region', { name: /^Certificate of / });
  await card.getByRole('radio', { name: 'PEM' }).check();
  const shown = await card.locator('pre').innerText();
  expect(derOf(shown).equals(der)).toBe(true);
  expect(new X509Certificate(shown).raw.equals(der)).toBe(true);

  await lab.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await card.getByRole('button', { name: 'Copy PEM' }).click();
  await expect(card.getByRole('status')).toHaveText(': copied');
  expect(derOf(await lab.page.evaluate(() => navigator.clipboard.readText())).equals(der)).toBe(true);

  const download = lab.page.waitForEvent('download');
  await card.getByRole('link', { name: /\.pem$/ }).click();
  expect(derOf(readFileSync(await (await download).path(), 'utf8')).equals(der)).toBe(true);

  await card.getByRole('radio', { name: 'Bytes' }).check();
  await expect.poll(() => lab.shownHex()).toBe(der.toString('hex'));
  await card.getByRole('radio', { name: 'Fields' }).check();
}

function derOf(pem: string): Buffer {
  const body = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/.exec(pem)?.[1];
  return Buffer.from(defined(body, 'no PEM').replace(/\s/g, ''), 'base64');
}

const utc = (text: string): string => `${new Date(text).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
