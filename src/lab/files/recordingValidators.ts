// What the events of a recording may be in a file that somebody opens.
import type { Span } from '../../bytes/span.ts';
import { CITATIONS } from '../../pki/citations.ts';
import { CHECKS, type CheckResult } from '../../pki/path/result.ts';
import type { BeliefId, MessageType, OperationId } from '../recording/details.ts';
import {
  type Actor,
  type BeliefOf,
  type Channel,
  type LabEvent,
  type Message,
  type MessageOf,
  type OperationOf,
  type PreventedMessage,
  type ResultKind,
  SECRETS,
} from '../recording/recording.ts';
import { BELIEF_DETAILS, MESSAGE_DETAILS, MESSAGE_TYPES, OPERATION_DETAILS } from './detailValidators.ts';
import { EVIDENCE } from './evidenceValidators.ts';
import { BELIEF_NAMES, CHECK_NAMES, MESSAGE_NAMES, OPERATION_NAMES, STORED_OPERATION } from './storedNames.ts';
import {
  boundedText,
  type Check,
  called,
  hex,
  inFileOrder,
  listOf,
  literal,
  maybe,
  name,
  nullOr,
  object,
  oneOfValues,
  ownProperty,
  truth,
  ValidationError,
  whole,
} from './validators.ts';

export const actor: Check<Actor> = oneOfValues(['client', 'server', 'ca', 'attacker']);
const resultKind: Check<ResultKind> = oneOfValues(['neutral', 'pass', 'fail']);
export const fingerprintHex = hex(32, 32);
export const bytes = hex(0, 1 << 22);
const channel: Check<Channel> = oneOfValues(['tls', 'enrolment', 'ocsp', 'crl', 'inside']);

const DEEPEST = 40;

/** Spans of a buffer of `length` bytes: each lies inside of what is around it. */
const spans =
  (start: number, end: number, depth = 0): Check<readonly Span[]> =>
  (value, at) => {
    if (depth > DEEPEST) throw new ValidationError(at, 'shallow');
    return listOf(100_000, (item, place): Span => {
      const shallow = object<Omit<Span, 'children'>>({
        field: name,
        start: whole(start, end),
        end: whole(start, end),
        value: nullOr(boundedText(20_000)),
      })(item, place);
      if (shallow.end < shallow.start) throw new ValidationError([...place, 'end'], 'order');
      const children = spans(
        shallow.start,
        shallow.end,
        depth + 1,
      )(ownProperty(item, 'children'), [...place, 'children']);
      return { ...shallow, children };
    })(value, at);
  };

/** Bytes with the spans that name them. */
const withSpans: Check<{ readonly bytes: string; readonly spans: readonly Span[] }> = (value, at) => {
  const { bytes: whole } = object({ bytes })(value, at);
  return { bytes: whole, spans: spans(0, whole.length / 2)(ownProperty(value, 'spans'), [...at, 'spans']) };
};

const messageType = oneOfValues(MESSAGE_TYPES);

const message: Check<Message> = (value, at) => {
  const type = messageType(ownProperty(value, 'type'), [...at, 'type']);
  const spansOf = (of: string, length: number) => spans(0, length)(ownProperty(value, of), [...at, of]);
  const plain = object<Omit<MessageOf<MessageType>, 'wireSpans' | 'plaintextSpans' | 'sealed'>>(
    {
      from: actor,
      to: actor,
      channel,
      type: messageType,
      wire: bytes,
      encrypted: truth,
      plaintext: nullOr(bytes),
      body: nullOr(bytes),
      certificates: listOf(200, fingerprintHex),
      details: inFileOrder<object>(MESSAGE_DETAILS[type]),
    },
    MESSAGE_NAMES,
  )(value, at);
  const sealed = ownProperty(value, 'sealed');
  // The details were read by the rules of the type.
  return {
    ...plain,
    wireSpans: spansOf('wireSpans', plain.wire.length / 2),
    plaintextSpans: spansOf('plaintextSpans', (plain.plaintext?.length ?? 0) / 2),
    sealed: nullOr(withSpans)(sealed === undefined ? null : sealed, [...at, 'sealed']),
  } as Message;
};

export const prevented: Check<PreventedMessage> = (value, at) => {
  const type = messageType(ownProperty(value, 'type'), [...at, 'type']);
  return object<Pick<MessageOf<MessageType>, 'from' | 'to' | 'type' | 'encrypted' | 'details'>>(
    {
      from: actor,
      to: actor,
      type: messageType,
      encrypted: truth,
      details: inFileOrder<object>(MESSAGE_DETAILS[type]),
    },
    MESSAGE_NAMES,
  )(value, at) as PreventedMessage;
};

type Of<Kind extends LabEvent['kind']> = Extract<LabEvent, { kind: Kind }>;

const checkId = oneOfValues(CHECKS);
const headOfCheck = {
  certificate: nullOr(whole(0, 1000)),
  check: checkId,
  result: oneOfValues(['pass', 'fail', 'not-reached']),
  reference: oneOfValues(Object.keys(CITATIONS) as (keyof typeof CITATIONS)[]),
} as const;
const checkResult: Check<CheckResult> = (value, at) => {
  const id = checkId(ownProperty(value, 'check'), [...at, 'check']);
  return object<Omit<CheckResult, 'evidence'> & { readonly evidence: object }>({
    ...headOfCheck,
    evidence: inFileOrder<object>(EVIDENCE[id]),
    enforced: maybe(truth),
  })(value, at) as CheckResult;
};

type StoredKind = Exclude<LabEvent['kind'], 'operation'> | typeof STORED_OPERATION;

export const naturalNumber = whole(0, 1e6);
type Head = Pick<LabEvent, 'id' | 'actor'>;
const head = { id: naturalNumber, actor };

const operationId = oneOfValues(Object.keys(OPERATION_DETAILS) as OperationId[]);
const operation: Check<LabEvent> = (value, at) => {
  const id = operationId(ownProperty(value, OPERATION_NAMES.operation), [...at, OPERATION_NAMES.operation]);
  return object<OperationOf<OperationId> & Head>(
    {
      ...head,
      kind: called(literal(STORED_OPERATION), 'operation'),
      operation: operationId,
      result: resultKind,
      subject: nullOr(actor),
      certificates: listOf(200, fingerprintHex),
      details: inFileOrder<object>(OPERATION_DETAILS[id]),
      body: maybe(withSpans),
    },
    OPERATION_NAMES,
  )(value, at) as LabEvent;
};

const beliefId = oneOfValues(Object.keys(BELIEF_DETAILS) as BeliefId[]);
const belief: Check<LabEvent> = (value, at) => {
  const id = beliefId(ownProperty(value, 'belief'), [...at, 'belief']);
  return object<BeliefOf<BeliefId> & Head>(
    {
      ...head,
      kind: literal('belief'),
      belief: beliefId,
      result: resultKind,
      details: inFileOrder<object>(BELIEF_DETAILS[id]),
    },
    BELIEF_NAMES,
  )(value, at) as LabEvent;
};

const EVENTS = {
  sent: object<Of<'sent'>>({ ...head, kind: literal('sent'), message }),
  received: object<Of<'received'>>({ ...head, kind: literal('received'), message: naturalNumber }),
  [STORED_OPERATION]: operation,
  check: object<Of<'check'>>(
    {
      ...head,
      kind: literal('check'),
      operation: naturalNumber,
      subject: actor,
      check: checkResult,
      about: nullOr(fingerprintHex),
    },
    CHECK_NAMES,
  ),
  secret: object<Of<'secret'>>({
    ...head,
    kind: literal('secret'),
    secret: oneOfValues(SECRETS),
    value: bytes,
    how: oneOfValues(['generated', 'received', 'derived', 'opened']),
  }),
  opened: object<Of<'opened'>>({
    ...head,
    kind: literal('opened'),
    message: naturalNumber,
    plaintext: bytes,
  }),
  unseen: object<Of<'unseen'>>({ ...head, kind: literal('unseen') }),
  belief,
} as const satisfies Record<StoredKind, Check<LabEvent>>;
const eventKind = oneOfValues(Object.keys(EVENTS) as StoredKind[]);
export const event: Check<LabEvent> = (value, at) =>
  EVENTS[eventKind(ownProperty(value, 'kind'), [...at, 'kind'])](value, at);
