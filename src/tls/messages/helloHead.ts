// What hellos of all versions have before their extensions, RFC 5246 7.4.1.2 and 7.4.1.3; in TLS 1.3 most of it says
// nothing any more (RFC 9846 4.2.2, 4.2.3).

import { concat, endsWith, utf8 } from '../../bytes/hex.ts';
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { digest } from '../../crypto/hash.ts';
import { suiteName } from '../codePoints/cipherSuites.ts';
import { compressionName } from '../codePoints/parameters.ts';
import { versionName } from '../codePoints/versions.ts';
import { numberList, readNumbers, readOpaque, type Show, writeNumbers, writeOpaque } from './opaque.ts';
import type { ClientHello, ServerHello } from './types.ts';

type ClientHead = Omit<ClientHello, 'type' | 'extensions'>;
type ServerHead = Omit<ServerHello, 'type' | 'extensions'>;

export function readClientHead(reader: Reader): ClientHead {
  return {
    version: reader.u16('clientHello.version', versionName),
    random: reader.take(RANDOM_LENGTH, 'clientHello.random'),
    sessionId: readOpaque(reader, 1, 'clientHello.sessionId', SESSION_ID),
    suites: readNumbers(reader, SUITE_LIST),
    compression: readNumbers(reader, COMPRESSION_LIST),
  };
}

export function writeClientHead(writer: Writer, hello: ClientHead): void {
  writer.u16(hello.version, 'clientHello.version', versionName(hello.version));
  writer.put(checkRandom(hello.random), 'clientHello.random');
  writeOpaque(writer, 1, hello.sessionId, 'clientHello.sessionId', SESSION_ID);
  writeNumbers(writer, SUITE_LIST, hello.suites);
  writeNumbers(writer, COMPRESSION_LIST, hello.compression);
}

/** `showRandom`: what the random means, where it is more than random. */
export function readServerHead(reader: Reader, showRandom: Show = () => null): ServerHead {
  return {
    version: reader.u16('serverHello.version', versionName),
    random: readServerRandom(reader, showRandom),
    sessionId: readOpaque(reader, 1, 'serverHello.sessionId', SESSION_ID),
    suite: reader.u16('serverHello.cipherSuite', suiteName),
    compression: reader.u8('serverHello.compressionMethod', compressionName),
  };
}

export function writeServerHead(writer: Writer, hello: ServerHead, showRandom: Show = () => null): void {
  writer.u16(hello.version, 'serverHello.version', versionName(hello.version));
  writeServerRandom(writer, checkRandom(hello.random), showRandom);
  writeOpaque(writer, 1, hello.sessionId, 'serverHello.sessionId', SESSION_ID);
  writer.u16(hello.suite, 'serverHello.cipherSuite', suiteName(hello.suite));
  writer.u8(hello.compression, 'serverHello.compressionMethod', compressionName(hello.compression));
}

/** RFC 9846 4.2.3: the end of the random of a server that could have spoken 1.3 and speaks 1.2. */
export const DOWNGRADED_TO_1_2 = concat(utf8('DOWNGRD'), Uint8Array.of(1));

/** RFC 9846 4.2.4: what stands in the place of the random where a ServerHello is a HelloRetryRequest. */
export const RETRY_RANDOM = digest('sha256', utf8('HelloRetryRequest'));

/** Where it ends in the mark of a downgrade, the mark is a field of its own. */
function readServerRandom(reader: Reader, show: Show): Uint8Array {
  const start = reader.offset;
  const random = reader.bytes.subarray(start, start + RANDOM_LENGTH);
  if (reader.remaining < RANDOM_LENGTH || !endsWith(random, DOWNGRADED_TO_1_2))
    return reader.take(RANDOM_LENGTH, 'serverHello.random', show);
  return reader.group('serverHello.random', () => {
    reader.take(RANDOM_LENGTH - DOWNGRADED_TO_1_2.length, 'serverHello.random.bytes');
    reader.take(DOWNGRADED_TO_1_2.length, 'serverHello.random.downgrade', () => SHOWN_MARK);
    return random;
  });
}

function writeServerRandom(writer: Writer, random: Uint8Array, show: Show): void {
  if (!endsWith(random, DOWNGRADED_TO_1_2)) {
    writer.put(random, 'serverHello.random', show(random));
    return;
  }
  const at = RANDOM_LENGTH - DOWNGRADED_TO_1_2.length;
  writer.group('serverHello.random', () => {
    writer.put(random.subarray(0, at), 'serverHello.random.bytes');
    writer.put(random.subarray(at), 'serverHello.random.downgrade', SHOWN_MARK);
  });
}

const SHOWN_MARK = '“DOWNGRD”, 01';

function checkRandom(random: Uint8Array): Uint8Array {
  if (random.length !== RANDOM_LENGTH) throw new RangeError(`random: ${random.length} bytes, ${RANDOM_LENGTH} wanted`);
  return random;
}

const RANDOM_LENGTH = 32;
const SESSION_ID = { min: 0, max: 32 };
const SUITE_LIST = numberList(2, 2, 'clientHello.cipherSuites', 'clientHello.cipherSuites.suite', suiteName);
const COMPRESSION_LIST = numberList(
  1,
  1,
  'clientHello.compressionMethods',
  'clientHello.compressionMethods.method',
  compressionName,
);
