// ClientKeyExchange with an RSA-encrypted premaster secret, RFC 5246 7.4.7.1.
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { readOpaque, upTo, writeOpaque } from './opaque.ts';
import type { ClientKeyExchange } from './types.ts';

export function readClientKeyExchange(reader: Reader): ClientKeyExchange {
  return { type: 'ClientKeyExchange', encryptedPremaster: readOpaque(reader, 2, FIELD, upTo(2)) };
}

export function writeClientKeyExchange(writer: Writer, message: ClientKeyExchange): void {
  writeOpaque(writer, 2, message.encryptedPremaster, FIELD, upTo(2));
}

const FIELD = 'clientKeyExchange.encryptedPremaster';
