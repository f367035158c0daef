// The states of a server of TLS 1.3, each named for the message that may come next (RFC 9846 appendix A.2), and what it
// knows by then. Behind its own Finished it waits for the client's, so that it knows to whom it speaks.

import type { FinishedProof, ShownPath } from '../../auth/proof.ts';
import type { Pending } from '../../auth/revocation.ts';
import type { ClientIdentity13 } from '../identity.ts';
import type { ClientHello13 } from '../messages/types.ts';
import type { ApplicationKeys, HandshakeKeys } from '../secrets13.ts';
import type { Choice } from '../serverHello13.ts';

/** What the second ClientHello is held against. */
export interface Retry {
  readonly hello: ClientHello13;
  readonly choice: Choice;
  readonly cookie: Uint8Array;
}

/** What is left of the server's flight. */
export interface ServerFlight {
  readonly serverName: string | null;
  readonly handshake: HandshakeKeys;
  readonly application: ApplicationKeys;
}

export type Server13 = { readonly version: 'tls1.3' } & (
  | { readonly name: 'waitSecondClientHello'; readonly retry: Retry }
  | { readonly name: 'waitCertificate'; readonly flight: ServerFlight }
  | { readonly name: 'waitRevocationAnswer'; readonly flight: ServerFlight; readonly pending: Pending }
  | { readonly name: 'waitCertificateVerify'; readonly flight: ServerFlight; readonly path: ShownPath }
  | { readonly name: 'waitFinished'; readonly flight: ServerFlight; readonly identity: ClientIdentity13 }
  | {
      readonly name: 'connected';
      readonly keys: ApplicationKeys;
      readonly identity: ClientIdentity13;
      readonly finished: FinishedProof;
    }
);
