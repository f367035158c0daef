// What an endpoint leaves behind when it handles an input: bytes to send, and what it did, learnt and came to believe.
// The lab turns these into the events of a recording; on a socket only `send`, `data` and `ended` matter.

import type { Span } from '../bytes/span.ts';
import type { CheckResult } from '../pki/path/result.ts';
import type { Withholding } from './behaviour.ts';
import type { Version } from './codePoints/versions.ts';
import type { EndpointBeliefDetails, EndpointOperationDetails, TlsMessageDetails } from './details.ts';
import type { Session13 } from './tls13/session.ts';

export type Side = 'client' | 'server';
export type ResultKind = 'neutral' | 'pass' | 'fail';

export type TlsMessageType = keyof TlsMessageDetails;

/** What each is and says: details.ts. */
export type EndpointOperation = keyof EndpointOperationDetails;

export const ENDPOINT_SECRETS = [
  'clientRandom',
  'serverRandom',
  'clientShare', // ECDHE, here and in the next three
  'clientSharePrivateKey',
  'serverShare',
  'serverSharePrivateKey',
  'premasterSecret',
  'masterSecret',
  'clientWriteMacKey', // CBC suites only
  'serverWriteMacKey', // CBC suites only
  'clientWriteKey',
  'serverWriteKey',
  'clientWriteIv', // AEAD suites only
  'serverWriteIv', // AEAD suites only
  // TLS 1.3, in the order of derivation (RFC 9846 7.1)
  'preSharedKey', // of a ticket
  'earlySecret',
  'binderKey', // of a ticket
  'sharedSecret', // (EC)DHE
  'handshakeSecret',
  'clientHandshakeTrafficSecret',
  'serverHandshakeTrafficSecret',
  'clientHandshakeKey',
  'clientHandshakeIv',
  'serverHandshakeKey',
  'serverHandshakeIv',
  'mainSecret',
  'clientApplicationTrafficSecret0',
  'serverApplicationTrafficSecret0',
  'exporterSecret',
  'clientApplicationKey',
  'clientApplicationIv',
  'serverApplicationKey',
  'serverApplicationIv',
  'resumptionSecret',
  'clientApplicationTrafficSecretN', // after a KeyUpdate
  'serverApplicationTrafficSecretN',
] as const;
export type EndpointSecret = (typeof ENDPOINT_SECRETS)[number];

export type EndpointBelief = keyof EndpointBeliefDetails;

/** A message as its sender made it: the record on the wire, and what is inside. */
export interface SentMessageOf<Type extends TlsMessageType> {
  readonly type: Type;
  readonly wire: Uint8Array;
  readonly wireSpans: readonly Span[];
  readonly encrypted: boolean;
  /** The protected fragment; null where the record isn't encrypted. */
  readonly plaintext: Uint8Array | null;
  readonly plaintextSpans: readonly Span[];
  /** ClientKeyExchange: the PKCS #1 block that was encrypted. */
  readonly sealed: { readonly bytes: Uint8Array; readonly spans: readonly Span[] } | null;
  /** DER of the certificates inside. */
  readonly certificates: readonly Uint8Array[];
  readonly details: TlsMessageDetails[Type];
}
export type SentMessage = { [Type in TlsMessageType]: SentMessageOf<Type> }[TlsMessageType];

/** A question to the CA about revocation; the answer comes back as an input. */
export interface RevocationQuestion {
  /** `ocsp`: to its responder. `crl`: for its list. */
  readonly via: 'ocsp' | 'crl';
  /** The whole HTTP request. */
  readonly http: Uint8Array;
  readonly httpSpans: readonly Span[];
  /** DER of the OCSPRequest; null for a list, which is asked for by its address. */
  readonly body: Uint8Array | null;
  readonly url: string;
  readonly serial: string;
}

/** What a CertificateRequest says (RFC 5246 7.4.4, RFC 9846 4.4.2). */
export interface AskedCertificate {
  /** DER of the names of acceptable CAs; none where any will do. */
  readonly authorities: readonly Uint8Array[];
  /** ClientCertificateType; null in TLS 1.3, which has no such list. */
  readonly certificateTypes: readonly number[] | null;
  /** SignatureScheme. */
  readonly schemes: readonly number[];
}

/** Why a client shows no certificate: it has none; its key is of no type, or signs by no scheme, that is asked for; no CA in its chain is. */
export type Withheld = 'none' | 'type' | 'scheme' | Withholding;

export interface EndpointOperationEvent<Id extends EndpointOperation> {
  readonly kind: 'operation';
  readonly operation: Id;
  readonly result: ResultKind;
  readonly subject: Side | null;
  readonly certificates: readonly Uint8Array[];
  readonly details: EndpointOperationDetails[Id];
}

export interface EndpointBeliefEvent<Id extends EndpointBelief> {
  readonly kind: 'belief';
  readonly belief: Id;
  readonly result: ResultKind;
  readonly details: EndpointBeliefDetails[Id];
}

export type EndpointEvent =
  | { readonly kind: 'send'; readonly message: SentMessage }
  | { readonly kind: 'ask'; readonly question: RevocationQuestion }
  | { [Id in EndpointOperation]: EndpointOperationEvent<Id> }[EndpointOperation]
  /** Belongs to the endpoint’s last `operation` on this subject. */
  | { readonly kind: 'check'; readonly subject: Side; readonly check: CheckResult }
  | {
      readonly kind: 'secret';
      readonly secret: EndpointSecret;
      readonly value: Uint8Array;
      readonly how: 'generated' | 'received' | 'derived' | 'opened';
    }
  | { [Id in EndpointBelief]: EndpointBeliefEvent<Id> }[EndpointBelief]
  /** The handshake is complete: application data may flow. */
  | { readonly kind: 'established' }
  | { readonly kind: 'data'; readonly data: Uint8Array }
  /** A client got a ticket: what it needs to resume. */
  | { readonly kind: 'session'; readonly session: Session13 }
  /** A client has read the server's choice; the application protocol comes with it, or (TLS 1.3) behind it. */
  | { readonly kind: 'agreed'; readonly version: Version; readonly suite: string }
  | { readonly kind: 'alpn'; readonly protocol: string }
  /** A client is asked for its certificate, and whether it will show it. */
  | { readonly kind: 'asked'; readonly request: AskedCertificate; readonly withheld: Withheld | null }
  /** Nothing more will be sent or read. */
  | { readonly kind: 'ended' /** And the peer is not told: it sees the connection end. */; readonly silent?: true };

export type EndpointInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** The CA's HTTP answer, or null where none came. */
  | { readonly kind: 'answer'; readonly http: Uint8Array | null }
  | { readonly kind: 'write'; readonly data: Uint8Array }
  /** TLS 1.3: KeyUpdate, and whether the peer is asked for one too. */
  | { readonly kind: 'updateKeys'; readonly request: boolean }
  | { readonly kind: 'close' }
  /** The connection is at its end: the peer closed it, and no close_notify came. */
  | { readonly kind: 'end' };
