// Collects the events of a run: endpoint events become serialisable, certificates are kept once by fingerprint.
import { fromUtf8, toHex } from '../../bytes/hex.ts';
import { SharedSpans, type Span } from '../../bytes/span.ts';
import { fingerprint } from '../../pki/x509/fingerprint.ts';
import type { EndpointEvent, SentMessage, Side } from '../../tls/events.ts';
import { certificateRecord } from './certificateRecord.ts';
import type { BeliefDetails, OperationDetails } from './details.ts';
import type {
  Actor,
  BeliefId,
  BeliefOf,
  CaMessageType,
  CertificateRecord,
  Fingerprint,
  InsideMessageType,
  LabEvent,
  Message,
  MessageOf,
  OperationId,
  OperationOf,
  ResultKind,
  SecretId,
} from './recording.ts';

type Unnumbered = LabEvent extends infer E ? (E extends LabEvent ? Omit<E, 'id'> : never) : never;

/** A message to or from the CA, or inside the bank, with its bytes; `body`: the DER in an HTTP message. */
export type CaMessage<Type extends CaMessageType | InsideMessageType> = Pick<
  MessageOf<Type>,
  'from' | 'to' | 'channel' | 'type' | 'details'
> & {
  readonly wire: Uint8Array;
  readonly spans: readonly Span[];
  readonly body?: Uint8Array;
  readonly certificates?: readonly Uint8Array[];
};

export class Recorder {
  readonly events: LabEvent[] = [];
  readonly certificates: Record<Fingerprint, CertificateRecord> = {};
  /** Somebody stands between client and server: what they send goes there. */
  between = false;
  /** By the actor and its subject. */
  private readonly lastOperation = new Map<string, number>();
  /** The certificates that the verifier put into a path, by verifier and subject. */
  private readonly paths = new Map<string, readonly Fingerprint[]>();
  private readonly spans = new SharedSpans();

  /** Appends; returns the event's id, which is its index. */
  add(event: Unnumbered): number {
    const id = this.events.length;
    this.events.push({ id, ...event } as LabEvent);
    if (event.kind === 'operation') {
      const who = `${event.actor} ${event.subject}`;
      this.lastOperation.set(who, id);
      if (event.operation === 'path.validate') this.paths.set(who, event.certificates);
    }
    return id;
  }

  /** Keeps a certificate; returns its fingerprint. Bytes that are no certificate are kept too, without a subject. */
  keep(der: Uint8Array): Fingerprint {
    const id = fingerprint(der);
    this.certificates[id] ??= certificateRecord(der);
    return id;
  }

  operation<Id extends OperationId>(
    actor: Actor,
    operation: Id,
    details: OperationDetails[Id],
    more: {
      result?: ResultKind;
      subject?: Actor;
      certificates?: readonly Uint8Array[];
      body?: { bytes: Uint8Array; spans: readonly Span[] };
    } = {},
  ): number {
    const certificates = (more.certificates ?? []).map((der) => this.keep(der));
    const event: OperationOf<Id> & { actor: Actor } = {
      kind: 'operation',
      actor,
      operation,
      result: more.result ?? 'neutral',
      subject: more.subject ?? null,
      certificates,
      details,
      ...(more.body ? { body: { bytes: toHex(more.body.bytes), spans: more.body.spans } } : {}),
    };
    // The compiler knows that id and details belong together, but not that a pair is one of the pairs; likewise below.
    return this.add(event as Unnumbered);
  }

  belief<Id extends BeliefId>(
    actor: Actor,
    belief: Id,
    details: BeliefDetails[Id],
    result: ResultKind = 'neutral',
  ): void {
    const event: BeliefOf<Id> & { actor: Actor } = { kind: 'belief', actor, belief, result, details };
    this.add(event as Unnumbered);
  }

  secret(
    actor: Actor,
    secret: SecretId,
    value: Uint8Array,
    how: 'generated' | 'received' | 'derived' | 'opened',
  ): void {
    this.add({ kind: 'secret', actor, secret, value: toHex(value), how });
  }

  /** A message to or from the CA, or inside the bank. */
  caMessage<Type extends CaMessageType | InsideMessageType>(message: CaMessage<Type>): number {
    const { wire, spans, body, certificates, ...rest } = message;
    const sent: MessageOf<Type> = {
      ...rest,
      wire: toHex(wire),
      wireSpans: spans,
      encrypted: false,
      plaintext: null,
      plaintextSpans: [],
      sealed: null,
      body: body ? toHex(body) : null,
      certificates: (certificates ?? []).map((der) => this.keep(der)),
    };
    return this.add({ kind: 'sent', actor: message.from, message: sent as Message });
  }

  received(actor: Actor, message: number): void {
    this.add({ kind: 'received', actor, message });
  }

  /** Records what an endpoint reports. Returns the id of the `sent` event for a `send`, else null. */
  endpoint(side: Side, event: EndpointEvent): number | null {
    switch (event.kind) {
      case 'send':
        return this.sent(side, this.tlsMessage(side, this.towards(side), event.message));
      case 'operation':
        this.operation(side, event.operation, event.details, {
          result: event.result,
          certificates: event.certificates,
          ...(event.subject ? { subject: event.subject } : {}),
        });
        return null;
      case 'check': {
        const operation = this.lastOperation.get(`${side} ${event.subject}`);
        if (operation === undefined) throw new Error('a check outside of any operation');
        const about = this.certificateAt(side, event.subject, operation, event.check.certificate);
        this.add({ kind: 'check', actor: side, operation, subject: event.subject, check: event.check, about });
        return null;
      }
      case 'secret':
        this.secret(side, event.secret, event.value, event.how);
        return null;
      case 'belief':
        this.belief(side, event.belief, event.details, event.result);
        return null;
      case 'ask':
      case 'established':
      case 'data':
      case 'session':
      case 'agreed':
      case 'alpn':
      case 'asked':
      case 'ended':
        return null;
    }
  }

  /** By index in the certificates of the operation, or, where that is about a key or Finished alone, in the path before. */
  private certificateAt(side: Side, subject: Side, operation: number, index: number | null): Fingerprint | null {
    if (index === null) return null;
    const event = this.events[operation];
    const own = event?.kind === 'operation' ? event.certificates[index] : undefined;
    return own ?? this.paths.get(`${side} ${subject}`)?.[index] ?? null;
  }

  /** Returns the id of the `sent` event. */
  sent(actor: Actor, message: Message): number {
    return this.add({ kind: 'sent', actor, message });
  }

  /** The message of a `sent` event. */
  messageOf(sent: number): Message {
    const event = this.events[sent];
    if (event?.kind !== 'sent') throw new Error(`event ${sent} is no message`);
    return event.message;
  }

  /** The step's key that the next message of this type from `actor` will have. */
  nextKey(actor: Actor, type: Message['type']): string {
    const before = this.events.filter(
      (event) => event.kind === 'sent' && event.actor === actor && event.message.type === type,
    );
    return before.length === 0 ? `${actor}:${type}` : `${actor}:${type}#${before.length + 1}`;
  }

  private towards(side: Side): Actor {
    if (this.between) return 'attacker';
    return side === 'client' ? 'server' : 'client';
  }

  tlsMessage(from: Actor, to: Actor, sent: SentMessage): Message {
    const message = {
      from,
      to,
      channel: 'tls',
      type: sent.type,
      wire: toHex(sent.wire),
      wireSpans: this.spans.share(sent.wireSpans),
      encrypted: sent.encrypted,
      plaintext: sent.plaintext ? toHex(sent.plaintext) : null,
      plaintextSpans: this.spans.share(sent.plaintextSpans),
      sealed: sent.sealed ? { bytes: toHex(sent.sealed.bytes), spans: sent.sealed.spans } : null,
      body: null,
      certificates: sent.certificates.map((der) => this.keep(der)),
      details:
        sent.type === 'ApplicationData' ? { line: firstLine(sent.plaintext ?? sent.wire.subarray(5)) } : sent.details,
    } as const;
    return message as Message;
  }
}

const firstLine = (bytes: Uint8Array): string => fromUtf8(bytes).split('\r\n', 1)[0] ?? '';
