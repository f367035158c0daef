// TLS 1.3 as one piece, which an endpoint's configuration hands in: in the browser a chunk of its own.
import type { Tls13 } from '../state.ts';
import { client13 } from './client/machine.ts';
import type { ClientOptions13, ServerOptions13 } from './options13.ts';
import { server13 } from './server/machine.ts';

export type { ClientOptions13, ServerOptions13, TicketSettings } from './options13.ts';
export type { Session13 } from './session.ts';
export { SUITE_13_NAMES, SUITES_13, type Suite13, type Suite13Name, suite13ByName } from './suites13.ts';

export function tls13(options: ClientOptions13 & ServerOptions13): Tls13 {
  return { client: client13(options), server: server13(options) };
}
