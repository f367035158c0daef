// The lanes of the diagram: who takes part, and where each lifeline stands.
import type { Actor, Recording } from '../lab/recording/recording.ts';

export interface Lane {
  readonly actor: Actor;
  /** Where the lifeline stands, as a fraction of the width beside the gutter. */
  readonly x: number;
  /** Width of the actor's head, as a fraction of the same; it is centred on the lifeline. */
  readonly head: number;
}

export type Lanes = readonly Lane[];

/** `Stage.module.css` says the same to the page; a test holds the two together. */
export const LANES: Lanes = [
  { actor: 'client', x: 0.15, head: 0.3 },
  { actor: 'server', x: 0.55, head: 0.38 },
  { actor: 'ca', x: 0.87, head: 0.26 },
];

/** With somebody on the wire. */
export const LANES_ATTACKED: Lanes = [
  { actor: 'client', x: 0.13, head: 0.26 },
  { actor: 'attacker', x: 0.38, head: 0.24 },
  { actor: 'server', x: 0.64, head: 0.28 },
  { actor: 'ca', x: 0.89, head: 0.22 },
];

/** Whoever does anything has a lane. */
export const lanesFor = (recording: Pick<Recording, 'events'> | null): Lanes =>
  recording?.events.some(({ actor }) => actor === 'attacker') === true ? LANES_ATTACKED : LANES;

export function laneOf(actor: Actor, lanes: Lanes): Lane {
  const lane = lanes.find((each) => each.actor === actor);
  if (lane === undefined) throw new Error(`no lane for ${actor}`);
  return lane;
}

/** The two ends of an arrow, left one first. */
export function ends(from: Actor, to: Actor, lanes: Lanes): { readonly left: Actor; readonly right: Actor } {
  return laneOf(from, lanes).x < laneOf(to, lanes).x ? { left: from, right: to } : { left: to, right: from };
}

/** Lifelines that an arrow crosses, as fractions of the arrow's length from its left end. */
export function crossings(from: Actor, to: Actor, lanes: Lanes): number[] {
  const { left, right } = ends(from, to, lanes);
  const start = laneOf(left, lanes).x;
  const length = laneOf(right, lanes).x - start;
  return lanes.filter((lane) => lane.x > start && lane.x < start + length).map((lane) => (lane.x - start) / length);
}
