// The server waits for the client's Finished (RFC 9846 4.5.3); tickets for the next time go out behind it.

import { commonName } from '../../../pki/x509/certificate.ts';
import type { HandshakeContext } from '../../handshakeContext.ts';
import { kept13, Refusal } from '../../machine.ts';
import type { NextServer, Server13In } from '../../state.ts';
import { refuseCrossingKeyChange } from '../handshakeMessages.ts';
import type { ClientIdentity13 } from '../identity.ts';
import type { ServerOptions13 } from '../options13.ts';
import { checkFinished, deriveResumptionSecret } from '../secrets13.ts';
import { giveTickets } from '../ticket.ts';

export function onFinished(
  state: Server13In<'waitFinished'>,
  context: HandshakeContext,
  received: Uint8Array,
  raw: Uint8Array,
  { tickets }: ServerOptions13,
): NextServer {
  const { flight, identity, config } = state;
  const resumed = identity.kind === 'resumed' ? { resumed: true } : {};
  const finished = checkFinished(context, flight.handshake, 'client', received, resumed);
  if (finished instanceof Refusal) return finished;
  const crossing = refuseCrossingKeyChange(context, raw);
  if (crossing) return crossing;
  const keys = flight.application;
  context.connection = { ...context.connection, read: keys.client };
  const resumption = deriveResumptionSecret(context, keys);
  const leaf = leafOf(identity);
  const after = identity.kind === 'refused' ? (context.behaviour?.afterwards?.act ?? 'close') : null;
  if (identity.kind === 'refused') {
    if (after === 'http400') context.recordBelief('server.putOff', { check: identity.check.check }, 'fail');
  } else if (identity.kind === 'unverified')
    context.recordBelief('server.connectedUnverified', { subject: commonName(identity.path.leaf) });
  else if (leaf) context.recordBelief('server.connected', { subject: commonName(leaf), ...resumed }, 'pass');
  else context.recordBelief('server.connectedAnonymous', resumed, 'pass');
  const { serverName } = flight;
  // A ticket would be taken for what nobody has proven.
  if (tickets && identity.kind !== 'unverified')
    giveTickets(context, config, tickets, { suite: keys.suite, serverName, client: leaf?.der ?? null, resumption });
  if (after === 'close' && identity.kind === 'refused') return new Refusal({ kind: 'check', check: identity.check });
  // Last, since whoever hears of it may send at once.
  context.emit({ kind: 'established' });
  return { ...kept13(state), name: 'connected', keys, identity, finished };
}

/** The certificate that the client goes by, shown now or in the connection that gave the ticket. */
function leafOf(identity: ClientIdentity13) {
  switch (identity.kind) {
    case 'anonymous':
    case 'refused':
    case 'unverified':
      return null;
    case 'certificate':
      return identity.path.leaf;
    case 'resumed':
      return identity.leaf;
  }
}
