// What an endpoint of TLS 1.3 is told besides what both versions share; the machines are made with it.
import type { GroupName } from '../../crypto/keyAgreement.ts';
import type { Session13 } from './session.ts';
import type { Suite13 } from './suites13.ts';

export interface Options13 {
  /** The preferred one first. */
  readonly suites: readonly Suite13[];
  /** The preferred one first. */
  readonly groups: readonly GroupName[];
}

export interface ClientOptions13 extends Options13 {
  /** Groups of which the ClientHello brings a key share; the server may ask for another one of `groups`. */
  readonly shares: readonly GroupName[];
  /** Ticket and secret of an earlier connection, to be resumed; null for a full handshake. */
  readonly session: Session13 | null;
  /** DER of an OCSPResponse about the client's own certificate, for a server that asks (RFC 9846 4.5.1.1). */
  readonly staple: Uint8Array | null;
}

export interface ServerOptions13 extends Options13 {
  /** Whether a share of its favourite group is asked for, where the client knows that group and brought another's. */
  readonly requirePreferredGroup: boolean;
  /** Null where no tickets are given. */
  readonly tickets: TicketSettings | null;
  /** Whether a client is asked to staple an OCSP response, from which the server learns of revocation. */
  readonly asksForStaple: boolean;
}

export interface TicketSettings {
  /** 32 bytes that nobody else knows: tickets are sealed with it, so that the server need not keep them. */
  readonly key: Uint8Array;
  /** At most seven days (4.7.1). */
  readonly lifetimeSeconds: number;
  /** How many go out after a handshake. */
  readonly count: number;
}
