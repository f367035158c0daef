// The client comes back with its ticket, an hour after its connection was closed (RFC 9846 2.2): the same world, later.
import type { Random } from '../../crypto/random.ts';
import type { Session13 } from '../../tls/tls13/index.ts';
import type { Plan } from '../plan/plan.ts';
import { AGAIN_AFTER, type Scenario } from '../scenario/scenario.ts';
import type { Connected } from './connection.ts';
import type { RunContext } from './inquiry.ts';

/**
 * Only after a connection that both have closed in order: what a failed one leaves is to be forgotten (RFC 9846 6.2), and
 * without a ticket there is nothing to come back with.
 */
export const comesBack = ({ again }: Scenario, { ends, session }: Connected): boolean =>
  again === 'resumed' && session !== null && ends.client.name === 'closed' && ends.server.name === 'closed';

/** Without the second connection: what was recorded on another day is one connection. */
export const onlyOnce = ({ again: _, ...scenario }: Scenario): Scenario => scenario;

type Connect = (context: RunContext, random: (who: string) => Random, session: Session13 | null) => Connected;

/** It asks once; whatever it needs from chance is drawn anew, but for the key that seals the server's tickets. */
export function resume(
  context: RunContext,
  { session }: Connected,
  connect: Connect,
  random: (who: string) => Random,
): Connected {
  const plan = later(context.plan);
  const details = { name: plan.serverName, afterMinutes: AGAIN_AFTER / 60_000 };
  context.recorder.operation('client', 'connection.again', details);
  if (session) context.recorder.secret('client', 'preSharedKey', session.psk, 'derived');
  const next: RunContext = {
    ...context,
    plan,
    requests: { wanted: 1, sent: 0 },
    updatesKeys: false,
    keepsTicket: false,
  };
  return connect(next, (who) => keepingTicketKey(random(who), random(`${who} again`)), session);
}

const later = (plan: Plan): Plan => ({
  ...plan,
  now: plan.now + AGAIN_AFTER,
  clientNow: plan.clientNow + AGAIN_AFTER,
});

const keepingTicketKey =
  (before: Random, now: Random): Random =>
  (label, length) =>
    (label === 'server.ticketKey' ? before : now)(label, length);
