// Truth of the field tree: each field's value agrees with the very bytes that light up for it.

import { agrees } from './support/fieldValues.ts';
import type { LabPage } from './support/labPage.ts';
import { bytesOf } from './support/outside.ts';
import { defined, messageSteps, recordingOf, stepOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

interface Shown {
  readonly name: string;
  readonly value: string;
  readonly detail: string;
  readonly isLeaf: boolean;
  readonly lit: readonly number[];
}

const KEYS = [
  'server:CertificationRequest',
  'ca:IssuedCertificate',
  'client:ClientHello',
  'server:ServerHello',
  'server:CertificateRequest',
  'client:OCSPRequest',
  'ca:OCSPResponse',
  'client:CertificateVerify',
];

for (const key of KEYS) {
  test(`each field of ${key} shows what its bytes say`, async ({ lab }) => {
    const recording = recordingOf({ mode: 'mutual' });
    await lab.visit(recording, stepOf(recording, key), 'bytes');
    const wire = bytesOf(await lab.shownHex());
    const fields = await walkTree(lab);
    const covered = new Set<number>();
    for (const { name, value, detail, isLeaf, lit } of fields) {
      const start = lit[0] ?? 0;
      expect(lit, `${name} lights one run of bytes`).toEqual(lit.map((_, i) => start + i));
      expect(detail).toContain(lit.length === 0 ? 'no bytes here' : placeText(lit));
      expect(detail).toContain(value);
      if (!isLeaf) continue;
      const bytes = wire.subarray(start, start + lit.length);
      expect(agrees(value, bytes), `${name} says ${value}, its bytes are ${bytes.toString('hex')}`).toBe(true);
      for (const offset of lit) covered.add(offset);
    }
    expect(fields.length).toBeGreaterThan(5);
    // What no leaf covers are tags and lengths of DER; TLS itself has none.
    if (
      recording.events[stepOf(recording, key).event]?.actor !== 'ca' &&
      !key.includes('Certification') &&
      !key.includes('OCSP')
    ) {
      expect(covered.size).toBe(wire.length);
    }
  });
}

test('the bytes of ClientHello, picked with the keyboard, name the field that they belong to', async ({ lab }) => {
  const recording = recordingOf();
  const step = stepOf(recording, 'client:ClientHello');
  await lab.visit(recording, step, 'bytes');
  const message = defined(messageSteps(recording).find((each) => each.step === step)).message;
  await lab.hexView.focus();
  await lab.page.keyboard.press('Home');
  // RFC 5246 6.2.1 and 7.4.1.2: 5 bytes of record header, 4 of handshake header, 2 of version, then the random.
  for (let i = 0; i < 11; i++) await lab.page.keyboard.press('ArrowRight');
  await expect(lab.hexView).toHaveAttribute('aria-valuenow', '11');
  await expect(lab.hexView).toHaveAttribute('aria-valuetext', /^Byte 12 of \d+: [0-9a-f]{2}\. Client random/);
  await expect(lab.fieldTree.getByRole('treeitem', { selected: true })).toContainText('Client random');
  expect(await lab.litBytes()).toEqual(Array.from({ length: 32 }, (_, i) => 11 + i));
  const random = defined(recording.events.find((event) => event.kind === 'secret' && event.secret === 'clientRandom'));
  expect(random).toMatchObject({ value: message.wire.slice(22, 86) });
});

/** Opens every field of the tree with the keyboard, and reads each one as it is selected. */
async function walkTree(lab: LabPage): Promise<Shown[]> {
  const { keyboard } = lab.page;
  await lab.fieldTree.getByRole('treeitem').first().focus();
  const fields: Shown[] = [];
  for (;;) {
    if ((await selected(lab)).closed) await keyboard.press('ArrowRight');
    const { id, ...shown } = await selected(lab);
    fields.push({ ...shown, lit: await lab.litBytes() });
    await keyboard.press('ArrowDown');
    if ((await selected(lab)).id === id) return fields;
  }
}

async function selected(lab: LabPage) {
  const item = await lab.fieldTree.evaluate((tree) => {
    const element = tree.querySelector('[aria-selected="true"]');
    return {
      id: element?.getAttribute('data-node') ?? '',
      closed: element?.getAttribute('aria-expanded') === 'false',
      isLeaf: element?.hasAttribute('aria-expanded') === false,
      name: element?.querySelector('span:not(:empty)')?.textContent ?? '',
      value: element?.querySelector('code')?.textContent ?? '',
    };
  });
  return { ...item, detail: await lab.selectedField.innerText() };
}

function placeText(lit: readonly number[]): string {
  const label = (offset: number | undefined) => (offset ?? 0).toString(16).padStart(4, '0');
  const size = lit.length === 1 ? '1 byte' : `${lit.length} bytes`;
  return lit.length === 1 ? `${label(lit[0])} · ${size}` : `${label(lit[0])} to ${label(lit.at(-1))} · ${size}`;
}
