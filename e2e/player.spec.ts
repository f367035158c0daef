// The player: playing, pausing, speed, seeking, keeping one's place. The browser's clock is held in the test's hand.
import { STEP_MS } from '../src/store/playback.ts';
import { SPEEDS } from '../src/store/state.ts';
import type { LabPage } from './support/labPage.ts';
import { defined, linkTo, recordingOf, stepOf } from './support/recordings.ts';
import { expect, test, WITH_MOTION } from './support/test.ts';

test.use(WITH_MOTION);

const oneWay = recordingOf();
const mutual = recordingOf({ mode: 'mutual' });
const last = defined(oneWay.steps.at(-1));

test('playing goes from step to step, can be paused at any moment, and stops at the end', async ({ lab, page }) => {
  await openHeld(lab);
  await lab.button('Play').click();
  await page.clock.runFor(300);
  await lab.expectAt(oneWay, defined(oneWay.steps[1]));
  await page.clock.runFor(STEP_MS);
  await lab.expectAt(oneWay, defined(oneWay.steps[2]));
  // In the middle of a packet's way.
  await page.clock.runFor(STEP_MS + 200);
  await lab.expectAt(oneWay, defined(oneWay.steps[3]));
  await lab.button('Pause').click();
  await page.clock.runFor(20 * STEP_MS);
  await lab.expectAt(oneWay, defined(oneWay.steps[3]));
  await lab.button('Play').click();
  await page.clock.runFor(300 + 40 * STEP_MS);
  await lab.expectAt(oneWay, last);
  await expect(lab.button('Play')).toBeVisible();
  // From the end it begins anew.
  await page.keyboard.press('Space');
  await expect(lab.place).toHaveText(`step 1 of ${oneWay.steps.length}`);
});

test('a step while playing pauses there', async ({ lab, page }) => {
  await openHeld(lab);
  await page.keyboard.press('Space');
  await page.clock.runFor(300);
  await expect(lab.button('Pause')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(lab.button('Play')).toBeVisible();
  await page.clock.runFor(5 * STEP_MS);
  await lab.expectAt(oneWay, defined(oneWay.steps[2]));
});

test('the speed is what it says', async ({ lab, page }) => {
  await openHeld(lab);
  for (const speed of SPEEDS) {
    await page.getByRole('combobox', { name: 'Speed' }).selectOption(`${speed}×`);
    await lab.button('First step').focus();
    await page.keyboard.press('Home');
    await lab.button('Play').click();
    // The first step comes after a quarter of a second, each further one after 1.4 s at speed 1.
    await page.clock.runFor(300 + (4 * STEP_MS) / speed);
    await lab.expectAt(oneWay, defined(oneWay.steps[5]));
    await lab.button('Pause').click();
  }
});

test('a step looks the same however one got there', async ({ lab, page }) => {
  await lab.open(linkTo(mutual.scenario));
  await lab.expectStory(mutual);
  const targets = ['server:Certificate', 'client:CertificateVerify', 'server:finished.verify', 'server:Alert'].map(
    (key) => stepOf(mutual, key),
  );
  const byStepping = new Map<number, string>();
  for (const step of mutual.steps) {
    if (targets.includes(step)) {
      await lab.expectAt(mutual, step);
      // What the run has come to is loaded when its end is there.
      if (step === mutual.steps.at(-1)) {
        await expect(lab.panel.getByText('In the end')).toBeVisible();
        await expect(page.getByRole('region', { name: 'Summary' })).toBeAttached();
      }
      byStepping.set(step.number, await picture(lab));
    }
    await page.keyboard.press('ArrowRight');
  }
  // Backwards by the scrubber, then by rows, then by a link on a fresh page.
  for (const step of [...targets].reverse()) {
    await seekByScrubber(lab, step.number, mutual.steps.length);
    await lab.expectAt(mutual, step);
    await expect.poll(() => picture(lab)).toBe(byStepping.get(step.number));
  }
  for (const step of targets) {
    await lab.rows.nth(step.number - 1).click();
    await lab.expectAt(mutual, step);
    await expect.poll(() => picture(lab)).toBe(byStepping.get(step.number));
  }
  const [step] = targets;
  await lab.open(linkTo(mutual.scenario, step));
  await lab.reload();
  await lab.expectAt(mutual, defined(step));
  await expect.poll(() => picture(lab)).toBe(byStepping.get(defined(step).number));
});

test('the scrubber is dragged and clicked to any step', async ({ lab, page }) => {
  await lab.open();
  const box = defined(await lab.scrubber.locator('xpath=../..').boundingBox());
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 1, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 3, y, { steps: 4 });
  await expect(lab.place).not.toHaveText(`step 1 of ${oneWay.steps.length}`);
  await page.mouse.move(box.x + box.width + 40, y, { steps: 4 });
  await page.mouse.up();
  await lab.expectAt(oneWay, last);
  await page.mouse.click(box.x + 1, y);
  await lab.expectAt(oneWay, defined(oneWay.steps[0]));
});

test('switching the mode keeps one’s place where the step exists in both, else the nearest before it', async ({
  lab,
}) => {
  const pairs = [
    ['server:Certificate', 'server:Certificate'],
    ['client:ClientKeyExchange', 'client:ClientKeyExchange'],
    ['server:Finished', 'server:Finished'],
    ['client:Certificate', 'client:certificate.decide'],
  ] as const;
  for (const [inMutual, inOneWay] of pairs) {
    await lab.visit(mutual, stepOf(mutual, inMutual), 'secrets');
    await lab.mode('one-way').check();
    await lab.expectStory(oneWay);
    await lab.expectAt(oneWay, stepOf(oneWay, inOneWay));
    await expect(lab.tab('secrets')).toHaveAttribute('aria-selected', 'true');
  }
});

test('the packet moves along its arrow while playing, and not for those who asked for less motion', async ({
  lab,
  page,
}) => {
  const moving = () => page.evaluate(() => document.querySelectorAll('[data-moving="true"]').length);
  // A transition of a millisecond is none: it is over before the next frame.
  const running = () =>
    page.evaluate(() => {
      const lasting = document.getAnimations().map((each) => Number(each.effect?.getComputedTiming().endTime ?? 0));
      return lasting.filter((ms) => ms > 5).length;
    });
  const before = stepOf(oneWay, 'client:ClientHello').number - 2;
  await openHeld(lab, linkTo(oneWay.scenario, oneWay.steps[before]));
  await page.keyboard.press('ArrowRight');
  await page.clock.runFor(200);
  expect(await moving()).toBe(1);
  await page.clock.runFor(700);
  expect(await moving()).toBe(0);

  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.rows.nth(before).click();
  await lab.expectAt(oneWay, defined(oneWay.steps[before]));
  for (let i = 0; i < 4; i++) {
    await page.keyboard.press('ArrowRight');
    await page.clock.runFor(60);
    expect(await moving()).toBe(0);
    expect(await running()).toBe(0);
  }
});

/** Opens the page and stops its clock: from then on time passes only when the test lets it. */
async function openHeld(lab: LabPage, link = ''): Promise<void> {
  await lab.page.clock.install({ time: '2026-11-23T12:00:00Z' });
  await lab.open(link);
  await lab.page.clock.pauseAt('2026-11-23T13:00:00Z');
}

/** All that stage and inspector say, in words. */
async function picture(lab: LabPage): Promise<string> {
  return `${await lab.stage.innerText()}\n${await lab.inspector.innerText()}`;
}

async function seekByScrubber(lab: LabPage, to: number, steps: number): Promise<void> {
  const track = defined(await lab.scrubber.locator('xpath=../..').boundingBox());
  await lab.page.mouse.click(track.x + (track.width * (to - 1)) / (steps - 1), track.y + track.height / 2);
}
