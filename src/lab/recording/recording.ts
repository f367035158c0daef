// What a run of the lab leaves behind: append-only, serialisable events, and the steps that a player stops at.
// Byte strings are lower-case hexadecimal text, so that a recording is JSON as it stands.
import type { Span } from '../../bytes/span.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { ENDPOINT_SECRETS, type ResultKind } from '../../tls/events.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { BeliefDetails, BeliefId, MessageDetails, MessageType, OperationDetails, OperationId } from './details.ts';

export type Hex = string;
export type Actor = 'client' | 'server' | 'ca' | 'attacker';
/** Lower-case hexadecimal SHA-256 of a certificate's DER. */
export type Fingerprint = string;

export type { ResultKind, TlsMessageType } from '../../tls/events.ts';
export type { BeliefId, CaMessageType, InsideMessageType, MessageType, OperationId } from './details.ts';

/**
 * `tls`: between the endpoints. `enrolment`: a certificate is asked for and issued. `ocsp`, `crl`: HTTP to the CA. `inside`:
 * HTTP in the bank's own network, behind the end of TLS.
 */
export type Channel = 'tls' | 'enrolment' | 'ocsp' | 'crl' | 'inside';

export interface MessageOf<Type extends MessageType> {
  readonly from: Actor;
  readonly to: Actor;
  readonly channel: Channel;
  readonly type: Type;
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
  readonly details: MessageDetails[Type];
}
export type Message = { [Type in MessageType]: MessageOf<Type> }[MessageType];

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

/** What an actor does by itself, shown as a card on its lifeline; what each is: details.ts. */
export interface OperationOf<Id extends OperationId> {
  readonly kind: 'operation';
  readonly operation: Id;
  readonly result: ResultKind;
  /** Whose certificate, key or message is worked on, where it is a peer's or a subject's. */
  readonly subject: Actor | null;
  readonly certificates: readonly Fingerprint[];
  readonly details: OperationDetails[Id];
  /** DER that the operation makes and nobody sends: a revocation list that the CA publishes at a student's wish. */
  readonly body?: { readonly bytes: Hex; readonly spans: readonly Span[] };
}

export interface BeliefOf<Id extends BeliefId> {
  readonly kind: 'belief';
  readonly belief: Id;
  readonly result: ResultKind;
  readonly details: BeliefDetails[Id];
}

export type LabEvent = { readonly id: number; readonly actor: Actor } & (
  | { readonly kind: 'sent'; readonly message: Message }
  /** `message` is the id of the `sent` event. */
  | { readonly kind: 'received'; readonly message: number }
  | { [Id in OperationId]: OperationOf<Id> }[OperationId]
  /** A check that `actor` made on `subject`'s proof; `operation` is the id of the one that it belongs to. */
  | {
      readonly kind: 'check';
      readonly operation: number;
      readonly subject: Actor;
      readonly check: CheckResult;
      /** The certificate that `check.certificate` means in its path; null where the check is about none that can be read. */
      readonly about: Fingerprint | null;
    }
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
  | { [Id in BeliefId]: BeliefOf<Id> }[BeliefId]
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
  'inside',
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
export type PreventedMessage = {
  [Type in MessageType]: Pick<MessageOf<Type>, 'from' | 'to' | 'type' | 'encrypted' | 'details'>;
}[MessageType];

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
