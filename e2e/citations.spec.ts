// Citations are links to the RFC Editor: followed by a click, in a tab of its own, and never fetched by the page itself.

import { stepLesson } from '../src/lessons/steps.ts';
import { citationLink, citationText } from '../src/pki/citations.ts';
import { recordingOf, stepOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const recording = recordingOf({ mode: 'mutual' });

test('the sections of a lesson and of a check are links that nothing fetches and that learn nothing of the page', async ({
  baseURL,
  lab,
  page,
}) => {
  const elsewhere: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(baseURL ?? '').origin) elsewhere.push(request.url());
  });
  const step = stepOf(recording, 'client:path.validate');
  await lab.visit(recording, step, 'explain');
  const [cited] = stepLesson(recording, step).cites;
  if (cited === undefined) throw new Error('the step cites nothing');
  const link = lab.panel.getByRole('link', { name: citationText(cited), exact: true });
  await expect(link).toHaveAttribute('href', citationLink(cited) ?? '');
  await lab.visit(recording, step, 'checks');
  const links = lab.panel.locator('a[href^="https://"]');
  // The panel is a chunk of its own, and comes later; where all passes, its groups are folded.
  await lab.panel.getByRole('button', { name: 'Expand all' }).click();
  await expect.poll(() => links.count()).toBeGreaterThan(5);
  for (const each of await links.all()) {
    await expect(each).toHaveAttribute('href', /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+#/);
    await expect(each).toHaveAttribute('rel', 'noopener noreferrer');
    await expect(each).toHaveAttribute('target', '_blank');
  }
  expect(elsewhere).toEqual([]);
  // The policy leaves navigation alone: the click goes out. The address answers from here, so that the test needs no network.
  await page.context().route('https://www.rfc-editor.org/**', (route) => route.fulfill({ body: 'the section' }));
  const [opened] = await Promise.all([page.context().waitForEvent('page'), links.first().click()]);
  await expect(opened.locator('body')).toHaveText('the section');
  expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
});
