// The picture of a validity period: positions in order, labels on the picture and never over one another.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type TimelineLabel, timeline } from './timeline.ts';

const DAY = 86_400_000;
const at = (text: string) => Date.parse(text);
const year = { notBefore: at('2025-03-01T00:00:00Z'), notAfter: at('2026-03-01T00:00:00Z') };

describe('a timeline', () => {
  it('puts a clock after notAfter to the right of the bar, and one before notBefore to its left', () => {
    const late = timeline(year, at('2026-11-23T12:00:00Z'), 360);
    expect(late.now).toBeGreaterThan(late.bar.x + late.bar.width);
    expect(late.inside).toBe(false);
    const early = timeline(year, at('2024-11-23T12:00:00Z'), 360);
    expect(early.now).toBeLessThan(early.bar.x);
    expect(early.inside).toBe(false);
  });

  it('counts both ends as inside (RFC 5280 4.1.2.5)', () => {
    expect(timeline(year, year.notBefore, 360).inside).toBe(true);
    expect(timeline(year, year.notAfter, 360).inside).toBe(true);
    expect(timeline(year, year.notAfter + 1, 360).inside).toBe(false);
  });

  it('says the dates in UTC', () => {
    const { above, below } = timeline(year, at('2026-11-23T23:59:00Z'), 360);
    expect([...below, ...above].map(({ text }) => text)).toEqual(['1 Mar 2025', '1 Mar 2026', 'now · 23 Nov 2026']);
  });

  it('keeps time in proportion', () => {
    const { bar, now } = timeline(year, year.notAfter + 365 * DAY, 360);
    expect((now - bar.x - bar.width) / bar.width).toBeCloseTo(1, 2);
  });

  it('never lets labels overlap or leave the picture', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: 0, max: 12_000 }),
        fc.integer({ min: 0, max: 52_000 }),
        fc.integer({ min: 200, max: 700 }),
        (from, days, now, width) => {
          const picture = timeline({ notBefore: from * DAY, notAfter: (from + days) * DAY }, now * DAY, width);
          for (const row of [picture.below, picture.above]) {
            expect(overlaps(row)).toBe(false);
            for (const { x, width: own } of row) {
              expect(x).toBeGreaterThanOrEqual(0);
              expect(x + own).toBeLessThanOrEqual(width);
            }
          }
          expect(picture.bar.x).toBeGreaterThanOrEqual(0);
          expect(picture.now).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

function overlaps(row: readonly TimelineLabel[]): boolean {
  const sorted = [...row].sort((a, b) => a.x - b.x);
  return sorted.some((label, i) => {
    const next = sorted[i + 1];
    return next !== undefined && label.x + label.width > next.x;
  });
}
