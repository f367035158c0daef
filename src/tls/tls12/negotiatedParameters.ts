// What both hellos agree on, and the keys that follow from it and the premaster secret (RFC 5246 6.3, 8.1; RFC 7627 4).
import { digest } from '../../crypto/hash.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import type { ProtectionState } from '../record/protection.ts';
import type { Suite } from '../suites.ts';
import { extendedMasterSecret, keyBlock, masterSecret, verifyData } from './prf.ts';

export interface NegotiatedParameters {
  readonly suite: Suite;
  readonly clientRandom: Uint8Array;
  readonly serverRandom: Uint8Array;
  readonly extendedMasterSecret: boolean;
  /** CertificateStatus may follow the server's Certificate (RFC 6066 8). */
  readonly stapled: boolean;
  readonly alpn: string | null;
}

export interface Keys {
  readonly suite: Suite;
  readonly masterSecret: Uint8Array;
  /** Protection of what the client sends. */
  readonly clientWrite: ProtectionState;
  readonly serverWrite: ProtectionState;
}

/** Derives and reports all keys. With the extended master secret, the transcript must end with ClientKeyExchange. */
export function deriveKeys(context: HandshakeContext, agreed: NegotiatedParameters, premaster: Uint8Array): Keys {
  const { suite, clientRandom, serverRandom } = agreed;
  const master = agreed.extendedMasterSecret
    ? extendedMasterSecret(suite.hash, premaster, digest(suite.hash, context.connection.transcript))
    : masterSecret(suite.hash, premaster, clientRandom, serverRandom);
  const block = keyBlock(suite, master, clientRandom, serverRandom);
  context.recordOperation('keys.derive', {
    extended: agreed.extendedMasterSecret,
    suite: suite.name,
    hash: suite.hash,
  });
  context.recordSecret('masterSecret', master, 'derived');
  if (suite.cipher === 'cbc') {
    context.recordSecret('clientWriteMacKey', block.clientMacKey, 'derived');
    context.recordSecret('serverWriteMacKey', block.serverMacKey, 'derived');
  }
  context.recordSecret('clientWriteKey', block.clientKey, 'derived');
  context.recordSecret('serverWriteKey', block.serverKey, 'derived');
  if (suite.cipher !== 'cbc') {
    context.recordSecret('clientWriteIv', block.clientIv, 'derived');
    context.recordSecret('serverWriteIv', block.serverIv, 'derived');
  }
  return {
    suite,
    masterSecret: master,
    clientWrite: { suite, key: block.clientKey, macKey: block.clientMacKey, iv: block.clientIv, sequence: 0 },
    serverWrite: { suite, key: block.serverKey, macKey: block.serverMacKey, iv: block.serverIv, sequence: 0 },
  };
}

/** verify_data of the Finished that comes next in the transcript (RFC 5246 7.4.9). */
export function finishedData(context: HandshakeContext, keys: Keys, sender: 'client' | 'server'): Uint8Array {
  const label = sender === 'client' ? 'client finished' : 'server finished';
  return verifyData(keys.suite.hash, keys.masterSecret, label, digest(keys.suite.hash, context.connection.transcript));
}
