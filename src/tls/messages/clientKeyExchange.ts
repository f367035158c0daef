// ClientKeyExchange: an RSA-encrypted premaster secret (RFC 5246 7.4.7.1), or the client's public share (RFC 8422 5.7).
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import type { KeyExchange } from '../suites.ts';
import { atLeastOne, readOpaque, upTo, writeOpaque } from './opaque.ts';
import type { ClientKeyExchange } from './types.ts';

/**
 * Which of both it is, the suite says. Who doesn't know the suite can tell by the length, in two bytes or in one: no
 * message is well-formed as both.
 */
export function readClientKeyExchange(reader: Reader, suite: KeyExchange | null): ClientKeyExchange {
  const first = reader.remaining > 0 ? reader.bytes[reader.offset] : undefined;
  const keyExchange = suite ?? (first === reader.remaining - 1 ? 'ecdhe' : 'rsa');
  return keyExchange === 'ecdhe'
    ? { type: 'ClientKeyExchange', point: readOpaque(reader, 1, POINT, atLeastOne(1)) }
    : { type: 'ClientKeyExchange', encryptedPremaster: readOpaque(reader, 2, PREMASTER, upTo(2)) };
}

export function writeClientKeyExchange(writer: Writer, message: ClientKeyExchange): void {
  if ('point' in message) writeOpaque(writer, 1, message.point, POINT, atLeastOne(1));
  else writeOpaque(writer, 2, message.encryptedPremaster, PREMASTER, upTo(2));
}

const PREMASTER = 'clientKeyExchange.encryptedPremaster';
const POINT = 'clientKeyExchange.point';
