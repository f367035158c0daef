// A slow network, and one that fails: what one does before the script is there is done then, what a link asks for is not
// shown before it is there, and what could not be loaded can be loaded later.
import type { Browser, Page, Request, Route } from '@playwright/test';
import { brokenRecording } from './support/catalogue.ts';
import { LabPage } from './support/labPage.ts';
import { defined, linkTo, recordingOf, stepOf } from './support/recordings.ts';
import { beBackAgain, expect, test } from './support/test.ts';

const honest = recordingOf();
const mutual = recordingOf({ mode: 'mutual' });

/** Holds back all scripts until it is called. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  const held: Route[] = [];
  let open = false;
  await page.route(/\.js$/, async (route) => {
    if (open) await route.continue();
    else held.push(route);
  });
  return async () => {
    open = true;
    await Promise.all(held.splice(0).map((route) => route.continue()));
  };
}

test.describe('before the script has arrived', () => {
  const openHeld = async (page: Page, link = '') => {
    const release = await holdScripts(page);
    await page.goto(`./${link}`, { waitUntil: 'commit' });
    await page.locator('footer').waitFor({ state: 'attached' });
    return release;
  };

  test('a choice made with the mouse is the one that is run: header, story, diagram and address agree', async ({
    lab,
    page,
  }) => {
    const release = await openHeld(page);
    await lab.mode('mutual').check();
    await expect(page.locator('html')).toHaveAttribute('data-early');
    await release();
    await lab.takenOver();
    await lab.expectStory(mutual);
    await expect(lab.rows).toHaveCount(mutual.steps.length);
    await expect(lab.mode('mutual')).toBeChecked();
    await expect(page).toHaveURL(/#mode=mutual/);
    await expect(page.locator('html')).not.toHaveAttribute('data-early');
    await lab.mode('one-way').check();
    await lab.expectStory(honest);
  });

  test('so is one made with the keyboard, or in a list', async ({ lab, page }) => {
    const release = await openHeld(page);
    await lab.mode('one-way').focus();
    await page.keyboard.press('ArrowRight');
    const revocation = page.getByRole('combobox', { name: 'Revocation' });
    await revocation.selectOption('CRL');
    await expect(revocation).toHaveValue('crl');
    await release();
    await lab.takenOver();
    const recording = recordingOf({ mode: 'mutual', revocation: 'crl' });
    await lab.expectStory(recording);
    await expect(lab.rows).toHaveCount(recording.steps.length);
    await expect(page.getByRole('combobox', { name: 'Revocation' })).toHaveValue('crl');
    await expect(page).toHaveURL(/mode=mutual&revocation=crl/);
  });

  test('buttons, rows, tabs and keys do what they say as soon as they can, in order', async ({ lab, page }) => {
    const release = await openHeld(page);
    // The steps before the handshake, 1 to 6, are folded in the markup.
    await lab.stage.getByRole('button', { name: /^Step 9\b/ }).click();
    await lab.button('Next step').click();
    await page.keyboard.press('ArrowRight');
    await lab.tab('checks').click();
    await lab.breakButton.click();
    await release();
    await lab.takenOver();
    await lab.expectAt(honest, defined(honest.steps[10]));
    await expect(lab.tab('checks')).toHaveAttribute('aria-selected', 'true');
    await expect(lab.drawer).toBeVisible();
  });

  test('what a browser fills in by itself does not stay in contradiction', async ({ lab, page }) => {
    const release = await openHeld(page);
    await page.locator('input[value="mutual"]').evaluate((radio: HTMLInputElement) => {
      radio.checked = true;
    });
    await page
      .locator('header select')
      .first()
      .evaluate((select: HTMLSelectElement) => {
        select.selectedIndex = 2;
      });
    await release();
    await lab.takenOver();
    await lab.expectStory(honest);
    await expect(lab.mode('one-way')).toBeChecked();
    await expect(page.getByRole('combobox', { name: 'Protocol' })).toHaveValue('tls1.2-rsa');
  });

  test('a link to another scenario shows a sign that it is loading, and not the one in the markup', async ({
    lab,
    page,
  }) => {
    const expired = brokenRecording('client/expired');
    const at = stepOf(expired, 'server:path.validate');
    const release = await openHeld(page, linkTo(expired.scenario, at));
    const sign = page.getByText('Loading the scenario of this link');
    await expect(sign).toBeVisible();
    await expect(lab.rows.first()).toBeHidden();
    await expect(lab.story).toBeHidden();
    await expect(lab.mode('one-way')).toBeHidden();
    await expect(lab.inspector).toBeHidden();
    // A key counts for what the link shows.
    await page.keyboard.press('ArrowRight');
    await release();
    await lab.expectStory(expired);
    await expect(sign).toBeHidden();
    await lab.expectAt(expired, defined(expired.steps[at.number]));
    await expect(lab.rows.first()).toBeVisible();
  });
});

test.describe('where scripts can’t run', () => {
  /** A page of another document that has the lab in a frame, with this value of `sandbox`. */
  const inSandbox = async (browser: Browser, baseURL: string | undefined, sandbox: string): Promise<Page> => {
    const page = await browser.newPage({ baseURL: baseURL ?? '' });
    const body = `<iframe sandbox="${sandbox}" src="./" width="1000" height="700"></iframe>`;
    await page.route('**/frame.html', (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto('./frame.html');
    return page;
  };

  test('a frame with a sandbox that keeps them out says so, and nothing looks as if it worked', async ({
    browser,
    baseURL,
  }) => {
    const page = await inSandbox(browser, baseURL, 'allow-scripts');
    const frame = page.frameLocator('iframe');
    await expect(frame.getByText('none of its buttons works')).toBeVisible();
    await expect(frame.getByText('allow-same-origin')).toBeVisible();
    await expect(frame.locator('#root')).toHaveAttribute('inert');
    await page.close();
  });

  test('in a frame whose sandbox forbids scripts the page says so, and the sentence covers nothing', async ({
    browser,
    baseURL,
  }) => {
    const page = await inSandbox(browser, baseURL, '');
    const frame = page.frameLocator('iframe');
    const notice = frame.locator('noscript .notice');
    await expect(notice).toBeVisible();
    await expect(notice).toContainText('the sandbox of this frame forbids them');
    const [said, header] = [
      defined(await notice.boundingBox()),
      defined(await frame.locator('header').first().boundingBox()),
    ];
    expect(header.y).toBeGreaterThanOrEqual(said.y + said.height - 0.5);
    const [place, footer] = [
      defined(await page.locator('iframe').boundingBox()),
      defined(await frame.locator('footer').last().boundingBox()),
    ];
    expect(footer.y + footer.height).toBeLessThanOrEqual(place.y + 704);
    await page.close();
  });
});

test.describe('a file that could not be loaded', () => {
  /** A page on which requests for these files fail until `mend` is called. What the browser says of them is expected. */
  const lame = async (page: Page, files: RegExp) => {
    let broken = true;
    let asked = 0;
    await page.route(files, (route) => {
      asked += 1;
      return broken ? route.abort('internetdisconnected') : route.continue();
    });
    return {
      asked: () => asked,
      mend: () => {
        broken = false;
      },
    };
  };
  const RAW = /dynamically imported|Failed to fetch|https?:/;

  for (const [name, files, key, dialog] of [
    ['options', /\/OptionsPanel-[^/]*\.js/, null, 'Options'],
    ['help', /\/Help-[^/]*\.js/, '?', 'Help'],
    ['files', /\/ExportOverlay-[^/]*\.js/, 't', 'Export'],
    ['CA', /\/CaConsole-[^/]*\.js/, 'c', /CA/],
    ['faults', /\/BreakDrawer-[^/]*\.js/, 'b', 'Inject a fault'],
  ] as const) {
    test(`leaves other panels usable, and is asked for again: ${name}`, async ({ browser, baseURL }) => {
      const page = await browser.newPage({ baseURL: baseURL ?? '' });
      const lab = new LabPage(page);
      const { mend, asked } = await lame(page, files);
      await lab.open();
      const open = () => (key === null ? lab.button('Options').click() : page.keyboard.press(key));
      await open();
      const banner = page.getByRole('alert').filter({ hasText: 'could not be shown' });
      await expect(banner).toContainText('A file of this page could not be loaded. Check the network connection');
      expect(await banner.innerText()).not.toMatch(RAW);
      const before = asked();
      await banner.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(asked).toBeGreaterThan(before);
      await expect(banner).toBeVisible();
      // Another one opens all the same.
      await banner.getByRole('button', { name: 'Dismiss' }).click();
      await expect(banner).toBeHidden();
      await lab.button('Settings').click();
      await page.getByRole('dialog', { name: 'Settings' }).getByRole('button', { name: 'Close' }).click();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      mend();
      await open();
      await expect(page.getByRole('dialog', { name: dialog })).toBeVisible();
      await expect(banner).toHaveCount(0);
      await page.close();
    });
  }

  test('in a tab of the inspector leaves the other tabs, and is asked for again', async ({ browser, baseURL }) => {
    const page = await browser.newPage({ baseURL: baseURL ?? '' });
    const lab = new LabPage(page);
    const { mend } = await lame(page, /\/Bytes-[^/]*\.js/);
    await lab.open();
    await lab.tab('bytes').click();
    const banner = lab.inspector.getByRole('alert');
    await expect(banner).toContainText('This tab could not be shown');
    await lab.tab('explain').click();
    await expect(lab.panel).not.toBeEmpty();
    await expect(banner).toHaveCount(0);
    mend();
    await lab.tab('bytes').click();
    await expect(lab.hexView.or(lab.panel.getByText(/bytes/i)).first()).toBeVisible();
    await page.close();
  });

  test('of the engine: header and diagram agree, and Try again runs what was asked for', async ({
    browser,
    baseURL,
  }) => {
    const page = await browser.newPage({ baseURL: baseURL ?? '' });
    const lab = new LabPage(page);
    const failed: Request[] = [];
    page.on('requestfailed', (request) => failed.push(request));
    const { mend } = await lame(page, /\/(registerEcc|tls13|tls13Lessons)-[^/]*\.js/);
    await lab.open();
    const protocol = page.getByRole('combobox', { name: 'Protocol' });
    await protocol.selectOption('TLS 1.3');
    const banner = page.getByRole('alert').filter({ hasText: 'could not be run' });
    await expect(banner).toBeVisible();
    expect(failed).not.toEqual([]);
    expect(await banner.innerText()).not.toMatch(RAW);
    await expect(protocol).toHaveValue('tls1.2-rsa');
    await lab.expectStory(honest);
    await expect(page).not.toHaveURL(/tls1\.3/);
    mend();
    await banner.getByRole('button', { name: 'Try again' }).click();
    await expect(banner).toHaveCount(0);
    await expect(protocol).toHaveValue('tls1.3');
    await expect(page.locator('#stage')).toHaveAttribute('data-protocol', 'tls1.3');
    await page.close();
  });

  for (const [what, files] of [
    ['the worker', /\/(lab\.worker|answer)-[^/]*\.js/],
    ['the engine in the worker', /\/engine-[^/]*\.js/],
  ] as const)
    test(`of ${what}: the next scenario asks for it again`, async ({ browser, baseURL }) => {
      const page = await browser.newPage({ baseURL: baseURL ?? '' });
      await page.addInitScript(beBackAgain);
      const lab = new LabPage(page);
      const { mend, asked } = await lame(page, files);
      await lab.open(linkTo(mutual.scenario));
      const banner = page.getByRole('alert').filter({ hasText: 'could not be run' });
      await expect(banner).toBeVisible();
      // Nothing stands under the name of the link.
      await expect(lab.mode('mutual')).toBeChecked();
      await expect(lab.rows).toHaveCount(0);
      mend();
      const before = asked();
      await banner.getByRole('button', { name: 'Try again' }).click();
      await expect.poll(asked).toBeGreaterThan(before);
      await lab.expectStory(mutual);
      await expect(lab.rows).toHaveCount(mutual.steps.length);
      await page.close();
    });
});
