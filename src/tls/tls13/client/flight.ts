// The server's Finished, and with it all that the client still owes: [Certificate, CertificateVerify,] Finished (RFC 9846
// 4.5).
import type { ClientConfig } from '../../endpoint.ts';
import type { Turn } from '../../handshakeContext.ts';
import { Refusal } from '../../machine.ts';
import { find } from '../../messages/find.ts';
import { say, takeAtKeyChange } from '../handshakeMessages.ts';
import type { CertificateRequest13 } from '../messages/types.ts';
import type { ClientOptions13 } from '../options13.ts';
import { sayCertificate, saySignature } from '../proofOfKey.ts';
import {
  checkFinished,
  deriveApplicationKeys,
  deriveResumptionSecret,
  type HandshakeKeys,
  verifyData,
} from '../secrets13.ts';
import { chooseSigner13 } from '../signature13.ts';
import { base, type NextClient, type State } from './states.ts';

export function onFinished(
  state: State<'waitFinished'>,
  turn: Turn,
  received: Uint8Array,
  raw: Uint8Array,
  options: ClientOptions13,
): NextClient {
  const { agreed, request, identity, config } = state;
  const name = config.serverName;
  const facts = agreed.resumed ? { name, resumed: true } : { name };
  const finished = checkFinished(turn, agreed.keys, 'server', received, facts);
  if (finished instanceof Refusal) return finished;
  const spans = takeAtKeyChange(turn, raw);
  if (spans) return spans;
  const keys = deriveApplicationKeys(turn, agreed.keys);
  turn.connection = { ...turn.connection, read: keys.server };
  // A dummy for middleboxes; the one before the second hello was it already.
  if (!agreed.offer.retry) turn.sendChangeCipherSpec({ dummy: true });
  if (request) sendProof(turn, config, agreed.keys, request, options);
  const own = { type: 'Finished', verifyData: verifyData(turn, agreed.keys, 'client') } as const;
  say(turn, own, agreed.resumed ? { facts: { resumed: true } } : {});
  turn.connection = { ...turn.connection, write: keys.client };
  const resumption = deriveResumptionSecret(turn, keys);
  turn.believes('client.connected', facts, 'pass');
  turn.emit({ kind: 'established' });
  return { ...base(state), name: 'connected', keys, identity, finished, resumption };
}

/** Certificate, empty where there is none to show, and CertificateVerify behind one. */
function sendProof(
  turn: Turn,
  config: ClientConfig,
  { suite }: HandshakeKeys,
  request: CertificateRequest13,
  options: ClientOptions13,
): void {
  const signer = chooseSigner13(config, request);
  const wanted = find(request.extensions, 'status_request') !== undefined;
  sayCertificate(turn, request.context, signer?.credential.chain ?? [], wanted ? options.staple : null);
  if (signer) saySignature(turn, 'client', signer, suite);
}
