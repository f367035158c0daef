// Which checks belong to which piece of work: asked for each card that is drawn, so each recording is indexed once.

import type { Recording } from '../lab/recording/recording.ts';
import type { CheckResult } from '../pki/path/result.ts';

/** Checks of the work event `work`, in their order; some follow later than the work itself. */
export function checksOfWork({ events }: Pick<Recording, 'events'>, work: number): readonly CheckResult[] {
  const index = indexes.get(events) ?? indexOf(events);
  indexes.set(events, index);
  return index.get(work) ?? NONE;
}

const NONE: readonly CheckResult[] = [];
const indexes = new WeakMap<Recording['events'], ReadonlyMap<number, readonly CheckResult[]>>();

function indexOf(events: Recording['events']): ReadonlyMap<number, readonly CheckResult[]> {
  const index = new Map<number, CheckResult[]>();
  for (const event of events) {
    if (event.kind !== 'check') continue;
    const checks = index.get(event.work) ?? [];
    checks.push(event.check);
    index.set(event.work, checks);
  }
  return index;
}
