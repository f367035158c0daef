// A linear scale. d3's own brings along the formats of its ticks, which nobody here uses, and which the first paint would load.
import { interpolateNumber } from 'd3';

/** The first of `domain` becomes the first of `range`, the second the second. A domain without length becomes the first. */
export function linearScale(
  [from, to]: readonly [number, number],
  [first, last]: readonly [number, number],
): (value: number) => number {
  const between = interpolateNumber(first, last);
  return (value) => between(from === to ? 0 : (value - from) / (to - from));
}
