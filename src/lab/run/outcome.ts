// How a run ended for each endpoint, and what of the honest run never happened.
import type { ClientState, ServerState } from '../../tls/endpoint.ts';
import { alertFor, errorCode } from '../../tls/error.ts';
import type { Side } from '../../tls/events.ts';
import { connectionsOf } from '../recording/connections.ts';
import type { LabEvent, Message, Outcome, OutcomeError, PreventedMessage } from '../recording/recording.ts';

/** `error.code` of an endpoint that was told by an alert: what it could find itself, else what its peer found. */
export function outcomesOf(
  client: ClientState,
  server: ServerState,
  events: readonly LabEvent[],
): { client: Outcome; server: Outcome } {
  return {
    client: { state: stateOf(client), error: errorOf('client', client, server, events) },
    server: { state: stateOf(server), error: errorOf('server', server, client, events) },
  };
}

/** Each connection against the same one of the honest run: one that nobody came to prevents nothing further. */
export const preventedIn = (events: readonly LabEvent[], honest: readonly LabEvent[]): PreventedMessage[] => {
  const parts = connectionsOf(honest);
  return connectionsOf(events).flatMap((part, i) => preventedMessages(part.events, parts[i]?.events ?? []));
};

export function preventedMessages(events: readonly LabEvent[], honest: readonly LabEvent[]): PreventedMessage[] {
  const left = new Map<string, number>();
  for (const name of messages(events).map(nameOf)) left.set(name, (left.get(name) ?? 0) + 1);
  const prevented: PreventedMessage[] = [];
  for (const message of messages(honest)) {
    const name = nameOf(message);
    const same = left.get(name) ?? 0;
    if (same > 0) left.set(name, same - 1);
    else if (message.type !== 'Alert') {
      const { from, to, type, encrypted, details } = message;
      prevented.push({ from, to, type, encrypted, details } as PreventedMessage);
    }
  }
  return prevented;
}

function stateOf(state: ClientState | ServerState): Outcome['state'] {
  switch (state.name) {
    case 'connected':
      return 'connected';
    case 'closing':
    case 'closed':
      return 'closed';
    default: // a handshake that stands still never came to an end: the wire is silent
      return 'failed';
  }
}

function errorOf(
  side: Side,
  own: ClientState | ServerState,
  peer: ClientState | ServerState,
  events: readonly LabEvent[],
): OutcomeError | null {
  if (own.name !== 'failed') return null;
  const { error } = own;
  if (error.kind !== 'alert') return { code: errorCode(error), alert: alertFor(error, own.version) ?? '', by: 'self' };
  const found = events.find((event) => event.kind === 'check' && event.actor === side && event.check.result === 'fail');
  const code = found?.kind === 'check' ? found.check.check : peer.name === 'failed' ? errorCode(peer.error) : 'alert';
  return { code, alert: error.alert, by: 'peer' };
}

const messages = (events: readonly LabEvent[]): Message[] =>
  events.flatMap((event) => (event.kind === 'sent' && event.message.channel === 'tls' ? [event.message] : []));

const nameOf = (message: Message): string => `${message.from}:${message.type}`;
