// Everything by keyboard alone: each control is reached by Tab, works by its keys, and shows that it has the focus.
import { tabThrough, tabTo } from './support/focus.ts';
import { defined, linkTo, recordingOf, stepOf } from './support/recordings.ts';
import { expect, test } from './support/test.ts';

const oneWay = recordingOf();
const mutual = recordingOf({ mode: 'mutual' });
const last = defined(oneWay.steps.at(-1));

test('Tab reaches every control, in order, and leaves the page at its end: no trap', async ({ lab, page }) => {
  await lab.visit(oneWay, stepOf(oneWay, 'client:ClientHello'), 'bytes');
  const reached = await tabThrough(page);
  const backwards = await tabThrough(page, 'Shift+Tab');
  const expected = [
    'Skip to the diagram',
    'Lab',
    'Validate',
    'Why?',
    'Export',
    'Share',
    'Settings',
    'Help',
    'One-way',
    'Protocol',
    'Revocation',
    'Options',
    'Inject a fault',
    'View as',
    'Compare side by side',
    'Step 7, client to server, ClientHello',
    'Bytes',
    'Copy as hex',
    'ClientHello, on the wire: bytes',
    'Record type',
    'First step',
    'One step back',
    'Play',
    'Next step',
    'Last step',
    'Step',
    'Speed',
  ];
  let at = -1;
  for (const name of expected) {
    const found = reached.findIndex((each, i) => i > at && each.includes(name));
    expect(found, `${name} comes after ${reached[at] ?? 'the start'} in ${JSON.stringify(reached)}`).toBeGreaterThan(
      at,
    );
    at = found;
  }
  expect([...backwards].reverse()).toEqual(reached);
  // Nothing that can be clicked is left out: what Tab doesn't reach is moved to by arrow keys within a widget.
  const buttons = await page
    .getByRole('button')
    .evaluateAll(
      (all) => all.filter((each) => each.checkVisibility() && each instanceof HTMLElement && each.tabIndex < 0).length,
    );
  expect(buttons).toBe(oneWay.steps.length - 1);
});

test('each focused control shows a ring of at least two pixels that stands out from what is around it', async ({
  lab,
  page,
}) => {
  await lab.visit(oneWay, stepOf(oneWay, 'client:ClientHello'), 'bytes');
  const rings = await tabThrough(page, 'Tab', () => {
    // The ring may be drawn by a label or a track around the control itself.
    let element = document.activeElement;
    for (let up = 0; element !== null && up < 3; up++, element = element.parentElement) {
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      if (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) return 'ring';
    }
    return `no ring on ${document.activeElement?.outerHTML.slice(0, 120)}`;
  });
  expect(rings.length).toBeGreaterThan(20);
  expect(rings.filter((ring) => ring !== 'ring')).toEqual([]);
});

test('mode, suite and revocation are set by their own keys', async ({ lab, page }) => {
  await lab.open();
  await tabTo(page, 'One-way');
  await page.keyboard.press('ArrowRight');
  await expect(lab.mode('mutual')).toBeChecked();
  await lab.expectStory(mutual);
  // The keys of the radio group stay its own: the player has not moved.
  await expect(lab.place).toHaveText(`step 1 of ${mutual.steps.length}`);
  await page.keyboard.press('m');
  await lab.expectStory(oneWay);
  const protocol = page.getByRole('combobox', { name: 'Protocol' });
  await protocol.focus();
  await page.keyboard.press('ArrowDown');
  await expect(protocol).toHaveValue('tls1.2-ecdhe');
  await expect(lab.stage.getByRole('button', { name: /ServerHello, ECDHE-RSA · AES-128-GCM/ })).toBeVisible();
});

test('rows, scrubber, tabs and player answer to their keys', async ({ lab, page }) => {
  await lab.open();
  await page.keyboard.press('End');
  await lab.expectAt(oneWay, last);
  await page.keyboard.press('Home');
  await lab.expectAt(oneWay, defined(oneWay.steps[0]));

  await lab.currentRow.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await lab.expectAt(oneWay, defined(oneWay.steps[2]));
  // The focus goes along with the cursor.
  await page.keyboard.press('ArrowRight');
  await expect(lab.currentRow).toBeFocused();
  await lab.expectAt(oneWay, defined(oneWay.steps[3]));

  await lab.scrubber.focus();
  await page.keyboard.press('ArrowRight');
  await lab.expectAt(oneWay, defined(oneWay.steps[4]));
  await page.keyboard.press('PageUp');
  await lab.expectAt(oneWay, defined(oneWay.steps[9]));
  await page.keyboard.press('End');
  await lab.expectAt(oneWay, last);
  await expect(lab.scrubber).toHaveAttribute('aria-valuetext', /^31 of 31, Protected data: /);
  await page.keyboard.press('Home');
  await lab.expectAt(oneWay, defined(oneWay.steps[0]));

  await lab.tab('explain').focus();
  for (const tab of ['checks', 'certificates', 'bytes', 'secrets'] as const) {
    await page.keyboard.press('ArrowRight');
    await expect(lab.tab(tab)).toBeFocused();
    await expect(lab.tab(tab)).toHaveAttribute('aria-selected', 'true');
  }
  await page.keyboard.press('Home');
  await expect(lab.tab('explain')).toHaveAttribute('aria-selected', 'true');
  await lab.expectAt(oneWay, defined(oneWay.steps[0]));
  for (const [i, tab] of (['explain', 'checks', 'certificates', 'bytes', 'secrets'] as const).entries()) {
    await page.keyboard.press(String(i + 1));
    await expect(lab.tab(tab)).toHaveAttribute('aria-selected', 'true');
  }
  await lab.button('Play').focus();
  await page.keyboard.press('Space');
  await expect(lab.button('Pause')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(lab.button('Play')).toBeVisible();
});

test('hex view and field tree are walked by arrows and follow each other', async ({ lab, page }) => {
  await lab.visit(oneWay, stepOf(oneWay, 'server:Certificate'), 'bytes');
  await lab.hexView.focus();
  await page.keyboard.press('End');
  const size = 5 + 1783;
  await expect(lab.hexView).toHaveAttribute('aria-valuenow', String(size - 1));
  // Deep in the certificate: the tree opened itself up to the signature.
  await expect(lab.fieldTree.getByRole('treeitem', { selected: true })).toContainText('Signature');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  const perRow = Number(await lab.hexView.getAttribute('aria-valuenow'));
  expect([8, 16]).toContain(perRow);
  await page.keyboard.press('ArrowUp');
  await expect(lab.hexView).toHaveAttribute('aria-valuenow', '0');

  await tabTo(page, 'Record type');
  const selected = lab.fieldTree.getByRole('treeitem', { selected: true });
  await expect(selected).toBeFocused();
  await expect(selected).toContainText('Record type');
  await page.keyboard.press('ArrowDown');
  await expect(selected).toBeFocused();
  await expect(lab.hexView).toHaveAttribute('aria-valuenow', '1');
  await page.keyboard.press('End');
  const closed = (await selected.getAttribute('aria-expanded')) === 'false';
  if (closed) await page.keyboard.press('ArrowRight');
  const level = Number(await selected.getAttribute('aria-level'));
  if ((await selected.getAttribute('aria-expanded')) !== null) {
    await page.keyboard.press('ArrowRight');
    await expect(selected).toHaveAttribute('aria-level', String(level + 1));
  }
  await page.keyboard.press('ArrowLeft');
  await expect(selected).toBeFocused();
  // None of these keys moved the player.
  await lab.expectAt(oneWay, stepOf(oneWay, 'server:Certificate'));
});

test('the theme is chosen by keyboard, is remembered, and can be forgotten', async ({ lab, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await lab.open();
  const scheme = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await scheme();
  await tabTo(page, 'Settings');
  await page.keyboard.press('Enter');
  await tabTo(page, 'As the system');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Light' })).toBeFocused();
  await expect.poll(() => scheme()).not.toBe(dark);
  const light = await scheme();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked();
  await expect.poll(() => scheme()).toBe(dark);
  await page.emulateMedia({ colorScheme: 'light' });
  await lab.reload();
  await expect.poll(() => scheme()).toBe(dark);
  await lab.button('Settings').click();
  await lab.button('Forget these choices').click();
  await expect.poll(() => scheme()).toBe(light);
  await expect(page.getByRole('radio', { name: 'As the system' })).toBeChecked();
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
});

test('the skip link leads to the diagram', async ({ lab, page }) => {
  await lab.open(linkTo(mutual.scenario));
  // While the scenario of a link is on its way, the diagram has no controls.
  await lab.expectStory(mutual);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('button', { name: 'Skip to the diagram' });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  // The CA's head is the first control in it.
  await page.keyboard.press('Tab');
  await expect(lab.stage.getByRole('button', { name: /^CA console: / })).toBeFocused();
  // Then what folds the steps before the handshake, and the row at which one stands.
  await page.keyboard.press('Tab');
  await expect(lab.stage.locator('summary')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(lab.currentRow).toBeFocused();
  // The address still holds the scenario.
  await expect(page).toHaveURL(/mode=mutual/);
});
