// For tests: what must follow where a proxy ends TLS. In the handshake nothing is wrong (RFC 9440 4: it "does not fail safe").
import type { ProxyFaultId } from '../scenario/faultId.ts';
import { type Expectation, everywhereInMutual, GOES_THROUGH } from './expectation.testing.ts';

export const PROXY_EXPECTED: Readonly<Record<ProxyFaultId, Expectation>> = {
  'proxy/header-passed-on': { follows: everywhereInMutual(GOES_THROUGH) },
  'proxy/backend-reachable': { follows: everywhereInMutual(GOES_THROUGH) },
};
