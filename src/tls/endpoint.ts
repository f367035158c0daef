// The one door to both endpoints: whatever they speak, they take inputs and leave events. The client begins with the
// newest version that it offers; the server chooses by the ClientHello and hands over to the machine of that version.
import type { EndpointEvent, EndpointInput } from './events.ts';
import { HandshakeContext, NEW_CONNECTION } from './handshakeContext.ts';
import { chooseVersion } from './hello.ts';
import { handOver, type Machine, take } from './machine.ts';
import { decodeHandshake } from './messages/handshake.ts';
import type { ClientSetup, ClientState, NextServer, ServerSetup, ServerState } from './state.ts';
import { client12 } from './tls12/client/machine.ts';
import { server12 } from './tls12/server/machine.ts';

export type { ClientSetup, ClientState, ServerSetup, ServerState, Tls13 } from './state.ts';

/** In state `start`: it speaks with the input of that name. */
export function newClient(config: ClientSetup): ClientState {
  const version = config.tls13 && config.versions.includes('tls1.3') ? 'tls1.3' : 'tls1.2';
  return { version, name: 'start', connection: NEW_CONNECTION, config };
}

/** It waits for a ClientHello; until then it goes by the rules of the oldest version that it speaks. */
export const newServer = (config: ServerSetup): ServerState => ({
  ...AWAITING_HELLO,
  version: config.tls13 && !config.versions.includes('tls1.2') ? 'tls1.3' : 'tls1.2',
  config,
});

/** One input: the state behind it, and what the client did on the way, in its order. */
export function handleClient(
  state: ClientState,
  input: EndpointInput,
): { state: ClientState; events: EndpointEvent[] } {
  const context = new HandshakeContext(state.connection, state.config.random, state.config.behaviour ?? null);
  const next = take('client', clientMachine, state, context, input);
  return { state: { ...next, connection: context.connection }, events: context.events };
}

/** Likewise the server. */
export function handleServer(
  state: ServerState,
  input: EndpointInput,
): { state: ServerState; events: EndpointEvent[] } {
  const context = new HandshakeContext(state.connection, state.config.random, state.config.behaviour ?? null);
  const next = take('server', serverMachine, state, context, input);
  return { state: { ...next, connection: context.connection }, events: context.events };
}

function clientMachine({ version, config }: ClientState): Machine<ClientState> {
  return version === 'tls1.3' && config.tls13 ? config.tls13.client : client12;
}

function serverMachine(state: ServerState): Machine<ServerState> {
  if (state.name === 'waitClientHello') return { ...server12, handshake: onClientHello };
  return state.version === 'tls1.3' && state.config.tls13 ? state.config.tls13.server : server12;
}

function onClientHello(state: ServerState, context: HandshakeContext, raw: Uint8Array): NextServer {
  const { versions, tls13 } = state.config;
  const decoded = decodeHandshake(raw);
  const hello = decoded.ok && decoded.value.message.type === 'ClientHello' ? decoded.value.message : null;
  const isNew = tls13 && hello && chooseVersion(hello, versions) === 'tls1.3';
  return isNew
    ? handOver('server', tls13.server, { ...AWAITING_HELLO, version: 'tls1.3', config: state.config }, context, raw)
    : server12.handshake(state, context, raw);
}

/** The connection of a state counts between inputs; while one is handled, that of the context does. */
const AWAITING_HELLO = { name: 'waitClientHello', connection: NEW_CONNECTION } as const;
