// Faults where TLS ends at a proxy, which hands the client's certificate on in a header (RFC 9440 4).
import { behindProxy } from '../plan/plan.ts';
import type { ProxyFaultId } from '../scenario/faultId.ts';
import { type FaultUnit, proxyFault } from './fault.ts';

export const PROXY_FAULTS: Record<ProxyFaultId, FaultUnit> = {
  // The server may go without a certificate, and the client has none; but it knows how the header is written.
  'proxy/header-passed-on': proxyFault((plan) => ({
    ...behindProxy(plan),
    client: null,
    clientCertificate: 'request',
    clientForges: true,
    passesHeadersOn: true,
  })),
  // The customer does what they always do. Somebody else needs no TLS at all.
  'proxy/backend-reachable': proxyFault((plan) => ({ ...behindProxy(plan), applicationOpen: true })),
};
