// What may follow the eye by a frame waits until the diagram is on screen: the click is answered sooner.
import { startTransition, useEffect, useState } from 'react';

/** Where no frames are drawn, as in a hidden tab, nothing waits longer than this, in milliseconds. */
const LATEST = 250;

type Task = () => void;
const waiting = new Set<Task>();

/** Runs `task` once the next frame is handed over for painting, along with all others that wait for it. Returns the way to stop it. */
export function afterPaint(task: Task): () => void {
  if (waiting.size === 0) watchFrame();
  waiting.add(task);
  return () => void waiting.delete(task);
}

function watchFrame(): void {
  const run = () => {
    observer.disconnect();
    clearTimeout(timer);
    const tasks = [...waiting];
    waiting.clear();
    // One transition: React draws what they change at once, in pieces between which the page stays usable.
    startTransition(() => {
      for (const task of tasks) task();
    });
  };
  // Whoever observes an intersection is told in a task of its own, after the frame in which it was found.
  const observer = new IntersectionObserver(run);
  observer.observe(document.documentElement);
  const timer = setTimeout(run, LATEST);
}

/** The value that stood in the last frame: equal to `value` from the frame after this one on. */
export function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState(() => value);
  useEffect(() => {
    if (!Object.is(painted, value)) return afterPaint(() => setPainted(() => value));
  }, [painted, value]);
  return painted;
}
