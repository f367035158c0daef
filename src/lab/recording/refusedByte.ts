// The byte for which a message was refused: in which message of the recording it stands, and where.
import { connectionAt } from './connections.ts';
import type { EventOf, Message, Recording } from './recording.ts';

export interface RefusedByte {
  readonly message: Message;
  /** The bytes in which `offset` counts: as on the wire, or, of a protected message, what was inside. */
  readonly view: 'wire' | 'decrypted';
  /** From 0; null where no single byte is to blame. */
  readonly offset: number | null;
}

/** Null for an operation that refuses no message, and where what was refused is not in the recording. */
export function refusedByte(
  { events }: Pick<Recording, 'events'>,
  operation: EventOf<'operation'>,
): RefusedByte | null {
  if (operation.operation !== 'message.refuse' || operation.details.at === undefined) return null;
  const { at } = operation.details;
  const byte = events.flatMap((event) =>
    event.kind === 'check' && event.operation === operation.id && typeof event.check.evidence['byte'] === 'number'
      ? [event.check.evidence['byte']]
      : [],
  )[0];
  let start = 0;
  for (const event of connectionAt(events, events.indexOf(operation)).events) {
    if (event.kind !== 'sent' || event.message.to !== operation.actor || event.message.channel !== 'tls') continue;
    const { message } = event;
    if (message.wire === '') return null; // not for this observer
    const end = start + message.wire.length / 2;
    if (at < end && message.plaintext === null)
      return { message, view: 'wire', offset: byte === undefined ? null : at - start };
    if (at < end) return { message, view: 'decrypted', offset: inside(message, byte) };
    start = end;
  }
  return null;
}

const inside = ({ plaintext }: Message, byte: number | undefined): number | null =>
  byte !== undefined && plaintext !== null && byte < plaintext.length / 2 ? byte : null;
