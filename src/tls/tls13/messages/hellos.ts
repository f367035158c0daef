// ClientHello, ServerHello and HelloRetryRequest, RFC 9846 4.2.2 to 4.2.4.
import { equalBytes } from '../../../bytes/hex.ts';
import type { Reader } from '../../../bytes/reader.ts';
import type { Writer } from '../../../bytes/writer.ts';
import {
  RETRY_RANDOM,
  readClientHead,
  readServerHead,
  writeClientHead,
  writeServerHead,
} from '../../messages/helloHead.ts';
import { readExtensions13, writeExtensions13 } from './extensions.ts';
import type { ClientHello13, HelloRetryRequest, ServerHello13 } from './types.ts';

/** A hello of an older version may end without extensions. */
export const readClientHello13 = (reader: Reader): ClientHello13 => ({
  type: 'ClientHello',
  ...readClientHead(reader),
  extensions: reader.remaining > 0 ? readExtensions13(reader, 'clientHello', 'clientHello.extensions') : [],
});

export function writeClientHello13(writer: Writer, hello: ClientHello13): void {
  writeClientHead(writer, hello);
  writeExtensions13(writer, 'clientHello', 'clientHello.extensions', hello.extensions);
}

export function readServerHello13(reader: Reader): ServerHello13 | HelloRetryRequest {
  const { random, ...head } = readServerHead(reader, showRandom);
  const isRetry = showRandom(random) !== null;
  const place = isRetry ? 'helloRetryRequest' : 'serverHello';
  const extensions = reader.remaining > 0 ? readExtensions13(reader, place, 'serverHello.extensions') : [];
  return isRetry
    ? { type: 'HelloRetryRequest', ...head, extensions }
    : { type: 'ServerHello', random, ...head, extensions };
}

export function writeServerHello13(writer: Writer, hello: ServerHello13 | HelloRetryRequest): void {
  const isRetry = hello.type === 'HelloRetryRequest';
  writeServerHead(writer, { ...hello, random: isRetry ? RETRY_RANDOM : hello.random }, showRandom);
  writeExtensions13(writer, isRetry ? 'helloRetryRequest' : 'serverHello', 'serverHello.extensions', hello.extensions);
}

const showRandom = (random: Uint8Array): string | null =>
  equalBytes(random, RETRY_RANDOM) ? 'HelloRetryRequest' : null;
