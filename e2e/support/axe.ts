// axe-core on the page as it stands. It comes in through the debugger, so the page's policy need not allow it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect } from './test.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const options: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
};

/** No violation of WCAG 2.2 A and AA that a program can find. `where` is said when there is one. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  // What is still fading in would be measured in a colour that nobody gets to read.
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))));
  const { violations, passes } = await page.evaluate<Pick<AxeResults, 'violations' | 'passes'>, RunOptions>(
    (wanted) => (window as unknown as { axe: { run(o: RunOptions): Promise<AxeResults> } }).axe.run(wanted),
    options,
  );
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    count: nodes.length,
    first: nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`),
  }));
  expect(found, `axe: ${where}`).toEqual([]);
  expect(passes.length).toBeGreaterThan(5);
}
