// From bytes to inputs of a state machine: records, protection, reassembly of handshake messages (RFC 5246 6.2, 7.4).
import { DecodeError } from '../../bytes/error.ts';
import { concat } from '../../bytes/hex.ts';
import type { CitationKey } from '../../pki/citations.ts';
import type { CheckResult } from '../../pki/path/result.ts';
import { type AlertDescription, type AlertLevel, decodeAlert } from '../alertCodes.ts';
import type { OwnError } from '../error.ts';
import type { Side } from '../events.ts';
import type { Connection, HandshakeContext } from '../handshakeContext.ts';
import type { Reading } from '../protocolCheck.ts';
import { HANDSHAKE_HEADER, reassembleHandshake } from './flight.ts';
import { type LayeredState, unprotect } from './protection.ts';
import { type ContentType, MAX_FRAGMENT, type RawRecord, readRecords } from './record.ts';

export type Incoming =
  /** A whole message with its header; which messages there are is the protocol's matter. */
  | { readonly kind: 'handshake'; readonly raw: Uint8Array }
  | { readonly kind: 'changeCipherSpec' }
  | { readonly kind: 'alert'; readonly level: AlertLevel; readonly alert: AlertDescription }
  | { readonly kind: 'applicationData'; readonly data: Uint8Array };

/** What the messages go to. */
export interface Receiver<State> {
  /** Who sends what is received. */
  readonly peer: Side;
  /** True while nothing may be read: an answer of the CA is awaited, or all is over. */
  paused(state: State): boolean;
  ended(state: State): boolean;
  step(state: State, context: HandshakeContext, incoming: Incoming): State;
  fail(state: State, context: HandshakeContext, error: OwnError): State;
}

/** Takes bytes off the wire and hands on each message in them, until the endpoint pauses or they are used up. */
export function receive<State>(
  receiver: Receiver<State>,
  from: State,
  context: HandshakeContext,
  bytes: Uint8Array,
): State {
  if (receiver.ended(from)) return from;
  context.connection = { ...context.connection, pending: concat(context.connection.pending, bytes) };
  let state = drainHandshake(receiver, from, context);
  while (!receiver.paused(state) && !receiver.ended(state)) {
    const record = nextRecord(context);
    if (record === null) return state;
    state =
      record instanceof DecodeError
        ? receiver.fail(state, context, recordError(record))
        : takeRecord(receiver, state, context, record);
  }
  return state;
}

/** Takes one record off `pending`; the rest stays there. */
function nextRecord(context: HandshakeContext): RawRecord | DecodeError | null {
  const { pending, consumed } = context.connection;
  const whole = HEADER_LENGTH + ((pending[3] ?? 0) << 8) + (pending[4] ?? 0);
  const { records, error } = readRecords(pending.subarray(0, whole));
  const record = records[0];
  context.reading = { raw: record?.wire ?? pending, kind: 'record', start: 0, at: consumed, sealed: false };
  if (!record) return error;
  const { length } = record.wire;
  context.connection = { ...context.connection, pending: pending.subarray(length), consumed: consumed + length };
  return record;
}

function takeRecord<State>(
  receiver: Receiver<State>,
  state: State,
  context: HandshakeContext,
  record: RawRecord,
): State {
  let { fragment } = record;
  const { read } = context.connection;
  // After a HelloRetryRequest there are no keys to try: all that is marked as data is early data (4.3.10).
  if (!read && record.type === 'application_data' && skips(context, record)) return state;
  if (read && 'layer' in read) return takeProtected13(receiver, state, context, record, read);
  if (!read && fragment.length > MAX_FRAGMENT) {
    return receiver.fail(state, context, { kind: 'record.overflow', length: fragment.length });
  }
  if (read) {
    const opened = unprotect(read, record);
    if (!opened.ok && opened.alert === 'record_overflow') {
      return receiver.fail(state, context, { kind: 'record.overflow', length: record.fragment.length });
    }
    if (!opened.ok) return cannotOpen(receiver, state, context, record, 'tls12.6.2.3');
    context.connection = { ...context.connection, read: opened.next };
    fragment = opened.plaintext;
  }
  return takeContent(receiver, state, context, record.type, fragment, read !== null);
}

/** A record of TLS 1.3 once keys are in use (RFC 9846 5, 5.2): what it is stands inside. */
function takeProtected13<State>(
  receiver: Receiver<State>,
  state: State,
  context: HandshakeContext,
  record: RawRecord,
  read: LayeredState,
): State {
  if (record.type === 'alert' && context.behaviour?.opensAlerts)
    return cannotOpen(receiver, state, context, record, 'tls13.5.2');
  if (read.layer.isPlain(read, record))
    return takeContent(receiver, state, context, record.type, record.fragment, false);
  if (record.type !== 'application_data') return unexpected(receiver, state, context, `unprotected ${record.type}`);
  const opened = unprotect(read, record);
  if (!opened.ok) {
    switch (opened.alert) {
      case 'bad_record_mac':
        if (skips(context, record)) return state;
        return cannotOpen(receiver, state, context, record, 'tls13.5.2');
      case 'record_overflow':
        return receiver.fail(state, context, { kind: 'record.overflow', length: record.fragment.length });
      case 'unexpected_message':
        return unexpected(receiver, state, context, 'no content type');
    }
  }
  context.connection = { ...context.connection, read: opened.next, skippable: null };
  const { type, plaintext: content } = opened;
  if (type === 'change_cipher_spec') return unexpected(receiver, state, context, 'protected change_cipher_spec');
  // 5.1, 5.4: neither may be empty, and nothing may stand between the parts of a handshake message.
  if (content.length === 0 && type !== 'application_data') return unexpected(receiver, state, context, `empty ${type}`);
  if (type !== 'handshake' && context.connection.handshake.length > 0)
    return unexpected(receiver, state, context, type);
  return takeContent(receiver, state, context, type, content, true);
}

/** Whether a record is early data that this side does not accept, and passes over (RFC 9846 4.3.10). */
function skips(context: HandshakeContext, { fragment }: RawRecord): boolean {
  const { skippable } = context.connection;
  if (skippable === null || fragment.length === 0 || fragment.length > skippable) return false;
  context.connection = { ...context.connection, skippable: skippable - fragment.length };
  return true;
}

const unexpected = <State>(receiver: Receiver<State>, state: State, context: HandshakeContext, got: string): State =>
  receiver.fail(state, context, { kind: 'order', expected: 'another record', got });

function cannotOpen<State>(
  receiver: Receiver<State>,
  state: State,
  context: HandshakeContext,
  record: RawRecord,
  reference: CitationKey,
): State {
  const check = macCheck(record, reference);
  context.recordChecks('record.open', 'fail', receiver.peer, { details: {} }, [check]);
  return receiver.fail(state, context, { kind: 'check', check });
}

function takeContent<State>(
  receiver: Receiver<State>,
  state: State,
  context: HandshakeContext,
  type: ContentType,
  fragment: Uint8Array,
  sealed: boolean,
): State {
  context.reading = inside(context.reading, fragment, sealed);
  switch (type) {
    case 'handshake': {
      if (fragment.length === 0) {
        return receiver.fail(state, context, { kind: 'decode', error: new DecodeError('record.fragment', 0, 'empty') });
      }
      context.connection = { ...context.connection, ...buffered(context, fragment) };
      return drainHandshake(receiver, state, context);
    }
    case 'change_cipher_spec':
      if (context.connection.handshake.length > 0) {
        return receiver.fail(state, context, {
          kind: 'order',
          expected: 'rest of a handshake message',
          got: 'ChangeCipherSpec',
        });
      }
      if (fragment.length !== 1 || fragment[0] !== 1) {
        const error = new DecodeError('changeCipherSpec.type', 0, 'not the single byte 1');
        return receiver.fail(state, context, { kind: 'decode', error });
      }
      return receiver.step(state, context, { kind: 'changeCipherSpec' });
    case 'alert': {
      const alert = decodeAlert(fragment);
      if (!alert.ok) return receiver.fail(state, context, { kind: 'decode', error: alert.error });
      return receiver.step(state, context, { kind: 'alert', level: alert.value.level, alert: alert.value.description });
    }
    case 'application_data':
      return receiver.step(state, context, { kind: 'applicationData', data: fragment });
  }
}

/** Whole handshake messages in the buffer, one by one; what is left when the machine pauses stays in the buffer. */
function drainHandshake<State>(receiver: Receiver<State>, from: State, context: HandshakeContext): State {
  let state = from;
  while (!receiver.paused(state) && !receiver.ended(state)) {
    const { handshake, handshakeAt: at, read } = context.connection;
    const taken = takeFirst(handshake);
    if (taken === null) return state;
    // As it would stand alone in a record of its own.
    const sealed = read !== null;
    const raw = taken instanceof DecodeError ? handshake : taken.raw;
    context.reading = { raw, kind: 'handshake', start: sealed ? 0 : HEADER_LENGTH, at, sealed };
    if (taken instanceof DecodeError) return receiver.fail(state, context, { kind: 'decode', error: taken });
    const handshakeAt = sealed ? at : at + raw.length;
    context.connection = { ...context.connection, handshake: taken.rest, handshakeAt };
    state = receiver.step(state, context, { kind: 'handshake', raw: taken.raw });
  }
  return state;
}

/** What a record carries; its bytes count from the header on, or, where it was protected, from the first one inside. */
function inside(record: Reading | null, raw: Uint8Array, sealed: boolean): Reading {
  const at = record?.at ?? 0;
  return sealed
    ? { raw, kind: 'content', start: 0, at, sealed }
    : { raw, kind: 'content', start: HEADER_LENGTH, at: at + HEADER_LENGTH, sealed };
}

/** The buffer of handshake bytes with one more part. */
function buffered(
  { reading, connection }: HandshakeContext,
  fragment: Uint8Array,
): Pick<Connection, 'handshake' | 'handshakeAt'> {
  const { handshake, handshakeAt } = connection;
  return {
    handshake: concat(handshake, fragment),
    handshakeAt: handshake.length > 0 ? handshakeAt : (reading?.at ?? 0),
  };
}

function takeFirst(buffer: Uint8Array): { raw: Uint8Array; rest: Uint8Array } | DecodeError | null {
  const length = ((buffer[1] ?? 0) << 16) | ((buffer[2] ?? 0) << 8) | (buffer[3] ?? 0);
  const taken = reassembleHandshake(buffer.subarray(0, HANDSHAKE_HEADER + length));
  if (!taken.ok) return taken.error;
  const raw = taken.value.messages[0];
  return raw ? { raw, rest: buffer.subarray(raw.length) } : null;
}

const HEADER_LENGTH = 5;

function recordError(error: DecodeError): OwnError {
  return { kind: 'decode', error };
}

function macCheck(record: RawRecord, reference: CitationKey): CheckResult {
  return {
    certificate: null,
    check: 'record.mac',
    result: 'fail',
    reference,
    evidence: { type: record.type, length: record.fragment.length },
  };
}
