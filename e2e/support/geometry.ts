// What is drawn where: texts that overlap, texts that are cut off, boxes that collide.
import type { Locator } from '@playwright/test';

interface Drawn {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** The boxes around it that cut off what leaves them, as one. */
  readonly clip: { readonly left: number; readonly right: number };
}

/** Pairs of texts within `region` whose lines lie over each other, and texts that are cut off at a side. */
export async function textTroubles(region: Locator): Promise<string[]> {
  const drawn = await drawnTexts(region);
  const troubles: string[] = [];
  for (const [i, a] of drawn.entries()) {
    if (a.left < a.clip.left - 1.5 || a.right > a.clip.right + 1.5) troubles.push(`cut off: ${a.text}`);
    for (const b of drawn.slice(i + 1)) {
      if (overlap(a, b)) troubles.push(`overlap: ${a.text} | ${b.text}`);
    }
  }
  return troubles;
}

type Box = Pick<Drawn, 'left' | 'top' | 'right' | 'bottom'>;

/** Lines are as high as the font wants, which may be a little more than the space between them. */
function overlap(a: Box, b: Box): boolean {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 1.5 && height > 3.5;
}

/** Each line of each visible text node. Words for those who listen only, and room kept for other words, don't count. */
function drawnTexts(region: Locator): Promise<Drawn[]> {
  return region.evaluate((root) => {
    const drawn: Drawn[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (text === '' || parent === null || parent.closest('option, noscript, script, style') !== null) continue;
      if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      let [left, right, ellipsis, unseen] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, false, false];
      let scrolled: DOMRect | null = null;
      for (let around: Element | null = parent; around !== null; around = around.parentElement) {
        const style = getComputedStyle(around);
        const box = around.getBoundingClientRect();
        if (style.clipPath !== 'none' || (box.width <= 1 && box.height <= 1)) unseen = true;
        if (style.textOverflow === 'ellipsis') ellipsis = true;
        if (style.overflowX === 'visible') continue;
        // What can be scrolled to is not cut off, and not seen where it would stand.
        if (around !== root && style.overflowX !== 'hidden' && style.overflowX !== 'clip') {
          const own = parent.getBoundingClientRect();
          if (own.left >= box.right - 1 || own.right <= box.left + 1) unseen = true;
          scrolled = scrolled === null ? box : scrolled;
          continue;
        }
        left = Math.max(left, box.left);
        right = Math.min(right, box.right);
        if (around === root) break;
      }
      if (unseen) continue;
      const clip = ellipsis ? { left: Number.NEGATIVE_INFINITY, right: Number.POSITIVE_INFINITY } : { left, right };
      const range = document.createRange();
      range.selectNodeContents(node);
      // A line that ends in an ellipsis has two boxes: with all of its text, and with what is drawn of it.
      const lines = new Map<string, DOMRect>();
      for (const box of range.getClientRects()) {
        const key = ellipsis ? `${box.left} ${box.top}` : `${lines.size}`;
        if (box.right < (lines.get(key)?.right ?? Number.POSITIVE_INFINITY)) lines.set(key, box);
      }
      const edge = (scrolled as DOMRect | null)?.right ?? Number.POSITIVE_INFINITY;
      for (const { left, top, right, bottom } of lines.values()) {
        const shownRight = Math.min(ellipsis ? Math.min(right, parent.getBoundingClientRect().right) : right, edge);
        if (shownRight - left > 1) drawn.push({ text, left, top, right: shownRight, bottom, clip });
      }
    }
    return drawn;
  });
}

/** Pairs of these controls whose boxes collide, and boxes that reach beyond the window's sides. */
export async function boxTroubles(controls: Locator): Promise<string[]> {
  const boxes = await controls.evaluateAll((all) =>
    all
      .filter((each) => each.checkVisibility({ visibilityProperty: true }))
      .map((each) => {
        const { left, top, right, bottom } = each.getBoundingClientRect();
        return { text: each.outerHTML.slice(0, 90), left, top, right, bottom, width: innerWidth };
      }),
  );
  return boxes.flatMap((a, i) => [
    ...(a.left < -0.5 || a.right > a.width + 0.5 ? [`outside: ${a.text}`] : []),
    ...boxes.slice(i + 1).flatMap((b) => (overlap(a, b) ? [`collide: ${a.text} | ${b.text}`] : [])),
  ]);
}
