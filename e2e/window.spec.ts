// Windows of all kinds: low ones, big letters, and nothing that moves by itself once it has been painted.
import type { Page } from '@playwright/test';
import { LabPage } from './support/labPage.ts';
import { defined, linkTo, recordingOf } from './support/recordings.ts';
import { expect, listen, test, WITH_MOTION } from './support/test.ts';

const honest = recordingOf();
const mutual = recordingOf({ mode: 'mutual' });

/** Is the middle of the current row what one would hit there, and the title of the step with the begin of its text? */
function whatIsSeen(lab: LabPage): Promise<{ row: boolean; words: boolean }> {
  return lab.page.evaluate(() => {
    const seen = (element: Element | null | undefined): boolean => {
      if (!element) return false;
      const { left, top, width, height } = element.getBoundingClientRect();
      if (height === 0 || top < 0 || top + Math.min(height, 40) > innerHeight) return false;
      const hit = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20));
      return hit !== null && (element.contains(hit) || hit.contains(element));
    };
    const row = document.querySelector('[aria-current="step"]');
    const handle = document.querySelector('aside > button');
    const title = document.querySelector('aside h2');
    return { row: seen(row), words: seen(handle) || seen(title) };
  });
}

for (const [width, height] of [
  [844, 390],
  [720, 450],
  [900, 500],
  [600, 400],
  [1280, 480],
] as const) {
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height }, worksAhead: false });

    test(`in a low window each step and its title are in sight, at ${width} × ${height}`, async ({ lab, page }) => {
      await lab.open(linkTo(mutual.scenario));
      await lab.expectStory(mutual);
      await expect(lab.rows).toHaveCount(mutual.steps.length);
      // Below story and heads, too, once the bars have gone.
      await lab.button('Next step').click();
      await page.keyboard.press('ArrowLeft');
      await expect(lab.currentRow).toHaveAccessibleName(/^Step 1, /);
      const first = await lab.stage.evaluate(
        (stage) =>
          stage.getBoundingClientRect().bottom -
          (stage.querySelector('[data-heads]')?.getBoundingClientRect().bottom ?? 0),
      );
      if (width === 844) expect(first, 'pixels of rows at the first step').toBeGreaterThanOrEqual(198);
      for (const step of mutual.steps.slice(1)) {
        await lab.button('Next step').click();
        await expect(lab.currentRow).toHaveAccessibleName(new RegExp(`^Step ${step.number}, `));
        await expect.poll(() => whatIsSeen(lab), `step ${step.number}`).toEqual({ row: true, words: true });
      }
      const room = await lab.stage.evaluate(
        (stage) => stage.clientHeight - (stage.querySelector<HTMLElement>('[data-heads]')?.offsetHeight ?? 0),
      );
      expect(room, 'pixels of rows').toBeGreaterThanOrEqual(200);
      // Back through them by key, from the end.
      for (const step of [...mutual.steps].reverse().slice(1, 12)) {
        await page.keyboard.press('ArrowLeft');
        await expect(lab.currentRow).toHaveAccessibleName(new RegExp(`^Step ${step.number}, `));
        await expect.poll(() => whatIsSeen(lab), `back at step ${step.number}`).toEqual({ row: true, words: true });
      }
    });

    test(`a key that shows the explanation shows it in sight, at ${width} × ${height}`, async ({ lab, page }) => {
      await lab.open(linkTo(mutual.scenario));
      await lab.expectStory(mutual);
      for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('1');
      await expect(lab.panel).toBeInViewport();
      await expect.poll(() => whatIsSeen(lab)).toEqual({ row: true, words: true });
    });
  });
}

/** The reader's own size of letters, as set in the browser. */
async function setLetters(page: Page, size: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } });
}

/** Controls and texts of the page that stand outside of the window or of what cuts them off. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const troubles: string[] = [];
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth + 1) troubles.push(`the page is ${scrollWidth} wide in ${clientWidth}`);
    for (const element of document.querySelectorAll<HTMLElement>(
      'header button, header a, header label, header select, [role="tab"], h1, aside h2, footer button, footer select, section[aria-label="Story"] button, header + * label',
    )) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width <= 2) continue;
      // What scrolls sideways by itself, such as a row of chips, can be scrolled to.
      let clips: Element | null = element.parentElement;
      while (clips !== null && !['auto', 'scroll'].includes(getComputedStyle(clips).overflowX))
        clips = clips.parentElement;
      if (clips !== null && clips !== document.body) continue;
      const name = element.getAttribute('aria-label') ?? element.innerText.slice(0, 30);
      if (left < -1 || right > innerWidth + 1) troubles.push(`${name} stands at ${left} to ${right} of ${innerWidth}`);
    }
    return troubles;
  });
}

for (const letters of [24, 32]) {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ] as const) {
    test(`with letters of ${letters} px nothing is cut off at ${width} × ${height}`, async ({ browser, baseURL }) => {
      // A page of its own: the size would stay with it.
      const page = await browser.newPage({ baseURL: baseURL ?? '', viewport: { width, height } });
      const complaints = await listen(page, new URL(baseURL ?? '').origin);
      const lab = new LabPage(page);
      await setLetters(page, letters);
      await lab.open(linkTo({ ...mutual.scenario, faults: ['client/expired'] }));
      await expect(lab.showFailure).toBeVisible();
      expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(`${letters}px`);
      expect(await cutOff(page)).toEqual([]);
      await page.keyboard.press('5');
      await expect(lab.inspector).toBeVisible();
      expect(await cutOff(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(lab.button('Next step')).toBeInViewport();
      await lab.button('Next step').click();
      await expect.poll(() => whatIsSeen(lab)).toEqual({ row: true, words: true });
      expect(complaints).toEqual([]);
      await page.close();
    });
  }
}

const WIDTHS = [360, 390, 480, 600, 720, 768, 840, 960, 1024, 1100, 1280, 1366, 1440, 1536, 1600, 1720, 1920, 2560].map(
  (width) => ({ width, unfolded: false }),
);
/** Of the steps before the handshake, as they were left at the visit before. */
const LEFT_UNFOLDED = [390, 1440].map((width) => ({ width, unfolded: true }));

for (const { width, unfolded } of [...WIDTHS, ...LEFT_UNFOLDED]) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: width < 700 ? 844 : 768 }, firstVisit: true, ...WITH_MOTION });

    test(`nothing moves by itself after the first paint, however slow script and fonts are, at ${width} px${unfolded ? ', where issuance was left unfolded' : ''}`, async ({
      page,
    }) => {
      if (unfolded) await page.addInitScript(() => localStorage.setItem('handshake-lab.issuance', 'open'));
      await page.addInitScript(() => {
        const shifts: string[] = [];
        Object.assign(window, { shifts });
        const name = (node: Node | null) => (node instanceof Element ? `${node.localName}.${node.className}` : '');
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { value, sources } = entry as PerformanceEntry & { value: number; sources: { node: Node | null }[] };
            shifts.push(`${value.toFixed(4)} ${sources.map(({ node }) => name(node)).join(' ')}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
      // Held back until the markup has been painted: fonts first, then scripts.
      const painted = async () => {
        await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      };
      const order: Promise<void>[] = [];
      await page.route(/\.(woff2|js)$/, async (route) => {
        const before = order.at(-1);
        const mine = (async () => {
          await painted();
          await before;
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          await route.continue();
        })();
        order.push(mine.catch(() => {}));
        await mine.catch(() => {});
      });
      await page.goto('./', { waitUntil: 'commit' });
      await page.waitForFunction(() => {
        const part = document.querySelector('footer select');
        return part !== null && Object.keys(part).some((key) => key.startsWith('__reactProps'));
      });
      await page.evaluate(async () => {
        await document.fonts.ready;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      });
      const shifts = await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
      // Where the steps are unfolded, the words of the fold's button change; nothing below them moves.
      expect(shifts.filter((shift) => !unfolded || Number.parseFloat(shift) >= 0.001)).toEqual([]);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    });
  });
}

test.describe('At a first visit', () => {
  test.use({ firstVisit: true });

  test('no font but the one in the page is asked for before somebody moves', async ({ page }) => {
    const fonts: string[] = [];
    page.on('request', (request) => {
      if (/\.woff2$/.test(request.url())) fonts.push(request.url());
    });
    await page.goto('./', { waitUntil: 'networkidle' });
    expect(fonts).toEqual([]);
    await page.mouse.move(300, 300);
    await expect.poll(() => fonts.some((url) => /jetbrains-mono/.test(url))).toBe(true);
  });
});

test.describe('Back', () => {
  test.use(WITH_MOTION);

  test('closes what lies over the page and does not leave it; Forward opens it again', async ({ lab, page }) => {
    await lab.open();
    await page.keyboard.press('ArrowRight');
    for (const [key, name] of [
      ['?', 'Help'],
      ['t', 'Export'],
      ['c', /CA/],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      await page.goBack();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await lab.expectAt(honest, defined(honest.steps[1]));
    }
    await page.goForward();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    // Opened and closed however often, one entry is in front at most.
    expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(3);
  });

  test('a link closes a panel, and its key opens it again, even while it is still leaving', async ({ lab, page }) => {
    const link = linkTo({ ...mutual.scenario, faults: ['client/expired'] });
    const panel = page.locator('[role="dialog"][data-open]', { hasText: 'Export' });
    for (let i = 0; i < 4; i++) {
      await lab.open(link);
      await expect(panel).toHaveCount(0);
      await page.keyboard.press('t');
      await expect(panel).toBeVisible();
    }
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('Escape');
      await page.keyboard.press('t');
      await expect(panel).toBeVisible();
    }
    // It stays, once all motions have ended.
    await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {}))));
    await expect(panel).toBeVisible();
    await page.goBack();
    await expect(panel).toHaveCount(0);
    await expect(lab.story).toBeVisible();
  });

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

    test('closes the drawer and the inspector, with what was chosen in them', async ({ lab, page }) => {
      await lab.open('#mode=mutual');
      await lab.expectStory(mutual);
      await lab.sheetHandle.tap();
      await expect(lab.inspector).toBeVisible();
      await page.goBack();
      await expect(lab.inspector).toBeHidden();
      await lab.breakButton.tap();
      await lab.drawer.getByRole('checkbox', { name: 'Revoked' }).first().check();
      await page.goBack();
      await expect(lab.drawer).toHaveCount(0);
      await expect(page).toHaveURL(/fault=/);
      await expect(lab.showFailure).toBeVisible();
      await page.goBack();
      await lab.expectStory(mutual);
      await expect(page).toHaveURL(/#mode=mutual$/);
    });
  });
});
