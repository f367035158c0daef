// ServerHello, RFC 5246 7.4.1.3.
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { readHelloExtensions, writeHelloExtensions } from './extensions.ts';
import { readServerHead, writeServerHead } from './helloHead.ts';
import type { ServerHello } from './types.ts';

export const readServerHello = (reader: Reader): ServerHello => ({
  type: 'ServerHello',
  ...readServerHead(reader),
  extensions: readHelloExtensions(reader, 'serverHello'),
});

export function writeServerHello(writer: Writer, hello: ServerHello): void {
  writeServerHead(writer, hello);
  writeHelloExtensions(writer, 'serverHello', hello.extensions);
}
