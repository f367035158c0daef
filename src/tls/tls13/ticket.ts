// NewSessionTicket (RFC 9846 4.7.1): a server gives tickets, a client keeps what it needs to resume.
import type { ClientConfig, ServerConfig } from '../config.ts';
import type { HandshakeContext } from '../handshakeContext.ts';
import { Refusal } from '../machine.ts';
import { sendPostHandshake } from './handshakeMessages.ts';
import type { ServerIdentity } from './identity.ts';
import { resumptionPsk } from './keySchedule.ts';
import { misplaced } from './messages/extensionTypes.ts';
import type { NewSessionTicket } from './messages/types.ts';
import type { TicketSettings } from './options13.ts';
import type { ApplicationKeys } from './secrets13.ts';
import { type Session13, sealTicket } from './session.ts';
import type { Suite13 } from './suites13.ts';

interface Granted {
  readonly suite: Suite13;
  /** The name that the client asked for; null where it asked for none. */
  readonly serverName: string | null;
  /** DER of the client's certificate; null for an anonymous client. */
  readonly client: Uint8Array | null;
  /** The resumption secret. */
  readonly resumption: Uint8Array;
}

/** Behind the handshake, under the application keys; each ticket has a secret of its own. */
export function giveTickets(
  context: HandshakeContext,
  config: ServerConfig,
  { key, lifetimeSeconds, count }: TicketSettings,
  { suite, serverName, client, resumption }: Granted,
): void {
  for (let i = 0; i < count; i++) {
    const nonce = Uint8Array.of(i);
    const ageAdd = new DataView(config.random(`server.ticket.ageAdd.${i}`, 4).slice().buffer).getUint32(0);
    const psk = resumptionPsk(suite.hash, resumption, nonce);
    const content = { psk, suite: suite.name, issuedAt: config.now, lifetimeSeconds, ageAdd, serverName, client };
    const ticket = sealTicket(key, content, config.random, `server.ticket.nonce.${i}`);
    sendPostHandshake(
      context,
      { type: 'NewSessionTicket', lifetime: lifetimeSeconds, ageAdd, nonce, ticket, extensions: [] },
      { details: { lifetimeHours: Math.round(lifetimeSeconds / 3600) } },
    );
  }
}

interface Connected {
  readonly config: ClientConfig;
  readonly keys: ApplicationKeys;
  readonly identity: ServerIdentity;
  readonly resumption: Uint8Array;
}

/** Kept by whoever wants to resume. Null where nothing speaks against the ticket. */
export function takeTicket(
  context: HandshakeContext,
  { keys, identity, resumption, config }: Connected,
  { lifetime, ageAdd, nonce, ticket, extensions }: NewSessionTicket,
): Refusal | null {
  const wrong = misplaced(extensions);
  if (wrong) return new Refusal({ kind: 'parameter', field: `extension.${wrong}`, problem: 'misplaced' });
  if (lifetime > WEEK_SECONDS)
    return new Refusal({ kind: 'parameter', field: 'newSessionTicket.lifetime', problem: 'tooLong' });
  const session: Session13 = {
    ticket,
    psk: resumptionPsk(keys.suite.hash, resumption, nonce),
    suite: keys.suite,
    receivedAt: config.now,
    lifetimeSeconds: lifetime,
    ageAdd,
    serverName: config.serverName,
    server: identity,
  };
  // A lifetime of zero says that the ticket is to be thrown away.
  if (lifetime > 0) context.emit({ kind: 'session', session });
  return null;
}

const WEEK_SECONDS = 604_800;
