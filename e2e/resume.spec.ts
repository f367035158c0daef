// Coming back with a ticket, and new keys: chosen in the settings, opened by link, stepped through; what the page says is
// held against the recording.

import type { SecretId } from '../src/lab/recording/recording.ts';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { DEFAULT_SCENARIO, normalizeScenario, type Scenario } from '../src/lab/scenario/scenario.ts';
import { loadTls13Words } from '../src/lessons/tls13Words.ts';
import { defined, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

test.beforeAll(async () => {
  await prepareAll();
  await loadTls13Words();
});

const tls13 = (change: Partial<Scenario>) =>
  recordingOf(normalizeScenario({ ...DEFAULT_SCENARIO, protocol: 'tls1.3', ...change }));
type Made = ReturnType<typeof tls13>;
const stepAt = ({ steps }: Made, key: string) => defined(steps.find((step) => step.key === key));

test('is chosen in the options, for TLS 1.3 alone, and is in the link', async ({ lab, page }) => {
  await lab.open();
  await lab.button('Options').click();
  const options = page.getByRole('dialog', { name: 'Options' });
  const again = options.getByLabel('Session resumption (PSK)');
  const keys = options.getByLabel('KeyUpdate');
  await expect(options.getByLabel('Cipher suite')).toBeVisible();
  await expect(again).toHaveCount(0);
  await expect(keys).toHaveCount(0);
  await options.getByLabel('Protocol').selectOption('tls1.3');
  await again.selectOption('resumed');
  await keys.selectOption('client');
  await expect(page).toHaveURL(/again=resumed&keyUpdate=client/);
  await expect(options.getByLabel('Requests on the connection')).toHaveValue('2');
  await keys.selectOption('no');
  await expect(options.getByLabel('Requests on the connection')).toHaveValue('1');
  await page.keyboard.press('Escape');
  const recording = tls13({ again: 'resumed' });
  await expect(lab.rows).toHaveCount(recording.steps.length);
  await expect(lab.stage).toContainText('Second connection, with the ticket');
});

test('a link to TLS 1.2 that asks for it says what was wrong, and shows the rest', async ({ lab, page }) => {
  await lab.open('#again=resumed');
  await expect(page.getByText('given with protocol=tls1.3')).toBeVisible();
  await expect(lab.rows).toHaveCount(recordingOf(DEFAULT_SCENARIO).steps.length);
});

test('the second connection: both know each other again, and nobody shows a certificate', async ({ lab }) => {
  const recording = tls13({ mode: 'mutual', again: 'resumed' });
  await lab.visit(recording, stepAt(recording, 'client:connection.again'));
  await expect
    .poll(() => lab.beliefs())
    .toMatchObject({ client: 'wants api.bank.test', server: 'waiting for a client' });
  await expect(lab.panel).toContainText('nobody notices one that has expired');
  await expect(lab.panel).toContainText('RFC 9846 2.2');
  await lab.visit(recording, stepAt(recording, 'server:ticket.open'), 'checks');
  await expect(lab.panel).toContainText('nobody checks it again');
  await lab.visit(recording, stepAt(recording, 'server:NewSessionTicket#2'));
  await expect
    .poll(() => lab.beliefs())
    .toMatchObject({ client: 'resumed with api.bank.test', server: 'resumed with alice' });
  await lab.visit(recording, stepAt(recording, 'server:application.decide#2'));
  await expect(lab.currentRow).toContainText('alice is known by the ticket');
});

/** The first bytes of what an actor holds under a name, from event `from` on, as the picture shows them. */
function shownOf({ events }: Made, actor: string, secret: SecretId, from: number): string {
  const found = events.findLast(
    (event) => event.id >= from && event.kind === 'secret' && event.actor === actor && event.secret === secret,
  );
  if (found?.kind !== 'secret') throw new Error(`${actor} has no ${secret}`);
  return (found.value.slice(0, 6).match(/../g) ?? []).join(' ');
}

test('the key schedule begins with the secret of the ticket, and has the binder key', async ({ lab, page }) => {
  const recording = tls13({ again: 'resumed' });
  const start = stepAt(recording, 'client:connection.again').event;
  const picture = page.getByRole('img', { name: /^Key schedule: / });
  await lab.visit(recording, stepAt(recording, 'client:connection.again'), 'secrets');
  await expect(page.getByRole('heading', { name: /^Key schedule/ })).toContainText('0 of 11 made');
  await lab.visit(recording, stepAt(recording, 'client:ticket.offer'), 'secrets');
  await expect(page.getByRole('heading', { name: /^Key schedule/ })).toContainText('2 of 11 made');
  await expect(picture).not.toContainText('no ticket');
  await expect(picture).toContainText(`PSK${shownOf(recording, 'client', 'preSharedKey', start).slice(0, 5)}`);
  await expect(picture).toContainText(shownOf(recording, 'client', 'binderKey', start));
  await expect(picture).toContainText(shownOf(recording, 'client', 'earlySecret', start));
  await lab.visit(recording, defined(recording.steps.at(-1)), 'secrets');
  await expect(page.getByRole('heading', { name: /^Key schedule/ })).toContainText('11 of 11 made');
  await expect(picture).toContainText(shownOf(recording, 'server', 'mainSecret', start));
  // In the first connection it began with zeros; there the ticket's secret is what comes out.
  await lab.visit(recording, stepAt(recording, 'client:Alert'), 'secrets');
  await expect(picture).toContainText('no ticket');
  await expect(picture).toContainText('PSK of the ticket');
});

test('new keys: each side has them when it has computed them, and they are the next of the old ones', async ({
  lab,
  page,
}) => {
  const recording = tls13({ keyUpdate: 'client' });
  const picture = page.getByRole('img', { name: /^Key schedule: / });
  const updated = page.getByRole('rowheader', { name: /^Client traffic secret, updated/ });
  await lab.visit(recording, stepAt(recording, 'client:KeyUpdate'), 'secrets');
  await expect(updated).toHaveCount(0);
  await lab.visit(recording, stepAt(recording, 'client:keys.update'), 'secrets');
  await expect(updated).toHaveCount(1);
  await expect(picture).toContainText(shownOf(recording, 'client', 'clientApplicationTrafficSecretN', 0));
  await lab.visit(recording, defined(recording.steps.at(-1)), 'secrets');
  await expect(page.getByRole('heading', { name: /^Key schedule/ })).toContainText('12 of 12 made');
});

test('a byte of the binder changed by hand: the server opens the ticket and refuses', async ({ lab, page }) => {
  const recording = tls13({
    again: 'resumed',
    tampering: [{ message: 'client:ClientHello#2', offset: 496, value: 0 }],
  });
  await lab.visit(recording, stepAt(recording, 'server:ticket.open'));
  await expect(lab.panel).toContainText('decrypt_error');
  await expect(lab.inspector).toContainText('Refused: the binder does not fit this hello and the ticket’s secret');
  await expect(lab.stage).toContainText('Not reached');
  await lab.tab('checks').click();
  await expect(page.getByText('PSK binder')).toBeVisible();
});

test('side by side with one connection only, and as an eavesdropper, it holds', async ({ lab, page }) => {
  await page.goto('./#protocol=tls1.3&compare=protocol%3Dtls1.3%26again%3Dresumed');
  await expect(page.getByText(/rows differ/)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Second connection, with the ticket' })).toBeVisible();
  const recording = tls13({ again: 'resumed' });
  await lab.open('#protocol=tls1.3&again=resumed&as=eavesdropper&at=server:Finished%232');
  await expect(lab.rows).toHaveCount(recording.steps.length);
  await expect(lab.inspector).toContainText('Sealed: the keys are elsewhere');
});
