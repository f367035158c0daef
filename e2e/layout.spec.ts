// The page at all its sizes: nothing scrolls sideways, nothing overlaps or is cut off, the heads stay in view.
import type { Page } from '@playwright/test';
import { prepareAll } from '../src/lab/run/prepare.ts';
import { normalizeScenario } from '../src/lab/scenario/scenario.ts';
import { brokenRecording } from './support/catalogue.ts';
import { boxTroubles, textTroubles } from './support/geometry.ts';
import type { LabPage } from './support/labPage.ts';
import { defined, linkTo, recordingOf, stepOf } from './support/recordings.ts';
import { expect, test, WITH_MOTION } from './support/test.ts';

test.use({ worksAhead: false });

const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
  [360, 740],
  [2560, 1440],
] as const;

const honest = recordingOf();
const mutual = recordingOf({ mode: 'mutual' });
const expired = brokenRecording('client/expired');
const many = recordingOf({
  mode: 'mutual',
  faults: ['server/wrong-host', 'client/untrusted-root', 'client/wrong-eku'],
});

for (const [width, height] of SIZES) {
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });

    test(`nothing overlaps, is cut off or scrolls sideways at ${width} × ${height}`, async ({ lab, page }) => {
      await lab.open();
      await expectTidy(lab, 'the first paint');
      for (const [name, recording, key] of [
        ['mutual, at its end', mutual, 'server:Alert'],
        ['a failed check', expired, 'server:path.validate'],
        ['three faults', many, 'client:path.validate'],
      ] as const) {
        await lab.open(linkTo(recording.scenario, stepOf(recording, key), 'checks'));
        await lab.expectStory(recording);
        await expect(lab.rows).toHaveCount(recording.steps.length);
        await expectTidy(lab, name);
      }
      await page.getByRole('alert').waitFor({ state: 'detached' });
    });

    test(`nor in the system’s own font, at ${width} × ${height}`, async ({ lab, page, complaints }) => {
      await withoutFonts(page);
      for (const [name, recording, key] of [
        ['mutual', mutual, 'client:path.validate'],
        ['three faults', many, 'client:path.validate'],
      ] as const) {
        await lab.open(linkTo(recording.scenario, stepOf(recording, key), 'checks'));
        await lab.expectStory(recording);
        await expect(lab.rows).toHaveCount(recording.steps.length);
        await expectTidy(lab, `${name}, without the page’s fonts`);
      }
      forgetFonts(complaints);
    });

    test.describe('with motion', () => {
      test.use(WITH_MOTION);

      test(`the heads stay in view and the cursor is followed at ${width} × ${height}`, async ({ lab, page }) => {
        await lab.open(linkTo(mutual.scenario));
        await lab.expectStory(mutual);
        const heads = lab.stage.getByRole('list', { name: 'Who takes part' }).getByRole('listitem');
        const tops = () => heads.evaluateAll((all) => all.map((each) => Math.round(each.getBoundingClientRect().top)));
        // Below the story; it goes away with the first scroll.
        const before = await tops();
        const storyHeight = Math.round(
          (await lab.story.locator('xpath=ancestor::section[1]').boundingBox())?.height ?? 0,
        );
        for (const key of ['End', 'Home']) {
          await page.keyboard.press(key);
          await expect(lab.currentRow).toBeInViewport({ ratio: 1 });
          await expect.poll(tops).toEqual(before.map((top) => (key === 'End' ? top - storyHeight : top)));
          for (const head of await heads.all()) await expect(head).toBeInViewport();
          // In view means: not behind the heads either.
          await expect.poll(() => isUncovered(lab)).toBe(true);
        }
      });
    });
  });
}

const mutual13 = () => recordingOf(normalizeScenario({ ...mutual.scenario, protocol: 'tls1.3' }));

test.beforeAll(prepareAll);

for (const [width, height, runOf] of [
  [1440, 900, () => mutual],
  [1280, 720, () => mutual],
  [1024, 768, mutual13],
  [390, 844, () => mutual],
] as const) {
  test(`after seeking, the first row below the heads is a whole one: at every step, at ${width} × ${height}`, async ({
    lab,
    page,
  }) => {
    const run = runOf();
    await page.setViewportSize({ width, height });
    await lab.open(linkTo(run.scenario));
    await lab.expectStory(run);
    await expect(lab.rows).toHaveCount(run.steps.length);
    // Colours change with their words, not a frame later.
    const who = page.getByRole('complementary').getByText(/^step 1 of /);
    await expect(who).toHaveCSS('transition-duration', '0s');
    const cut: string[] = [];
    for (const step of run.steps) {
      if (step.number > 1) await page.keyboard.press('ArrowRight');
      await expect(lab.currentRow).toHaveAccessibleName(new RegExp(`^Step ${step.number}, `));
      const found = await lab.stage.evaluate(firstRowIsWhole);
      if (found !== null) cut.push(`step ${step.number}: ${found}`);
    }
    expect(cut).toEqual([]);
  });
}

test.describe('a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the inspector is a sheet below the diagram: opened, used and closed', async ({ lab, page }) => {
    await lab.open(linkTo(expired.scenario, stepOf(expired, 'server:path.validate')));
    await lab.expectStory(expired);
    await expect(lab.inspector).toBeHidden();
    await expect(lab.sheetHandle).toHaveAttribute('aria-expanded', 'false');
    // The handle says what the step came to.
    await expect(lab.sheetHandle).toContainText('The server validates the client’s path');
    await expect(lab.sheetHandle).toContainText('Not valid: it expired 267 days ago');
    await lab.sheetHandle.tap();
    await expect(lab.inspector).toBeVisible();
    await lab.tab('checks').tap();
    await expect(lab.panel.getByText(/expired 267 days ago/).first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expect.poll(() => boxTroubles(lab.inspector.getByRole('tab'))).toEqual([]);
    await lab.button('Next step').tap();
    await expect(lab.place).toHaveText(/^step 31 of/);
    await lab.sheetHandle.tap();
    await expect(lab.inspector).toBeHidden();
    await expect(lab.currentRow).toBeInViewport({ ratio: 1 });
    await lab.sheetHandle.focus();
    await page.keyboard.press('Enter');
    await expect(lab.inspector).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(lab.inspector).toBeHidden();
    await expect(lab.sheetHandle).toBeFocused();
  });

  test('what the bar has no room for is in the options', async ({ lab, page }) => {
    await lab.open();
    await page.getByRole('button', { name: /^Options/ }).tap();
    const options = page.getByRole('dialog', { name: 'Options' });
    await options.getByRole('combobox', { name: 'Cipher suite' }).selectOption('AES-128-CBC');
    await options.getByRole('combobox', { name: 'Revocation' }).selectOption('off');
    await options.getByRole('button', { name: 'Close' }).tap();
    const recording = recordingOf({ suite: 'TLS_RSA_WITH_AES_128_CBC_SHA256', revocation: 'off' });
    await expect(lab.rows).toHaveCount(recording.steps.length);
    await expect(lab.stage.getByRole('button', { name: /ServerHello, RSA · AES-128-CBC/ })).toBeAttached();
  });

  test('group and kinds of keys are in the options', async ({ lab, page }) => {
    await lab.open('#mode=mutual&protocol=tls1.3');
    await page.getByRole('button', { name: /^Options/ }).tap();
    const options = page.getByRole('dialog', { name: 'Options' });
    await options.getByRole('combobox', { name: 'Key-exchange group' }).selectOption('X25519 + ML-KEM-768');
    await options.getByRole('combobox', { name: 'Server’s key' }).selectOption('ECDSA, P-256');
    await options.getByRole('combobox', { name: 'Client’s key' }).selectOption('Ed25519');
    await options.getByRole('combobox', { name: 'CA’s keys' }).selectOption('ECDSA, P-256');
    await expect(page).toHaveURL(
      /#mode=mutual&protocol=tls1.3&group=X25519MLKEM768&serverKey=p256&clientKey=ed25519&caKey=p256$/,
    );
    await options.getByRole('button', { name: 'Close' }).tap();
    await expect(lab.stage.getByText('Ed25519').first()).toBeAttached();
  });

  test('the controls are large enough for a finger', async ({ lab, page }) => {
    await lab.open(linkTo(expired.scenario));
    await lab.expectStory(expired);
    // WCAG 2.2, 2.5.8: at least 24 by 24 pixels.
    const small = await page.getByRole('button').evaluateAll((all) =>
      all
        .filter((each) => each.checkVisibility({ visibilityProperty: true }))
        .filter((each) => {
          const { width, height } = each.getBoundingClientRect();
          return width > 2 && (width < 24 || height < 24);
        })
        .map((each) => each.outerHTML.slice(0, 100)),
    );
    expect(small).toEqual([]);
  });
});

test.describe('without script', () => {
  test('the page shows the default diagram, whole, and says what is missing', async ({ browser, baseURL }) => {
    const page = await browser.newPage({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
    await page.goto('./');
    const rows = page.getByRole('region', { name: 'Sequence diagram' }).getByRole('button', { name: /^Step \d/ });
    // What is folded opens without any script, too.
    const folded = honest.steps.filter(({ phase }) => phase === 'issuance').length;
    await expect(rows).toHaveCount(honest.steps.length - folded);
    await page.locator('summary').click();
    await expect(rows).toHaveCount(honest.steps.length);
    await expect(page.locator('noscript .notice')).toBeVisible();
    expect(await page.locator('noscript').innerText()).toContain(
      'Scripts are off, or the sandbox of this frame forbids them.',
    );
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.close();
  });
});

test.describe('on a first visit', () => {
  test.use({ firstVisit: true });

  test('the first paint and the page that takes it over are the same, word for word and place for place', async ({
    lab,
    browser,
    baseURL,
    complaints,
  }) => {
    const bare = await browser.newPage({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
    // In the same fonts: what is no part of the page is taken only where it arrives in time.
    for (const each of [bare, lab.page]) await each.route('**/*.woff2', (route) => route.abort());
    await bare.goto('./');
    // What only readers without script get to see takes room that the others don't have to give.
    await bare.locator('noscript').evaluate((element) => {
      element.style.display = 'none';
    });
    await lab.open();
    const { LabPage } = await import('./support/labPage.ts');
    const [before, after] = await Promise.all([look(new LabPage(bare)), look(lab)]);
    expect(after.words).toEqual(before.words);
    expect(after.places).toEqual(before.places);
    await bare.close();
    forgetFonts(complaints);
  });
});

test('the font that stands in for Inter is as wide, over the words of the page', async ({ lab, page }) => {
  await lab.open();
  const ratios = await page.evaluate(async () => {
    const faces = [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules].map((rule) => [rule, sheet.href ?? document.baseURI] as const),
    );
    for (const [rule, base] of faces) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      if (!/^"?Inter"?$/.test(rule.style.getPropertyValue('font-family'))) continue;
      const path = /url\("?([^")]+)"?\)/.exec(rule.style.getPropertyValue('src'))?.[1] ?? '';
      const unicodeRange = rule.style.getPropertyValue('unicode-range') || 'U+0-10FFFF';
      const face = new FontFace('Inter itself', `url("${new URL(path, base)}")`, { weight: '100 900', unicodeRange });
      document.fonts.add(await face.load());
    }
    const stack = getComputedStyle(document.body).fontFamily;
    const standIns = stack.replace(/^"?Inter"?, /, '');
    // Each system has one of them, and says of the others that they can't be loaded.
    const wanted = standIns.split(', ').flatMap((family) => [400, 600].map((weight) => `${weight} 14px ${family}`));
    await Promise.allSettled(wanted.map((font) => document.fonts.load(font)));
    const context = document.createElement('canvas').getContext('2d');
    const words = document.querySelector('main')?.innerText ?? '';
    return [400, 450, 600, 650].map((weight) => {
      const width = (family: string) => {
        if (context === null) return Number.NaN;
        context.font = `${weight} 14px ${family}`;
        return context.measureText(words).width;
      };
      return width(standIns) / width('"Inter itself"');
    });
  });
  for (const ratio of ratios) {
    expect(ratio).toBeGreaterThan(0.96);
    expect(ratio).toBeLessThan(1.04);
  }
});

/** The words of the page as a screen reader meets them, and where its landmarks and rows stand. */
async function look(lab: LabPage) {
  const boxes = lab.page.locator('header, h1, main, aside, footer, [aria-label="Who takes part"] > li, main button');
  const places = await boxes.evaluateAll((all) =>
    all.map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return [x, y, width, height].map(Math.round).join(' ');
    }),
  );
  // The panel gets its label from its tab once both are mounted.
  const words = (await lab.page.locator('#root').ariaSnapshot()).replace(/tabpanel "Explain"/, 'tabpanel').split('\n');
  return { places, words: words.filter((line) => !/status|option|Theme/.test(line)) };
}

async function expectTidy(lab: LabPage, where: string): Promise<void> {
  const { page } = lab;
  await expectNoSidewaysScroll(page);
  const scroller = lab.stage;
  await scroller.evaluate((element) => element.scrollTo({ top: 0, behavior: 'instant' }));
  await expect.poll(() => textTroubles(scroller), `texts of the diagram, ${where}`).toEqual([]);
  await expect.poll(() => textTroubles(page.getByRole('banner')), `texts of the header, ${where}`).toEqual([]);
  await expect.poll(() => textTroubles(lab.story.locator('xpath=../..')), `texts of the story, ${where}`).toEqual([]);
  const controls = page.locator(
    'header button, header select, header input, h1 ~ * button, footer button, footer select',
  );
  expect(await scroller.evaluate(smallLetters), `letters of the diagram, ${where}`).toEqual([]);
  await expect.poll(() => boxTroubles(controls), `controls, ${where}`).toEqual([]);
  await expect.poll(() => boxTroubles(lab.rows), `rows, ${where}`).toEqual([]);
  await expect
    .poll(() => boxTroubles(lab.stage.getByRole('list', { name: 'Who takes part' }).getByRole('listitem')))
    .toEqual([]);
  if ((page.viewportSize()?.width ?? 0) >= 1024) {
    await expect.poll(() => textTroubles(lab.panel), `texts of the inspector, ${where}`).toEqual([]);
  }
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { scroll, client } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    client: document.documentElement.clientWidth,
  }));
  expect(scroll).toBeLessThanOrEqual(client);
}

/** Visible texts of the diagram in letters of less than 13 px. */
function smallLetters(stage: Element): string[] {
  const small: string[] = [];
  const texts = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const around = text.parentElement;
    const words = text.textContent?.trim() ?? '';
    if (around === null || words === '' || !around.checkVisibility() || around.offsetWidth <= 1) continue;
    const size = Number.parseFloat(getComputedStyle(around).fontSize);
    if (size < 13) small.push(`${words}: ${size}`);
  }
  return small;
}

/** What is wrong with the first row below the heads, or with the one at which one stands; null where both are whole. */
function firstRowIsWhole(stage: Element): string | null {
  const edge = stage.querySelector('[data-heads]')?.getBoundingClientRect().bottom ?? 0;
  const floor = stage.getBoundingClientRect().bottom;
  const rows = [...stage.querySelectorAll('[data-rows] li')].map((row) => ({
    row,
    box: row.getBoundingClientRect(),
  }));
  const first = rows.find(({ box }) => box.bottom > edge + 1.5);
  const current = rows.find(({ row }) => row.querySelector('[aria-current]') !== null);
  if (first === undefined || current === undefined) return 'there is no row';
  if (first.box.top < edge - 1.5) return `${edge - first.box.top} px of ${first.row.textContent} are hidden`;
  if (current.box.top < edge - 1.5 || current.box.bottom > floor) return 'where one stands is not in view';
  return null;
}

/** Is the middle of the current row what one would hit there? */
function isUncovered(lab: LabPage): Promise<boolean> {
  return defined(lab).currentRow.evaluate((row) => {
    const { left, top, width, height } = row.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return row.contains(hit);
  });
}

/** Opens the page without its fonts: neither with files, nor with the one that stands in it. */
async function withoutFonts(page: Page): Promise<void> {
  await page.route('**/*.woff2', (route) => route.abort());
  await page.route(
    ({ pathname }) => pathname.endsWith('/'),
    async (route) => {
      const response = await route.fetch();
      const whole = await response.text();
      const body = whole
        .replace(/url\(data:font[^)]*\)/, 'url("./held-back.woff2")')
        // Its digests are those of the whole page.
        .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
      expect(body.length).toBeLessThan(whole.length - 10_000);
      await route.fulfill({ response, body });
    },
  );
}

/** The fonts that were held back, and nothing else. */
function forgetFonts(complaints: string[]): void {
  const others = complaints.filter((each) => !/^console error: Failed to load resource: net::ERR_FAILED/.test(each));
  complaints.splice(0, complaints.length, ...others);
}
