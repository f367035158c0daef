// The diagram as a picture: six recordings as SVG files that are committed and compared exactly.
// `UPDATE_SNAPSHOTS=1 npx playwright test pictures` writes them anew; look at each one before you commit it.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { diagramSvg } from '../src/diagram/exportSvg.ts';
import { brokenRecording } from './support/catalogue.ts';
import { textTroubles } from './support/geometry.ts';
import { recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const directory = new URL('snapshots/', import.meta.url);
const updates = process.env.UPDATE_SNAPSHOTS === '1';

const PICTURES = [
  ['honest-one-way', recordingOf({ mode: 'one-way' })],
  ['honest-mutual', recordingOf({ mode: 'mutual' })],
  ['server-expired', brokenRecording('server/expired')],
  ['client-expired', brokenRecording('client/expired')],
  ['client-stolen-certificate', brokenRecording('client/stolen-certificate')],
  ['server-stolen-certificate', brokenRecording('server/stolen-certificate')],
] as const;

for (const [name, recording] of PICTURES) {
  test(`the picture ${name}.svg is as it was committed, well-formed, and no text lies over another`, async ({
    page,
  }) => {
    const drawn = diagramSvg(recording);
    const file = new URL(`${name}.svg`, directory);
    if (updates) {
      mkdirSync(directory, { recursive: true });
      writeFileSync(file, drawn);
    }
    expect(existsSync(file), `${name}.svg is missing: UPDATE_SNAPSHOTS=1 writes it`).toBe(true);
    expect(drawn).toBe(readFileSync(file, 'utf8'));

    // As a file of its own, the browser reads it as XML: what is not well-formed shows an error instead of a picture.
    await page.setViewportSize({ width: 900, height: 700 });
    await page.goto(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn)}`);
    const svg = page.locator('svg').first();
    await expect(svg).toBeVisible();
    await expect(page.locator('parsererror')).toHaveCount(0);
    const texts = await svg.locator('text').allTextContents();
    const messages = recording.events.flatMap((event) => (event.kind === 'sent' ? [event.message] : []));
    for (const { details, type } of messages) {
      const label = type === 'Alert' ? String(details.description) : type;
      if (!/OCSP|Issued|Certification|Application/.test(type)) expect(texts.join('\n')).toContain(label);
    }
    await expect.poll(() => textTroubles(svg)).toEqual([]);
    const outside = await svg.evaluate((root) => {
      const { width, height } = root.getBoundingClientRect();
      return [...root.querySelectorAll('text, rect, circle')].filter((each) => {
        const box = each.getBoundingClientRect();
        return box.left < -1 || box.top < -1 || box.right > width + 1 || box.bottom > height + 1;
      }).length;
    });
    expect(outside).toBe(0);
  });
}

test('every committed picture is one that is compared here', () => {
  expect(readdirSync(directory).sort()).toEqual(PICTURES.map(([name]) => `${name}.svg`).sort());
});
