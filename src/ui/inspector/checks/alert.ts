// The alert by which a verifier tells its peer that it gives up, found in the recording.
import type { Actor, EventOf, MessageOf, Recording } from '../../../lab/recording/recording.ts';

type AlertSent = EventOf<'sent'> & { readonly message: MessageOf<'Alert'> };

/** The first fatal alert that `from` sends after event `after`, or null where it sends none. */
export function alertAfter(recording: Pick<Recording, 'events'>, from: Actor, after: number): AlertSent | null {
  return (
    recording.events.find(
      (event): event is AlertSent =>
        event.kind === 'sent' &&
        event.id > after &&
        event.actor === from &&
        event.message.type === 'Alert' &&
        event.message.details.level === 'fatal',
    ) ?? null
  );
}
