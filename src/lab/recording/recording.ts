// What a run of the lab leaves behind: append-only, serialisable events, and the steps that a player stops at.
// Byte strings are lower-case hexadecimal text, so that a recording is JSON as it stands.
import type { Span } from '../../bytes/span.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { ENDPOINT_BELIEFS, ENDPOINT_OPERATIONS, ENDPOINT_SECRETS, type TlsMessageType } from '../../tls/events.ts';
import type { Scenario } from '../scenario/scenario.ts';

export type Hex = string;
export type Actor = 'client' | 'server' | 'ca' | 'attacker';
/** A few values by name, for labels and evidence: dates as ISO 8601, numbers as they are. */
export type Details = Readonly<Record<string, string | number | boolean>>;
/** Lower-case hexadecimal SHA-256 of a certificate's DER. */
export type Fingerprint = string;

export type { TlsMessageType } from '../../tls/events.ts';
export type CaMessageType =
  | 'CertificationRequest'
  | 'IssuedCertificate'
  | 'OCSPRequest'
  | 'OCSPResponse'
  | 'CRLRequest'
  | 'CRL';
export type MessageType = TlsMessageType | CaMessageType;

/** `tls`: between the endpoints. `enrolment`: a certificate is asked for and issued. `ocsp`, `crl`: HTTP to the CA. */
export type Channel = 'tls' | 'enrolment' | 'ocsp' | 'crl';

export interface Message {
  readonly from: Actor;
  readonly to: Actor;
  readonly channel: Channel;
  readonly type: MessageType;
  /** As on the wire: for `tls` whole records with their headers, for `ocsp` and `crl` the whole HTTP message, for `enrolment` DER. */
  readonly wire: Hex;
  readonly wireSpans: readonly Span[];
  readonly encrypted: boolean;
  /** What the record protects (the handshake message, the alert, the HTTP text), or null where nothing is encrypted. */
  readonly plaintext: Hex | null;
  readonly plaintextSpans: readonly Span[];
  /** ClientKeyExchange only: the PKCS #1 block that the server's public key sealed (00 02 padding 00 premaster secret). */
  readonly sealed: { readonly bytes: Hex; readonly spans: readonly Span[] } | null;
  /** The DER that an HTTP message to or from the CA carries. */
  readonly body: Hex | null;
  /** Certificates that travel in it, in their order on the wire. */
  readonly certificates: readonly Fingerprint[];
  /**
   * For labels. ClientHello: suites, serverName. ServerHello: suite. Certificate: count. CertificateRequest: authorities,
   * authority. Alert: level, description, code. ApplicationData: line (first line of the HTTP text).
   * CertificationRequest: subject. OCSPRequest: serial, about (whose certificate). OCSPResponse, CertificateStatus:
   * status. CRLRequest: url. CRL: revoked (how many), nextUpdate. What the attacker sends: passed (unchanged, changed,
   * replayed, own).
   */
  readonly details: Details;
}

/** Operations: what an actor does by itself, shown as a card on the lifeline of the actor who does it. */
export const OPERATIONS = [
  'ca.create', // the CA makes its root and its issuing certificate
  'key.generate', // an endpoint's key pair is made (client and server)
  // The CA checks a certification request: its signature proves possession (details: subject, serial; where it is refused,
  // problem: unreadable, key, algorithm, signature, name; and what shows it).
  'ca.checkRequest',
  'certificate.obtain', // an endpoint gets its certificate elsewhere: signed by its own key or by another CA (details: issuer, selfSigned, byCustomer)
  'certificate.alter', // a byte of an issued certificate is changed afterwards (details: offset, from, to, field)
  'certificate.copy', // an endpoint shows a copied certificate; it holds another private key (details: subject)
  // The CA revokes a certificate (details: serial, subject, reason, at; where it does not, problem: unknown, revoked)
  'ca.revoke',
  'ca.release', // the CA lifts a hold (details: serial, subject; where it does not, problem: unknown, notHeld)
  'ca.publishCrl', // the CA signs its list of revoked certificates (details: number, revoked, thisUpdate, nextUpdate)
  'trust.install', // a root goes into an endpoint's trust store, out of band
  'ca.lookUp', // the CA looks the serial number up in its database
  'ca.impersonate', // the question never reaches the CA: somebody on the way answers (details: how: forged, replayed)
  'connection.again', // the client connects once more, with its ticket (details: name, afterMinutes)
  ...ENDPOINT_OPERATIONS,
  'application.decide', // server: what the authenticated peer may do
  'attacker.equip', // the attacker's own CA certifies its key for the server's name (details: root, subject)
  'attacker.edit', // a message is changed on its way (details: message, how, and where it is one byte: offset, from, to)
  'attacker.drop', // a message is kept back (details: message)
  'attacker.replay', // a recorded message takes the place of one (details: message, bytes)
  'attacker.read', // the attacker reads what a side sent it (details: from, line, bytes)
  'key.steal', // the day after: the server's private key comes into the attacker's hands (details: bits)
  'attacker.decrypt', // the attacker tries the stolen key on what it recorded (details: opened, records, reason)
] as const;
export type OperationId = (typeof OPERATIONS)[number];

export const SECRETS = [
  'client.privateKey',
  'server.privateKey',
  'ca.rootPrivateKey',
  'ca.issuingPrivateKey',
  ...ENDPOINT_SECRETS,
  'request', // the HTTP request's text
  'response', // the HTTP response's text
] as const;
export type SecretId = (typeof SECRETS)[number];

export const BELIEFS = [
  'client.idle', // details: serverName
  'server.listening',
  ...ENDPOINT_BELIEFS,
  'ca.ready',
  'ca.issued', // details: subject
  'ca.answered', // details: serial, status
  'ca.revoked', // details: subject, reason
  'ca.released', // details: subject
  'ca.published', // details: number, revoked
  'ca.declined', // details: problem
  'attacker.relays',
  'attacker.records',
  'attacker.changed', // details: message
  'attacker.dropped', // details: message
  'attacker.replayed', // details: message
  'attacker.pretends', // details: name
  'attacker.refused', // details: by, alert
  'attacker.reads', // the attacker has read application data
  'attacker.readsNothing', // the stolen key opens nothing
] as const;
export type BeliefId = (typeof BELIEFS)[number];
export type ResultKind = 'neutral' | 'pass' | 'fail';

export type LabEvent = { readonly id: number; readonly actor: Actor } & (
  | { readonly kind: 'sent'; readonly message: Message }
  /** `message` is the id of the `sent` event. */
  | { readonly kind: 'received'; readonly message: number }
  | {
      readonly kind: 'operation';
      readonly operation: OperationId;
      readonly result: ResultKind;
      /** Whose certificate, key or message is worked on, where it is a peer's or a subject's. */
      readonly subject: Actor | null;
      readonly certificates: readonly Fingerprint[];
      /** Actors whose data took part besides the actor's own (the CA's key in its trust store, say). */
      readonly details: Details;
      /** DER that the operation makes and nobody sends: a revocation list that the CA publishes at a student's wish. */
      readonly body?: { readonly bytes: Hex; readonly spans: readonly Span[] };
    }
  /** A check that `actor` made on `subject`'s proof; `operation` is the id of the one that it belongs to. */
  | { readonly kind: 'check'; readonly operation: number; readonly subject: Actor; readonly check: CheckResult }
  | {
      readonly kind: 'secret';
      readonly secret: SecretId;
      readonly value: Hex;
      readonly how: 'generated' | 'received' | 'derived' | 'opened';
    }
  /** What the attacker got out of a recorded message with a stolen key; `message` is the id of the `sent` event. */
  | { readonly kind: 'opened'; readonly message: number; readonly plaintext: Hex }
  /** In a view of the recording (`view.ts`): what its observer does not get to know. */
  | { readonly kind: 'unseen' }
  | { readonly kind: 'belief'; readonly belief: BeliefId; readonly result: ResultKind; readonly details: Details }
);
export type EventKind = LabEvent['kind'];
export type EventOf<K extends EventKind> = Extract<LabEvent, { kind: K }>;

export const PHASES = [
  'issuance',
  'hello',
  'server-proves',
  'client-proves',
  'keys',
  'upstream',
  'data',
  'again',
  'tomorrow',
] as const;
export type PhaseId = (typeof PHASES)[number];

/** One stop of the player: a message or an operation, with all that happened until the next one. */
export interface Step {
  /** 1 for the first. */
  readonly number: number;
  /** Stable name within a scenario and, where the step exists there too, in others: `client:ClientHello`, `server:path.validate`, `client:Alert#2`. */
  readonly key: string;
  readonly kind: 'message' | 'operation';
  /** Index in `events` of the `sent` or `operation` event. */
  readonly event: number;
  /** Index behind the last event that has happened when the player stands here. */
  readonly until: number;
  readonly phase: PhaseId;
  /** Step of the textbook flow of this mode (one-way 1 to 5, two-way 1 to 6); null before the handshake. */
  readonly textbook: number | null;
}

/** In a view: a step whose phase the observer does not learn. */
export interface SealedStep extends Step {
  readonly sealed: true;
}

/** A message of the honest run that never was sent in this one. Computed by comparing the two runs. */
export interface PreventedMessage {
  readonly from: Actor;
  readonly to: Actor;
  readonly type: MessageType;
  readonly encrypted: boolean;
  readonly details: Details;
}

/** A certificate that took part, by what a reader wants first; everything else is decoded from the DER. */
export interface CertificateRecord {
  readonly der: Hex;
  readonly subject: string;
  readonly role: 'root' | 'intermediate' | 'leaf';
}

export interface OutcomeError {
  /** Id of the check that failed. */
  readonly code: string;
  /** Name of the alert of RFC 5246 7.2, such as `certificate_expired`. */
  readonly alert: string;
  /** `self`: this endpoint found it. `peer`: it was told by an alert. */
  readonly by: 'self' | 'peer';
}
export interface Outcome {
  readonly state: 'connected' | 'failed' | 'closed';
  readonly error: OutcomeError | null;
}

export interface Recording {
  readonly format: 'handshake-lab-recording';
  readonly version: 1;
  readonly scenario: Scenario;
  /** The clock of the run, milliseconds since 1970. */
  readonly now: number;
  readonly events: readonly LabEvent[];
  readonly steps: readonly Step[];
  readonly prevented: readonly PreventedMessage[];
  readonly certificates: Readonly<Record<Fingerprint, CertificateRecord>>;
  readonly outcome: { readonly client: Outcome; readonly server: Outcome };
  /** Lines in NSS key log format; empty where no secret was agreed. */
  readonly keyLog: string;
}
