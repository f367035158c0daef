// Validate your certificates: certificates are handed over in the forms that OpenSSL writes, judged in the browser, and nothing is sent.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { integer, oid, sequence, setOf, tagged } from '../src/asn1/derWriter.ts';
import { fromHex } from '../src/bytes/hex.ts';
import { privateKeyToPem } from '../src/crypto/keyFormat.ts';
import { toPkcs12 } from '../src/crypto/pkcs12.ts';
import { poolKey } from '../src/crypto/pool.ts';
import { seededRandom } from '../src/crypto/random.ts';
import type { RsaPrivateKey } from '../src/crypto/rsa.ts';
import type { Recording } from '../src/lab/recording/recording.ts';
import { REMEDY_WORDS } from '../src/lessons/remedy.ts';
import { toPem } from '../src/pki/intake/pem.ts';
import { certIdOf } from '../src/pki/revocation/certId.ts';
import { issueCrl } from '../src/pki/revocation/crlIssue.ts';
import { encodeOcspResponse } from '../src/pki/revocation/ocspIssue.ts';
import { type Certificate, parseCertificate } from '../src/pki/x509/certificate.ts';
import { expectAccessible } from './support/axe.ts';
import { brokenRecording } from './support/catalogue.ts';
import { recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const honest = recordingOf({ mode: 'mutual' });
const NOW = honest.now;

/** The DER of the certificate whose subject begins like this. */
function derOf(recording: Recording, subject: string): Uint8Array {
  const found = Object.values(recording.certificates).find((record) => record.subject.startsWith(subject));
  if (found === undefined) throw new Error(`no certificate of ${subject}`);
  return fromHex(found.der);
}
const pemOf = (recording: Recording, ...subjects: string[]): string =>
  subjects.map((subject) => toPem('CERTIFICATE', derOf(recording, subject))).join('');

const SERVER = 'CN=api.bank.test';
const ISSUING = 'CN=Bank Issuing CA 1';
const ROOT = 'CN=Bank Root CA';
const chain = pemOf(honest, SERVER, ISSUING, ROOT);

const DAY = 86_400_000;
const decodedOf = (subject: string): Certificate => parseCertificate(derOf(honest, subject));

/** SignedData without signers, as `openssl crl2pkcs7 -nocrl` writes it (RFC 2315 9.1). */
const pkcs7Of = (...certificates: readonly Uint8Array[]): Uint8Array =>
  sequence(
    oid('1.2.840.113549.1.7.2'),
    tagged(
      0,
      sequence(integer(1), setOf(), sequence(oid('1.2.840.113549.1.7.1')), tagged(0, ...certificates), setOf()),
    ),
  );

class ValidationPage {
  constructor(readonly page: Page) {}

  /** With the real clock at the time for which the lab's certificates were made. */
  async open(now = NOW): Promise<void> {
    await this.page.clock.setFixedTime(now);
    await this.page.goto('./#/judge');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Validate your certificates' })).toBeVisible();
  }

  async paste(text: string): Promise<void> {
    await this.page.getByLabel('Paste or drop certificates').fill(text);
    await this.page.getByRole('button', { name: 'Add', exact: true }).click();
  }

  async addFile(name: string, content: Uint8Array): Promise<void> {
    const file = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
    await this.page.getByLabel('Files to add').setInputFiles(file);
  }

  get judgement() {
    return this.page.getByRole('region', { name: 'Result' });
  }

  get recognised() {
    return this.page.getByRole('region', { name: 'Recognised' });
  }

  async expectVerdict(text: string | RegExp): Promise<void> {
    await expect(this.judgement.getByRole('heading', { level: 2 }).first()).toHaveText(text);
  }

  trust(name: string) {
    return this.page.getByRole('checkbox', { name: `Trust ${name}` });
  }
}

test('a pasted chain is accepted once its root is trusted, and refused before', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.paste(chain);
  await judge.expectVerdict('Not decided: complete up to Bank Root CA, a root that nobody named as trusted');
  await judge.trust('Bank Root CA').check();
  await judge.expectVerdict('Accepted: every check passed');
  await page.getByLabel('Name it must carry').fill('api.bank.test');
  await judge.expectVerdict('Accepted: every check passed');
  await page.getByLabel('Name it must carry').fill('shop.bank.test');
  await judge.expectVerdict('Refused: it is for api.bank.test');
});

test('the lab’s root is a trust anchor by one tick, and its certificates need not be sent', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.paste(pemOf(honest, SERVER, ISSUING));
  await judge.expectVerdict('Not decided: complete up to Bank Root CA, most likely a root, which was not handed over');
  await page.getByRole('checkbox', { name: /own root/ }).check();
  await judge.expectVerdict('Accepted: every check passed');
  const path = judge.judgement.getByRole('list', { name: /Chain of certificates/ }).getByRole('button');
  await expect(path).toHaveText([/api\.bank\.test/, /Bank Issuing CA 1/, /Bank Root CA/]);
});

test('an expired certificate fails that check by name, and the page says what to mend', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.paste(pemOf(brokenRecording('client/expired'), 'CN=alice', ISSUING, ROOT));
  await judge.trust('Bank Root CA').check();
  await page.getByRole('radiogroup', { name: 'Purpose' }).getByRole('radio', { name: 'Client' }).check();
  await judge.expectVerdict(/^Refused: it expired \d+ days ago$/);
  await expect(judge.judgement).toContainText('certificate_expired (45)');
  const row = judge.judgement.getByRole('listitem').filter({ hasText: 'Expiry (notAfter)' });
  await expect(row).toContainText('Renew the certificate, install it in the client');
  // At a time at which it was valid, it is accepted.
  await page.getByRole('radiogroup', { name: 'Time' }).getByRole('radio', { name: 'Set' }).check();
  await page.getByLabel('UTC').fill('2026-01-15T12:00');
  await judge.expectVerdict('Accepted: every check passed');
});

test('it is the real clock that counts where no time is set', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open(NOW + 3 * 365 * 86_400_000);
  await judge.paste(chain);
  await judge.trust('Bank Root CA').check();
  await judge.expectVerdict(/^Refused: it expired/);
});

test('a private key is recognised, said to be, and not kept anywhere', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  const key = privateKeyToPem(poolKey('server'));
  await judge.paste(`${key}${chain}`);
  await expect(judge.recognised).toContainText(
    'A private key was in it. It is compared with the certificates, in this browser, and it is not stored.',
  );
  await expect(judge.judgement).toContainText('belongs to the certificate.');
  await expect(judge.recognised.getByRole('radio')).toHaveCount(3);
  const secret = key.split('\n')[5] ?? '';
  expect(await page.content()).not.toContain(secret);
  await expect(page.getByLabel('Paste or drop certificates')).toHaveValue('');
});

test('broken PEM is told by its line, and what can be read stays', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  const lines = chain.split('\n');
  lines[3] = `${lines[3]?.slice(0, 20)}?${lines[3]?.slice(21)}`;
  await judge.paste(lines.join('\n'));
  await expect(judge.recognised.getByRole('alert')).toContainText('“?” in line 4 is not base64');
  await expect(judge.recognised.getByRole('radio')).toHaveCount(2);
  await judge.paste('hello');
  await expect(judge.recognised).toContainText('No certificate was recognised');
});

test('a dropped file that is too large is refused by its size, and the page stays alive', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await page.getByRole('region', { name: 'Add certificates' }).evaluate((region) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(21_000_000)], 'huge.pem'));
    region.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  });
  await expect(judge.recognised.getByRole('alert')).toContainText('It has 21 MB, and at most 20 MB are read.');
  await judge.paste(chain);
  await judge.expectVerdict(/^Not decided: complete up to Bank Root CA/);
});

test('DER, PKCS #12 with a password, and further pasted text add up', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  const password = 'open sesame';
  const certificates = [derOf(honest, 'CN=alice'), derOf(honest, ISSUING)];
  const p12 = toPkcs12(
    { certificates, key: poolKey('client'), password, friendlyName: 'alice' },
    seededRandom(1, 'e2e'),
  );
  await judge.addFile('alice.p12', p12);
  const field = page.getByLabel('Password of alice.p12');
  await field.fill('wrong');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(judge.recognised).toContainText('That password does not open it.');
  await field.fill(password);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(judge.recognised).toContainText('A private key was in it.');
  await judge.addFile('root.der', derOf(honest, ROOT));
  await judge.trust('Bank Root CA').check();
  await page.getByRole('radiogroup', { name: 'Purpose' }).getByRole('radio', { name: 'Client' }).check();
  await judge.expectVerdict('Accepted: every check passed');
  await expect(judge.recognised.getByRole('radio', { name: 'Validate alice' })).toBeChecked();
  await page.getByRole('button', { name: 'Remove Bank Issuing CA 1' }).click();
  await judge.expectVerdict('Refused: its issuer, Bank Issuing CA 1, was not found');
});

test('PKCS #7, a CRL and an OCSP response are taken, and what they say is asked', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.addFile('chain.p7b', pkcs7Of(derOf(honest, SERVER), derOf(honest, ISSUING), derOf(honest, ROOT)));
  await expect(judge.recognised.getByRole('radio')).toHaveCount(3);
  await judge.trust('Bank Root CA').check();
  await judge.expectVerdict('Accepted: every check passed');
  await expect(judge.judgement).toContainText('Nobody checked whether the certificates are revoked');
  const list = (issuer: string, key: RsaPrivateKey, serials: readonly string[]) =>
    issueCrl(
      {
        issuer: decodedOf(issuer).subject.der,
        thisUpdate: NOW - DAY,
        nextUpdate: NOW + DAY,
        number: 1,
        revoked: serials.map((serial) => ({ serial, at: NOW - DAY })),
      },
      key,
    );
  // The intermediate by a list of the root, the leaf by an answer about it alone.
  await judge.addFile('root.crl', list(ROOT, poolKey('root'), []));
  await judge.expectVerdict('Accepted: every check passed');
  await expect(judge.judgement).toContainText('was not checked: no CRL and no OCSP response about it was handed over');
  const [leaf, issuing] = [decodedOf(SERVER), decodedOf(ISSUING)];
  const answer = encodeOcspResponse(
    {
      responses: [{ certId: certIdOf(leaf, issuing), status: 'good', thisUpdate: NOW - DAY, nextUpdate: NOW + DAY }],
      producedAt: NOW - DAY,
      responder: { byName: issuing },
      nonce: null,
      certs: [],
    },
    poolKey('issuing'),
  ).bytes;
  await judge.addFile('leaf.ocsp', answer);
  await judge.expectVerdict('Accepted: every check passed');
  await expect(judge.recognised).toContainText('3 certificates, 1 CRL, 1 OCSP response');
  await judge.addFile('issuing.crl', list(ISSUING, poolKey('issuing'), [leaf.serial]));
  await judge.expectVerdict(/^Refused: the CA revoked it on/);
});

test('a list that is out of date refuses with hard-fail, and with soft-fail only what it says is revoked', async ({
  page,
}) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.paste(chain);
  await judge.trust('Bank Root CA').check();
  const issuer = decodedOf(ISSUING).subject.der;
  const old = { thisUpdate: NOW - 3 * DAY, nextUpdate: NOW - DAY, number: 1, revoked: [] };
  await judge.addFile('old.crl', issueCrl({ issuer, ...old }, poolKey('issuing')));
  await judge.expectVerdict('Refused: the answer about its revocation is out of date');
  await expect(judge.judgement).toContainText(REMEDY_WORDS['revocation.fresh']);
  const asked = page.getByRole('combobox', { name: 'Revocation' });
  await asked.selectOption('soft-fail: refused only if revoked');
  await judge.expectVerdict('Accepted: no check failed');
  await expect(judge.judgement).toContainText('nobody could say whether each certificate is revoked');
  await asked.selectOption('hard-fail: refused if what is at hand cannot clear it');
  await judge.expectVerdict('Refused: the answer about its revocation is out of date');
});

test('the output of openssl s_client and UTF-16 with a byte order mark are read', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  const output = [
    'CONNECTED(00000003)',
    'depth=2 O = Bank, CN = Bank Root CA',
    '---',
    'Certificate chain',
    ' 0 s:O = Bank, CN = api.bank.test',
    pemOf(honest, SERVER),
    ' 1 s:O = Bank, CN = Bank Issuing CA 1',
    pemOf(honest, ISSUING),
    '---',
    'Server certificate',
    pemOf(honest, SERVER),
    'SSL handshake has read 3021 bytes and written 390 bytes',
  ].join('\n');
  await judge.paste(output);
  await expect(judge.recognised.getByRole('radio')).toHaveCount(2);
  await expect(judge.recognised).toContainText('was there already');
  await judge.addFile('root.pem', Buffer.from(`\ufeff${pemOf(honest, ROOT)}`, 'utf16le'));
  await judge.trust('Bank Root CA').check();
  await judge.expectVerdict('Accepted: every check passed');
});

test('where no worker starts, the judgement is made all the same', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'Worker', {
      value: class {
        constructor() {
          throw new Error('no workers here');
        }
      },
    });
  });
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.paste(chain);
  await judge.trust('Bank Root CA').check();
  await judge.expectVerdict('Accepted: every check passed');
});

test('after the page is loaded, no request but for a file of its own is made, whatever is handed over', async ({
  page,
}) => {
  const judge = new ValidationPage(page);
  // What the worker loads ahead comes when it comes.
  const ahead = ['pkcs12Read', 'publicHalf', 'passwordBased'].map((chunk) =>
    page.waitForResponse((response) => response.url().includes(`/${chunk}-`)),
  );
  await judge.open();
  await Promise.all(ahead);
  await page.waitForLoadState('networkidle');
  const requests: string[] = [];
  // The terms come with the first sign of somebody, what works offline when all is at rest, and the rest of the font with
  // the first character that the page's own part of it lacks: files of the build, whose names were there before anything
  // was handed over.
  const own = new RegExp(
    `^${new URL('assets/(Marked|glossary|offline|inter-latin-wght-normal)-', new URL(page.url()).origin).href}[\\w-]+\\.(js|woff2)$`,
  );
  page.on('request', (request) => {
    if (request.method() !== 'GET' || !own.test(request.url())) requests.push(request.url());
  });
  await judge.paste(chain);
  await judge.trust('Bank Root CA').check();
  await judge.expectVerdict('Accepted: every check passed');
  const p12 = toPkcs12(
    { certificates: [derOf(honest, 'CN=alice')], key: poolKey('client'), password: 'x', friendlyName: 'alice' },
    seededRandom(1, 'e2e'),
  );
  await judge.addFile('alice.p12', p12);
  await page.getByLabel('Password of alice.p12').fill('x');
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(judge.recognised.getByRole('radio', { name: 'Validate alice' })).toBeVisible();
  await judge.judgement.getByRole('button', { name: /^Leaf/ }).first().click();
  for (const form of ['PEM', 'Bytes']) await judge.judgement.getByRole('radio', { name: form }).check();
  await judge.judgement.getByRole('button', { name: 'Expand all' }).click();
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
});

test('the report can be saved as text and as JSON, and both say what the page says', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.paste(chain);
  await page.getByLabel('Name it must carry').fill('shop.bank.test');
  await judge.expectVerdict('Refused: it is for api.bank.test');
  const save = async (name: string): Promise<string> => {
    const started = page.waitForEvent('download');
    await judge.judgement.getByRole('link', { name }).click();
    return readFileSync(await (await started).path(), 'utf8');
  };
  const text = await save('judgement.txt');
  expect(text).toContain('Refused: it is for api.bank.test');
  expect(text).toContain('Alert: bad_certificate (42)');
  expect(text).toContain(`How to fix it: ${REMEDY_WORDS['identity.dns']}`);
  const report = JSON.parse(await save('judgement.json'));
  expect(report).toMatchObject({
    verdict: 'refused',
    alert: 'bad_certificate',
    question: { time: new Date(NOW).toISOString() },
  });
  expect(report.path).toHaveLength(3);
  expect(report.checks.filter(({ result }: { result: string }) => result === 'fail')).toMatchObject([
    { check: 'identity.dns', mend: REMEDY_WORDS['identity.dns'] },
  ]);
});

test('links lead from the lab to the judge and back, and both keep what they had', async ({ lab, page }) => {
  await page.clock.setFixedTime(NOW);
  await lab.open('#mode=mutual');
  await page.getByRole('link', { name: 'Validate', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  const judge = new ValidationPage(page);
  await judge.paste(chain);
  await judge.expectVerdict(/^Not decided/);
  // No key is a command of the lab here.
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('m');
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await lab.takenOver();
  await expect(lab.mode('mutual')).toBeChecked();
  await expect(page).toHaveURL(/#mode=mutual$/);
  await page.goBack();
  await judge.expectVerdict(/^Not decided/);
});

test('what was added outlives a reload of the tab, and a private key does not', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  const key = privateKeyToPem(poolKey('client'));
  await judge.paste(`${chain}${key}`);
  await judge.trust('Bank Root CA').check();
  await page.getByLabel('Name it must carry').fill('api.bank.test');
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('validate') ?? '')).toContain('"version"');
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).not.toContain(key.split('\n')[5]);
  await page.reload();
  await expect(judge.recognised.getByRole('radio')).toHaveCount(3);
  await expect(judge.trust('Bank Root CA')).toBeChecked();
  await expect(page.getByLabel('Name it must carry')).toHaveValue('api.bank.test');
  await judge.expectVerdict('Accepted: every check passed');
  await page.getByRole('button', { name: 'Remove all' }).click();
  await expect(judge.judgement).toContainText('Nothing to validate yet');
});

test('the purpose is guessed from the certificate until somebody chooses one', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.paste(pemOf(honest, 'CN=alice', ISSUING, ROOT));
  const purpose = page.getByRole('radiogroup', { name: 'Purpose' });
  await expect(purpose.getByRole('radio', { name: 'Client' })).toBeChecked();
  await judge.trust('Bank Root CA').check();
  await judge.expectVerdict('Accepted: every check passed');
  await purpose.getByRole('radio', { name: 'Server' }).check();
  await judge.expectVerdict('Refused: it is not meant for servers');
});

test('a file in the wrong order is refused, though each certificate is right', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.paste(pemOf(honest, ISSUING, SERVER, ROOT));
  await judge.trust('Bank Root CA').check();
  await judge.expectVerdict('Refused: its file has the certificates in the wrong order');
  await expect(judge.judgement).toContainText(REMEDY_WORDS['bundle.order']);
});

test('CA certificates alone are not judged as if they were a server’s', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  await judge.paste(pemOf(honest, ISSUING, ROOT));
  await judge.expectVerdict(/^Not decided: only certificates of CAs were handed over/);
  await judge.recognised.getByRole('radio', { name: 'Validate Bank Issuing CA 1' }).check();
  await judge.expectVerdict(/^Not decided: complete up to Bank Root CA/);
});

test('the example leads through all three verdicts', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open(NOW + 3 * 365 * DAY);
  await page.getByRole('button', { name: 'Try an example' }).click();
  await judge.expectVerdict(/^Not decided: complete up to Bank Root CA/);
  await page.getByRole('checkbox', { name: /own root/ }).check();
  await judge.expectVerdict('Accepted: every check passed');
  await page.getByLabel('Name it must carry').fill('shop.bank.test');
  await judge.expectVerdict('Refused: it is for api.bank.test');
});

test('an address that no page has says so, and leads on', async ({ page }) => {
  await page.goto('./#/nope');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Validate' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Validate your certificates' })).toBeVisible();
  await page.goto('./#/validate');
  await expect(page.getByRole('heading', { level: 1, name: 'Validate your certificates' })).toBeVisible();
});

test('the keyboard alone hands over, chooses, trusts and reads', async ({ page }) => {
  const judge = new ValidationPage(page);
  await judge.open();
  const tabTo = async (name: string) => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        const labels =
          element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
        return `${element?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element?.textContent ?? ''}`.trim();
      });
      if (at.startsWith(name)) return;
    }
    throw new Error(`the keyboard never came to ${name}`);
  };
  await tabTo('Paste or drop certificates');
  await page.keyboard.insertText(chain);
  await tabTo('Add');
  await page.keyboard.press('Enter');
  await judge.expectVerdict(/^Not decided/);
  await tabTo('Trust Bank Root CA');
  await page.keyboard.press('Space');
  await judge.expectVerdict('Accepted: every check passed');
  await tabTo('Name it must carry');
  await page.keyboard.type('shop.bank.test');
  await judge.expectVerdict('Refused: it is for api.bank.test');
  await tabTo('Intermediate');
  await page.keyboard.press('Enter');
  await expect(judge.judgement.getByRole('region', { name: /Certificate of CN=Bank Issuing/ })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      test(`the judge’s page is accessible in the ${colorScheme} theme, ${width} pixels wide`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        const judge = new ValidationPage(page);
        await judge.open();
        await expectAccessible(page, 'nothing handed over');
        await judge.paste(`${privateKeyToPem(poolKey('server'))}${chain}-----BEGIN CERTIFICATE-----\n`);
        await judge.expectVerdict(/^Not decided/);
        await expectAccessible(page, 'undecided, and a broken block');
        await page.getByLabel('Name it must carry').fill('shop.bank.test');
        await judge.expectVerdict(/^Refused/);
        await expectAccessible(page, 'a refusal');
        await page.getByLabel('Name it must carry').fill('');
        await judge.trust('Bank Root CA').check();
        await judge.expectVerdict(/^Accepted/);
        await judge.judgement.getByRole('button', { name: 'Expand all' }).click();
        await judge.judgement.getByRole('button', { name: /^Leaf/ }).first().click();
        await expectAccessible(page, 'accepted, all opened');
        await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
      });
    }
  });
}
