// One request by HTTP/2 (RFC 9113), in Node's own words, over a connection of ours: its bytes come and go here.
import { connect as connectHttp2 } from 'node:http2';
import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import { concat } from '../bytes/hex.ts';
import { type HttpAnswer, httpAnswer } from './httpAnswer.ts';

export class Http2Request {
  private status = '';
  private readonly body: Uint8Array[] = [];
  private readonly stream: Duplex;

  /** `send`: puts bytes under TLS. `done`: called once, when the answer is complete or will never be. */
  constructor(name: string, send: (bytes: Uint8Array) => void, done: () => void) {
    this.stream = new Duplex({
      read() {},
      write(chunk: Uint8Array, _encoding, written) {
        send(new Uint8Array(chunk));
        written();
      },
    });
    const authority = isIP(name) === 6 ? `[${name}]` : name;
    const session = connectHttp2(`https://${authority}`, { createConnection: () => this.stream });
    session.on('error', () => {});
    const request = session.request({ ':method': 'GET', ':path': '/', ':authority': authority });
    request.on('response', (fields) => {
      this.status = `HTTP/2 ${fields[':status'] ?? ''}`;
    });
    request.on('data', (chunk: Uint8Array) => this.body.push(new Uint8Array(chunk)));
    request.on('error', () => {});
    request.once('close', () => {
      session.close();
      done();
    });
    request.end();
  }

  /** What the server sent. */
  take(bytes: Uint8Array): void {
    this.stream.push(bytes);
  }

  /** Null where no response came. */
  answer(): HttpAnswer | null {
    return this.status === '' ? null : httpAnswer(this.status, concat(...this.body));
  }

  /** No more comes. */
  end(): void {
    this.stream.destroy();
  }
}
