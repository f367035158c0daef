// What a listener on every wire holds: a secret counts as known exactly when its bytes went over a wire in the open.
import { type EventOf, type Hex, type Recording, SECRETS, type SecretId } from './recording.ts';

/**
 * Secrets whose value occurs, whole bytes and in one piece, in a message that was sent before event `until`.
 * Nothing is decided by name: an encrypted premaster secret is not found because its bytes are not there.
 */
export function eavesdropper(recording: Pick<Recording, 'events'>, until: number): ReadonlySet<SecretId> {
  const past = recording.events.slice(0, until);
  const wires = past
    .filter((event): event is EventOf<'sent'> => event.kind === 'sent')
    .map((event) => event.message.wire);
  const values = past.filter((event): event is EventOf<'secret'> => event.kind === 'secret');
  return new Set(
    SECRETS.filter((id) =>
      values.some(({ secret, value }) => secret === id && wires.some((wire) => byteOffset(wire, value) !== null)),
    ),
  );
}

/** Offset in bytes of the first occurrence of `part` in `whole` that starts on a byte; null where there is none. */
export function byteOffset(whole: Hex, part: Hex): number | null {
  if (part === '') return null;
  for (let at = whole.indexOf(part); at !== -1; at = whole.indexOf(part, at + 1)) {
    if (at % 2 === 0) return at / 2;
  }
  return null;
}
