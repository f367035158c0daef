// The two programs above TLS, as they take part in a run: the client's app asks, the bank's server answers.

import { fromUtf8 } from '../../bytes/hex.ts';
import type { CheckId } from '../../pki/path/result.ts';
import { type Certificate, commonName } from '../../pki/x509/certificate.ts';
import type { EndpointEvent, EndpointInput, Side } from '../../tls/events.ts';
import type { Plan } from '../plan/plan.ts';
import { findAccount, notedOf } from '../world/accounts.ts';
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

function answer(context: RunContext, request: Uint8Array, ends: Ends): EndpointInput[] {
  const { recorder, requests, plan } = context;
  // What the two texts are, who has them: told of the first exchange, the others are alike.
  const first = requests.sent === 1;
  if (first) recorder.secret('server', 'request', request, 'received');
  const leaf = clientLeaf(ends, plan);
  const named = leaf && (plan.tellsAccount ? lookUp(context, leaf, first) : commonName(leaf));
  // Whom TLS has not verified is nobody to an application that asks.
  const customer = named === null && isUnverified(ends) ? '' : named;
  const refused = refusedAs(context, ends);
  const data = refused
    ? certificateError(refused === 'client.required')
    : balanceResponse(plan.names, customer, fromUtf8(request));
  const status = fromUtf8(data).split(' ')[1] ?? '';
  recorder.operation(
    'server',
    'application.decide',
    { customer: customer ?? '', by: customer === null && refused === null ? 'password' : wayOf(ends, plan), status },
    { result: status === '200' ? 'pass' : 'fail', subject: 'client' },
  );
  if (first) recorder.secret('server', 'response', data, 'generated');
  return refused ? [{ kind: 'write', data }, { kind: 'close' }] : [{ kind: 'write', data }];
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

/** Whose account the certificate names; '' where it is nobody's. It is told once a connection. */
function lookUp({ recorder, world, plan }: RunContext, leaf: Certificate, isFirst: boolean): string {
  const { field, account } = findAccount(world.accounts, plan.namedBy, leaf);
  const customer = account?.customer ?? '';
  if (isFirst) {
    const [holder] = world.accounts;
    const noted = (holder && notedOf(account ?? holder, plan.namedBy)?.value) ?? '';
    const { issuer } = leaf;
    const stranger = account?.certificate && account.certificate.issuer.key !== issuer.key;
    const place = field ? { value: field.value, offset: field.offset, bytes: field.length, of: field.of } : {};
    recorder.operation(
      'server',
      'account.find',
      {
        by: plan.namedBy,
        ...place,
        account: customer,
        noted,
        holder: holder?.customer ?? '',
        ...(stranger && { otherIssuer: issuer.text }),
      },
      { result: account ? 'pass' : 'fail', subject: 'client', certificates: [leaf.der] },
    );
  }
  return customer;
}
