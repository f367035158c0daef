// Motion: where the packet is while it travels. Progress runs from 0 to 1; reduced motion means 1 from the start.
import { easeCubicInOut, interpolateNumber } from 'd3';
import { type RefObject, useEffect, useState } from 'react';
import type { Recording } from '../lab/recording/recording.ts';
import { runOf } from '../lab/recording/untold.ts';

/** How long a packet travels at speed 1, in milliseconds. */
const TRAVEL_MS = 700;

export type Direction = 'right' | 'left';

/** The packet's place on its arrow, in percent of the arrow's length from its left end. */
export function packetAt(direction: Direction, progress: number): number {
  const along = direction === 'right' ? interpolateNumber(0, 100) : interpolateNumber(100, 0);
  return along(easeCubicInOut(Math.min(Math.max(progress, 0), 1)));
}

/** The step that was reached by one step forward, and so is shown in motion; null after any other jump. */
export function useTravel(recording: Recording | null, cursor: number): number | null {
  const [seen, setSeen] = useState<{ recording: Recording | null; cursor: number; travel: number | null }>({
    recording,
    cursor,
    travel: null,
  });
  if (seen.recording === recording && seen.cursor === cursor) return seen.travel;
  const isSameRun = seen.recording !== null && recording !== null && runOf(seen.recording) === runOf(recording);
  const travel = isSameRun && cursor === seen.cursor + 1 ? cursor : null;
  setSeen({ recording, cursor, travel });
  return travel;
}

/** Moves `packet` along its arrow, once. Only its transform changes; nothing is rendered again on the way. */
export function usePacketMotion(packet: RefObject<HTMLElement | null>, direction: Direction, speed: number): void {
  // A change of speed counts from the next packet on.
  const [duration] = useState(TRAVEL_MS / speed);
  useEffect(() => {
    const element = packet.current;
    if (element === null || prefersReducedMotion()) return;
    let start: number | null = null;
    const draw = (now: number) => {
      start ??= now;
      const progress = (now - start) / duration;
      element.style.transform = `translateX(${packetAt(direction, progress)}%)`;
      if (progress < 1) frame = requestAnimationFrame(draw);
      else element.dataset.moving = 'false';
    };
    element.style.transform = `translateX(${packetAt(direction, 0)}%)`;
    element.dataset.moving = 'true';
    let frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [packet, direction, duration]);
}

export const prefersReducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
