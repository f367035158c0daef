// One call of `handle`: a working copy of the connection, the events that it leaves, and the ways to send.

import { concat } from '../bytes/hex.ts';
import type { Span } from '../bytes/span.ts';
import { shiftSpans } from '../bytes/span.ts';
import type { Random } from '../crypto/random.ts';
import type { CheckResult } from '../pki/path/result.ts';
import { ALERT_CODES, type AlertName, encodeAlert } from './alertCodes.ts';
import type { Behaviour } from './behaviour.ts';
import type { EndpointBeliefDetails, EndpointOperationDetails, MaybeOmitted, TlsMessageDetails } from './details.ts';
import type {
  EndpointBelief,
  EndpointBeliefEvent,
  EndpointEvent,
  EndpointOperation,
  EndpointOperationEvent,
  EndpointSecret,
  ResultKind,
  SentMessage,
  SentMessageOf,
  Side,
  TlsMessageType,
} from './events.ts';
import { MAX_IDLE_MESSAGES, MAX_WARNINGS } from './limits.ts';
import { encodeHandshake } from './messages/handshake.ts';
import type { Handshake, HandshakeType } from './messages/types.ts';
import type { Reading } from './protocolCheck.ts';
import { protect, type ReadState, type WriteState } from './record/protection.ts';
import { type ContentType, encodeRecord, MAX_FRAGMENT } from './record/record.ts';

/** The record layer's half of an endpoint's state. */
export interface Connection {
  /** Bytes that arrived and make no whole record yet, or wait for the CA's answer. */
  readonly pending: Uint8Array;
  /** Handshake bytes that make no whole message yet, or wait likewise. */
  readonly handshake: Uint8Array;
  /** How many bytes have left `pending`: where the next record begins in what the peer has sent. */
  readonly consumed: number;
  /** Where the first byte of `handshake` stands there; of a protected record, its header. */
  readonly handshakeAt: number;
  /** All handshake messages so far, both sides', with their headers: what Finished and CertificateVerify cover. */
  readonly transcript: Uint8Array;
  /** Null until the peer's ChangeCipherSpec; in TLS 1.3, until ServerHello. */
  readonly read: ReadState | null;
  /** Null until this side's ChangeCipherSpec; in TLS 1.3, until ServerHello. */
  readonly write: WriteState | null;
  /** How many messages came that brought the connection no further. */
  readonly warnings: number;
  readonly idleMessages: number;
  /** Bytes of early data that may still be skipped (RFC 9846 4.3.10); null where none is on the way. */
  readonly skippable: number | null;
}

export const NEW_CONNECTION: Connection = {
  pending: new Uint8Array(),
  handshake: new Uint8Array(),
  consumed: 0,
  handshakeAt: 0,
  transcript: new Uint8Array(),
  read: null,
  write: null,
  warnings: 0,
  idleMessages: 0,
  skippable: null,
};

/** What goes with a message of a type; details that must be said can't be left out. */
export type Extras<Type extends TlsMessageType> = Partial<Pick<SentMessage, 'sealed' | 'certificates'>> &
  (MaybeOmitted<TlsMessageDetails[Type]> extends readonly [unknown]
    ? { readonly details: TlsMessageDetails[Type] }
    : { readonly details?: TlsMessageDetails[Type] });

export class HandshakeContext {
  readonly events: EndpointEvent[] = [];
  /** What is being read; null where it is nothing of the peer's. */
  reading: Reading | null = null;

  constructor(
    public connection: Connection,
    readonly random: Random,
    readonly behaviour: Behaviour | null = null,
  ) {}

  /** Counts a message that brings the connection no further. False where there were too many of them. */
  tolerates(kind: 'warning' | 'message'): boolean {
    const { warnings, idleMessages } = this.connection;
    this.connection =
      kind === 'warning'
        ? { ...this.connection, warnings: warnings + 1 }
        : { ...this.connection, idleMessages: idleMessages + 1 };
    return kind === 'warning' ? warnings < MAX_WARNINGS : idleMessages < MAX_IDLE_MESSAGES;
  }

  emit(...events: EndpointEvent[]): void {
    this.events.push(...events);
  }

  /** An operation of this side that is about nobody's certificate, and that can't fail. */
  recordOperation<Id extends EndpointOperation>(operation: Id, details: EndpointOperationDetails[Id]): void {
    this.emitOperation({ kind: 'operation', operation, result: 'neutral', subject: null, certificates: [], details });
  }

  /** An operation on what `subject` showed, and the checks that it comes to. `certificates`: DER. */
  recordChecks<Id extends EndpointOperation>(
    operation: Id,
    result: ResultKind,
    subject: Side,
    about: { readonly certificates?: readonly Uint8Array[]; readonly details: EndpointOperationDetails[Id] },
    checks: readonly CheckResult[],
  ): void {
    const { certificates = [], details } = about;
    this.emitOperation({ kind: 'operation', operation, result, subject, certificates, details });
    for (const check of checks) this.emit({ kind: 'check', subject, check });
  }

  recordSecret(
    secret: EndpointSecret,
    value: Uint8Array,
    how: Extract<EndpointEvent, { kind: 'secret' }>['how'],
  ): void {
    this.emit({ kind: 'secret', secret, value, how });
  }

  recordBelief<Id extends EndpointBelief>(
    belief: Id,
    details: EndpointBeliefDetails[Id],
    result: ResultKind = 'neutral',
  ): void {
    // The compiler knows that id and details belong together, but not that a pair is one of the pairs.
    this.emit({ kind: 'belief', belief, result, details } satisfies EndpointBeliefEvent<Id> as EndpointEvent);
  }

  /** Encodes, adds to the transcript and sends. */
  sendHandshake<Type extends Exclude<HandshakeType, 'HelloRequest'>>(
    message: Handshake & { readonly type: Type },
    ...extras: MaybeOmitted<Extras<Type>>
  ): void {
    const { bytes, spans } = encodeHandshake(message);
    this.addToTranscript(bytes);
    this.send<Type>('handshake', message.type, bytes, spans, ...extras);
  }

  /** `details.dummy`: one that only middleboxes look at (RFC 9846 5). */
  sendChangeCipherSpec(details: TlsMessageDetails['ChangeCipherSpec'] = {}): void {
    const span: Span = { field: 'changeCipherSpec.type', start: 0, end: 1, value: '1', children: [] };
    this.send('change_cipher_spec', 'ChangeCipherSpec', Uint8Array.of(1), [span], { details });
  }

  sendAlert(level: 'warning' | 'fatal', description: AlertName): void {
    const { bytes, spans } = encodeAlert(level, description);
    const details = { level, description, code: ALERT_CODES[description] };
    this.send('alert', 'Alert', bytes, spans, { details });
  }

  /** Likewise, without protection, whatever keys are in use. */
  sendPlainAlert(level: 'warning' | 'fatal', description: AlertName): void {
    const { write } = this.connection;
    this.connection = { ...this.connection, write: null };
    this.sendAlert(level, description);
    this.connection = { ...this.connection, write };
  }

  sendApplicationData(data: Uint8Array): void {
    const span: Span = { field: 'applicationData.data', start: 0, end: data.length, value: null, children: [] };
    this.send('application_data', 'ApplicationData', data, [span]);
  }

  addToTranscript(bytes: Uint8Array): void {
    this.connection = { ...this.connection, transcript: concat(this.connection.transcript, bytes) };
  }

  /** One event a message, whatever number of records it takes (RFC 5246 6.2.1: at most 2^14 bytes each). */
  send<Type extends TlsMessageType>(
    content: ContentType,
    type: Type,
    fragment: Uint8Array,
    fragmentSpans: readonly Span[],
    ...[extras]: MaybeOmitted<Extras<Type>>
  ): void {
    const records: Uint8Array[] = [];
    const wireSpans: Span[] = [];
    const encrypted = this.protectionOf(content) !== null;
    let at = 0;
    for (let start = 0; start === 0 || start < fragment.length; start += MAX_FRAGMENT) {
      const part = fragment.subarray(start, start + MAX_FRAGMENT);
      const record = this.record(content, part, part.length === fragment.length ? fragmentSpans : []);
      records.push(record.bytes);
      wireSpans.push(...shiftSpans(record.spans, at));
      at += record.bytes.length;
    }
    const message: SentMessageOf<Type> = {
      type,
      wire: concat(...records),
      wireSpans,
      encrypted,
      plaintext: encrypted ? fragment : null,
      plaintextSpans: encrypted ? fragmentSpans : [],
      sealed: null,
      certificates: [],
      details: {} as TlsMessageDetails[Type],
      ...extras,
    };
    this.emit({ kind: 'send', message } as EndpointEvent);
  }

  private emitOperation<Id extends EndpointOperation>(event: EndpointOperationEvent<Id>): void {
    this.emit(event as EndpointEvent);
  }

  private record(content: ContentType, part: Uint8Array, inner: readonly Span[]): { bytes: Uint8Array; spans: Span[] } {
    const write = this.protectionOf(content);
    if (write) {
      const { bytes, spans, next } = protect(write, content, part, this.random);
      this.connection = { ...this.connection, write: next };
      return { bytes, spans: [...spans] };
    }
    const { bytes, spans } = encodeRecord(content, part);
    const header = bytes.length - part.length;
    if (inner.length === 0) return { bytes, spans: [...spans] };
    return { bytes, spans: [...spans.filter((span) => span.end <= header), ...shiftSpans(inner, header)] };
  }

  /** In TLS 1.3 a ChangeCipherSpec means nothing and is never protected (RFC 9846 5). */
  private protectionOf(content: ContentType): Connection['write'] {
    const { write } = this.connection;
    return write && 'layer' in write && content === 'change_cipher_spec' ? null : write;
  }
}
