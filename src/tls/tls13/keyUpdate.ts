// KeyUpdate: new keys for one direction, RFC 9846 4.7.3 and 7.2.
import type { Side } from '../events.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import type { Refusal } from '../machine.ts';
import { CROSSES_KEY_CHANGE, hasLeftover, sendPostHandshake } from './handshakeMessages.ts';
import type { KeyUpdate } from './messages/types.ts';
import type { Traffic } from './protection13.ts';
import { updateTraffic } from './secrets13.ts';

/** `side` announces its new keys under the old ones, then uses them; `request` asks the peer to do the same. */
export function updateKeys(context: HandshakeContext, side: Side, request: boolean): void {
  const { write } = context.connection;
  if (!isTraffic(write)) return;
  sendPostHandshake(context, { type: 'KeyUpdate', requested: request }, { details: { requested: request } });
  // The message moved the sequence number on, the secret is the same.
  context.connection = { ...context.connection, write: updateTraffic(context, side, write) };
}

/** The peer of `side` has new keys. Refused where bytes under the old ones are left over. */
export function takeKeyUpdate(context: HandshakeContext, side: Side, { requested }: KeyUpdate): Refusal | null {
  const { read } = context.connection;
  if (!isTraffic(read) || hasLeftover(context)) return CROSSES_KEY_CHANGE;
  context.connection = {
    ...context.connection,
    read: updateTraffic(context, side === 'client' ? 'server' : 'client', read),
  };
  if (requested) updateKeys(context, side, false);
  return null;
}

const isTraffic = (state: HandshakeContext['connection']['read']): state is Traffic =>
  state !== null && 'secret' in state;
