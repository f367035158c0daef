// One of our endpoints as the far end of a stream, so that node:tls can talk to it without any socket.
import { Duplex } from 'node:stream';
import type { EndpointEvent, EndpointInput } from '../tls/events.ts';

export interface EndpointStream {
  /** What is written arrives at the endpoint, what the endpoint sends can be read. */
  readonly stream: Duplex;
  feed(input: EndpointInput): void;
}

/** `handle` takes an input and returns the endpoint's events; `onEvent` may answer one with further inputs. */
export function endpointStream(
  handle: (input: EndpointInput) => readonly EndpointEvent[],
  onEvent: (event: EndpointEvent) => readonly EndpointInput[],
): EndpointStream {
  const stream = new Duplex({
    write(chunk: Buffer, _encoding, done) {
      feed({ kind: 'bytes', bytes: new Uint8Array(chunk) });
      done();
    },
    read() {}, // pushed as it is sent
  });
  function feed(input: EndpointInput): void {
    for (const event of handle(input)) {
      if (event.kind === 'send') stream.push(event.message.wire);
      for (const next of onEvent(event)) feed(next);
      if (event.kind === 'ended') stream.push(null);
    }
  }
  return { stream, feed };
}
