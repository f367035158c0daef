// Where the keyboard's focus is, and moving it with Tab.
import type { Page } from '@playwright/test';

/** The name of the focused control; empty where the page itself has the focus. Runs in the page. */
export const nameOfFocus = () => {
  const element = document.activeElement;
  if (element === null || element === document.body) return '';
  const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels : null;
  return element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? element.localName;
};

/** Presses Tab from the top of the page until the focus leaves it; says what `read` finds at each stop. */
export async function tabThrough(page: Page, key = 'Tab', read: () => string = nameOfFocus): Promise<string[]> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  const stops: string[] = [];
  let first = '';
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press(key);
    const name = await page.evaluate(nameOfFocus);
    // A browser without a window goes round; it does not always rest on the page itself in between.
    if (name === '' || name === first) return stops;
    if (i === 0) first = name;
    stops.push(await page.evaluate(read));
  }
  throw new Error(`Tab never left the page: ${stops.join(', ')}`);
}

/** Presses Tab until the control of this name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(nameOfFocus)).startsWith(name)) return;
  }
  throw new Error(`Tab never reached ${name}`);
}
