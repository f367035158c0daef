// A mutual handshake of forge.tls with itself, in memory. It ends at TLS 1.1, with the same RSA key exchange.
import type { pki, tls } from 'node-forge';
import { type Credential, type Credentials, SERVER_NAME } from './credentials.ts';
import { forge } from './forge.ts';

/**
 * What forge lets an application prepare is its trust store; it reads keys and certificates for each connection. The
 * function returned runs one handshake; it throws where that does not end with both sides connected and authenticated.
 */
export function forgeContestant({ root, server, client }: Credentials): () => void {
  const suite = forge.tls.CipherSuites['TLS_RSA_WITH_AES_128_CBC_SHA'];
  if (suite === undefined) throw new Error('forge.tls has lost its cipher suite');
  const caStore = forge.pki.createCaStore([root]);
  return () => handshake(suite, caStore, server, client);
}

function handshake(suite: tls.CipherSuite, caStore: pki.CAStore, server: Credential, client: Credential): void {
  let connected = 0;
  const end = (own: Credential, isServer: boolean) =>
    forge.tls.createConnection({
      server: isServer,
      caStore,
      sessionCache: {},
      cipherSuites: [suite],
      ...(isServer ? { verifyClient: true } : { virtualHost: SERVER_NAME }),
      // forge has validated the path when it calls this; the name is left to the caller.
      verify: (_connection, verified, depth, certificates) => {
        if (verified !== true || depth !== 0 || isServer) return verified;
        return certificates[0]?.subject.getField('CN').value === SERVER_NAME || { message: 'another name' };
      },
      getCertificate: () => [...own.chain],
      getPrivateKey: () => own.key,
      connected: () => {
        connected += 1;
      },
      tlsDataReady: (connection) => {
        const peer = isServer ? clientEnd : serverEnd;
        peer.process(connection.tlsData.getBytes());
      },
      dataReady: () => {},
      closed: () => {},
      error: (_connection, error) => {
        throw new Error(`forge.tls: ${error.message}`);
      },
    });
  const clientEnd = end(client, false);
  const serverEnd = end(server, true);
  clientEnd.handshake();
  const authenticated = clientEnd.peerCertificate !== null && serverEnd.peerCertificate !== null;
  if (connected !== 2 || !authenticated) throw new Error('forge.tls did not complete a mutual handshake');
}
