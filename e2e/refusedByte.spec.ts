// A message that is refused: the byte that is to blame is one click away, selected and in sight.

import type { Recording } from '../src/lab/recording/recording.ts';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { loadTls13Words } from '../src/lessons/tls13Words.ts';
import { defined, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

// The second byte of the type of key_share: nobody knows extension 153.
const tampered = () =>
  recordingOf({
    protocol: 'tls1.3',
    suite: 'TLS_AES_128_GCM_SHA256',
    group: 'x25519',
    tampering: [{ message: 'client:ClientHello', offset: 175, value: 0x99 }],
  });
const refusalIn = ({ steps }: Recording) => defined(steps.find(({ key }) => key.includes('message.refuse')));

test.beforeAll(async () => {
  await prepareAll();
  await loadTls13Words();
});

test('the byte for which a ClientHello is refused is selected in the bytes of that step, and in sight', async ({
  lab,
}) => {
  const recording = tampered();
  const refusal = refusalIn(recording);
  await lab.visit(recording, refusal, 'checks');
  await lab.panel.getByRole('button', { name: 'Show the byte' }).click();
  await expect(lab.tab('bytes')).toHaveAttribute('aria-selected', 'true');
  await lab.expectAt(recording, refusal);
  // The block of extensions, which lacks key_share, begins at byte 88, behind its length, counted from 0.
  await expect(lab.hexView).toHaveAttribute('aria-valuenow', '88');
  await expect(lab.hexView).toHaveAttribute('aria-valuetext', /^Byte 89 of 216: 00\b/);
  await expect(lab.panel.getByText('Byte 88, counted from 0', { exact: false })).toBeVisible();
  await expect(lab.hexView.locator('[data-byte="88"]')).toBeInViewport();
  await expect(lab.fieldTree.getByRole('treeitem', { selected: true })).toBeVisible();
});

test('the way to the byte leads from a later step back to the step of the refusal', async ({ lab }) => {
  const recording = tampered();
  const last = defined(recording.steps.at(-1));
  await lab.visit(recording, last, 'checks');
  await lab.panel.getByRole('button', { name: 'Show the byte' }).click();
  await lab.expectAt(recording, refusalIn(recording));
  await expect(lab.hexView).toHaveAttribute('aria-valuenow', '88');
});
