// TLS 1.3 on the page: picked, stepped, broken; the key schedule fills; and the browser itself speaks it with our server.
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, test as plain } from '@playwright/test';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../src/lab/scenario/scenario.ts';
import { loadTls13Words } from '../src/lessons/tls13Words.ts';
import { startOutside } from '../src/testing/outside.ts';
import { defined, messageSteps, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

test.beforeAll(async () => {
  await prepareAll();
  await loadTls13Words();
});

const modern = (change: Partial<Scenario>) =>
  recordingOf(normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', ...change }));

test('is picked in the header, and its words come with it', async ({ lab, page }) => {
  await lab.open();
  await page.getByLabel('Protocol', { exact: true }).selectOption('tls1.3');
  await expect(page).toHaveURL(/protocol=tls1\.3/);
  const recording = modern({});
  await expect(lab.rows).toHaveCount(recording.steps.length);
  const extensions = defined(messageSteps(recording).find(({ message }) => message.type === 'EncryptedExtensions'));
  await lab.visit(recording, extensions.step);
  await expect(lab.panel).toContainText('The first encrypted message');
  await expect(lab.panel).toContainText('RFC 9846 4.4.1');
});

test('shows the late rejection: the client takes itself for connected while it is refused', async ({ lab }) => {
  const recording = modern({ mode: 'mutual', faults: ['client/expired'] });
  const alert = defined(messageSteps(recording).find(({ message }) => message.type === 'Alert'));
  const refusal = defined(recording.steps.find(({ number }) => number === alert.step.number - 1));
  await lab.visit(recording, refusal);
  await expect
    .poll(() => lab.beliefs())
    .toMatchObject({ client: 'talking to api.bank.test', server: 'refuses client: expired' });
  await lab.visit(recording, alert.step);
  await expect.poll(() => lab.beliefs()).toMatchObject({ client: 'received: certificate_expired' });
});

test('fills the key schedule as one steps', async ({ lab, page }) => {
  const recording = modern({});
  for (const [key, made] of [
    ['client:ClientHello', '0 of 10 made'],
    ['server:keys.handshake', '5 of 10 made'],
    ['server:keys.application', '9 of 10 made'],
    ['client:Finished', '10 of 10 made'],
  ] as const) {
    const step = defined(recording.steps.find((one) => one.key === key));
    await lab.visit(recording, step, 'secrets');
    await expect(page.getByRole('heading', { name: /^Key schedule/ })).toContainText(made);
    await expect(page.getByRole('img', { name: /^Key schedule: / })).toBeVisible();
  }
});

plain('Chromium loads a page from our server, and they agree by X25519MLKEM768', async () => {
  const cli = join(import.meta.dirname, '../dist-cli/handshake-lab.mjs');
  const server = startOutside('node', [cli, 'listen', '--protocol', 'tls1.3']);
  let folder: string | null = null;
  try {
    const line = await new Promise<string>((resolve, reject) => {
      server.stdout.once('data', (data: Buffer) => resolve(data.toString()));
      server.once('exit', (code) => reject(new Error(`listen ended with ${code}`)));
    });
    const { listening, pki } = JSON.parse(line.split('\n')[0] ?? '') as { listening: number; pki: string };
    folder = pki;
    const certificate = new X509Certificate(readFileSync(join(pki, 'server.pem')));
    const spki = certificate.publicKey.export({ format: 'der', type: 'spki' });
    const pin = createHash('sha256').update(spki).digest('base64');
    const executablePath = process.env['HANDSHAKE_LAB_BROWSER'];
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--host-resolver-rules=MAP api.bank.test 127.0.0.1',
        `--ignore-certificate-errors-spki-list=${pin}`,
      ],
    });
    const page = await browser.newPage();
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Network.enable');
    const seen: string[] = [];
    cdp.on('Network.responseReceived', ({ response }) => {
      const details = response.securityDetails;
      if (details) seen.push(`${details.protocol} ${details.keyExchangeGroup} ${details.subjectName}`);
    });
    const response = await page.goto(`https://api.bank.test:${listening}/`);
    expect(response?.status()).toBe(200);
    await page.reload();
    expect(new Set(seen)).toEqual(new Set(['TLS 1.3 X25519MLKEM768 api.bank.test']));
    await browser.close();
  } finally {
    server.kill();
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
});
