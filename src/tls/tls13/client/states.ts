// The states of a client of TLS 1.3, each named for the message that may come next (RFC 9846 appendix A.1), and what it
// knows by then.

import type { FinishedProof, PathProof, PutOff } from '../../auth/proof.ts';
import type { Pending } from '../../auth/revocation.ts';
import type { Offer } from '../clientHello13.ts';
import type { Refused, ServerIdentity } from '../identity.ts';
import type { CertificateRequest13 } from '../messages/types.ts';
import type { ApplicationKeys, HandshakeKeys } from '../secrets13.ts';
import type { Session13 } from '../session.ts';

/** What every state behind ServerHello remembers. */
export interface Agreed13 {
  readonly offer: Offer;
  readonly keys: HandshakeKeys;
  /** Null in a full handshake. */
  readonly resumed: Session13 | null;
}

/** The same, once it is known whether the server asks for a certificate; `request` is null where it does not. */
export interface Asked {
  readonly agreed: Agreed13;
  readonly request: CertificateRequest13 | null;
}

export type Client13 = { readonly version: 'tls1.3' } & (
  | { readonly name: 'waitServerHello'; readonly offer: Offer }
  | { readonly name: 'waitEncryptedExtensions'; readonly agreed: Agreed13 }
  | { readonly name: 'waitCertificateOrRequest'; readonly agreed: Agreed13 }
  | ({ readonly name: 'waitCertificate' } & Asked)
  | ({ readonly name: 'waitRevocationAnswer'; readonly pending: Pending } & Asked)
  | ({ readonly name: 'waitCertificateVerify'; readonly path: PathProof | PutOff } & Asked)
  | ({ readonly name: 'waitFinished'; readonly identity: ServerIdentity | Refused } & Asked)
  | {
      readonly name: 'connected';
      readonly keys: ApplicationKeys;
      readonly identity: ServerIdentity;
      readonly finished: FinishedProof;
      readonly resumption: Uint8Array;
    }
);
