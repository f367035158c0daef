// A connection with thousands of records: all of them are there, a few are drawn, and each can be reached.
import { MAX_REQUESTS } from '../src/lab/scenario/scenario.ts';
import { defined, messageSteps, recordingOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const recording = recordingOf({ requests: MAX_REQUESTS });
const records = messageSteps(recording).filter(({ message }) => message.type === 'ApplicationData');
const last = recording.steps.length;
const PATIENT = { timeout: 40_000 };

test('ten thousand records are drawn as few rows, and the player reaches each', async ({ page, lab }) => {
  expect(records).toHaveLength(2 * MAX_REQUESTS);
  await lab.open(`#requests=${MAX_REQUESTS}`);
  const slider = page.getByRole('slider').first();
  // The link's scenario takes its time on a busy machine, and until then the page says that it loads.
  await expect(slider).toHaveAttribute('max', String(last), PATIENT);
  const rows = page.locator('[data-step]');
  const folds = page.getByRole('button', { name: /more steps/ });
  await expect.poll(() => rows.count()).toBeLessThan(250);
  await expect(folds).toHaveCount(1);

  await page.keyboard.press('End');
  await expect(page.locator(`[data-step="${last}"]`)).toHaveAttribute('aria-current', 'step');
  await page.keyboard.press('Home');
  const [fold] = await folds.all();
  await defined(fold).click();
  const { step, message } = defined(records.find(({ step }) => step.number >= 100));
  await lab.open(`#requests=${MAX_REQUESTS}&at=${encodeURIComponent(step.key)}&tab=bytes`);
  await expect(page.locator(`[data-step="${step.number}"]`)).toHaveAttribute('aria-current', 'step', PATIENT);
  await expect(page.locator(`[data-step="${step.number}"]`)).toContainText(`${message.wire.length / 2} bytes`);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator(`[data-step="${step.number + 1}"]`)).toHaveAttribute('aria-current', 'step');
});
