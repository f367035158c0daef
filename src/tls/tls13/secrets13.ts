// The secrets of a connection in the order in which they are derived; each is reported as it comes to be (RFC 9846 7.1).
import type { EndpointSecret, Facts, Side } from '../events.ts';
import { finishedCheck } from '../peer.ts';
import { type FinishedProof, proveFinished } from '../proof.ts';
import type { Turn } from '../turn.ts';
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
import { transcriptHash } from './speech.ts';
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
  readonly group: string;
  /** Of a ticket; null in a full handshake. */
  readonly psk: Uint8Array | null;
}

/** With ServerHello at the end of the transcript. */
export function deriveHandshakeKeys(turn: Turn, side: Side, { suite, shared, group, psk }: Agreement): HandshakeKeys {
  const { hash } = suite;
  const early: EarlyStage = earlyStage(hash, psk);
  const handshake = handshakeStage(early, shared);
  const traffic = handshakeTraffic(handshake, transcriptHash(turn, suite));
  const client = trafficOf(suite, traffic.client, side === 'server');
  const server = trafficOf(suite, traffic.server);
  work(turn, 'keys.handshake', { suite: suite.name, hash, group, resumed: psk !== null });
  if (psk !== null) report(turn, 'preSharedKey', psk);
  report(turn, 'earlySecret', early.secret);
  report(turn, 'sharedSecret', shared);
  report(turn, 'handshakeSecret', handshake.secret);
  report(turn, 'clientHandshakeTrafficSecret', traffic.client);
  report(turn, 'serverHandshakeTrafficSecret', traffic.server);
  report(turn, 'clientHandshakeKey', client.key);
  report(turn, 'clientHandshakeIv', client.iv);
  report(turn, 'serverHandshakeKey', server.key);
  report(turn, 'serverHandshakeIv', server.iv);
  return { suite, client, server, main: mainStage(handshake) };
}

/** With the server's Finished at the end of the transcript. */
export function deriveApplicationKeys(turn: Turn, { suite, main }: HandshakeKeys): ApplicationKeys {
  const traffic = applicationTraffic(main, transcriptHash(turn, suite));
  const client = trafficOf(suite, traffic.client);
  const server = trafficOf(suite, traffic.server);
  work(turn, 'keys.application', { suite: suite.name, hash: suite.hash });
  report(turn, 'mainSecret', main.secret);
  report(turn, 'clientApplicationTrafficSecret0', traffic.client);
  report(turn, 'serverApplicationTrafficSecret0', traffic.server);
  report(turn, 'exporterSecret', traffic.exporter);
  report(turn, 'clientApplicationKey', client.key);
  report(turn, 'clientApplicationIv', client.iv);
  report(turn, 'serverApplicationKey', server.key);
  report(turn, 'serverApplicationIv', server.iv);
  return { suite, client, server, main };
}

/** With the client's Finished at the end of the transcript. */
export function deriveResumptionSecret(turn: Turn, { suite, main }: ApplicationKeys): Uint8Array {
  const secret = resumptionSecret(main, transcriptHash(turn, suite));
  report(turn, 'resumptionSecret', secret);
  return secret;
}

/** 7.2: the next generation of what `direction` sends. */
export function updateTraffic(turn: Turn, direction: Side, traffic: Traffic): Traffic {
  const secret = updatedTraffic(traffic.suite.hash, traffic.secret);
  const next = trafficOf(traffic.suite, secret);
  work(turn, 'keys.update', { direction });
  report(turn, `${direction}ApplicationTrafficSecretN`, secret);
  report(turn, `${direction}ApplicationKey`, next.key);
  report(turn, `${direction}ApplicationIv`, next.iv);
  return next;
}

/** verify_data of the Finished of `sender`, which comes next in the transcript. */
export const verifyData = (turn: Turn, keys: HandshakeKeys, sender: Side): Uint8Array =>
  finishedMac(keys.suite.hash, keys[sender].secret, transcriptHash(turn, keys.suite));

/** Compares the peer's Finished with what it must be, and reports it. `facts` are those of the card. */
export function checkFinished(
  turn: Turn,
  keys: HandshakeKeys,
  sender: Side,
  received: Uint8Array,
  facts: Facts,
): { readonly proof: FinishedProof | null; readonly check: ReturnType<typeof finishedCheck> } {
  const expected = verifyData(turn, keys, sender);
  const proof = proveFinished(expected, received);
  const check = finishedCheck(expected, received, 'tls13.4.5.3');
  turn.emit(
    {
      kind: 'work',
      work: 'finished.verify',
      tone: proof ? 'pass' : 'fail',
      subject: sender,
      certificates: [],
      facts,
    },
    { kind: 'check', subject: sender, check },
  );
  return { proof, check };
}

function work(turn: Turn, id: 'keys.handshake' | 'keys.application' | 'keys.update', facts: Facts): void {
  turn.emit({ kind: 'work', work: id, tone: 'neutral', subject: null, certificates: [], facts });
}

function report(turn: Turn, secret: EndpointSecret, value: Uint8Array): void {
  turn.emit({ kind: 'secret', secret, value, how: 'derived' });
}
