// KeyUpdate: new keys for one direction, RFC 9846 4.7.3 and 7.2.
import type { Side } from '../events.ts';
import type { Turn } from '../handshakeContext.ts';
import type { Refusal } from '../machine.ts';
import { hasLeftover, SPANS_KEYS, sayAfterwards } from './handshakeMessages.ts';
import type { KeyUpdate } from './messages/types.ts';
import type { Traffic } from './protection13.ts';
import { updateTraffic } from './secrets13.ts';

/** `side` announces its new keys under the old ones, then uses them; `request` asks the peer to do the same. */
export function updateKeys(turn: Turn, side: Side, request: boolean): void {
  const { write } = turn.connection;
  if (!isTraffic(write)) return;
  sayAfterwards(turn, { type: 'KeyUpdate', requested: request }, { facts: { requested: request } });
  // The message moved the sequence number on, the secret is the same.
  turn.connection = { ...turn.connection, write: updateTraffic(turn, side, write) };
}

/** The peer of `side` has new keys. Refused where bytes under the old ones are left over. */
export function takeKeyUpdate(turn: Turn, side: Side, { requested }: KeyUpdate): Refusal | null {
  const { read } = turn.connection;
  if (!isTraffic(read) || hasLeftover(turn)) return SPANS_KEYS;
  turn.connection = { ...turn.connection, read: updateTraffic(turn, side === 'client' ? 'server' : 'client', read) };
  if (requested) updateKeys(turn, side, false);
  return null;
}

const isTraffic = (state: Turn['connection']['read']): state is Traffic => state !== null && 'secret' in state;
