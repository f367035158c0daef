// An honest handshake, message by message, with the state of both endpoints before each one arrives. States are values, so a
// moment can be tried as often as one likes.

import { endpointConfigs } from '../../lab/run/run.ts';
import {
  DEFAULT_SCENARIO,
  type Mode,
  normalizeScenario,
  type Protocol,
  type Scenario,
} from '../../lab/scenario/scenario.ts';
import { prepareWorld } from '../../lab/world/prepareWorld.ts';
import {
  type ClientState,
  handleClient,
  handleServer,
  newClient,
  newServer,
  type ServerState,
} from '../../tls/endpoint.ts';
import type { EndpointEvent, EndpointInput, SentMessage, Side } from '../../tls/events.ts';

export interface Moment {
  readonly from: Side;
  readonly message: SentMessage;
  /** Where both stand before it arrives. */
  readonly client: ClientState;
  readonly server: ServerState;
}

/** Revocation is not asked for: between the messages nobody speaks to the CA. */
export const buildScenario = (mode: Mode, protocol: Protocol, seed: number): Scenario =>
  normalizeScenario({ ...DEFAULT_SCENARIO, mode, protocol, revocation: 'off', seed });

/**
 * All messages of the handshake in the order in which they go over the wire, from ClientHello to the second Finished; of
 * TLS 1.3 also what the server sends behind it. Nobody asks for data. What the protocol needs must be loaded (`prepareRun`).
 */
export function momentsOf(scenario: Scenario): readonly Moment[] {
  const { plan, world, random } = prepareWorld(scenario, null);
  const configs = endpointConfigs(scenario, plan, world, random, null);
  let client: ClientState = newClient(configs.client);
  let server: ServerState = newServer(configs.server);
  const before = { client, server };
  const queue: { readonly from: Side; readonly message: SentMessage }[] = [];
  const moments: Moment[] = [];

  const take = (side: Side, input: EndpointInput): void => {
    const { state, events } = side === 'client' ? handleClient(client, input) : handleServer(server, input);
    if (side === 'client') client = state as ClientState;
    else server = state as ServerState;
    queue.push(...sentIn(events).map((message) => ({ from: side, message })));
  };

  take('client', { kind: 'start' });
  for (let next = queue.shift(); next; next = queue.shift()) {
    // Before the first message nobody has begun.
    moments.push({ ...next, ...(moments.length === 0 ? before : { client, server }) });
    take(next.from === 'client' ? 'server' : 'client', { kind: 'bytes', bytes: next.message.wire });
  }
  return moments;
}

const sentIn = (events: readonly EndpointEvent[]): readonly SentMessage[] =>
  events.flatMap((event) => (event.kind === 'send' ? [event.message] : []));
