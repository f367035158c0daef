// What may follow the eye by a frame waits until the diagram is on screen: the click is answered sooner.
import { startTransition, useEffect, useState } from 'react';

/** Where no frames are drawn, as in a hidden tab, nothing waits longer than this, in milliseconds. */
const LATEST = 250;

/** Runs `task` once the next frame is handed over for painting. Returns the way to stop it. */
export function afterPaint(task: () => void): () => void {
  const stop = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const run = () => {
    stop();
    task();
  };
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(task);
  });
  let timer = setTimeout(run, LATEST);
  return stop;
}

/** The value that stood in the last frame: equal to `value` from the frame after this one on. */
export function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState(() => value);
  useEffect(() => {
    if (Object.is(painted, value)) return;
    return afterPaint(() => startTransition(() => setPainted(() => value)));
  }, [painted, value]);
  return painted;
}
