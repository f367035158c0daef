// The two programs above TLS, as they take part in a run: the client's app asks, the bank's server answers.

import { fromUtf8 } from '../../bytes/hex.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { commonName } from '../../pki/x509/certificate.ts';
import type { EndpointEvent, EndpointInput, Side } from '../../tls/events.ts';
import { balanceRequest, balanceResponse, certificateError, movementsRequest } from './httpMessages.ts';
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
  const customer = customerOf(ends);
  const refused = refusedIn(ends);
  const data = refused
    ? certificateError(refused.check === 'client.required')
    : balanceResponse(plan.names, customer, fromUtf8(request));
  const status = fromUtf8(data).split(' ')[1] ?? '';
  recorder.operation(
    'server',
    'application.decide',
    { customer: customer ?? '', by: customer || refused ? wayOf(ends) : 'password', status },
    { result: status === '200' ? 'pass' : 'fail', subject: 'client' },
  );
  if (first) recorder.secret('server', 'response', data, 'generated');
  return refused ? [{ kind: 'write', data }, { kind: 'close' }] : [{ kind: 'write', data }];
}

/** Why the handshake came to an end with a client that the server refuses, as nginx does; null where it does not. */
function refusedIn({ server }: Ends): CheckResult | null {
  return server.name === 'connected' && server.identity.kind === 'refused' ? server.identity.check : null;
}

const wayOf = ({ server }: Ends): 'ticket' | 'certificate' =>
  server.name === 'connected' && server.identity.kind === 'resumed' ? 'ticket' : 'certificate';

/** Whom TLS authenticated: the common name of the certificate, once path and possession are proven, now or before the ticket. */
function customerOf({ server }: Ends): string | null {
  if (server.name !== 'connected') return null;
  const { identity } = server;
  if (identity.kind === 'certificate') return commonName(identity.path.leaf);
  return identity.kind === 'resumed' && identity.leaf ? commonName(identity.leaf) : null;
}
