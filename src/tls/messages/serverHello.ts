// ServerHello, RFC 5246 7.4.1.3.
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { suiteName } from '../suites.ts';
import { compressionName, versionName } from './codePoints.ts';
import { readExtensions, writeExtensions } from './extensions.ts';
import { checkRandom, RANDOM_LENGTH, SESSION_ID } from './helloBounds.ts';
import { readOpaque, writeOpaque } from './opaque.ts';
import type { ServerHello } from './types.ts';

export function readServerHello(reader: Reader): ServerHello {
  return {
    type: 'ServerHello',
    version: reader.u16('serverHello.version', versionName),
    random: reader.take(RANDOM_LENGTH, 'serverHello.random'),
    sessionId: readOpaque(reader, 1, 'serverHello.sessionId', SESSION_ID),
    suite: reader.u16('serverHello.cipherSuite', suiteName),
    compression: reader.u8('serverHello.compressionMethod', compressionName),
    extensions: readExtensions(reader, 'serverHello'),
  };
}

export function writeServerHello(writer: Writer, hello: ServerHello): void {
  writer.u16(hello.version, 'serverHello.version', versionName(hello.version));
  writer.put(checkRandom(hello.random), 'serverHello.random');
  writeOpaque(writer, 1, hello.sessionId, 'serverHello.sessionId', SESSION_ID);
  writer.u16(hello.suite, 'serverHello.cipherSuite', suiteName(hello.suite));
  writer.u8(hello.compression, 'serverHello.compressionMethod', compressionName(hello.compression));
  writeExtensions(writer, 'serverHello', hello.extensions);
}
