// The two programs above TLS, as they take part in a run: the client's app asks, the bank's server answers.

import { fromUtf8 } from '../../bytes/hex.ts';
import type { CheckId } from '../../pki/path/result.ts';
import type { Certificate } from '../../pki/x509/certificate.ts';
import type { EndpointEvent, EndpointInput, Side } from '../../tls/events.ts';
import type { Plan } from '../plan/plan.ts';
import { decide } from './decision.ts';
import { balanceRequest, certificateError, movementsRequest } from './httpMessages.ts';
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
  const { recorder, requests } = context;
  // What the two texts are, who has them: told of the first exchange, the others are alike.
  const first = requests.sent === 1;
  if (first) recorder.secret('server', 'request', request, 'received');
  const data = answerTo(context, request, ends, first);
  if (first) recorder.secret('server', 'response', data, 'generated');
  const isOver = refusedAs(context, ends) !== null;
  return isOver ? [{ kind: 'write', data }, { kind: 'close' }] : [{ kind: 'write', data }];
}

/**
 * By which check the server refuses a client with whom it has ended the handshake all the same, as nginx does, or who comes
 * back with the ticket of such a one; null where it does not.
 */
function refusedAs({ plan }: RunContext, { server }: Ends): CheckId | null {
  if (server.name !== 'connected') return null;
  const { identity } = server;
  if (identity.kind === 'refused') return identity.check.check;
  const isNobodys = identity.kind === 'resumed' && identity.leaf === null && plan.clientCertificate === 'require';
  return isNobodys ? 'client.required' : null;
}

function wayOf(ends: Ends, { verdictIgnored }: Plan): 'ticket' | 'certificate' | 'unverified' | 'name' {
  if (isUnverified(ends)) return verdictIgnored ? 'name' : 'unverified';
  return ends.server.name === 'connected' && ends.server.identity.kind === 'resumed' ? 'ticket' : 'certificate';
}

/**
 * The certificate of whom TLS authenticated, once path and possession are proven, now or before the ticket. An application
 * that does not ask what TLS found goes by any certificate.
 */
function clientLeaf(ends: Ends, { verdictIgnored }: Plan): Certificate | null {
  const { server } = ends;
  if (server.name !== 'connected') return null;
  const { identity } = server;
  if (identity.kind === 'certificate') return identity.path.leaf;
  if (identity.kind === 'unverified') return verdictIgnored ? identity.path.leaf : null;
  return identity.kind === 'resumed' ? identity.leaf : null;
}

/** Whether the server took a certificate that is not valid. */
const isUnverified = ({ server }: Ends): boolean =>
  server.name === 'connected' && server.identity.kind === 'unverified';

function answerTo(context: RunContext, request: Uint8Array, ends: Ends, first: boolean): Uint8Array {
  const { recorder, plan } = context;
  const refused = refusedAs(context, ends);
  const by = wayOf(ends, plan);
  if (refused !== null) {
    const data = certificateError(refused === 'client.required');
    const status = fromUtf8(data).split(' ')[1] ?? '';
    const result = { result: 'fail', subject: 'client' } as const;
    recorder.operation('server', 'application.decide', { customer: '', by, status }, result);
    return data;
  }
  const leaf = clientLeaf(ends, plan);
  if (plan.tlsEnds === 'server') return decide(context, request, leaf, { by, first });
  return answerInside(context, passInside(context, request, leaf, { by, first }), leaf, first);
}
