// The alert by which a verifier tells its peer that it gives up, found in the recording.
import type { Actor, EventOf, Recording } from '../../../lab/recording/recording.ts';

/** The first fatal alert that `from` sends after event `after`, or null where it sends none. */
export function alertAfter(recording: Pick<Recording, 'events'>, from: Actor, after: number): EventOf<'sent'> | null {
  return (
    recording.events.find(
      (event): event is EventOf<'sent'> =>
        event.kind === 'sent' &&
        event.id > after &&
        event.actor === from &&
        event.message.type === 'Alert' &&
        event.message.details.level === 'fatal',
    ) ?? null
  );
}
