// Which checks belong to which operation: asked for each card that is drawn, so each recording is indexed once.

import type { Recording } from '../lab/recording/recording.ts';
import type { CheckResult } from '../pki/path/result.ts';

/** Checks of the event `operation`, in their order; some follow later than the operation itself. */
export function checksOfOperation({ events }: Pick<Recording, 'events'>, operation: number): readonly CheckResult[] {
  const index = indexes.get(events) ?? indexOf(events);
  indexes.set(events, index);
  return index.get(operation) ?? NONE;
}

const NONE: readonly CheckResult[] = [];
const indexes = new WeakMap<Recording['events'], ReadonlyMap<number, readonly CheckResult[]>>();

function indexOf(events: Recording['events']): ReadonlyMap<number, readonly CheckResult[]> {
  const index = new Map<number, CheckResult[]>();
  for (const event of events) {
    if (event.kind !== 'check') continue;
    const checks = index.get(event.operation) ?? [];
    checks.push(event.check);
    index.set(event.operation, checks);
  }
  return index;
}
