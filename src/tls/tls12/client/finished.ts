// The client waits for the server's Finished (RFC 5246 7.4.9). With RSA key exchange it proves the server's key too, and so
// does what comes in its place (F.1.1.2).

import { possessionCheck, takeFinished } from '../../auth/peerIdentity.ts';
import { errorCode, type TlsError } from '../../error.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept12, Refusal } from '../../machine.ts';
import type { Client12In, ClientState, NextClient } from '../../state.ts';
import { finishedData } from '../negotiatedParameters.ts';

export function onFinished(
  state: Client12In<'waitFinished'>,
  context: HandshakeContext,
  received: Uint8Array,
): NextClient {
  const { path, possession, keys, config } = state;
  const details = { name: config.serverName };
  const values = { expected: finishedData(context, keys, 'server'), received };
  const settles = possession === null;
  const finished = takeFinished(context, 'server', values, { reference: 'tls12.7.4.9', details, settles });
  if (finished instanceof Refusal) return finished;
  if ('refused' in path) return new Refusal({ kind: 'check', check: path.refused });
  context.recordBelief('client.connected', details, 'pass');
  context.emit({ kind: 'established' });
  return { ...kept12(state), name: 'connected', path, possession, finished };
}

/** The server's certificate was accepted, and its Finished never came to the test. */
export function unproven(state: ClientState, context: HandshakeContext, error: TlsError): void {
  if (state.version !== 'tls1.2' || errorCode(error) === 'finished.verify') return;
  if (state.name !== 'waitChangeCipherSpec' && state.name !== 'waitFinished') return;
  if (state.possession) return;
  // The server could not read our first protected record: it has other keys, so it could not open the premaster
  // secret. With RSA key exchange that is how a server without the private key shows itself (F.1.1.2).
  if (state.name === 'waitChangeCipherSpec' && error.kind === 'alert' && error.alert === 'bad_record_mac') {
    const check = possessionCheck('server', 'fail', { expected: 'Finished', got: error.alert });
    const about = { certificates: [state.path.leaf.der], details: { alert: error.alert } };
    context.recordChecks('possession.verify', 'fail', 'server', about, [check]);
    return;
  }
  const check = possessionCheck('server', 'not-reached', { reason: 'ended before' });
  context.emit({ kind: 'check', subject: 'server', check });
}
