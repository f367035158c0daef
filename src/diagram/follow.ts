// Keeps the current row in view: scrolls the stage, and only when the row leaves the comfortable middle, to where no row is cut
// by the heads; the page only where the window is too low for all of it.
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Recording } from '../lab/recording/recording.ts';
import { runOf } from '../lab/recording/untold.ts';
import { prefersReducedMotion } from './motion.ts';

export interface Viewport {
  readonly scrollTop: number;
  /** What can be seen, in pixels; the sticky heads, or the names alone, cover its upper part. */
  readonly height: number;
  readonly headHeight: number;
  readonly contentHeight: number;
  /** Where rows begin, from the top of the content, in order; a phase's first row begins with the phase's title. */
  readonly tops: readonly number[];
}

interface Span {
  readonly top: number;
  readonly height: number;
}

/**
 * Where to scroll so that the row is in view and the first row below the heads is a whole one, or null where both are so
 * already. A row that is in view stays about where it is.
 */
export function scrollTarget(row: Span, view: Viewport): number | null {
  const room = view.height - view.headHeight;
  const above = row.top - view.scrollTop - view.headHeight;
  const below = room - above - row.height;
  const margin = Math.min(COMFORT, Math.max(0, (room - row.height) / 3));
  const comfortable = above >= margin && below >= margin;
  const centred = row.top - view.headHeight - (room - row.height) * 0.4;
  const target = snapped(comfortable ? view.scrollTop : centred, row, view);
  return Math.abs(target - view.scrollTop) < 1 ? null : target;
}

/** The nearest place to `wanted` at which no row is cut by the heads, and the row itself is whole. */
function snapped(wanted: number, row: Span, view: Viewport): number {
  const most = Math.max(0, view.contentHeight - view.height);
  const places = [0, ...view.tops.map((top) => Math.round(top - view.headHeight))].filter(
    (at) => at >= 0 && at <= most,
  );
  const whole = places.filter(
    (at) =>
      at + view.headHeight <= row.top + 1 && at + view.height >= Math.min(row.top + row.height, view.contentHeight),
  );
  const near = (whole.length > 0 ? whole : places).toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  return near[0] ?? 0;
}

/** Further than so many heights of the stage, the way is not shown. */
const FAR_IN_STAGES = 3;

/** Rows above and below that should be in view too, in pixels. */
const COMFORT = 84;

/**
 * `stage` is the element that scrolls; the heads and the current row are found in it by their marks. `movesLater`: rows above
 * the current one are still to come, and nobody is to see it move with them.
 */
export function useFollow(
  stage: RefObject<HTMLElement | null>,
  recording: Recording | null,
  cursor: number,
  issuanceOpen: boolean,
  movesLater: boolean,
): void {
  const moved = useRef(false);
  useLayoutEffect(() => {
    if (moved.current && !movesLater && stage.current !== null) follow(stage.current, 'instant');
    moved.current = movesLater;
  }, [stage, movesLater]);

  const arrived = useRef<Recording | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that come or go above the current one move it.
  useEffect(() => {
    const element = stage.current;
    if (element === null || recording === null) return;
    const isSameRun = arrived.current !== null && runOf(arrived.current) === runOf(recording);
    const smooth = isSameRun && !prefersReducedMotion();
    const arrivedBefore = arrived.current;
    arrived.current = recording;
    // Who has just opened the page sees it from its top.
    if (arrivedBefore !== null || cursor > 1) scrollPageTo(element);
    follow(element, smooth ? 'smooth' : 'instant');
  }, [stage, recording, cursor, issuanceOpen]);

  useEffect(() => {
    const element = stage.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => follow(element, 'instant'));
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage]);
}

/** Low windows are too small for all of the page, which scrolls there: the stage goes to its top. */
function scrollPageTo(stage: HTMLElement): void {
  const page = document.scrollingElement;
  if (page === null || page.scrollHeight <= page.clientHeight + 1) return;
  const { top } = stage.getBoundingClientRect();
  if (Math.abs(top) >= 1) page.scrollTo({ top: page.scrollTop + top, behavior: 'instant' });
}

function follow(stage: HTMLElement, behavior: ScrollBehavior): void {
  const row = stage.querySelector<HTMLElement>('[data-state="current"]');
  const heads = stage.querySelector<HTMLElement>('[data-heads]');
  const names = stage.querySelector<HTMLElement>('[data-names]');
  if (row === null || heads === null) return;
  // On a projector all is drawn larger: rectangles are as they are seen, and what is scrolled is not.
  const zoom = stage.currentCSSZoom ?? 1;
  const from = stage.getBoundingClientRect().top / zoom - stage.scrollTop;
  const top = row.getBoundingClientRect().top / zoom - from;
  // Not in a low window, where the page scrolls, too.
  const sticks = getComputedStyle(heads).position === 'sticky';
  const target = scrollTarget(
    { top, height: row.offsetHeight },
    {
      scrollTop: stage.scrollTop,
      height: stage.clientHeight,
      headHeight: sticks ? heads.offsetHeight : (names?.offsetHeight ?? 0),
      contentHeight: stage.scrollHeight,
      tops: [...stage.querySelectorAll(':is([data-rows] li, summary):not(details:not([open]) > ol > li)')].map(
        (each) => topOf(each) / zoom - from,
      ),
    },
  );
  // The first row shows the beginning, with the story and the phase's title, where there is room for it.
  const isFirst = row.matches('summary, [data-rows] > :first-child li:first-child');
  const wanted = isFirst && sticks && top + row.offsetHeight <= stage.clientHeight ? 0 : target;
  if (wanted === null || wanted === stage.scrollTop) return;
  // Nobody wants to watch a long way.
  const far = Math.abs(wanted - stage.scrollTop) > FAR_IN_STAGES * stage.clientHeight;
  stage.scrollTo({ top: wanted, behavior: far ? 'instant' : behavior });
}

/** Of the first row of a phase, where the phase begins. */
function topOf(row: Element): number {
  const first = row.previousElementSibling === null && row.closest('details > ol') === null;
  const phase = first ? row.closest('[data-rows] > *') : null;
  return (phase ?? row).getBoundingClientRect().top;
}
