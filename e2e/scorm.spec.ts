// The page in a learning platform: a frame whose parent holds the API object of SCORM 1.2 (scorm-again plays it).
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { startPage, startScript } from '../scripts/scormManifest.ts';
import { expect, test } from './support/test.ts';

test.use({ worksAhead: false });

const PLATFORM = (data: string) => `<!doctype html><title>Platform</title><script src="scorm-again.js"></script>
<script>
  window.API = new Scorm12API({ autocommit: false });
  API.loadFromJSON({ suspend_data: ${JSON.stringify(data)} }, 'cmi');
</script>
<iframe title="Course" src="start.html" style="width: 100%; height: 700px"></iframe>`;

test('a package runs in a frame under a platform, and goes on at the second launch', async ({ page, baseURL }) => {
  const runtime = createRequire(import.meta.url)
    .resolve('scorm-again')
    .replace(/dist.*/, 'dist/scorm12.min.js');
  const script = await readFile(runtime, 'utf8');
  let kept = '';
  const files: Readonly<Record<string, () => { contentType: string; body: string }>> = {
    'platform.html': () => ({ contentType: 'text/html', body: PLATFORM(kept) }),
    'scorm-again.js': () => ({ contentType: 'text/javascript', body: script }),
    'start.html': () => ({ contentType: 'text/html', body: startPage }),
    'start.js': () => ({ contentType: 'text/javascript', body: startScript('word=heron&missions=11,3') }),
  };
  for (const [name, file] of Object.entries(files)) await page.route(`**/${name}`, (route) => route.fulfill(file()));
  const ask = (element: string): Promise<string> =>
    page.evaluate(
      (name) => (window as unknown as { API: { LMSGetValue(name: string): string } }).API.LMSGetValue(name),
      element,
    );

  await page.goto(new URL('platform.html', baseURL).href);
  const course = page.frameLocator('iframe');
  await course.getByRole('textbox', { name: 'Your name, if you like' }).fill('Ann');
  await course.getByRole('button', { name: 'Begin' }).click();
  await course.getByRole('link', { name: /The thief comes tomorrow/ }).click();
  const mission = course.getByRole('region', { name: 'Mission' }).first();
  await mission.getByRole('combobox', { name: 'Protocol' }).selectOption('tls1.3');
  await mission.getByRole('button', { name: 'Check' }).click();
  await expect.poll(() => ask('cmi.core.score.raw')).toBe('50');
  expect(await ask('cmi.core.lesson_status')).toBe('incomplete');
  kept = await ask('cmi.suspend_data');
  expect(kept.length).toBeLessThanOrEqual(4096);

  // Another computer: nothing is left in the browser, and the platform has what was told.
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(new URL('platform.html', baseURL).href);
  await expect(course.getByRole('heading', { name: 'Your slip: Ann' })).toBeVisible();
  await expect(course.getByRole('listitem').filter({ hasText: 'The thief comes tomorrow' })).toContainText('Passed:');
  await expect.poll(() => ask('cmi.core.score.raw')).toBe('50');
});
