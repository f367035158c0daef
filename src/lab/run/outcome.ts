// How a run ended for each endpoint, and what of the honest run never happened.

import { chosenAlert } from '../../tls/behaviour.ts';
import type { ClientState, ServerState } from '../../tls/endpoint.ts';
import { errorCode } from '../../tls/error.ts';
import type { Side } from '../../tls/events.ts';
import { connectionsOf } from '../recording/connections.ts';
import type { LabEvent, Message, Outcome, OutcomeError, PreventedMessage } from '../recording/recording.ts';

export type EndpointState = ClientState | ServerState;

/** How each endpoint of a run ended. */
export const outcomesOf = (
  client: EndpointState,
  server: EndpointState,
  events: readonly LabEvent[],
): { client: Outcome; server: Outcome } => ({
  client: outcomeOf('client', client, events, server),
  server: outcomeOf('server', server, events, client),
});

/**
 * `error.code` of an endpoint that was told by an alert: what it could find itself, else what its peer found. On a socket
 * nobody knows what the peer found (null).
 */
export function outcomeOf(
  side: Side,
  own: EndpointState,
  events: readonly LabEvent[],
  peer: EndpointState | null,
): Outcome {
  switch (own.name) {
    case 'connected':
      return { state: 'connected', error: null };
    case 'closing':
    case 'closed':
      return { state: 'closed', error: null };
    case 'failed':
      return { state: 'failed', error: errorOf(side, own, events, peer) };
    default: // a handshake that stands still never came to an end: the wire is silent
      return { state: 'failed', error: null };
  }
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

type Failed = Extract<EndpointState, { readonly name: 'failed' }>;

function errorOf(
  side: Side,
  { error, version, config }: Failed,
  events: readonly LabEvent[],
  peer: EndpointState | null,
): OutcomeError {
  if (error.kind !== 'alert' && error.kind !== 'cut')
    return { code: errorCode(error), alert: chosenAlert(config.behaviour ?? null, error, version) ?? '', by: 'self' };
  const found = events.find((event) => event.kind === 'check' && event.actor === side && event.check.result === 'fail');
  const code = found?.kind === 'check' ? found.check.check : peer?.name === 'failed' ? errorCode(peer.error) : 'alert';
  return { code, alert: error.kind === 'alert' ? error.alert : '', by: 'peer' };
}

const messages = (events: readonly LabEvent[]): Message[] =>
  events.flatMap((event) => (event.kind === 'sent' && event.message.channel === 'tls' ? [event.message] : []));

const nameOf = (message: Message): string => `${message.from}:${message.type}`;
