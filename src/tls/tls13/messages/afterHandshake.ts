// What may come after the handshake: NewSessionTicket and KeyUpdate, RFC 9846 4.7.1 and 4.7.3.
import type { Reader } from '../../../bytes/reader.ts';
import type { Writer } from '../../../bytes/writer.ts';
import { atLeastOne, readOpaque, upTo, writeOpaque } from '../../messages/opaque.ts';
import { readExtensions13, writeExtensions13 } from './extensions.ts';
import type { KeyUpdate, NewSessionTicket } from './types.ts';

export function readNewSessionTicket(reader: Reader): NewSessionTicket {
  return {
    type: 'NewSessionTicket',
    lifetime: reader.u32('newSessionTicket.lifetime', seconds),
    ageAdd: reader.u32('newSessionTicket.ageAdd'),
    nonce: readOpaque(reader, 1, 'newSessionTicket.nonce', upTo(1)),
    ticket: readOpaque(reader, 2, 'newSessionTicket.ticket', atLeastOne(2)),
    extensions: readExtensions13(reader, 'newSessionTicket', 'newSessionTicket.extensions'),
  };
}

export function writeNewSessionTicket(writer: Writer, message: NewSessionTicket): void {
  writer.u32(message.lifetime, 'newSessionTicket.lifetime', seconds(message.lifetime));
  writer.u32(message.ageAdd, 'newSessionTicket.ageAdd');
  writeOpaque(writer, 1, message.nonce, 'newSessionTicket.nonce', upTo(1));
  writeOpaque(writer, 2, message.ticket, 'newSessionTicket.ticket', atLeastOne(2));
  writeExtensions13(writer, 'newSessionTicket', 'newSessionTicket.extensions', message.extensions);
}

/** 4.7.3: a value other than these two is an illegal parameter, which its field tells. */
export function readKeyUpdate(reader: Reader): KeyUpdate {
  const value = reader.u8(REQUESTED, (code) => NAMES[code] ?? String(code));
  if (value > 1) reader.fail(REQUESTED, `${value} is neither update_not_requested nor update_requested`);
  return { type: 'KeyUpdate', requested: value === 1 };
}

export function writeKeyUpdate(writer: Writer, { requested }: KeyUpdate): void {
  writer.u8(requested ? 1 : 0, REQUESTED, NAMES[requested ? 1 : 0] ?? null);
}

const REQUESTED = 'keyUpdate.requested';
const NAMES = ['update_not_requested', 'update_requested'];
const seconds = (value: number): string => `${value} s`;
