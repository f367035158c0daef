// A linear scale. d3's own brings along the formats of its ticks, and its interpolation all spaces of colours: nobody here
// uses them, and the first visit would load them.

/** The first of `domain` becomes the first of `range`, the second the second. A domain without length becomes the first. */
export function linearScale(
  [from, to]: readonly [number, number],
  [first, last]: readonly [number, number],
): (value: number) => number {
  return (value) => {
    const along = from === to ? 0 : (value - from) / (to - from);
    return first * (1 - along) + last * along;
  };
}
