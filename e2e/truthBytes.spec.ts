// Truth of the Bytes tab: what it shows is what was on the wire, and what the encrypted part really opens to.
import { X509Certificate } from 'node:crypto';
import type { Message, Recording, Step } from '../src/lab/recording/recording.ts';
import type { LabPage } from './support/labPage.ts';
import { bytesOf, openRecord, prf, rsaOpen, secretOf, sha256, transcript } from './support/outside.ts';
import { defined, linkTo, messageSteps, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const RUNS = [
  ['the honest one-way handshake', { mode: 'one-way' }],
  ['the honest mutual handshake', { mode: 'mutual' }],
  ['the mutual handshake with AES-128-CBC', { mode: 'mutual', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA256' }],
  ['an expired client certificate', { mode: 'mutual', faults: ['client/expired'] }],
  ['a stolen server certificate', { mode: 'one-way', faults: ['server/stolen-certificate'] }],
] as const;

for (const [name, change] of RUNS) {
  test(`all bytes of ${name} are shown as they were on the wire, and open to what is shown`, async ({ lab }) => {
    const recording = recordingOf(change);
    await lab.open(linkTo(recording.scenario, undefined, 'bytes'));
    await lab.expectStory(recording);
    await expect(lab.rows).toHaveCount(recording.steps.length);
    const sealedRecords = { client: 0, server: 0, ca: 0, attacker: 0 };
    for (const step of recording.steps) {
      if (step.number > 1) await lab.button('Next step').press('Enter');
      const found = messageSteps(recording).find((each) => each.step === step);
      if (found === undefined) continue;
      await expect(lab.place).toHaveText(`step ${step.number} of ${recording.steps.length}`);
      await expectViews(lab, recording, found.message, sealedRecords);
    }
  });
}

/** Looks at the message in each of its views. */
async function expectViews(
  lab: LabPage,
  recording: Recording,
  message: Message,
  sealedRecords: Record<string, number>,
): Promise<void> {
  const views = lab.panel.getByRole('radiogroup', { name: 'Show the bytes' });
  if (message.plaintext === null && message.sealed === null) await expect(views).toBeHidden();
  else await views.getByRole('radio', { name: 'On the wire' }).check();
  await expect.poll(() => lab.shownHex()).toBe(message.wire);
  await expect(lab.panel).toContainText(`${(message.wire.length / 2).toLocaleString('en')} bytes`);

  if (message.plaintext !== null) {
    await views.getByRole('radio', { name: 'Decrypted' }).check();
    const sequence = sealedRecords[message.from] ?? 0;
    const shown = openRecord(recording, message, sequence).toString('hex');
    await expect.poll(() => lab.shownHex()).toBe(shown);
    sealedRecords[message.from] = sequence + 1;
    if (message.type === 'ApplicationData') {
      const lines = (text: string | null) => (text ?? '').trimEnd().split(/\r?\n/);
      expect(lines(await lab.panel.locator('pre').textContent())).toEqual(lines(bytesOf(shown).toString('utf8')));
    }
  }
  expect(message.encrypted).toBe(message.plaintext !== null);

  if (message.sealed !== null) {
    await views.getByRole('radio', { name: 'Inside' }).check();
    await expectPremaster(await lab.shownHex(), recording, message);
  }
}

/** What the page says is inside ClientKeyExchange is what the private key of the certificate makes of it. */
async function expectPremaster(shown: string, recording: Recording, message: Message): Promise<void> {
  const certificate = defined(messageSteps(recording).find((each) => each.message.type === 'Certificate')).message;
  const leaf = new X509Certificate(bytesOf(defined(recording.certificates[defined(certificate.certificates[0])]).der));
  const premaster = secretOf(recording, 'client', 'premasterSecret');
  // RFC 8017 7.2.1: 00 02, at least eight bytes that are not zero, 00, the message.
  expect(shown).toMatch(/^0002/);
  const padding = bytesOf(shown).subarray(2, -49);
  expect(padding.length).toBeGreaterThanOrEqual(8);
  expect(padding).not.toContain(0);
  expect(bytesOf(shown).subarray(-49)).toEqual(Buffer.concat([Buffer.from([0]), premaster]));
  // RFC 5246 7.4.7.1: the version that the client offered, then 46 random bytes.
  expect(premaster.subarray(0, 2).toString('hex')).toBe('0303');
  if (recording.scenario.faults.includes('server/stolen-certificate')) return;
  const ciphertext = bytesOf(message.wire).subarray(11);
  expect(rsaOpen(ciphertext, secretOf(recording, 'server', 'server.privateKey'), leaf).toString('hex')).toBe(shown);
}

test('the master secret, and verify_data of both Finished as shown, follow from the bytes shown before', async ({
  lab,
}) => {
  const recording = recordingOf({ mode: 'mutual' });
  const isKeyExchange = (message: Message) => message.type === 'ClientKeyExchange';
  const master = prf(
    secretOf(recording, 'client', 'premasterSecret'),
    'extended master secret',
    sha256(transcript(recording, isKeyExchange)),
    48,
  );
  for (const actor of ['client', 'server'] as const) {
    expect(secretOf(recording, actor, 'masterSecret').toString('hex')).toBe(master.toString('hex'));
    const finished = defined(
      messageSteps(recording).find(({ message }) => message.type === 'Finished' && message.from === actor),
    );
    const shown = await decrypted(lab, recording, finished.step);
    const before = transcript(recording, (message) =>
      actor === 'client' ? message.type === 'CertificateVerify' : message.type === 'Finished',
    );
    const verifyData = prf(master, `${actor} finished`, sha256(before), 12).toString('hex');
    expect(shown).toBe(`1400000c${verifyData}`);
  }
});

async function decrypted(lab: LabPage, recording: Recording, step: Step): Promise<string> {
  await lab.visit(recording, step, 'bytes');
  await lab.panel.getByRole('radio', { name: 'Decrypted' }).check();
  return lab.shownHex();
}
