// The two programs above TLS, as they take part in a run: the client's app asks, the bank's server answers.

import { fromUtf8 } from '../../bytes/hex.ts';
import { commonName } from '../../pki/x509/certificate.ts';
import type { EndpointEvent, EndpointInput, Side } from '../../tls/events.ts';
import type { Plan } from '../plan/plan.ts';
import { balanceRequest, balanceResponse, movementsRequest, unverifiedResponse } from './httpMessages.ts';
import type { RunContext } from './inquiry.ts';
import type { Ends } from './wire.ts';

/** The client asks for its balance once established, and for more where it means to; the server answers; the client closes. */
export function application(context: RunContext, side: Side, event: EndpointEvent, ends: Ends): EndpointInput[] {
  if (side === 'client' && (event.kind === 'established' || event.kind === 'data')) return ask(context, event);
  if (side === 'server' && event.kind === 'data') return answer(context, event.data, ends);
  return [];
}

function ask(
  { recorder, plan, requests, updatesKeys }: RunContext,
  event: EndpointEvent & { kind: 'established' | 'data' },
): EndpointInput[] {
  const login = plan.client ? null : plan.names.customer;
  const first = event.kind === 'established';
  if (event.kind === 'data' && requests.sent === 1) recorder.secret('client', 'response', event.data, 'received');
  if (!first && requests.sent >= requests.wanted) return [{ kind: 'close' }];
  requests.sent += 1;
  const data = first ? balanceRequest(plan.serverName, login) : movementsRequest(plan.serverName, login, requests.sent);
  if (first) recorder.secret('client', 'request', data, 'generated');
  // What it asks further goes out under the new keys, and comes back under such.
  const renewed: EndpointInput[] = updatesKeys && requests.sent === 2 ? [{ kind: 'updateKeys', request: true }] : [];
  return [...renewed, { kind: 'write', data }];
}

function answer({ recorder, requests, plan }: RunContext, request: Uint8Array, ends: Ends): EndpointInput[] {
  // What the two texts are, who has them: told of the first exchange, the others are alike.
  const first = requests.sent === 1;
  if (first) recorder.secret('server', 'request', request, 'received');
  const customer = customerOf(ends, plan);
  const isUnverified = customer === null && unverifiedOf(ends) !== null;
  const data = isUnverified ? unverifiedResponse() : balanceResponse(plan.names, customer, fromUtf8(request));
  const status = fromUtf8(data).split(' ')[1] ?? '';
  recorder.operation(
    'server',
    'application.decide',
    { customer: customer ?? '', by: customer ? wayOf(ends) : isUnverified ? 'unverified' : 'password', status },
    { result: status === '200' ? 'pass' : 'fail', subject: 'client' },
  );
  if (first) recorder.secret('server', 'response', data, 'generated');
  return [{ kind: 'write', data }];
}

function wayOf({ server }: Ends): 'ticket' | 'certificate' | 'name' {
  if (server.name !== 'connected') return 'certificate';
  if (server.identity.kind === 'unverified') return 'name';
  return server.identity.kind === 'resumed' ? 'ticket' : 'certificate';
}

/**
 * Whom TLS authenticated: the common name of the certificate, once path and possession are proven, now or before the
 * ticket. An application that does not ask what TLS found goes by any name.
 */
function customerOf(ends: Ends, { verdictIgnored }: Plan): string | null {
  const { server } = ends;
  if (server.name !== 'connected') return null;
  const { identity } = server;
  if (identity.kind === 'certificate') return commonName(identity.path.leaf);
  if (identity.kind === 'unverified') return verdictIgnored ? unverifiedOf(ends) : null;
  return identity.kind === 'resumed' && identity.leaf ? commonName(identity.leaf) : null;
}

/** The name in a certificate that is not valid, where the server took it all the same. */
const unverifiedOf = ({ server }: Ends): string | null =>
  server.name === 'connected' && server.identity.kind === 'unverified' ? commonName(server.identity.path.leaf) : null;
