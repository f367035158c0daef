// The editor's timeline as numbers: which stretch of time it shows, and where a moment lies in it.
import { scaleUtc } from 'd3';

export const DAY = 86_400_000;

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
  const scale = scaleUtc(domain, [0, width]);
  const format = scale.tickFormat();
  const wanted = Math.max(2, Math.floor(width / 74));
  const many = domain[1] - domain[0] > 3 * 365 * DAY;
  return {
    domain,
    place: (ms) => {
      if (ms < domain[0]) return { x: 0, beyond: 'before' };
      if (ms > domain[1]) return { x: width, beyond: 'after' };
      return { x: scale(ms), beyond: null };
    },
    days: (pixels) => Math.round((pixels * (domain[1] - domain[0])) / width / DAY),
    ticks: scale
      .ticks(wanted)
      .map((date) => ({ x: scale(date), label: many ? String(date.getUTCFullYear()) : label(date, format(date)) })),
  };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Apr`, and at the turn of the year its number. */
function label(date: Date, fallback: string): string {
  const month = date.getUTCMonth();
  if (date.getUTCDate() !== 1) return fallback;
  return month === 0 ? String(date.getUTCFullYear()) : (MONTHS[month] ?? fallback);
}

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
