// For tests: what must follow from each fault of negotiation.
import type { NegotiationFaultId } from '../scenario/faultId.ts';
import { type Expectation, everywhere, refusedBy, says } from './expectation.testing.ts';

export const NEGOTIATION_EXPECTED: Readonly<Record<NegotiationFaultId, Expectation>> = {
  // RFC 5246 7.4.1.3, RFC 9846 4.2.2
  'hello/no-common-cipher': {
    follows: everywhere(
      refusedBy('server', 'hello.cipher', 'handshake_failure', says('no shared cipher', 'handshake_failure')),
    ),
  },
  // RFC 5246 E.1, RFC 9846 4.3.1
  'hello/no-common-version': {
    follows: everywhere(
      refusedBy('server', 'hello.version', 'protocol_version', says('unsupported protocol', 'protocol_version')),
    ),
  },
  // RFC 6066 3
  'hello/unknown-name': {
    follows: everywhere(
      refusedBy('server', 'hello.sni', 'unrecognized_name', says('callback failed', 'unrecognized_name')),
    ),
  },
};
