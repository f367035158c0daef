// The states of a client of TLS 1.2, each named for the message that it expects (RFC 5246 7.3), and what it knows by then.
import type { Certificate } from '../../../pki/x509/certificate.ts';
import type { FinishedProof, PathProof, PossessionProof, PutOff } from '../../auth/proof.ts';
import type { Pending } from '../../auth/revocation.ts';
import type { CertificateRequest, ClientHello, ServerKeyExchange } from '../../messages/types.ts';
import type { Keys, NegotiatedParameters } from '../negotiatedParameters.ts';

/** What the server has shown of itself so far. */
export interface Shown {
  readonly agreed: NegotiatedParameters;
  readonly chain: readonly Certificate[];
  /** The stapled OCSP response; `expected` where the server announced one that has not come, null where it did not. */
  readonly staple: Uint8Array | 'expected' | null;
  /** Null with RSA key exchange. */
  readonly exchange: ServerKeyExchange | null;
}

/** What the client's answer will need, once the server's certificate is judged. */
export interface Awaited extends Pick<Shown, 'agreed' | 'exchange'> {
  readonly request: CertificateRequest | null;
}

interface Proofs<Path = PathProof> {
  readonly path: Path;
  /** Null with RSA key exchange: there the server's Finished proves possession of the private key too (F.1.1.2). */
  readonly possession: PossessionProof | null;
}

export type Client12 = { readonly version: 'tls1.2' } & (
  | { readonly name: 'waitServerHello'; readonly hello: ClientHello }
  | { readonly name: 'waitCertificate'; readonly agreed: NegotiatedParameters }
  | { readonly name: 'waitServerKeyExchange'; readonly shown: Shown }
  | { readonly name: 'waitCertificateRequestOrDone'; readonly shown: Shown }
  | { readonly name: 'waitServerHelloDone'; readonly shown: Shown; readonly request: CertificateRequest }
  | { readonly name: 'waitRevocationAnswer'; readonly awaited: Awaited; readonly pending: Pending }
  | ({ readonly name: 'waitChangeCipherSpec'; readonly keys: Keys } & Proofs<PathProof | PutOff>)
  | ({ readonly name: 'waitFinished'; readonly keys: Keys } & Proofs<PathProof | PutOff>)
  | ({ readonly name: 'connected'; readonly finished: FinishedProof } & Proofs)
);
