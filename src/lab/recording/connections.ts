// The connections of a recording, one after the other: where the client comes back, its events fall into two parts.
import type { LabEvent } from './recording.ts';

/** Events of one connection; those of the first have with them what was before it. */
export interface ConnectionPart {
  /** Index of its first event in the whole recording. */
  readonly start: number;
  readonly events: readonly LabEvent[];
}

const known = new WeakMap<readonly LabEvent[], readonly ConnectionPart[]>();

/** The same objects for the same events. */
export function connectionsOf(events: readonly LabEvent[]): readonly ConnectionPart[] {
  const before = known.get(events);
  if (before) return before;
  const start = events.findIndex((event) => event.kind === 'operation' && event.operation === 'connection.again');
  const parts =
    start < 0
      ? [{ start: 0, events }]
      : [
          { start: 0, events: events.slice(0, start) },
          { start, events: events.slice(start) },
        ];
  known.set(events, parts);
  return parts;
}

/** The part that event `index` belongs to. */
export function connectionAt(events: readonly LabEvent[], index: number): ConnectionPart {
  return connectionsOf(events).findLast(({ start }) => start <= index) ?? { start: 0, events };
}
