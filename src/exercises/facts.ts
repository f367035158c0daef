// What is true of a run as a whole, for whoever judges an answer: all read from the recording, never from a table.
import type { EventOf, Fingerprint, LabEvent, Recording } from '../lab/recording/recording.ts';
import type { Side } from '../tls/events.ts';

export type CheckEvent = Extract<LabEvent, EventOf<'check'>>;

/** True if both endpoints hold the connection for good, or have closed it in order. */
export const connected = ({ outcome }: Recording): boolean =>
  outcome.client.state !== 'failed' && outcome.server.state !== 'failed';

/** True if this endpoint itself found the error that ended its connection. */
export const refuses = ({ outcome }: Recording, side: Side): boolean => outcome[side].error?.by === 'self';

/** Every check that failed, in the order in which they were made. */
export const failedChecks = ({ events }: Recording): readonly CheckEvent[] =>
  events.filter((event): event is CheckEvent => event.kind === 'check' && event.check.result === 'fail');

/** Fingerprint of the leaf that this endpoint sent in its Certificate message; null where it sent none, or an empty one. */
export function sentLeaf({ events }: Recording, side: Side): Fingerprint | null {
  for (const event of events) {
    if (event.kind !== 'sent' || event.actor !== side) continue;
    if (event.message.type === 'Certificate') return event.message.certificates[0] ?? null;
  }
  return null;
}
