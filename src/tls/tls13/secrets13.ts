// The secrets of a connection in the order in which they are derived; each is reported as it comes to be (RFC 9846 7.1).

import { DecodeError } from '../../bytes/error.ts';
import type { GroupName } from '../../crypto/keyAgreement.ts';
import { takeFinished } from '../auth/peerIdentity.ts';
import type { FinishedProof } from '../auth/proof.ts';
import type { EndpointOperationDetails } from '../details.ts';
import type { Side } from '../events.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import { Refusal } from '../machine.ts';
import { HANDSHAKE_HEADER } from '../record/flight.ts';
import { transcriptHash } from './handshakeMessages.ts';
import {
  applicationTraffic,
  type EarlyStage,
  earlyStage,
  finishedMac,
  handshakeStage,
  handshakeTraffic,
  type MainStage,
  mainStage,
  resumptionSecret,
  updatedTraffic,
} from './keySchedule.ts';
import { type Traffic, trafficOf } from './protection13.ts';
import type { Suite13 } from './suites13.ts';

/** What protects the handshake, and the stage from which the rest will follow. */
export interface HandshakeKeys {
  readonly suite: Suite13;
  readonly client: Traffic;
  readonly server: Traffic;
  readonly main: MainStage;
}

/** What protects the data. */
export interface ApplicationKeys {
  readonly suite: Suite13;
  readonly client: Traffic;
  readonly server: Traffic;
  readonly main: MainStage;
}

export interface Agreement {
  readonly suite: Suite13;
  /** The (EC)DHE secret. */
  readonly shared: Uint8Array;
  readonly group: GroupName;
  /** Of a ticket; null in a full handshake. */
  readonly psk: Uint8Array | null;
}

/** With ServerHello at the end of the transcript. */
export function deriveHandshakeKeys(
  context: HandshakeContext,
  side: Side,
  { suite, shared, group, psk }: Agreement,
): HandshakeKeys {
  const { hash } = suite;
  const early: EarlyStage = earlyStage(hash, psk);
  const handshake = handshakeStage(early, shared);
  const traffic = handshakeTraffic(handshake, transcriptHash(context, suite));
  const client = trafficOf(suite, traffic.client, side === 'server');
  const server = trafficOf(suite, traffic.server);
  context.recordOperation('keys.handshake', { suite: suite.name, hash, group, resumed: psk !== null });
  if (psk !== null) context.recordSecret('preSharedKey', psk, 'derived');
  context.recordSecret('earlySecret', early.secret, 'derived');
  context.recordSecret('sharedSecret', shared, 'derived');
  context.recordSecret('handshakeSecret', handshake.secret, 'derived');
  context.recordSecret('clientHandshakeTrafficSecret', traffic.client, 'derived');
  context.recordSecret('serverHandshakeTrafficSecret', traffic.server, 'derived');
  context.recordSecret('clientHandshakeKey', client.key, 'derived');
  context.recordSecret('clientHandshakeIv', client.iv, 'derived');
  context.recordSecret('serverHandshakeKey', server.key, 'derived');
  context.recordSecret('serverHandshakeIv', server.iv, 'derived');
  return { suite, client, server, main: mainStage(handshake) };
}

/** With the server's Finished at the end of the transcript. */
export function deriveApplicationKeys(context: HandshakeContext, { suite, main }: HandshakeKeys): ApplicationKeys {
  const traffic = applicationTraffic(main, transcriptHash(context, suite));
  const client = trafficOf(suite, traffic.client);
  const server = trafficOf(suite, traffic.server);
  context.recordOperation('keys.application', { suite: suite.name, hash: suite.hash });
  context.recordSecret('mainSecret', main.secret, 'derived');
  context.recordSecret('clientApplicationTrafficSecret0', traffic.client, 'derived');
  context.recordSecret('serverApplicationTrafficSecret0', traffic.server, 'derived');
  context.recordSecret('exporterSecret', traffic.exporter, 'derived');
  context.recordSecret('clientApplicationKey', client.key, 'derived');
  context.recordSecret('clientApplicationIv', client.iv, 'derived');
  context.recordSecret('serverApplicationKey', server.key, 'derived');
  context.recordSecret('serverApplicationIv', server.iv, 'derived');
  return { suite, client, server, main };
}

/** With the client's Finished at the end of the transcript. */
export function deriveResumptionSecret(context: HandshakeContext, { suite, main }: ApplicationKeys): Uint8Array {
  const secret = resumptionSecret(main, transcriptHash(context, suite));
  context.recordSecret('resumptionSecret', secret, 'derived');
  return secret;
}

/** 7.2: the next generation of what `direction` sends. */
export function updateTraffic(context: HandshakeContext, direction: Side, traffic: Traffic): Traffic {
  const secret = updatedTraffic(traffic.suite.hash, traffic.secret);
  const next = trafficOf(traffic.suite, secret);
  context.recordOperation('keys.update', { direction });
  context.recordSecret(`${direction}ApplicationTrafficSecretN`, secret, 'derived');
  context.recordSecret(`${direction}ApplicationKey`, next.key, 'derived');
  context.recordSecret(`${direction}ApplicationIv`, next.iv, 'derived');
  return next;
}

/** verify_data of the Finished of `sender`, which comes next in the transcript. */
export const verifyData13 = (context: HandshakeContext, keys: HandshakeKeys, sender: Side): Uint8Array =>
  finishedMac(keys.suite.hash, keys[sender].secret, transcriptHash(context, keys.suite));

/** Compares the peer's Finished with what it must be, and reports it. `details` are those of the card. */
export const checkFinished = (
  context: HandshakeContext,
  keys: HandshakeKeys,
  sender: Side,
  received: Uint8Array,
  details: EndpointOperationDetails['finished.verify'],
): FinishedProof | Refusal => {
  const expected = verifyData13(context, keys, sender);
  // 4.5.3: verify_data is as long as the hash; 6.2: decode_error where "the length of the message was incorrect".
  if (received.length !== expected.length) {
    const problem = `${received.length} bytes, ${expected.length} wanted`;
    return new Refusal({ kind: 'decode', error: new DecodeError('finished.verifyData', HANDSHAKE_HEADER, problem) });
  }
  return takeFinished(context, sender, { expected, received }, { reference: 'tls13.4.5.3', details });
};
