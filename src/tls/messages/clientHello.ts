// ClientHello, RFC 5246 7.4.1.2.
import type { Reader } from '../../bytes/reader.ts';
import type { Writer } from '../../bytes/writer.ts';
import { readHelloExtensions, writeHelloExtensions } from './extensions.ts';
import { readClientHead, writeClientHead } from './helloHead.ts';
import type { ClientHello } from './types.ts';

export const readClientHello = (reader: Reader): ClientHello => ({
  type: 'ClientHello',
  ...readClientHead(reader),
  extensions: readHelloExtensions(reader, 'clientHello'),
});

export function writeClientHello(writer: Writer, hello: ClientHello): void {
  writeClientHead(writer, hello);
  writeHelloExtensions(writer, 'clientHello', hello.extensions);
}
