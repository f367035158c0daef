// What runs inside the measured page. Each function that is sent there goes as text: it may use nothing from this file.
import type { Page } from '@playwright/test';
import { median, round } from './statistics.ts';

export interface Paint {
  /** Milliseconds since navigation began. */
  readonly time: number;
  readonly first: number;
  readonly element: string;
  readonly isInDiagram: boolean;
  /** Transferred bytes of responses that were complete by then. */
  readonly bytesBefore: number;
  readonly scriptAndStyleBefore: number;
}

declare global {
  interface Window {
    readLoad: () => { paint: Paint; blockingMs: number; layoutShift: number };
    readChange: Promise<number>;
    readFrames: () => number[];
  }
  /** Not yet in the DOM library. */
  interface LargestContentfulPaint extends PerformanceEntry {
    readonly element: Element | null;
    readonly renderTime: number;
  }
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** Watches a load from its very beginning. */
export function observeLoad(): void {
  let largest: LargestContentfulPaint | null = null;
  let description = '';
  let inDiagram = false;
  let blockingMs = 0;
  let layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as LargestContentfulPaint[]) {
      largest = entry;
      const text = entry.element?.textContent?.trim().slice(0, 60) ?? '';
      description = `${entry.element?.tagName.toLowerCase() ?? 'removed'} "${text}"`;
      inDiagram = entry.element?.closest('[data-scenario]') != null;
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) blockingMs += Math.max(0, duration - 50);
  }).observe({ type: 'longtask', buffered: true });

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as LayoutShift[]) layoutShift += entry.hadRecentInput ? 0 : entry.value;
  }).observe({ type: 'layout-shift', buffered: true });

  window.readLoad = () => {
    const time = largest?.startTime ?? Number.NaN;
    const resources = [
      ...performance.getEntriesByType('navigation'),
      ...performance.getEntriesByType('resource'),
    ] as PerformanceResourceTiming[];
    const complete = resources.filter(({ responseEnd }) => responseEnd <= time);
    const bytes = (entries: PerformanceResourceTiming[]) => entries.reduce((sum, each) => sum + each.transferSize, 0);
    return {
      paint: {
        time,
        first: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
        element: description,
        isInDiagram: inDiagram,
        bytesBefore: bytes(complete),
        scriptAndStyleBefore: bytes(complete.filter(({ name }) => /\.(js|css)$/.test(name))),
      },
      blockingMs,
      layoutShift,
    };
  };
}

/** What the stage says about the diagram that it shows. */
export interface Shown {
  readonly attribute: 'scenario' | 'protocol';
  readonly value: string;
}

/** Milliseconds from the click or choice that `act` makes to the frame that shows the diagram of `shown`. */
export async function measureChange(page: Page, shown: Shown, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(({ attribute, value }) => {
    let start = Number.NaN;
    const onAct = (event: Event) => {
      if (Number.isNaN(start)) start = event.timeStamp;
    };
    for (const type of ['click', 'change']) addEventListener(type, onAct, { capture: true, once: true });
    window.readChange = new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector<HTMLElement>('[data-scenario]')?.dataset[attribute] !== value) return;
        observer.disconnect();
        // A task that follows the frame's callbacks runs once the frame is handed over for painting.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - start);
          port2.postMessage(null);
        });
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
  }, shown);
  await act();
  return page.evaluate(() => window.readChange);
}

/** What we say of recorded frames; the first one began before anything was watched. */
export async function framesOf(page: Page): Promise<{
  readonly frames: number;
  readonly longestFrameMs: number;
  readonly framesOver50Ms: number;
  readonly medianFrameMs: number;
}> {
  const frames = (await page.evaluate(() => window.readFrames())).slice(1);
  return {
    frames: frames.length,
    longestFrameMs: round(Math.max(...frames)),
    framesOver50Ms: frames.filter((taken) => taken > 50).length,
    medianFrameMs: round(median(frames)),
  };
}

/** Notes how long each frame takes from now on. */
export function recordFrames(): void {
  const frames: number[] = [];
  let before = performance.now();
  const onFrame = (now: number) => {
    frames.push(now - before);
    before = now;
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  window.readFrames = () => frames;
}
