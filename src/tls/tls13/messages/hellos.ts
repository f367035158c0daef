// ClientHello, ServerHello and HelloRetryRequest, RFC 9846 4.2.2 to 4.2.4.
import { equalBytes, utf8 } from '../../../bytes/hex.ts';
import type { Reader } from '../../../bytes/reader.ts';
import type { Writer } from '../../../bytes/writer.ts';
import { digest } from '../../../crypto/hash.ts';
import { compressionName, versionName } from '../../messages/codePoints.ts';
import { checkRandom, RANDOM_LENGTH, SESSION_ID } from '../../messages/helloBounds.ts';
import { readNumbers, readOpaque, writeNumbers, writeOpaque } from '../../messages/opaque.ts';
import { suiteName } from '../../suites.ts';
import { readExtensions13, writeExtensions13 } from './extensions.ts';
import type { ClientHello13, HelloRetryRequest, ServerHello13 } from './types.ts';

/** 4.2.4: what stands in the place of the random where a ServerHello is a HelloRetryRequest. */
export const RETRY_RANDOM = digest('sha256', utf8('HelloRetryRequest'));

/** A hello of an older version may end without extensions. */
export function readClientHello13(reader: Reader): ClientHello13 {
  return {
    type: 'ClientHello',
    version: reader.u16('clientHello.version', versionName),
    random: reader.take(RANDOM_LENGTH, 'clientHello.random'),
    sessionId: readOpaque(reader, 1, 'clientHello.sessionId', SESSION_ID),
    suites: readNumbers(reader, SUITE_LIST),
    compression: readNumbers(reader, COMPRESSION_LIST),
    extensions: reader.remaining > 0 ? readExtensions13(reader, 'clientHello', 'clientHello.extensions') : [],
  };
}

export function writeClientHello13(writer: Writer, hello: ClientHello13): void {
  writer.u16(hello.version, 'clientHello.version', versionName(hello.version));
  writer.put(checkRandom(hello.random), 'clientHello.random');
  writeOpaque(writer, 1, hello.sessionId, 'clientHello.sessionId', SESSION_ID);
  writeNumbers(writer, SUITE_LIST, hello.suites);
  writeNumbers(writer, COMPRESSION_LIST, hello.compression);
  writeExtensions13(writer, 'clientHello', 'clientHello.extensions', hello.extensions);
}

export function readServerHello13(reader: Reader): ServerHello13 | HelloRetryRequest {
  const version = reader.u16('serverHello.version', versionName);
  const random = reader.take(RANDOM_LENGTH, 'serverHello.random', (bytes) =>
    equalBytes(bytes, RETRY_RANDOM) ? 'HelloRetryRequest' : null,
  );
  const isRetry = equalBytes(random, RETRY_RANDOM);
  const place = isRetry ? 'helloRetryRequest' : 'serverHello';
  const body = {
    version,
    sessionId: readOpaque(reader, 1, 'serverHello.sessionId', SESSION_ID),
    suite: reader.u16('serverHello.cipherSuite', suiteName),
    compression: reader.u8('serverHello.compressionMethod', compressionName),
    extensions: reader.remaining > 0 ? readExtensions13(reader, place, 'serverHello.extensions') : [],
  };
  return isRetry ? { type: 'HelloRetryRequest', ...body } : { type: 'ServerHello', random, ...body };
}

export function writeServerHello13(writer: Writer, hello: ServerHello13 | HelloRetryRequest): void {
  const isRetry = hello.type === 'HelloRetryRequest';
  writer.u16(hello.version, 'serverHello.version', versionName(hello.version));
  if (isRetry) writer.put(RETRY_RANDOM, 'serverHello.random', 'HelloRetryRequest');
  else writer.put(checkRandom(hello.random), 'serverHello.random');
  writeOpaque(writer, 1, hello.sessionId, 'serverHello.sessionId', SESSION_ID);
  writer.u16(hello.suite, 'serverHello.cipherSuite', suiteName(hello.suite));
  writer.u8(hello.compression, 'serverHello.compressionMethod', compressionName(hello.compression));
  writeExtensions13(writer, isRetry ? 'helloRetryRequest' : 'serverHello', 'serverHello.extensions', hello.extensions);
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
