// What was wrong on the page once, and is not again: each by itself, where no other test would see it.
import { defined, linkTo, recordingOf, stepOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const mutual = recordingOf({ mode: 'mutual' });
const expired = recordingOf({ mode: 'mutual', faults: ['server/expired'] });

test('Show the failure shows it: the drawer stands beside the diagram, or closes where there is no room for both', async ({
  lab,
  page,
}) => {
  const card = lab.currentRow.getByText('Server path not valid', { exact: true });
  await page.setViewportSize({ width: 1440, height: 900 });
  await lab.open(linkTo(expired.scenario));
  await lab.expectStory(expired);
  await page.keyboard.press('b');
  await expect(lab.drawer).toBeVisible();
  await lab.showFailure.click();
  await expect(card).toBeInViewport({ ratio: 1 });
  const ends = async () => {
    const drawer = defined(await lab.drawer.boundingBox());
    return defined(await card.boundingBox()).x - drawer.x - drawer.width;
  };
  await expect.poll(ends).toBeGreaterThanOrEqual(0);
  // The editor of certificates, too, and at the least width.
  await lab.drawer.getByText('Custom certificates', { exact: true }).click();
  for (const width of [1720, 1440, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await expect.poll(ends, `${width}`).toBeGreaterThanOrEqual(0);
    const stage = defined(await lab.stage.boundingBox());
    const drawer = defined(await lab.drawer.boundingBox());
    expect(stage.x, `${width}`).toBeGreaterThanOrEqual(drawer.x + drawer.width - 1);
    expect(stage.width, `${width}`).toBeGreaterThanOrEqual(480);
  }
  await lab.drawer.getByText('Faults', { exact: true }).click();

  await page.setViewportSize({ width: 1200, height: 900 });
  await lab.button('First step').click();
  await expect(lab.drawer).toBeVisible();
  await lab.showFailure.click();
  await expect(lab.drawer).toBeHidden();
  await expect(card).toBeInViewport({ ratio: 1 });
});

test('where the clipboard is refused, the link is there to be copied by hand, and one is told so', async ({
  lab,
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('denied')) } });
  });
  await lab.open(linkTo(mutual.scenario));
  await lab.expectStory(mutual);
  await lab.button('Share').click();
  await expect(page.getByRole('status').filter({ hasText: 'Copy this link' })).toBeVisible();
  const field = page.getByRole('textbox', { name: 'Link to what is on screen' });
  await expect(field).toHaveValue(page.url());
  const selected = await field.evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd]);
  expect(selected).toEqual([0, page.url().length]);
  await field.press('Escape');
  await expect(field).toBeHidden();
});

test('the badge counts bytes that were changed by hand, beside the faults', async ({ lab, page }) => {
  await lab.open('#mode=mutual&fault=server/expired&tamper=client%3AClientHello%4010%3D00');
  await expect(page.getByRole('button', { name: /^Inject a fault/ })).toContainText('2');
});

test('what undoes an empty search stands apart from the words that nothing was found', async ({ lab, page }) => {
  await lab.open();
  await page.keyboard.press('b');
  await lab.drawer.getByRole('searchbox').fill('qqqq');
  const button = lab.drawer.getByRole('button', { name: 'Show all' });
  await expect(button).toBeVisible();
  const gap = await button.evaluate((element) => {
    const words = document.createRange();
    words.selectNodeContents(defined(element.parentElement));
    words.setEndBefore(element);
    const text = [...words.getClientRects()].at(-1);
    const own = element.getBoundingClientRect();
    if (text === undefined) return Number.NaN;
    return Math.max(own.top - text.bottom, own.left - text.right);
    function defined(parent: HTMLElement | null): HTMLElement {
      if (parent === null) throw new Error('the button stands nowhere');
      return parent;
    }
  });
  expect(gap).toBeGreaterThanOrEqual(6);
});

test('in forced colours an encrypted record still looks it, and an arrow has one colour', async ({ lab, page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await lab.open(linkTo(expired.scenario, stepOf(expired, 'client:Alert')));
  await lab.expectStory(expired);
  const alert = lab.currentRow;
  const [line, head] = await alert.evaluate((row) => {
    const strokeOf = (element: Element | null | undefined) => (element ? getComputedStyle(element).stroke : '');
    const path = [...row.querySelectorAll('svg path')].find((each) => getComputedStyle(each).fill !== 'none');
    return [strokeOf(row.querySelector('svg line')), path ? getComputedStyle(path).fill : ''];
  });
  expect(line).not.toBe('');
  expect(head).toBe(line);
  await lab.open(linkTo(mutual.scenario, stepOf(mutual, 'client:Finished')));
  await lab.expectStory(mutual);
  const hatching = await lab.currentRow.evaluate((row) =>
    [row, ...row.querySelectorAll('*')].map((each) => getComputedStyle(each, '::before').backgroundImage),
  );
  expect(hatching.some((image) => image.includes('repeating-linear-gradient'))).toBe(true);
});

test('on paper every row is as clear as the next, wherever one stood', async ({ lab, page }) => {
  await lab.open(linkTo(mutual.scenario, stepOf(mutual, 'client:ClientHello')));
  await lab.expectStory(mutual);
  await expect(lab.rows).toHaveCount(mutual.steps.length);
  await page.emulateMedia({ media: 'print' });
  const looks = await lab.rows.evaluateAll((rows) =>
    rows.map((row) => {
      const element = row.closest('[data-state]') ?? row;
      const style = getComputedStyle(element);
      return [style.getPropertyValue('--label'), style.getPropertyValue('--behind'), style.opacity].join(' | ');
    }),
  );
  expect(new Set(looks).size).toBe(1);
});

test('End goes a long way at once: nobody watches a hundred rows pass', async ({ lab, page }) => {
  await page.addInitScript(() => {
    const ways: (string | undefined)[] = [];
    Object.assign(window, { ways });
    const scrollTo = Element.prototype.scrollTo as (this: Element, options?: ScrollToOptions) => void;
    Object.assign(Element.prototype, {
      scrollTo(this: Element, options?: ScrollToOptions) {
        if (typeof options === 'object') ways.push(options.behavior);
        scrollTo.call(this, options);
      },
    });
  });
  const long = recordingOf({ mode: 'mutual', requests: 40 });
  await lab.open('#mode=mutual&requests=40');
  await lab.expectStory(long);
  await page.evaluate(() =>
    Object.assign(window, { waysBefore: (window as unknown as { ways: string[] }).ways.length }),
  );
  await page.keyboard.press('End');
  await expect(lab.place).toHaveText(`step ${long.steps.length} of ${long.steps.length}`);
  await expect(lab.currentRow).toBeInViewport({ ratio: 1 });
  const ways = await page.evaluate(() => {
    const { ways, waysBefore } = window as unknown as { ways: string[]; waysBefore: number };
    return ways.slice(waysBefore);
  });
  expect(ways.length).toBeGreaterThan(0);
  expect(ways).not.toContain('smooth');
  expect(defined(long.steps.at(-1)).number).toBeGreaterThan(100);
});

test('Play becomes Pause, and nothing beside it moves', async ({ lab, page }) => {
  await lab.open(linkTo(mutual.scenario));
  await lab.expectStory(mutual);
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const next = lab.button('Next step');
    const before = await next.boundingBox();
    await page.getByRole('button', { name: /^Play/ }).click();
    const pause = page.getByRole('button', { name: /^Pause/ });
    await expect(pause).toBeVisible();
    expect(await next.boundingBox()).toEqual(before);
    await pause.click();
  }
});

test('the diagram begins at the same height with a fault as without, at every width', async ({ lab, page }) => {
  for (const width of [390, 768, 1024, 1280, 1440, 1920]) {
    await page.setViewportSize({ width, height: 844 });
    const heights: number[] = [];
    for (const recording of [mutual, expired]) {
      await lab.open(linkTo(recording.scenario));
      await lab.expectStory(recording);
      heights.push(Math.round((await lab.stage.boundingBox())?.y ?? 0));
    }
    expect(heights[1], `${width}`).toBe(heights[0]);
  }
});

test('the tabs keep their places whether they have something to count or not', async ({ lab, page }) => {
  await lab.open(linkTo(mutual.scenario));
  await lab.expectStory(mutual);
  const places = () => page.getByRole('tab').evaluateAll((all) => all.map((tab) => tab.getBoundingClientRect().left));
  const before = await places();
  await page.keyboard.press('End');
  await expect(lab.tab('checks')).toHaveText(/Checks\d+/);
  expect(await places()).toEqual(before);
});

test('the numbers of checks agree: in the tab, in the ledger, and in the words', async ({ lab }) => {
  const step = stepOf(expired, 'client:path.validate');
  await lab.visit(expired, step);
  const said = /^1 of (\d+) checks of the server’s proof fails\./.exec(
    await lab.panel.getByText(/checks of the server’s proof/).innerText(),
  );
  await lab.tab('checks').click();
  const counts = async (): Promise<number[]> => {
    const headings = await lab.panel.getByRole('heading', { level: 3 }).allInnerTexts();
    return headings.map((text) => Number(/(\d+) checks?$/.exec(text)?.[1]));
  };
  await expect.poll(counts).toContain(Number(defined(said)[1]));
  const numbers = await counts();
  const badge = Number(/\d+/.exec(await lab.tab('checks').innerText())?.[0]);
  expect(numbers.reduce((sum, each) => sum + each, 0)).toBe(badge);
});

test('a button says what it does and its key, to pointer and keyboard', async ({ lab, page }) => {
  await lab.open();
  const tip = page.locator('[popover="manual"]');
  // Its code comes with the first sign of somebody that the page listens to, and may come after the pointer.
  let x = 300;
  await expect
    .poll(async () => {
      x += 1;
      await page.mouse.move(x, 500);
      return tip.count();
    })
    .toBe(1);
  await lab.button('Export').hover();
  await expect(tip).toBeVisible();
  await expect(tip).toHaveText(/^Export\s*E$/);
  const [button, box] = [await lab.button('Export').boundingBox(), await tip.boundingBox()];
  expect(defined(box).y).toBeGreaterThanOrEqual(defined(button).y + defined(button).height);
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  await page.mouse.move(300, 500);
  await lab.button('Share').focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(tip).toHaveText('Copy the link to what is on screen');
  await expect(tip).toBeVisible();
  // Never outside of the window, wherever the button stands.
  await lab.button('Help').hover();
  await expect(tip).toHaveText(/^Keyboard shortcuts, and about this lab\s*\?$/);
  const last = defined(await tip.boundingBox());
  expect(last.x + last.width).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  // A dialog that opens moves the focus, and asks for no tooltip.
  await page.keyboard.press('t');
  await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
  await expect(tip).toBeHidden();
});

test('an eavesdropper of TLS 1.3 is told no phase and no message behind the encryption', async ({ lab, page }) => {
  await lab.open('#mode=mutual&protocol=tls1.3&fault=client/expired&as=eavesdropper&at=server:Certificate');
  await expect(lab.title).toHaveText('An encrypted record');
  for (const words of [/Client proves itself/, /Server’s certificate/, /CertificateVerify/]) {
    await expect(lab.stage.getByText(words)).toHaveCount(0);
    await expect(page.getByRole('contentinfo').getByText(words)).toHaveCount(0);
    await expect(lab.inspector.getByText(words)).toHaveCount(0);
  }
  await expect(lab.scrubber).toHaveAttribute('aria-valuetext', /, Encrypted: An encrypted record$/);
});

test('a comparison that is opened by its link has the controls of the scenario', async ({ lab, page }) => {
  await page.goto('./#mode=mutual&compare=mode%3Done-way');
  await expect(page.getByRole('heading', { level: 1, name: 'Side by side' })).toBeVisible();
  await expect(lab.mode('mutual')).toBeChecked();
  await expect(lab.breakButton).toBeVisible();
  await lab.mode('one-way').check();
  await expect(page).toHaveURL(/compare=/);
});

test('the CA console says when a certificate is issued that is not there yet', async ({ lab, page }) => {
  await lab.open(linkTo(mutual.scenario));
  await lab.expectStory(mutual);
  await page.keyboard.press('c');
  const row = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'api.bank.test' }).first();
  const issued = mutual.steps.find(({ key }) => key === 'ca:IssuedCertificate');
  await expect(row).toContainText(`issued at step ${defined(issued).number}`);
  await expect(page.getByRole('dialog').getByText('is done after all of them are issued')).toBeVisible();
});

test('in the CA console the arrow of the picker lies beside its text, whatever the font', async ({ lab, page }) => {
  await lab.open(linkTo(mutual.scenario));
  await lab.expectStory(mutual);
  await page.keyboard.press('c');
  const picker = page.getByRole('dialog').getByRole('combobox', { name: 'Revocation', exact: true });
  await expect(picker).toBeVisible();
  const [textEnds, arrowBegins] = await picker.evaluate((select) => {
    const arrow = select.parentElement?.querySelector('svg')?.getBoundingClientRect();
    const { right } = select.getBoundingClientRect();
    return [right - Number.parseFloat(getComputedStyle(select).paddingRight), arrow?.left ?? Number.NaN];
  });
  expect(defined(arrowBegins)).toBeGreaterThanOrEqual(defined(textEnds) + 4);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('what came of a step is not cut off in the line of the sheet, which is as high at every step', async ({
    lab,
    page,
  }) => {
    await lab.open(linkTo(expired.scenario));
    await lab.expectStory(expired);
    const handle = page.locator('aside > button');
    const heights = new Set<number>();
    for (const step of expired.steps) {
      await expect(lab.currentRow).toHaveAccessibleName(new RegExp(`^Step ${step.number}, `));
      const cut = await handle.evaluate((button) =>
        [...button.querySelectorAll('span')]
          .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
          .filter((each) => getComputedStyle(each).overflow === 'hidden')
          .map((each) => each.textContent),
      );
      expect(cut, `step ${step.number}`).toEqual([]);
      heights.add(Math.round(defined(await handle.boundingBox()).height));
      if (step !== expired.steps.at(-1)) await lab.button('Next step').click();
    }
    expect([...heights]).toHaveLength(1);
  });

  test('the step of the textbook stands apart from the number, where there is room for both', async ({ lab, page }) => {
    await page.setViewportSize({ width: 600, height: 844 });
    await lab.open(linkTo(expired.scenario));
    await lab.expectStory(expired);
    await expect(lab.rows).toHaveCount(expired.steps.length);
    const gaps = await page.locator('[data-rows] li > button').evaluateAll((rows) =>
      rows.flatMap((row) => {
        const parts = [...row.querySelectorAll('span')].filter((each) => /^T?\d+$/.test(each.textContent ?? ''));
        const [textbook, number] = parts.filter((each) => each.childElementCount === 0);
        if (textbook === undefined || number === undefined) return [];
        return [number.getBoundingClientRect().left - textbook.getBoundingClientRect().right];
      }),
    );
    expect(gaps.length).toBeGreaterThan(2);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3);
  });
});

test('after a comparison that a letter opened, Space plays again', async ({ lab, page }) => {
  await lab.open(linkTo(mutual.scenario));
  await lab.expectStory(mutual);
  const heading = page.getByRole('heading', { level: 1, name: 'Side by side' });
  await page.keyboard.press('s');
  await expect(heading).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(heading).toBeHidden();
  await expect(lab.rows.first()).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: /^Pause/ })).toBeVisible();
  await expect(heading).toBeHidden();
});

test.describe('a phone held sideways', () => {
  test.use({ viewport: { width: 844, height: 390 }, hasTouch: true });

  test('the lifelines keep their heads, in 56 pixels, and the row stands below them', async ({ lab, page }) => {
    await lab.open(linkTo(mutual.scenario));
    await lab.expectStory(mutual);
    const heads = page.locator('[data-heads]');
    for (let i = 0; i < 14; i++) await lab.button('Next step').click();
    await expect(heads).toBeInViewport({ ratio: 1 });
    const [line, row] = [defined(await heads.boundingBox()), defined(await lab.currentRow.boundingBox())];
    expect(line.height).toBeLessThanOrEqual(56);
    expect(row.y).toBeGreaterThanOrEqual(line.y + line.height);
  });

  test('in a window that is lower still they keep their names, in a thin line', async ({ lab, page }) => {
    await page.setViewportSize({ width: 640, height: 270 });
    await lab.open(linkTo(mutual.scenario));
    await lab.expectStory(mutual);
    const names = page.locator('[data-names]');
    for (let i = 0; i < 14; i++) await lab.button('Next step').click();
    await expect(names).toHaveText(/Client.*Server.*Bank Root CA/);
    await expect(names).toBeInViewport({ ratio: 1 });
    const [line, row] = [defined(await names.boundingBox()), defined(await lab.currentRow.boundingBox())];
    expect(line.height).toBeLessThanOrEqual(20);
    expect(row.y).toBeGreaterThanOrEqual(line.y + line.height);
    const seen = await names.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return hit !== null && element.contains(hit);
    });
    expect(seen).toBe(true);
  });

  test('the controls of the header stand in one line and are equally high', async ({ lab, page }) => {
    await lab.open();
    const boxes = await page.locator('header :is(button, a)').evaluateAll((all) =>
      all
        .filter((each) => each.checkVisibility() && each.matches('button'))
        .filter((each) => each.closest('[data-pending]') === null)
        .map((each) => each.getBoundingClientRect())
        .map(({ top, height }) => `${Math.round(top)} ${Math.round(height)}`),
    );
    expect(boxes.length).toBeGreaterThan(3);
    expect(new Set(boxes).size).toBe(1);
  });
});

test('nothing stands out of a window of 300 pixels', async ({ lab, page }) => {
  await page.setViewportSize({ width: 300, height: 700 });
  await lab.open(linkTo(expired.scenario));
  await lab.expectStory(expired);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
});

test('what T means is said in one line, at every width that says it', async ({ lab, page }) => {
  await lab.open();
  const legend = page.getByText('T textbook step', { exact: true });
  for (const width of [768, 1280, 1440]) {
    await page.setViewportSize({ width, height: 768 });
    const { height, width: room } = defined(
      await legend.evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getBoundingClientRect();
      }),
    );
    expect(height, `${width}`).toBeLessThan(20);
    expect(room, `${width}`).toBeGreaterThan(0);
  }
});
