// The states of a server of TLS 1.2, each named for the message that it expects (RFC 5246 7.3), and what it knows by then.
import type { PrivateShare } from '../../../crypto/keyAgreement.ts';
import type { CheckResult } from '../../../pki/path/result.ts';
import type { FinishedProof, Holder, ShownPath } from '../../auth/proof.ts';
import type { Pending } from '../../auth/revocation.ts';
import type { ClientHello } from '../../messages/types.ts';
import type { Keys, NegotiatedParameters } from '../negotiatedParameters.ts';

/** Who the client is: nobody in particular, the holder of a certificate, by path and possession. */
export type ClientIdentity =
  | { readonly kind: 'anonymous' }
  | Holder
  /** Somebody whom the server refuses, and has not told so yet. */
  | { readonly kind: 'refused'; readonly check: CheckResult };

export interface Negotiated {
  readonly hello: ClientHello;
  readonly agreed: NegotiatedParameters;
  /** What the server keeps of its share; null with RSA key exchange. */
  readonly kept: PrivateShare | null;
}

/** No certificate came. `check`: one had to, and the server says so behind the handshake; null where it need not. */
export interface Missing {
  readonly missing: CheckResult | null;
}

export type Server12 = { readonly version: 'tls1.2' } & (
  | { readonly name: 'waitCertificate'; readonly negotiated: Negotiated }
  | { readonly name: 'waitRevocationAnswer'; readonly negotiated: Negotiated; readonly pending: Pending }
  | {
      readonly name: 'waitClientKeyExchange';
      readonly negotiated: Negotiated;
      readonly path: ShownPath | Missing;
    }
  | { readonly name: 'waitCertificateVerify'; readonly keys: Keys; readonly path: ShownPath }
  | { readonly name: 'waitChangeCipherSpec'; readonly keys: Keys; readonly identity: ClientIdentity }
  | { readonly name: 'waitFinished'; readonly keys: Keys; readonly identity: ClientIdentity }
  | { readonly name: 'connected'; readonly identity: ClientIdentity; readonly finished: FinishedProof }
);
