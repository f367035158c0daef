// The server waits for the client's Finished, then sends ChangeCipherSpec and its own (RFC 5246 7.4.9).

import { commonName } from '../../../pki/x509/certificate.ts';
import { takeFinished } from '../../auth/peerIdentity.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept12, Refusal } from '../../machine.ts';
import type { NextServer, Server12In } from '../../state.ts';
import { finishedData } from '../negotiatedParameters.ts';

export function onFinished(
  state: Server12In<'waitFinished'>,
  context: HandshakeContext,
  received: Uint8Array,
  raw: Uint8Array,
): NextServer {
  const { keys, identity } = state;
  const values = { expected: finishedData(context, keys, 'client'), received };
  const finished = takeFinished(context, 'client', values, { reference: 'tls12.7.4.9', details: {} });
  if (finished instanceof Refusal) return finished;
  context.addToTranscript(raw);
  context.sendChangeCipherSpec();
  context.connection = { ...context.connection, write: keys.serverWrite };
  context.sendHandshake({ type: 'Finished', verifyData: finishedData(context, keys, 'server') });
  if (identity.kind === 'refused') {
    if (context.behaviour?.afterwards?.act !== 'http400') return new Refusal({ kind: 'check', check: identity.check });
    context.recordBelief('server.putOff', { check: identity.check.check }, 'fail');
  } else if (identity.kind === 'anonymous') context.recordBelief('server.connectedAnonymous', {}, 'pass');
  else if (identity.kind === 'unverified')
    context.recordBelief('server.connectedUnverified', { subject: commonName(identity.path.leaf) });
  else context.recordBelief('server.connected', { subject: commonName(identity.path.leaf) }, 'pass');
  context.emit({ kind: 'established' });
  return { ...kept12(state), name: 'connected', identity, finished };
}
