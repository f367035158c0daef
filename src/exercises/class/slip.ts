// A result slip: what a student hands in, as a small file. Whatever is read may come from anybody.
import { type AnswerKey, type Answers, MISSION_IDS, type MissionId } from '../missions/mission.ts';
import { type ClassPlan, labelOf, MAX_STUDENT_LENGTH, readClassLink, writeClassLink } from './classLink.ts';

/** What was handed in at one time: the addresses of the runs, without their #, and the answers beside them. */
export interface SlipAttempt {
  readonly runs: readonly string[];
  readonly answers: Answers;
}

export interface SlipEntry {
  readonly mission: MissionId;
  readonly tries: number;
  readonly hints: number;
  /** The first few times, and the last one. */
  readonly attempts: readonly SlipAttempt[];
}

/** The first answer to a question of a run. `flag`: a ring, null for “nowhere”; left out where no flag is asked for. */
export interface SlipPrediction {
  /** Of the question, as `P1@server:Certificate`. */
  readonly id: string;
  /** The address of the run, without its #. */
  readonly run: string;
  readonly flag?: string | null;
  readonly chosen: readonly string[];
}

export interface Slip {
  readonly plan: ClassPlan;
  /** What the student chose to write; may be empty. */
  readonly name: string;
  readonly seed: number;
  /** One for each mission that was handed in. */
  readonly entries: readonly SlipEntry[];
  /** Those that were answered on the way, in their order. */
  readonly predictions: readonly SlipPrediction[];
}

export const SLIP_FORMAT = 'handshake-lab-slip';
const VERSION = 1;

/** In characters. */
export const MAX_SLIP_LENGTH = 200_000;
export const MAX_RUN_LENGTH = 3_000;
export const MAX_ATTEMPTS = 4;
/** Four questions in each of 15 runs. */
export const MAX_PREDICTIONS = 60;
const MAX_CHOSEN = 8;
const MAX_KEY_LENGTH = 100;
const MAX_RUNS = 3;
const MAX_ANSWER_LENGTH = 60;
const MOST = 1_000_000;

export const writeSlip = ({ plan, name, seed, entries, predictions }: Slip): string =>
  JSON.stringify({
    ...{ format: SLIP_FORMAT, version: VERSION, class: writeClassLink(plan), name, seed, entries },
    // Slips without are as they were.
    ...(predictions.length > 0 && { predictions }),
  });

/** `place`: where the text is not what it should be, as `entries.2.attempts.0.runs`; empty for the whole. */
export type ReadSlip =
  | { readonly ok: true; readonly slip: Slip }
  | {
      readonly ok: false;
      readonly problem: 'length' | 'json' | 'foreign' | 'version' | 'value';
      readonly place: string;
    };
export type SlipProblem = Extract<ReadSlip, { readonly ok: false }>;

/** Reads what `writeSlip` wrote; never throws. All or nothing: half a slip would be judged as a whole one. */
export function readSlip(text: string): ReadSlip {
  if (text.length > MAX_SLIP_LENGTH) return { ok: false, problem: 'length', place: '' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'json', place: '' };
  }
  if (!isObject(value) || value['format'] !== SLIP_FORMAT) return { ok: false, problem: 'foreign', place: '' };
  if (value['version'] !== VERSION) return { ok: false, problem: 'version', place: 'version' };
  try {
    return { ok: true, slip: slipOf(value) };
  } catch (error) {
    if (error instanceof WrongPart) return { ok: false, problem: 'value', place: error.place };
    throw error;
  }
}

/** Thrown and caught in this file alone. */
class WrongPart extends Error {
  readonly place: string;
  constructor(place: string) {
    super(place);
    this.place = place;
  }
}

function slipOf(value: Readonly<Record<string, unknown>>): Slip {
  only(value, '', ['format', 'version', 'class', 'name', 'seed', 'entries', 'predictions']);
  const link = readClassLink(text(value['class'], 'class', 2_000));
  if (!link.ok) throw new WrongPart('class');
  const name = labelOf(text(value['name'], 'name', 4 * MAX_STUDENT_LENGTH), MAX_STUDENT_LENGTH);
  if (name === null) throw new WrongPart('name');
  const entries = list(value['entries'], 'entries', MISSION_IDS.length, entry);
  entries.forEach(({ mission }, i) => {
    const isFirst = entries.findIndex((other) => other.mission === mission) === i;
    if (!isFirst || !link.plan.missions.includes(mission)) throw new WrongPart(`entries.${i}.mission`);
  });
  const predictions =
    value['predictions'] === undefined
      ? []
      : list(value['predictions'], 'predictions', MAX_PREDICTIONS, slipPrediction, 1);
  return { plan: link.plan, name, seed: whole(value['seed'], 'seed', 0x7fffffff), entries, predictions };
}

function entry(value: unknown, place: string): SlipEntry {
  const given = object(value, place);
  only(given, place, ['mission', 'tries', 'hints', 'attempts']);
  const mission = MISSION_IDS.find((id) => id === given['mission']);
  if (mission === undefined) throw new WrongPart(`${place}.mission`);
  return {
    mission,
    tries: whole(given['tries'], `${place}.tries`, MOST),
    hints: whole(given['hints'], `${place}.hints`, MOST),
    attempts: list(given['attempts'], `${place}.attempts`, MAX_ATTEMPTS, attempt, 1),
  };
}

function attempt(value: unknown, place: string): SlipAttempt {
  const given = object(value, place);
  only(given, place, ['runs', 'answers']);
  const runs = list(given['runs'], `${place}.runs`, MAX_RUNS, (run, at) => text(run, at, MAX_RUN_LENGTH), 1);
  const answers = object(given['answers'], `${place}.answers`);
  only(answers, `${place}.answers`, ANSWER_KEYS);
  const read = Object.entries(answers).map(([key, answer]) => [
    key,
    text(answer, `${place}.answers.${key}`, MAX_ANSWER_LENGTH),
  ]);
  return { runs, answers: Object.fromEntries(read) };
}

function slipPrediction(value: unknown, place: string): SlipPrediction {
  const given = object(value, place);
  only(given, place, ['id', 'run', 'flag', 'chosen']);
  const { flag } = given;
  return {
    id: text(given['id'], `${place}.id`, MAX_KEY_LENGTH),
    run: text(given['run'], `${place}.run`, MAX_RUN_LENGTH),
    ...(flag !== undefined && { flag: flag === null ? null : text(flag, `${place}.flag`, MAX_KEY_LENGTH) }),
    chosen: list(given['chosen'], `${place}.chosen`, MAX_CHOSEN, (each, at) => text(each, at, MAX_KEY_LENGTH)),
  };
}

const ANSWER_KEYS: readonly AnswerKey[] = ['row', 'certificate', 'field', 'choice'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function object(value: unknown, place: string): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new WrongPart(place);
  return value;
}

/** Nothing beside these: what a slip carries, its reader knows. */
function only(value: Readonly<Record<string, unknown>>, place: string, keys: readonly string[]): void {
  const other = Object.keys(value).find((key) => !keys.includes(key));
  if (other !== undefined) throw new WrongPart([place, other.slice(0, 40)].filter(Boolean).join('.'));
}

function list<T>(
  value: unknown,
  place: string,
  most: number,
  read: (value: unknown, place: string) => T,
  least = 0,
): readonly T[] {
  if (!Array.isArray(value) || value.length > most || value.length < least) throw new WrongPart(place);
  return value.map((each, i) => read(each, `${place}.${i}`));
}

function text(value: unknown, place: string, most: number): string {
  if (typeof value !== 'string' || value.length > most) throw new WrongPart(place);
  return value;
}

function whole(value: unknown, place: string, most: number): number {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > most) throw new WrongPart(place);
  return value as number;
}
