// What an endpoint leaves behind when it handles an input: bytes to send, and what it did, learnt and came to believe.
// The lab turns these into the events of a recording; on a socket only `send`, `data` and `ended` matter.
import type { Span } from '../bytes/span.ts';
import type { CheckResult } from '../pki/path/result.ts';
import type { Session13 } from './tls13/session.ts';

export type Side = 'client' | 'server';
export type Facts = Readonly<Record<string, string | number | boolean>>;
export type Tone = 'neutral' | 'pass' | 'fail';

export type TlsMessageType =
  | 'ClientHello'
  | 'ServerHello'
  | 'Certificate'
  | 'CertificateStatus'
  | 'CertificateRequest'
  | 'HelloRetryRequest'
  | 'EncryptedExtensions'
  | 'NewSessionTicket'
  | 'KeyUpdate'
  | 'ServerHelloDone'
  | 'ClientKeyExchange'
  | 'CertificateVerify'
  | 'ChangeCipherSpec'
  | 'Finished'
  | 'ApplicationData'
  | 'Alert';

export type EndpointWork =
  | 'path.validate'
  | 'certificate.decide'
  | 'certificate.missing'
  | 'premaster.generate'
  | 'premaster.open'
  | 'keys.derive'
  | 'share.generate'
  | 'keys.handshake'
  | 'keys.application'
  | 'keys.update'
  | 'ticket.open'
  | 'transcript.sign'
  | 'possession.verify'
  | 'finished.verify'
  | 'record.open';

export type EndpointSecret =
  | 'clientRandom'
  | 'serverRandom'
  | 'premasterSecret'
  | 'masterSecret'
  | 'clientWriteMacKey'
  | 'serverWriteMacKey'
  | 'clientWriteKey'
  | 'serverWriteKey'
  | 'clientWriteIv'
  | 'serverWriteIv'
  | 'preSharedKey'
  | 'earlySecret'
  | 'sharedSecret'
  | 'handshakeSecret'
  | 'clientHandshakeTrafficSecret'
  | 'serverHandshakeTrafficSecret'
  | 'clientHandshakeKey'
  | 'clientHandshakeIv'
  | 'serverHandshakeKey'
  | 'serverHandshakeIv'
  | 'mainSecret'
  | 'clientApplicationTrafficSecret0'
  | 'serverApplicationTrafficSecret0'
  | 'exporterSecret'
  | 'clientApplicationKey'
  | 'clientApplicationIv'
  | 'serverApplicationKey'
  | 'serverApplicationIv'
  | 'resumptionSecret'
  | 'clientApplicationTrafficSecretN'
  | 'serverApplicationTrafficSecretN';

export type EndpointBelief =
  | 'client.offered'
  | 'client.shownCertificate'
  | 'client.certificateValid'
  | 'client.connected'
  | 'client.refused'
  | 'client.told'
  | 'client.closed'
  | 'server.anonymous'
  | 'server.shownCertificate'
  | 'server.certificateValid'
  | 'server.possessionProven'
  | 'server.connectedAnonymous'
  | 'server.connected'
  | 'server.refused'
  | 'server.told'
  | 'server.closed';

/** A message as its sender made it: the record on the wire, and what is inside. */
export interface SentMessage {
  readonly type: TlsMessageType;
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
  readonly facts: Facts;
}

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

export type EndpointEvent =
  | { readonly kind: 'send'; readonly message: SentMessage }
  | { readonly kind: 'ask'; readonly question: RevocationQuestion }
  | {
      readonly kind: 'work';
      readonly work: EndpointWork;
      readonly tone: Tone;
      readonly subject: Side | null;
      readonly certificates: readonly Uint8Array[];
      readonly facts: Facts;
    }
  /** Belongs to the endpoint's last `work` on this subject. */
  | { readonly kind: 'check'; readonly subject: Side; readonly check: CheckResult }
  | {
      readonly kind: 'secret';
      readonly secret: EndpointSecret;
      readonly value: Uint8Array;
      readonly how: 'generated' | 'received' | 'derived' | 'opened';
    }
  | { readonly kind: 'belief'; readonly belief: EndpointBelief; readonly tone: Tone; readonly facts: Facts }
  /** The handshake is complete: application data may flow. */
  | { readonly kind: 'established' }
  | { readonly kind: 'data'; readonly data: Uint8Array }
  /** A client got a ticket: what it needs to resume. */
  | { readonly kind: 'session'; readonly session: Session13 }
  /** Nothing more will be sent or read. */
  | { readonly kind: 'ended' };

export type EndpointInput =
  | { readonly kind: 'start' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** The CA's HTTP answer, or null where none came. */
  | { readonly kind: 'answer'; readonly http: Uint8Array | null }
  | { readonly kind: 'write'; readonly data: Uint8Array }
  /** TLS 1.3: KeyUpdate, and whether the peer is asked for one too. */
  | { readonly kind: 'updateKeys'; readonly request: boolean }
  | { readonly kind: 'close' };
