// The application's decision: whose account a certificate names, and what the owner may do.
import { fromUtf8 } from '../../bytes/hex.ts';
import { type Certificate, commonName } from '../../pki/x509/certificate.ts';
import type { OperationDetails } from '../recording/details.ts';
import { findAccount, notedOf } from '../world/accounts.ts';
import { balanceResponse } from './httpMessages.ts';
import type { RunContext } from './inquiry.ts';

/** How the application knows the certificate, and whether it is the first decision of its connection, which is told. */
export interface Knowing {
  readonly by: Exclude<OperationDetails['application.decide']['by'], 'password'>;
  readonly first: boolean;
  /** In truth nobody has proven to hold the key of the certificate. */
  readonly unproven?: boolean;
}

/** The answer to a request. `leaf`: of whom TLS authenticated, or whom a header names; null where that is nobody. */
export function decide(
  context: RunContext,
  request: Uint8Array,
  leaf: Certificate | null,
  knowing: Knowing,
): Uint8Array {
  const { recorder, plan } = context;
  const { by } = knowing;
  const named = leaf && (plan.tellsAccount ? lookUp(context, leaf, knowing) : commonName(leaf));
  // Whom TLS has not verified is nobody to an application that asks.
  const customer = named === null && by === 'unverified' ? '' : named;
  // RFC 9440 2.4: what depends on the header is not to be kept for others.
  const headers = by === 'header' ? [['Cache-Control', 'no-store'] as const] : [];
  const data = balanceResponse(plan.names, customer, fromUtf8(request), headers);
  const status = fromUtf8(data).split(' ')[1] ?? '';
  recorder.operation(
    'server',
    'application.decide',
    { customer: customer ?? '', by: customer === null ? 'password' : by, status },
    { result: status === '200' ? 'pass' : 'fail', subject: 'client' },
  );
  return data;
}

/** Whose account the certificate names; '' where it is nobody's. It is told once a connection. */
function lookUp({ recorder, world, plan }: RunContext, leaf: Certificate, { by, first, unproven }: Knowing): string {
  const { field, account } = findAccount(world.accounts, plan.namedBy, leaf);
  const customer = account?.customer ?? '';
  if (!first) return customer;
  const [holder] = world.accounts;
  const { issuer } = leaf;
  const stranger = account?.certificate && account.certificate.issuer.key !== issuer.key;
  recorder.operation(
    'server',
    'account.find',
    {
      by: plan.namedBy,
      ...(field && { value: field.value, offset: field.offset, bytes: field.length, of: field.of }),
      account: customer,
      noted: (holder && notedOf(account ?? holder, plan.namedBy)?.value) ?? '',
      holder: holder?.customer ?? '',
      ...(stranger && { otherIssuer: issuer.text }),
      ...(by === 'header' && { fromHeader: true }),
      ...(unproven && { unproven }),
    },
    { result: account ? 'pass' : 'fail', subject: 'client', certificates: [leaf.der] },
  );
  return customer;
}
