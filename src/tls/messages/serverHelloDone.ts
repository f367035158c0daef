// ServerHelloDone, RFC 5246 7.4.5, and HelloRequest, 7.4.1.1: messages that have a type and nothing else.
import type { Reader } from '../../bytes/reader.ts';
import type { HelloRequest, ServerHelloDone } from './types.ts';

export function readServerHelloDone(reader: Reader): ServerHelloDone {
  reader.finish('serverHelloDone');
  return { type: 'ServerHelloDone' };
}

export function readHelloRequest(reader: Reader): HelloRequest {
  reader.finish('helloRequest');
  return { type: 'HelloRequest' };
}
