// The lanes of the diagram: who takes part, and where each lifeline stands.
import type { Actor } from '../lab/recording.ts';

export interface Lane {
  readonly actor: Actor;
  /** Where the lifeline stands, as a fraction of the width beside the gutter. */
  readonly x: number;
  /** Width of the actor's head, as a fraction of the same; it is centred on the lifeline. */
  readonly head: number;
}

/** `Stage.module.css` says the same to the page; a test holds the two together. */
export const LANES: readonly Lane[] = [
  { actor: 'client', x: 0.15, head: 0.3 },
  { actor: 'server', x: 0.55, head: 0.38 },
  { actor: 'ca', x: 0.87, head: 0.26 },
];

export function laneOf(actor: Actor): Lane {
  const lane = LANES.find((each) => each.actor === actor);
  if (lane === undefined) throw new Error(`no lane for ${actor}`);
  return lane;
}

/** The two ends of an arrow, left one first. */
export function ends(from: Actor, to: Actor): { readonly left: Actor; readonly right: Actor } {
  return laneOf(from).x < laneOf(to).x ? { left: from, right: to } : { left: to, right: from };
}

/** Lifelines that an arrow crosses, as fractions of the arrow's length from its left end. */
export function crossings(from: Actor, to: Actor): number[] {
  const { left, right } = ends(from, to);
  const start = laneOf(left).x;
  const length = laneOf(right).x - start;
  return LANES.filter((lane) => lane.x > start && lane.x < start + length).map((lane) => (lane.x - start) / length);
}
