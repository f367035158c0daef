// Outlines that the page and the SVG export share: an arrow's head, and its hop over a lifeline that it passes.
import { path } from 'd3';

/** An arrow head whose tip is `reach` pixels beyond the end of its shaft, which is the origin. */
export function arrowHead(direction: 'right' | 'left'): string {
  const sign = direction === 'right' ? 1 : -1;
  return outline([
    [sign * HEAD.reach, 0],
    [sign * (HEAD.reach - HEAD.length), -HEAD.half],
    [sign * (HEAD.reach - HEAD.length), HEAD.half],
  ]);
}

export const HEAD = { reach: 5, length: 11, half: 4.6 } as const;

/** A half circle over the origin, from left to right. */
export function hop(radius = 6): string {
  const context = path();
  context.moveTo(-radius, 0);
  context.arc(0, 0, radius, Math.PI, 2 * Math.PI);
  return context.toString();
}

function outline([first, ...rest]: [[number, number], ...[number, number][]]): string {
  const context = path();
  context.moveTo(...first);
  for (const point of rest) context.lineTo(...point);
  context.closePath();
  return context.toString();
}
