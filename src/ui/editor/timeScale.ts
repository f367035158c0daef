// The editor's timeline as numbers: which stretch of time it shows, and where a moment lies in it.
import { linearScale } from '../../diagram/linearScale.ts';
import { DAY } from '../../lab/plan/plan.ts';

export type Window = 'months' | 'years';

/** From when to when. `months`: a good year around the clocks; `years`: all that there is. */
export function stretch(window: Window, moments: readonly number[], clocks: readonly number[]): [number, number] {
  if (window === 'months') {
    return [Math.min(...clocks) - 300 * DAY, Math.max(...clocks) + 300 * DAY];
  }
  const first = Math.min(...moments, ...clocks);
  const last = Math.max(...moments, ...clocks);
  const margin = Math.max(30 * DAY, (last - first) * 0.05);
  return [first - margin, last + margin];
}

export interface Placed {
  readonly x: number;
  /** Where it lies, if not on the picture. */
  readonly beyond: 'before' | 'after' | null;
}

export interface TimeScale {
  readonly place: (ms: number) => Placed;
  /** Whole days that a movement by `pixels` stands for. */
  readonly days: (pixels: number) => number;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  readonly domain: readonly [number, number];
}

export function timeScale(domain: [number, number], width: number): TimeScale {
  const scale = linearScale(domain, [0, width]);
  return {
    domain,
    place: (ms) => {
      if (ms < domain[0]) return { x: 0, beyond: 'before' };
      if (ms > domain[1]) return { x: width, beyond: 'after' };
      return { x: scale(ms), beyond: null };
    },
    days: (pixels) => Math.round((pixels * (domain[1] - domain[0])) / width / DAY),
    ticks: monthTicks(domain, Math.max(2, Math.floor(width / 46))).map(({ ms, label }) => ({ x: scale(ms), label })),
  };
}

/** First days of months, a whole number of months apart, at most `most` of them. */
function monthTicks([first, last]: readonly [number, number], most: number): { ms: number; label: string }[] {
  const months = (last - first) / (30.44 * DAY);
  const step = STEPS.find((each) => months / each <= most) ?? Math.ceil(months / most / 1200) * 1200;
  const start = new Date(first);
  const from = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + 1) / step) * step;
  const ticks: { ms: number; label: string }[] = [];
  for (let month = from; ticks.length < most; month += step) {
    const ms = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (ms > last) break;
    // The turn of the year goes by its number.
    ticks.push({ ms, label: month % 12 === 0 ? String(month / 12) : (MONTHS[month % 12] ?? '') });
  }
  return ticks;
}

/** Months between two ticks. */
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Where a key moves a moment; null: not ours. Days keep their time of day. */
export function movedByKey(key: string, shift: boolean, ms: number, domain: readonly [number, number]): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return ms + (shift ? 7 : 1) * DAY;
    case 'ArrowLeft':
    case 'ArrowDown':
      return ms - (shift ? 7 : 1) * DAY;
    case 'PageUp':
      return ms + 30 * DAY;
    case 'PageDown':
      return ms - 30 * DAY;
    case 'Home':
      return sameTimeOfDay(domain[0], ms);
    case 'End':
      return sameTimeOfDay(domain[1], ms);
    default:
      return null;
  }
}

/** The day of `day` at the time of `ms`. */
const sameTimeOfDay = (day: number, ms: number): number => Math.floor(day / DAY) * DAY + (((ms % DAY) + DAY) % DAY);
