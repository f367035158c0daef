// What both hellos agree on, and the keys that follow from it and the premaster secret (RFC 5246 6.3, 8.1; RFC 7627 4).
import { digest } from '../crypto/hash.ts';
import { extendedMasterSecret, keyBlock, masterSecret, verifyData } from './prf.ts';
import type { ProtectionState } from './protection.ts';
import type { Suite } from './suites.ts';
import type { Turn } from './turn.ts';

export interface Agreed {
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
export function deriveKeys(turn: Turn, agreed: Agreed, premaster: Uint8Array): Keys {
  const { suite, clientRandom, serverRandom } = agreed;
  const master = agreed.extendedMasterSecret
    ? extendedMasterSecret(suite.hash, premaster, digest(suite.hash, turn.connection.transcript))
    : masterSecret(suite.hash, premaster, clientRandom, serverRandom);
  const block = keyBlock(suite, master, clientRandom, serverRandom);
  turn.emit(
    {
      kind: 'work',
      work: 'keys.derive',
      tone: 'neutral',
      subject: null,
      certificates: [],
      facts: { extended: agreed.extendedMasterSecret, suite: suite.name, hash: suite.hash },
    },
    { kind: 'secret', secret: 'masterSecret', value: master, how: 'derived' },
  );
  if (suite.cipher === 'cbc') {
    turn.emit({ kind: 'secret', secret: 'clientWriteMacKey', value: block.clientMacKey, how: 'derived' });
    turn.emit({ kind: 'secret', secret: 'serverWriteMacKey', value: block.serverMacKey, how: 'derived' });
  }
  turn.emit({ kind: 'secret', secret: 'clientWriteKey', value: block.clientKey, how: 'derived' });
  turn.emit({ kind: 'secret', secret: 'serverWriteKey', value: block.serverKey, how: 'derived' });
  if (suite.cipher !== 'cbc') {
    turn.emit({ kind: 'secret', secret: 'clientWriteIv', value: block.clientIv, how: 'derived' });
    turn.emit({ kind: 'secret', secret: 'serverWriteIv', value: block.serverIv, how: 'derived' });
  }
  return {
    suite,
    masterSecret: master,
    clientWrite: { suite, key: block.clientKey, macKey: block.clientMacKey, iv: block.clientIv, sequence: 0 },
    serverWrite: { suite, key: block.serverKey, macKey: block.serverMacKey, iv: block.serverIv, sequence: 0 },
  };
}

/** verify_data of the Finished that comes next in the transcript (RFC 5246 7.4.9). */
export function finishedData(turn: Turn, keys: Keys, sender: 'client' | 'server'): Uint8Array {
  const label = sender === 'client' ? 'client finished' : 'server finished';
  return verifyData(keys.suite.hash, keys.masterSecret, label, digest(keys.suite.hash, turn.connection.transcript));
}
