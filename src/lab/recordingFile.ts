// A recording as a file: JSON, as it stands. What comes back may come from anywhere, so every value is looked at, and a
// fresh recording is made of what was looked at; nothing else gets through.
import type { Span } from '../bytes/span.ts';
import { CITATIONS } from '../pki/citations.ts';
import { CHECKS } from '../pki/path/result.ts';
import { readCaWork } from './caActions.ts';
import { faultById } from './faults/catalogue.ts';
import {
  type Check,
  each,
  find,
  fitting,
  hex,
  listOf,
  literal,
  Misfit,
  maybe,
  name,
  nullOr,
  object,
  oneOf,
  type Path,
  record,
  text,
  truth,
  union,
  whole,
} from './fileShape.ts';
import { EditsError, readEdits } from './readEdits.ts';
import {
  type Actor,
  BELIEFS,
  type CertificateRecord,
  type Channel,
  type Facts,
  type LabEvent,
  type Message,
  type MessageType,
  type Outcome,
  type OutcomeError,
  PHASES,
  type PreventedMessage,
  type Recording,
  SECRETS,
  type Step,
  type Tone,
  WORKS,
} from './recording.ts';
import {
  AGAINS,
  ALL_SUITES,
  CA_KEY_KINDS,
  GROUPS,
  KEY_KINDS,
  KEY_UPDATES,
  MAX_REQUESTS,
  MODES,
  PROTOCOLS,
  REVOCATION_POLICIES,
  REVOCATIONS,
  type Scenario,
  type Tampering,
} from './scenario.ts';
import { MAX_OFFSET, MAX_TAMPERING } from './tampering.ts';

export type RecordingProblem =
  | { readonly kind: 'tooLarge'; readonly limit: number }
  | { readonly kind: 'notJson'; readonly detail: string }
  | { readonly kind: 'notRecording' }
  | { readonly kind: 'version'; readonly given: string }
  /** `where`: `events[12].message.wire`. `expected`: a key of the words in `lessons`, or the values that are possible. */
  | { readonly kind: 'misfit'; readonly where: string; readonly expected: string };

export type Opened =
  | { readonly ok: true; readonly recording: Recording }
  | { readonly ok: false; readonly problem: RecordingProblem };

/** Of the text, in UTF-16 units. The lab's own recordings have some hundred thousand. */
export const MAX_LENGTH = 1 << 25;

export const writeRecording = (recording: Recording): string => `${JSON.stringify(recording)}\n`;

export function parseRecording(given: string): Opened {
  const refuse = (problem: RecordingProblem): Opened => ({ ok: false, problem });
  if (given.length > MAX_LENGTH) return refuse({ kind: 'tooLarge', limit: MAX_LENGTH });
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch (error) {
    return refuse({ kind: 'notJson', detail: error instanceof Error ? error.message.slice(0, 120) : '' });
  }
  if (find(value, 'format') !== 'handshake-lab-recording') return refuse({ kind: 'notRecording' });
  const version = find(value, 'version');
  if (version !== 1) return refuse({ kind: 'version', given: String(version).slice(0, 20) });
  try {
    const recording = recordingShape(value, []);
    expectConsistent(recording);
    return { ok: true, recording };
  } catch (error) {
    if (error instanceof Misfit) return refuse({ kind: 'misfit', where: error.where, expected: error.expected });
    // A tree so deep that no stack holds it.
    if (error instanceof RangeError) return refuse({ kind: 'misfit', where: 'spans', expected: 'shallow' });
    throw error;
  }
}

const actor: Check<Actor> = oneOf(['client', 'server', 'ca', 'attacker']);
const tone: Check<Tone> = oneOf(['neutral', 'pass', 'fail']);
const fingerprint = hex(32, 32);
const bytes = hex(0, 1 << 22);
const facts: Check<Facts> = record(100, name, union('fact', text(20_000), whole(-(2 ** 53), 2 ** 53), truth));

/** Every type of a message, so that a new one is not forgotten here. */
const MESSAGE_TYPES: Readonly<Record<MessageType, true>> = {
  ClientHello: true,
  ServerHello: true,
  HelloRetryRequest: true,
  EncryptedExtensions: true,
  Certificate: true,
  CertificateStatus: true,
  CertificateRequest: true,
  ServerKeyExchange: true,
  ServerHelloDone: true,
  ClientKeyExchange: true,
  CertificateVerify: true,
  ChangeCipherSpec: true,
  Finished: true,
  NewSessionTicket: true,
  KeyUpdate: true,
  ApplicationData: true,
  Alert: true,
  CertificationRequest: true,
  IssuedCertificate: true,
  OCSPRequest: true,
  OCSPResponse: true,
  CRLRequest: true,
  CRL: true,
};
const messageType: Check<MessageType> = oneOf(Object.keys(MESSAGE_TYPES) as MessageType[]);
const channel: Check<Channel> = oneOf(['tls', 'enrolment', 'ocsp', 'crl']);

const DEEPEST = 40;

/** Spans of a buffer of `length` bytes: each lies inside of what is around it. */
const spans =
  (start: number, end: number, depth = 0): Check<readonly Span[]> =>
  (value, at) => {
    if (depth > DEEPEST) throw new Misfit(at, 'shallow');
    return listOf(100_000, (item, place): Span => {
      const shallow = object<Omit<Span, 'children'>>({
        field: name,
        start: whole(start, end),
        end: whole(start, end),
        value: nullOr(text(20_000)),
      })(item, place);
      if (shallow.end < shallow.start) throw new Misfit([...place, 'end'], 'order');
      const children = spans(shallow.start, shallow.end, depth + 1)(find(item, 'children'), [...place, 'children']);
      return { ...shallow, children };
    })(value, at);
  };

/** Bytes with the spans that name them. */
const withSpans: Check<{ readonly bytes: string; readonly spans: readonly Span[] }> = (value, at) => {
  const { bytes: whole } = object({ bytes })(value, at);
  return { bytes: whole, spans: spans(0, whole.length / 2)(find(value, 'spans'), [...at, 'spans']) };
};

const message: Check<Message> = (value, at) => {
  const spansOf = (of: string, length: number) => spans(0, length)(find(value, of), [...at, of]);
  const plain = object<Omit<Message, 'wireSpans' | 'plaintextSpans' | 'sealed'>>({
    from: actor,
    to: actor,
    channel,
    type: messageType,
    wire: bytes,
    encrypted: truth,
    plaintext: nullOr(bytes),
    body: nullOr(bytes),
    certificates: listOf(200, fingerprint),
    facts,
  })(value, at);
  const sealed = find(value, 'sealed');
  return {
    ...plain,
    wireSpans: spansOf('wireSpans', plain.wire.length / 2),
    plaintextSpans: spansOf('plaintextSpans', (plain.plaintext?.length ?? 0) / 2),
    sealed: nullOr(withSpans)(sealed === undefined ? null : sealed, [...at, 'sealed']),
  };
};

const result = object<Extract<LabEvent, { kind: 'check' }>['check']>({
  certificate: nullOr(whole(0, 1000)),
  check: oneOf(CHECKS),
  result: oneOf(['pass', 'fail', 'not-reached']),
  reference: oneOf(Object.keys(CITATIONS) as (keyof typeof CITATIONS)[]),
  evidence: record(100, name, union('fact', text(20_000), whole(-(2 ** 53), 2 ** 53))),
});

const count = whole(0, 1e6);
const head = { id: count, actor };
const EVENTS = {
  sent: object<Extract<LabEvent, { kind: 'sent' }>>({ ...head, kind: literal('sent'), message }),
  received: object<Extract<LabEvent, { kind: 'received' }>>({ ...head, kind: literal('received'), message: count }),
  work: object<Extract<LabEvent, { kind: 'work' }>>({
    ...head,
    kind: literal('work'),
    work: oneOf(WORKS),
    tone,
    subject: nullOr(actor),
    certificates: listOf(200, fingerprint),
    facts,
    body: maybe(withSpans),
  }),
  check: object<Extract<LabEvent, { kind: 'check' }>>({
    ...head,
    kind: literal('check'),
    work: count,
    subject: actor,
    check: result,
  }),
  secret: object<Extract<LabEvent, { kind: 'secret' }>>({
    ...head,
    kind: literal('secret'),
    secret: oneOf(SECRETS),
    value: bytes,
    how: oneOf(['generated', 'received', 'derived', 'opened']),
  }),
  opened: object<Extract<LabEvent, { kind: 'opened' }>>({
    ...head,
    kind: literal('opened'),
    message: count,
    plaintext: bytes,
  }),
  unseen: object<Extract<LabEvent, { kind: 'unseen' }>>({ ...head, kind: literal('unseen') }),
  belief: object<Extract<LabEvent, { kind: 'belief' }>>({
    ...head,
    kind: literal('belief'),
    belief: oneOf(BELIEFS),
    tone,
    facts,
  }),
} as const satisfies Record<LabEvent['kind'], Check<LabEvent>>;
const eventKind = oneOf(Object.keys(EVENTS) as LabEvent['kind'][]);
const event: Check<LabEvent> = (value, at) => EVENTS[eventKind(find(value, 'kind'), [...at, 'kind'])](value, at);

const scenario = object<Scenario>({
  mode: oneOf(MODES),
  protocol: oneOf(PROTOCOLS),
  suite: oneOf(ALL_SUITES),
  group: oneOf(GROUPS),
  faults: listOf(
    100,
    fitting(text(100), 'fault', (id) => faultById(id) !== undefined),
  ),
  revocation: oneOf(REVOCATIONS),
  revocationPolicy: oneOf(REVOCATION_POLICIES),
  requests: whole(1, MAX_REQUESTS),
  serverKey: oneOf(KEY_KINDS),
  clientKey: oneOf(KEY_KINDS),
  caKey: oneOf(CA_KEY_KINDS),
  again: maybe(oneOf(AGAINS)),
  keyUpdate: maybe(oneOf(KEY_UPDATES)),
  edits: maybe((value, at) => {
    try {
      return readEdits(value);
    } catch (error) {
      if (!(error instanceof EditsError)) throw error;
      throw new Misfit([...at, error.path], error.expected);
    }
  }),
  caWork: (value, at) => {
    const read = readCaWork(value);
    if (!read.ok) throw new Misfit(at, read.problem);
    return read.actions;
  },
  tampering: listOf(
    MAX_TAMPERING,
    object<Tampering>({ message: name, offset: whole(0, MAX_OFFSET), value: whole(0, 255) }),
  ),
  seed: whole(0, 2 ** 32 - 1),
});

const step = object<Step>({
  number: count,
  key: fitting(name, 'key', (key) => key.includes(':')),
  kind: oneOf(['message', 'work']),
  event: count,
  until: count,
  phase: oneOf(PHASES),
  textbook: nullOr(whole(1, 6)),
});

const outcome = object<Outcome>({
  state: oneOf(['connected', 'failed', 'closed']),
  error: nullOr(
    object<OutcomeError>({
      code: name,
      alert: fitting(text(60), 'alert', (given) => /^\w*$/.test(given)),
      by: oneOf(['self', 'peer']),
    }),
  ),
});

const recordingShape = object<Recording>({
  format: literal('handshake-lab-recording'),
  version: literal(1),
  scenario,
  // The years 0 to 9999, which dates of certificates can have.
  now: whole(0, Date.UTC(9999, 11, 31)),
  events: listOf(200_000, event),
  steps: listOf(100_000, step),
  prevented: listOf(
    10_000,
    object<PreventedMessage>({ from: actor, to: actor, type: messageType, encrypted: truth, facts }),
  ),
  certificates: record(
    1000,
    fingerprint,
    object<CertificateRecord>({
      der: bytes,
      subject: text(20_000),
      role: oneOf(['root', 'intermediate', 'leaf']),
    }),
  ),
  outcome: object<Recording['outcome']>({ client: outcome, server: outcome }),
  keyLog: fitting(text(1 << 20), 'keyLog', (lines) =>
    /^(?:[A-Z0-9_]{1,60} [0-9a-f]{2,200} [0-9a-f]{2,200}\n)*$/.test(lines),
  ),
});

/** What refers to something else refers to what is there. */
function expectConsistent({ events, steps, certificates }: Recording): void {
  const must = (holds: boolean, at: Path, expected: string) => {
    if (!holds) throw new Misfit(at, expected);
  };
  each(events, ['events'], (event, at) => {
    must(event.id === at.at(-1), [...at, 'id'], 'ownPlace');
    if (event.kind === 'received') must(events[event.message]?.kind === 'sent', [...at, 'message'], 'sentEvent');
    if (event.kind === 'check') must(events[event.work]?.kind === 'work', [...at, 'work'], 'workEvent');
    const shown = event.kind === 'sent' ? event.message.certificates : event.kind === 'work' ? event.certificates : [];
    for (const each of shown) must(Object.hasOwn(certificates, each), [...at, 'certificates'], 'knownCertificate');
  });
  must(steps.length > 0, ['steps'], 'steps');
  const keys = new Set<string>();
  each(steps, ['steps'], (step, at) => {
    const index = step.number - 1;
    must(index === at.at(-1), [...at, 'number'], 'ownPlace');
    const kind = events[step.event]?.kind;
    must(kind === (step.kind === 'message' ? 'sent' : 'work'), [...at, 'event'], `${step.kind}Event`);
    must(step.event > (steps[index - 1]?.event ?? -1), [...at, 'event'], 'order');
    must(step.until === (steps[index + 1]?.event ?? events.length), [...at, 'until'], 'until');
    must(!keys.has(step.key), [...at, 'key'], 'key');
    keys.add(step.key);
  });
}
