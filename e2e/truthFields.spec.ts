// Truth of the field tree: each field's value agrees with the very bytes that light up for it.

import { agrees } from './support/fieldValues.ts';
import { bytesOf } from './support/outside.ts';
import { defined, messageSteps, recordingOf, stepOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

interface Shown {
  readonly name: string;
  readonly value: string;
  /** Name, value, words and place, as they stand between bytes and tree. */
  readonly detail: string;
  readonly isLeaf: boolean;
  /** Offsets of the bytes under the mark of the selected field, as they are drawn on the screen. */
  readonly lit: readonly number[];
}

/** Every byte of these belongs to a field of TLS. */
const TLS = ['client:ClientHello', 'server:ServerHello', 'server:CertificateRequest', 'client:CertificateVerify'];
/** In these, tags and lengths of DER belong to no field at the ends of the tree. */
const DER = ['server:CertificationRequest', 'ca:IssuedCertificate', 'client:OCSPRequest', 'ca:OCSPResponse'];

for (const key of [...TLS, ...DER]) {
  test(`each field of ${key} shows what its bytes say`, async ({ lab }) => {
    const recording = recordingOf({ mode: 'mutual' });
    await lab.visit(recording, stepOf(recording, key), 'bytes');
    const wire = bytesOf(await lab.shownHex());
    const fields = await lab.panel.evaluate(readFields, 500);
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
    if (TLS.includes(key)) expect(covered.size).toBe(wire.length);
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
  const [random] = await lab.panel.evaluate(readFields, 1);
  expect(random).toMatchObject({ name: 'Client random', lit: Array.from({ length: 32 }, (_, i) => 11 + i) });
  const secret = recording.events.find((event) => event.kind === 'secret' && event.secret === 'clientRandom');
  expect(secret).toMatchObject({ value: message.wire.slice(22, 86) });
});

/**
 * Opens every field of the tree by its keys, and reads each one while it is selected; from the selected field on, and
 * not more than `most`. Runs within the page as a whole: hundreds of fields would else mean thousands of messages.
 */
async function readFields(panel: Element, most: number): Promise<Shown[]> {
  const find = (selector: string) => {
    const element = panel.querySelector<HTMLElement>(selector);
    if (element === null) throw new Error(`the panel has no ${selector}`);
    return element;
  };
  const press = async (key: string) => {
    selected().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await new Promise((done) => setTimeout(done));
  };
  const selected = () => find('[role="tree"] [aria-selected="true"]');
  const litBytes = () => {
    const marks = [...panel.querySelectorAll('[data-kind="strong"]')].map((mark) => mark.getBoundingClientRect());
    const cells = [...panel.querySelectorAll('[role="slider"] [data-byte]')].filter((cell) => {
      const { left, top, width, height } = cell.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      return marks.some((mark) => mark.left < x && x < mark.right && mark.top < y && y < mark.bottom);
    });
    return cells.map((cell) => Number(cell.getAttribute('data-byte')));
  };
  const fields: Shown[] = [];
  for (let last: string | null = null; fields.length < most; await press('ArrowDown')) {
    const id = selected().dataset.node ?? '';
    if (id === last) break;
    last = id;
    if (selected().getAttribute('aria-expanded') === 'false') await press('ArrowRight');
    fields.push({
      name: selected().querySelector('span:not(:empty)')?.textContent ?? '',
      value: selected().querySelector('code')?.textContent ?? '',
      detail: find('[aria-label="Selected field"]').innerText,
      isLeaf: !selected().hasAttribute('aria-expanded'),
      lit: litBytes(),
    });
  }
  return fields;
}

function placeText(lit: readonly number[]): string {
  const label = (offset: number | undefined) => (offset ?? 0).toString(16).padStart(4, '0');
  const size = lit.length === 1 ? '1 byte' : `${lit.length} bytes`;
  return lit.length === 1 ? `${label(lit[0])} · ${size}` : `${label(lit[0])} to ${label(lit.at(-1))} · ${size}`;
}
