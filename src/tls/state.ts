// Where an endpoint stands: the states of both sides in both versions, and what every one of them keeps.
import type { ClientConfig, ServerConfig } from './config.ts';
import type { Common, Ending, Machine, Next } from './machine.ts';
import type { Client12 } from './tls12/client/states.ts';
import type { Server12 } from './tls12/server/states.ts';
import type { Client13 } from './tls13/client/states.ts';
import type { Server13 } from './tls13/server/states.ts';

/** The machines of TLS 1.3. An endpoint that speaks it is handed them, so that nobody else loads them. */
export interface Tls13 {
  /** `start` sends the ClientHello, also where 1.2 is offered beside it; a ServerHello of 1.2 is for `client12`. */
  readonly client: Machine<ClientState>;
  /** Takes over with the ClientHello, in state `waitClientHello`. */
  readonly server: Machine<ServerState>;
}

interface Machines {
  /** Null where `versions` hasn't 1.3. */
  readonly tls13: Tls13 | null;
}
export type ClientSetup = ClientConfig & Machines;
export type ServerSetup = ServerConfig & Machines;

export type ClientState = Omit<Common, 'name'> & { readonly config: ClientSetup } & (
    | { readonly name: 'start' }
    | Client12
    | Client13
    | Ending
  );

export type ServerState = Omit<Common, 'name'> & { readonly config: ServerSetup } & (
    | { readonly name: 'waitClientHello' }
    | Server12
    | Server13
    | Ending
  );

export type NextClient = Next<ClientState>;
export type NextServer = Next<ServerState>;

/** An endpoint in the state of that name, with all that it knows there. */
export type Client12In<Name extends Client12['name']> = In<ClientState, 'tls1.2', Name>;
export type Server12In<Name extends Server12['name']> = In<ServerState, 'tls1.2', Name>;
export type Client13In<Name extends Client13['name']> = In<ClientState, 'tls1.3', Name>;
export type Server13In<Name extends Server13['name']> = In<ServerState, 'tls1.3', Name>;

type In<State, Version, Name> = Extract<State, { readonly version: Version; readonly name: Name }>;
