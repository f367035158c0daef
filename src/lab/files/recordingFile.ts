// A recording as a file: JSON, as it stands. What comes back may come from anywhere, so every value is looked at, and a
// fresh recording is made of what was looked at; nothing else gets through.
import { fromHex } from '../../bytes/hex.ts';
import { fingerprint as fingerprintOf } from '../../pki/x509/fingerprint.ts';
import { isFaultId } from '../faults/catalogue.ts';
import { certificateRecord } from '../recording/certificateRecord.ts';
import {
  type CertificateRecord,
  type Outcome,
  type OutcomeError,
  PHASES,
  type Recording,
  type Step,
} from '../recording/recording.ts';
import { readCaWork } from '../scenario/caActions.ts';
import type { ScenarioField, StructuredField } from '../scenario/fields.ts';
import { FIELD_NAMES, isStructured, type PlainRow, plainRow, rowOf } from '../scenario/fieldValues.ts';
import { EditsError, readEdits } from '../scenario/readEdits.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { MAX_OFFSET, MAX_TAMPERING, type Tampering } from '../scenario/tampering.ts';
import { complete } from './olderFiles.ts';
import { bytes, event, fingerprintHex, naturalNumber, prevented as preventedMessage } from './recordingValidators.ts';
import { CHECK_NAMES, STORED_OPERATION, toStored } from './storedNames.ts';
import {
  boundedText,
  type Check,
  each,
  fitting,
  listOf,
  literal,
  maybe,
  name,
  nullOr,
  object,
  oneOfValues,
  ownProperty,
  type Path,
  record,
  ValidationError,
  whole,
} from './validators.ts';

export type RecordingProblem =
  | { readonly kind: 'tooLarge'; readonly limit: number }
  | { readonly kind: 'notJson'; readonly detail: string }
  | { readonly kind: 'notRecording' }
  | { readonly kind: 'version'; readonly given: string }
  /** `where`: `events[12].message.wire`. `expected`: a key of the words in `lessons`, or the values that are possible. */
  | { readonly kind: 'misfit'; readonly where: string; readonly expected: string };

export type OpenedRecording =
  | { readonly ok: true; readonly recording: Recording }
  | { readonly ok: false; readonly problem: RecordingProblem };

/** Of the boundedText, in UTF-16 units. The lab's own recordings have some hundred thousand. */
export const MAX_LENGTH = 1 << 25;

/** The text of the file: one line of JSON. */
export const writeRecording = (recording: Recording): string => `${JSON.stringify(toStored(recording))}\n`;

/** Never throws: whatever the text is, a recording or what is wrong with it. */
export function parseRecording(given: string): OpenedRecording {
  const refuse = (problem: RecordingProblem): OpenedRecording => ({ ok: false, problem });
  if (given.length > MAX_LENGTH) return refuse({ kind: 'tooLarge', limit: MAX_LENGTH });
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch (error) {
    return refuse({ kind: 'notJson', detail: error instanceof Error ? error.message.slice(0, 120) : '' });
  }
  if (ownProperty(value, 'format') !== 'handshake-lab-recording') return refuse({ kind: 'notRecording' });
  const version = ownProperty(value, 'version');
  if (version !== 1) return refuse({ kind: 'version', given: String(version).slice(0, 20) });
  try {
    complete(value);
    const recording = recordingShape(value, []);
    expectConsistent(recording);
    return { ok: true, recording };
  } catch (error) {
    if (error instanceof ValidationError)
      return refuse({ kind: 'misfit', where: error.where, expected: error.expected });
    // A tree so deep that no stack holds it.
    if (error instanceof RangeError) return refuse({ kind: 'misfit', where: 'spans', expected: 'shallow' });
    throw error;
  }
}

export type OpenedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problem: RecordingProblem };

/** The scenario of a file that is no recording, such as what `simulate --json` prints. Never throws. */
export function parseScenario(value: unknown): OpenedScenario {
  try {
    return { ok: true, scenario: scenario(value, ['scenario']) };
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return { ok: false, problem: { kind: 'misfit', where: error.where, expected: error.expected } };
  }
}

/** Of a field's boundedText, in UTF-16 units. */
const MAX_TEXT = 1000;

/** What has a form of its own. */
const STRUCTURES: { readonly [F in StructuredField]: Check<NonNullable<Scenario[F]>> } = {
  faults: listOf(100, fitting(boundedText(100), 'fault', isFaultId)),
  edits: (value, at) => {
    try {
      return readEdits(value);
    } catch (error) {
      if (!(error instanceof EditsError)) throw error;
      throw new ValidationError([...at, error.path], error.expected);
    }
  },
  caWork: (value, at) => {
    const read = readCaWork(value);
    if (!read.ok) throw new ValidationError(at, read.problem);
    return read.actions;
  },
  tampering: listOf(
    MAX_TAMPERING,
    object<Tampering>({ message: name, offset: whole(0, MAX_OFFSET), value: whole(0, 255) }),
  ),
};

function fieldCheck(field: ScenarioField): Check<unknown> {
  const check = isStructured(field) ? STRUCTURES[field] : plainCheck(plainRow(field));
  return rowOf(field).optional ? maybe<unknown>(check) : check;
}

function plainCheck(row: PlainRow): Check<unknown> {
  switch (row.kind) {
    case 'choice':
      return oneOfValues(row.values);
    case 'number':
      return whole(row.least, row.most);
    case 'text':
      return fitting(boundedText(MAX_TEXT), row.wanted, row.fits);
  }
}

const checks = Object.fromEntries(FIELD_NAMES.map((field) => [field, fieldCheck(field)]));
const scenario = object<Scenario>(checks as { readonly [F in ScenarioField]: Check<Scenario[F]> });

const step = object<Step>({
  number: naturalNumber,
  key: fitting(name, 'key', (key) => key.includes(':')),
  kind: (value, at) => (oneOfValues(['message', STORED_OPERATION])(value, at) === 'message' ? 'message' : 'operation'),
  event: naturalNumber,
  until: naturalNumber,
  phase: oneOfValues(PHASES),
  textbook: nullOr(whole(1, 6)),
});

const outcome = object<Outcome>({
  state: oneOfValues(['connected', 'failed', 'closed']),
  error: nullOr(
    object<OutcomeError>({
      code: name,
      alert: fitting(boundedText(60), 'alert', (given) => /^\w*$/.test(given)),
      by: oneOfValues(['self', 'peer']),
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
  prevented: listOf(10_000, preventedMessage),
  certificates: record(
    1000,
    fingerprintHex,
    object<CertificateRecord>({
      der: bytes,
      subject: boundedText(20_000),
      role: oneOfValues(['root', 'intermediate', 'leaf']),
    }),
  ),
  outcome: object<Recording['outcome']>({ client: outcome, server: outcome }),
  keyLog: fitting(boundedText(1 << 20), 'keyLog', (lines) =>
    /^(?:[A-Z0-9_]{1,60} [0-9a-f]{2,200} [0-9a-f]{2,200}\n)*$/.test(lines),
  ),
});

/** What refers to something else refers to what is there. */
function expectConsistent({ events, steps, certificates }: Recording): void {
  const must = (holds: boolean, at: Path, expected: string) => {
    if (!holds) throw new ValidationError(at, expected);
  };
  each(events, ['events'], (event, at) => {
    must(event.id === at.at(-1), [...at, 'id'], 'ownPlace');
    if (event.kind === 'received') must(events[event.message]?.kind === 'sent', [...at, 'message'], 'sentEvent');
    if (event.kind === 'check')
      must(events[event.operation]?.kind === 'operation', [...at, CHECK_NAMES.operation], 'operationEvent');
    const shown =
      event.kind === 'sent' ? event.message.certificates : event.kind === 'operation' ? event.certificates : [];
    if (event.kind === 'check' && event.about !== null)
      must(Object.hasOwn(certificates, event.about), [...at, 'about'], 'knownCertificate');
    for (const each of shown) must(Object.hasOwn(certificates, each), [...at, 'certificates'], 'knownCertificate');
  });
  // Names and roles are told from the DER alone, whatever the file says.
  for (const [id, { der, subject, role }] of Object.entries(certificates)) {
    const bytes = fromHex(der);
    const own = certificateRecord(bytes);
    must(id === fingerprintOf(bytes), ['certificates', id], 'ownFingerprint');
    must(subject === own.subject, ['certificates', id, 'subject'], 'ownSubject');
    must(role === own.role, ['certificates', id, 'role'], 'ownRole');
  }
  must(steps.length > 0, ['steps'], 'steps');
  const keys = new Set<string>();
  each(steps, ['steps'], (step, at) => {
    const index = step.number - 1;
    must(index === at.at(-1), [...at, 'number'], 'ownPlace');
    const kind = events[step.event]?.kind;
    must(kind === (step.kind === 'message' ? 'sent' : 'operation'), [...at, 'event'], `${step.kind}Event`);
    must(step.event > (steps[index - 1]?.event ?? -1), [...at, 'event'], 'order');
    must(step.until === (steps[index + 1]?.event ?? events.length), [...at, 'until'], 'until');
    must(!keys.has(step.key), [...at, 'key'], 'key');
    keys.add(step.key);
  });
}
