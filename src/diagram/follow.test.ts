import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrollTarget, type Viewport } from './follow.ts';

const HEAD = 110;
const LEAD = 90;
const END = 130;

/** A diagram of rows as high as `heights`, below a story and the heads. */
function diagram(heights: readonly number[], height: number, scrollTop: number) {
  let at = LEAD + HEAD;
  const rows = heights.map((each) => {
    const row = { top: at, height: each };
    at += each;
    return row;
  });
  const contentHeight = at + END;
  const most = Math.max(0, contentHeight - height);
  const view: Viewport = {
    scrollTop: Math.min(scrollTop, most),
    height,
    headHeight: HEAD,
    contentHeight,
    tops: rows.map(({ top }) => top),
  };
  return { rows, view, most };
}

/** What the heads hide ends here, in the content: they stick once the story is gone. */
const edge = (scrollTop: number) => Math.max(scrollTop, LEAD) + HEAD;

const scenes = fc.record({
  heights: fc.array(fc.integer({ min: 36, max: 120 }), { minLength: 1, maxLength: 60 }),
  height: fc.integer({ min: HEAD + 260, max: 1200 }),
  scrollTop: fc.integer({ min: 0, max: 6000 }),
  row: fc.nat(),
});

describe('After seeking', () => {
  it('the first row below the heads is a whole one, and the row at which one stands is in view', () => {
    fc.assert(
      fc.property(scenes, ({ heights, height, scrollTop, row }) => {
        const { rows, view, most } = diagram(heights, height, scrollTop);
        const current = rows[row % rows.length] ?? { top: 0, height: 0 };
        const at = scrollTarget(current, view) ?? view.scrollTop;
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(most);
        const first = rows.find(({ top, height: own }) => top + own > edge(at) + 1);
        expect(first?.top ?? edge(at)).toBeGreaterThanOrEqual(edge(at) - 1);
        expect(current.top).toBeGreaterThanOrEqual(edge(at) - 1);
        expect(current.top + current.height).toBeLessThanOrEqual(at + height);
      }),
    );
  });

  it('a diagram that stands well already is left alone', () => {
    const { rows, view } = diagram(
      Array.from({ length: 30 }, () => 50),
      700,
      LEAD + 500,
    );
    expect(scrollTarget(rows[15] ?? { top: 0, height: 0 }, view)).toBeNull();
  });

  it('a row that one scrolled half out of sight by hand is whole again, and the others move by less than its height', () => {
    const { rows, view } = diagram(
      Array.from({ length: 30 }, () => 50),
      700,
      LEAD + 520,
    );
    const target = scrollTarget(rows[15] ?? { top: 0, height: 0 }, view);
    expect(target).toBe(LEAD + 500);
  });
});
