// The two programs above TLS, as they take part in a run: the client's app asks, the bank's server answers.

import type { Certificate } from '../../pki/x509/certificate.ts';
import type { EndpointEvent, EndpointInput, Side } from '../../tls/events.ts';
import { decide } from './decision.ts';
import { balanceRequest, movementsRequest } from './httpMessages.ts';
import type { RunContext } from './inquiry.ts';
import { answerInside, passInside, stolenHeader } from './inside.ts';
import type { Ends } from './wire.ts';

/** The client asks for its balance once established, and for more where it means to; the server answers; the client closes. */
export function application(context: RunContext, side: Side, event: EndpointEvent, ends: Ends): EndpointInput[] {
  if (side === 'client' && (event.kind === 'established' || event.kind === 'data')) return ask(context, event);
  if (side === 'server' && event.kind === 'data') return answer(context, event.data, ends);
  return [];
}

function ask(
  { recorder, plan, world, requests, updatesKeys }: RunContext,
  event: EndpointEvent & { kind: 'established' | 'data' },
): EndpointInput[] {
  const login = plan.client || plan.clientForges ? null : plan.names.customer;
  const first = event.kind === 'established';
  if (event.kind === 'data' && requests.sent === 1) recorder.secret('client', 'response', event.data, 'received');
  if (!first && requests.sent >= requests.wanted) return [{ kind: 'close' }];
  requests.sent += 1;
  const data = first
    ? balanceRequest(plan.serverName, login, plan.clientForges ? stolenHeader(world) : [])
    : movementsRequest(plan.serverName, login, requests.sent);
  if (first) recorder.secret('client', 'request', data, 'generated');
  // What it asks further goes out under the new keys, and comes back under such.
  const renewed: EndpointInput[] = updatesKeys && requests.sent === 2 ? [{ kind: 'updateKeys', request: true }] : [];
  return [...renewed, { kind: 'write', data }];
}

function answer(context: RunContext, request: Uint8Array, ends: Ends): EndpointInput[] {
  const { recorder, requests, plan } = context;
  // What the two texts are, who has them: told of the first exchange, the others are alike.
  const first = requests.sent === 1;
  if (first) recorder.secret('server', 'request', request, 'received');
  const leaf = clientLeaf(ends);
  const knowing = { by: wayOf(ends), first };
  const data =
    plan.tlsEnds === 'server'
      ? decide(context, request, leaf, knowing)
      : answerInside(context, passInside(context, request, leaf, knowing), leaf, first);
  if (first) recorder.secret('server', 'response', data, 'generated');
  return [{ kind: 'write', data }];
}

const wayOf = ({ server }: Ends): 'ticket' | 'certificate' =>
  server.name === 'connected' && server.identity.kind === 'resumed' ? 'ticket' : 'certificate';

/** The certificate of whom TLS authenticated, once path and possession are proven, now or before the ticket. */
function clientLeaf({ server }: Ends): Certificate | null {
  if (server.name !== 'connected') return null;
  const { identity } = server;
  if (identity.kind === 'certificate') return identity.path.leaf;
  return identity.kind === 'resumed' ? identity.leaf : null;
}
