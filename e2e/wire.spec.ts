// Somebody on the wire: what the page shows of it agrees with the bytes.
import { fromHex, fromUtf8 } from '../src/bytes/hex.ts';
import { runScenario } from '../src/lab/run/run.ts';
import { DEFAULT_SCENARIO } from '../src/lab/scenario/scenario.ts';
import { expectAccessible } from './support/axe.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

test('a trusted machine in the middle reads the request, and what it reads is what the client sent', async ({
  lab,
  page,
}) => {
  const recording = runScenario({ ...DEFAULT_SCENARIO, faults: ['wire/mitm-trusted'] });
  const secret = (actor: string) =>
    recording.events.find((e) => e.kind === 'secret' && e.actor === actor && e.secret === 'request');
  const value = secret('attacker');
  if (value?.kind !== 'secret') throw new Error('the attacker read nothing');
  expect(value).toMatchObject({ value: (secret('client') as typeof value).value });

  await lab.open('#fault=wire/mitm-trusted&at=attacker:attacker.read&tab=explain');
  await expect(
    lab.stage.getByRole('list', { name: 'Who takes part' }).getByText('Attacker').filter({ visible: true }),
  ).toBeVisible();
  await expect(lab.stage.getByText('reads everything').last()).toBeVisible();
  await expect(lab.inspector).toContainText(fromUtf8(fromHex(value.value)).split('\r\n')[0] ?? '');
  await expectAccessible(page, 'with somebody on the wire');
});

test('a byte that is changed by hand makes the server refuse, and the link keeps it', async ({ lab, page }) => {
  await lab.open('#at=client:ClientHello&tab=bytes');
  const bytes = lab.panel.getByRole('slider', { name: /bytes$/ });
  await bytes.focus();
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
  const editor = lab.panel.getByRole('region', { name: 'Edit this message on the wire' });
  await editor.getByRole('textbox').fill('00');
  await page.keyboard.press('Enter');
  await expect(lab.story).toHaveText('Bytes are changed by hand');
  await expect(page).toHaveURL(/tamper=client:ClientHello@10=00/);

  const { outcome } = runScenario({
    ...DEFAULT_SCENARIO,
    tampering: [{ message: 'client:ClientHello', offset: 10, value: 0 }],
  });
  await lab.reload();
  await expect(lab.rows.filter({ hasText: `Alert: ${outcome.server.error?.alert}` }).first()).toBeAttached();
  await page.getByRole('button', { name: 'Undo: client’s ClientHello, byte 10: 00' }).click();
  await expect(page).not.toHaveURL(/tamper=/);
});

test('an eavesdropper sees no plaintext; the stolen key opens it the day after', async ({ lab, page }) => {
  await lab.open('#at=client:ApplicationData&tab=bytes&as=eavesdropper');
  await expect(lab.title).toHaveText('An encrypted record');
  await expect(lab.panel.getByRole('radiogroup', { name: 'Show the bytes' })).toHaveCount(0);
  await expect(lab.stage.getByText('GET /balance')).toHaveCount(0);
  await expectAccessible(page, 'with somebody on the wire');

  await page.getByRole('checkbox', { name: 'The server’s key is stolen later' }).check();
  await expect(
    lab.stage.getByRole('list', { name: 'Who takes part' }).getByText('Attacker').filter({ visible: true }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Last step' }).click();
  await expect(lab.stage.getByText('GET /balance')).not.toHaveCount(0);
});

test('v goes from one observer to the next', async ({ lab, page }) => {
  await lab.open();
  const choice = page.getByRole('combobox', { name: 'View as' });
  for (const name of ['Client', 'Server', 'Eavesdropper', 'Everyone']) {
    await page.keyboard.press('v');
    await expect(choice.locator('option:checked')).toHaveText(name);
  }
});
