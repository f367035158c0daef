// ClientHello, RFC 5246 7.4.1.2.
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { suiteName } from '../suites.ts';
import { compressionName, versionName } from './codePoints.ts';
import { readExtensions, writeExtensions } from './extensions.ts';
import { checkRandom, RANDOM_LENGTH, SESSION_ID } from './helloBounds.ts';
import { readNumbers, readOpaque, writeNumbers, writeOpaque } from './opaque.ts';
import type { ClientHello } from './types.ts';

export function readClientHello(reader: Reader): ClientHello {
  return {
    type: 'ClientHello',
    version: reader.u16('clientHello.version', versionName),
    random: reader.take(RANDOM_LENGTH, 'clientHello.random'),
    sessionId: readOpaque(reader, 1, 'clientHello.sessionId', SESSION_ID),
    suites: readNumbers(reader, SUITE_LIST),
    compression: readNumbers(reader, COMPRESSION_LIST),
    extensions: readExtensions(reader, 'clientHello'),
  };
}

export function writeClientHello(writer: Writer, hello: ClientHello): void {
  writer.u16(hello.version, 'clientHello.version', versionName(hello.version));
  writer.put(checkRandom(hello.random), 'clientHello.random');
  writeOpaque(writer, 1, hello.sessionId, 'clientHello.sessionId', SESSION_ID);
  writeNumbers(writer, SUITE_LIST, hello.suites);
  writeNumbers(writer, COMPRESSION_LIST, hello.compression);
  writeExtensions(writer, 'clientHello', hello.extensions);
}

const SUITE_LIST = {
  prefix: 2,
  width: 2,
  field: 'clientHello.cipherSuites',
  item: 'clientHello.cipherSuites.suite',
  bounds: { min: 2, max: 2 ** 16 - 2 },
  show: suiteName,
} as const;

const COMPRESSION_LIST = {
  prefix: 1,
  width: 1,
  field: 'clientHello.compressionMethods',
  item: 'clientHello.compressionMethods.method',
  bounds: { min: 1, max: 2 ** 8 - 1 },
  show: compressionName,
} as const;
