// The server waits for the client's Finished, then sends ChangeCipherSpec and its own (RFC 5246 7.4.9).

import { commonName } from '../../auth/peer.ts';
import { takeFinished } from '../../auth/peerIdentity.ts';
import type { Turn } from '../../handshakeContext.ts';
import { Refusal } from '../../machine.ts';
import { finishedData } from '../negotiatedParameters.ts';
import { base, type NextServer, type State } from './states.ts';

export function onFinished(
  state: State<'expectFinished'>,
  turn: Turn,
  received: Uint8Array,
  raw: Uint8Array,
): NextServer {
  const { keys, identity } = state;
  const values = { expected: finishedData(turn, keys, 'client'), received };
  const finished = takeFinished(turn, 'client', values, { reference: 'tls12.7.4.9', facts: {} });
  if (finished instanceof Refusal) return finished;
  turn.addToTranscript(raw);
  turn.sendChangeCipherSpec();
  turn.connection = { ...turn.connection, write: keys.serverWrite };
  turn.sendHandshake({ type: 'Finished', verifyData: finishedData(turn, keys, 'server') });
  if (identity.kind === 'anonymous') turn.believes('server.connectedAnonymous', {}, 'pass');
  else turn.believes('server.connected', { subject: commonName(identity.path.leaf) }, 'pass');
  turn.emit({ kind: 'established' });
  return { ...base(state), name: 'connected', identity, finished };
}
