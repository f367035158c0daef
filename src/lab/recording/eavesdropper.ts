// What a listener on every wire holds: a secret counts as known exactly when its bytes went over a wire in the open.
import { type EventOf, type Hex, type Recording, SECRETS, type SecretId } from './recording.ts';

/**
 * Secrets whose value occurs, whole bytes and in one piece, in a message that was sent before event `until`.
 * Nothing is decided by name: an encrypted premaster secret is not found because its bytes are not there.
 */
export function eavesdropper({ events }: Pick<Recording, 'events'>, until: number): ReadonlySet<SecretId> {
  const heard = heardAfter.get(events) ?? listen(events);
  heardAfter.set(events, heard);
  return new Set(SECRETS.filter((id) => (heard.get(id) ?? Number.POSITIVE_INFINITY) < until));
}

/** Recordings don't change: each is searched once. */
const heardAfter = new WeakMap<Recording['events'], ReadonlyMap<SecretId, number>>();

/** By secret: the index of the event by which its value both existed and was on a wire. */
function listen(events: Recording['events']): ReadonlyMap<SecretId, number> {
  const sent = events.filter((event): event is EventOf<'sent'> => event.kind === 'sent');
  const heard = new Map<SecretId, number>();
  const searched = new Set<string>();
  for (const event of events) {
    if (event.kind !== 'secret' || searched.has(`${event.secret} ${event.value}`)) continue;
    searched.add(`${event.secret} ${event.value}`);
    const carrier = sent.find(({ message }) => byteOffset(message.wire, event.value) !== null);
    if (carrier === undefined) continue;
    const before = heard.get(event.secret) ?? Number.POSITIVE_INFINITY;
    heard.set(event.secret, Math.min(before, Math.max(events.indexOf(event), events.indexOf(carrier))));
  }
  return heard;
}

/** Offset in bytes of the first occurrence of `part` in `whole` that starts on a byte; null where there is none. */
export function byteOffset(whole: Hex, part: Hex): number | null {
  if (part === '') return null;
  for (let at = whole.indexOf(part); at !== -1; at = whole.indexOf(part, at + 1)) {
    if (at % 2 === 0) return at / 2;
  }
  return null;
}
