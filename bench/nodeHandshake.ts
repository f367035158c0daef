// A mutual handshake of node:tls (OpenSSL, compiled) with itself, in memory: the limit that a browser's code can't reach.
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { connect, createSecureContext, createServer, type SecureVersion, type TLSSocket } from 'node:tls';
import { type Credentials, SERVER_NAME } from './credentials.ts';

export interface Offer {
  readonly version: Extract<SecureVersion, 'TLSv1.2' | 'TLSv1.3'>;
  /** As OpenSSL names them. */
  readonly cipher: string;
  /** As OpenSSL names it; null where no keys are agreed in a group. */
  readonly group: string | null;
}

export interface NodeContestant {
  /** Runs one handshake; rejects where that does not end with both sides connected and authenticated. */
  run(): Promise<void>;
  close(): void;
}

/** Keys, certificates and trust anchors are read once, as an application would; no session is resumed. */
export function nodeContestant({ root, server, client }: Credentials, offer: Offer): NodeContestant {
  const common = {
    ca: root,
    minVersion: offer.version,
    maxVersion: offer.version,
    ciphers: offer.cipher,
    ...(offer.group === null ? {} : { ecdhCurve: offer.group }),
  };
  const context = createSecureContext({ ...common, cert: client.chain.join('\n'), key: client.key });
  const listener = createServer({
    ...common,
    cert: server.chain.join('\n'),
    key: server.key,
    requestCert: true,
    rejectUnauthorized: true,
  });
  return {
    async run() {
      const [near, far] = pair();
      const accepted = once(listener, 'secureConnection') as Promise<[TLSSocket]>;
      listener.emit('connection', far);
      const socket = connect({ socket: near, servername: SERVER_NAME, secureContext: context });
      const [[serverEnd]] = await Promise.all([accepted, once(socket, 'secureConnect')]);
      const ok = socket.authorized && serverEnd.authorized && socket.getProtocol() === offer.version;
      socket.destroy();
      serverEnd.destroy();
      if (!ok) throw new Error('node:tls did not complete a mutual handshake');
    },
    close: () => listener.close(),
  };
}

/** Two streams: what is written to the one is read from the other. */
function pair(): [Duplex, Duplex] {
  const end = (other: () => Duplex) =>
    new Duplex({
      read() {},
      write(chunk, _encoding, done) {
        other().push(chunk);
        done();
      },
      final(done) {
        other().push(null);
        done();
      },
    });
  const left: Duplex = end(() => right);
  const right: Duplex = end(() => left);
  return [left, right];
}
