// Progress as text: what a browser keeps, and what one exports and imports. Whatever is read may come from anybody.
import { PROTOCOLS } from '../../lab/scenario/scenario.ts';
import { CONCEPTS, MISSION_IDS } from '../missions/mission.ts';
import type { ReviewedItem } from '../predictions/another.ts';
import { PREDICTION_KINDS } from '../predictions/prediction.ts';
import {
  type MissionProgress,
  MOST_DONE,
  type Predicted,
  type Progress,
  REVIEW_DAYS,
  type ReviewItem,
} from './progress.ts';

export const PROGRESS_FORMAT = 'handshake-lab-progress';
const VERSION = 1;

/** In characters. What is written has at most some 30,000 of them. */
export const MAX_PROGRESS_LENGTH = 200_000;
/** In characters: the longest address that is kept of a mission that was left. */
export const MAX_LEFT_LENGTH = 4_000;

export const writeProgress = (progress: Progress): string =>
  JSON.stringify({ format: PROGRESS_FORMAT, version: VERSION, ...progress });

/** `place`: where the text is not what it should be, as `missions.7.hints`; empty for the whole. */
export type ReadProgress =
  | { readonly ok: true; readonly progress: Progress }
  | {
      readonly ok: false;
      readonly problem: 'length' | 'json' | 'foreign' | 'version' | 'value';
      readonly place: string;
    };

/** Reads what `writeProgress` wrote; never throws. All or nothing: half of somebody's progress is worse than none. */
export function readProgress(text: string): ReadProgress {
  if (text.length > MAX_PROGRESS_LENGTH) return { ok: false, problem: 'length', place: '' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'json', place: '' };
  }
  if (!isObject(value) || value['format'] !== PROGRESS_FORMAT) return { ok: false, problem: 'foreign', place: '' };
  if (value['version'] !== VERSION) return { ok: false, problem: 'version', place: 'version' };
  try {
    return {
      ok: true,
      progress: {
        missions: record(value['missions'], 'missions', MISSION_IDS.map(String), mission),
        predicted: record(value['predicted'], 'predicted', CONCEPTS, predicted),
        reviews: record(value['reviews'], 'reviews', CONCEPTS, review),
      },
    };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: 'value', place: error.place };
    throw error;
  }
}

/** Thrown and caught in this file alone. */
class Wrong extends Error {
  readonly place: string;
  constructor(place: string) {
    super(place);
    this.place = place;
  }
}

function record<T>(value: unknown, place: string, keys: readonly string[], read: (value: unknown, place: string) => T) {
  const entries = Object.entries(object(value, place));
  return Object.fromEntries(
    entries.map(([key, each]) => {
      if (!keys.includes(key)) throw new Wrong(`${place}.${key.slice(0, 40)}`);
      return [key, read(each, `${place}.${key}`)];
    }),
  );
}

function mission(value: unknown, place: string): MissionProgress {
  const { begun, tries, hints, parts, best, done, left } = object(value, place);
  return {
    begun: time(begun, `${place}.begun`),
    tries: count(tries, `${place}.tries`),
    hints: count(hints, `${place}.hints`),
    parts: list(parts, `${place}.parts`, 20, (part, at) => text(part, at, 40)),
    best: best === null ? null : bestOf(best, `${place}.best`),
    done: list(done, `${place}.done`, MOST_DONE, (each, at) => {
      const one = object(each, at);
      const protocol = PROTOCOLS.find((known) => known === one['protocol']);
      if (protocol === undefined) throw new Wrong(`${at}.protocol`);
      return { at: time(one['at'], `${at}.at`), protocol, unaided: flag(one['unaided'], `${at}.unaided`) };
    }),
    left: left === null ? null : text(left, `${place}.left`, MAX_LEFT_LENGTH),
  };
}

function bestOf(value: unknown, place: string): NonNullable<MissionProgress['best']> {
  const { cost, tries, hints } = object(value, place);
  return {
    cost: count(cost, `${place}.cost`),
    tries: count(tries, `${place}.tries`),
    hints: count(hints, `${place}.hints`),
  };
}

function predicted(value: unknown, place: string): Predicted {
  const { right, wrong, last } = object(value, place);
  return {
    right: count(right, `${place}.right`),
    wrong: count(wrong, `${place}.wrong`),
    last: time(last, `${place}.last`),
  };
}

function review(value: unknown, place: string): ReviewItem {
  const { round, due, shown, asked } = object(value, place);
  const which = count(round, `${place}.round`);
  if (which >= REVIEW_DAYS.length) throw new Wrong(`${place}.round`);
  return {
    round: which,
    due: time(due, `${place}.due`),
    shown: count(shown, `${place}.shown`),
    // Of missions, and of what earlier versions of the page wrote, there is none.
    ...(asked !== undefined && { asked: reviewed(asked, `${place}.asked`) }),
  };
}

function reviewed(value: unknown, place: string): ReviewedItem {
  const given = object(value, place);
  const kind = PREDICTION_KINDS.find((known) => known === given['kind']);
  if (kind === undefined) throw new Wrong(`${place}.kind`);
  const protocol = PROTOCOLS.find((known) => known === given['protocol']);
  if (protocol === undefined) throw new Wrong(`${place}.protocol`);
  return { kind, protocol, faults: text(given['faults'], `${place}.faults`, MAX_FAULTS_LENGTH) };
}

/** In characters: all faults of the catalogue together have some 1,300. */
const MAX_FAULTS_LENGTH = 4_000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function object(value: unknown, place: string): Record<string, unknown> {
  if (!isObject(value)) throw new Wrong(place);
  return value;
}

function list<T>(value: unknown, place: string, most: number, read: (value: unknown, place: string) => T): T[] {
  if (!Array.isArray(value) || value.length > most) throw new Wrong(place);
  return value.map((each, i) => read(each, `${place}.${i}`));
}

function text(value: unknown, place: string, most: number): string {
  if (typeof value !== 'string' || value.length > most) throw new Wrong(place);
  return value;
}

function flag(value: unknown, place: string): boolean {
  if (typeof value !== 'boolean') throw new Wrong(place);
  return value;
}

/** A whole number that a person can reach. */
function count(value: unknown, place: string): number {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > 1_000_000) throw new Wrong(place);
  return value as number;
}

/** Of the years that a Date can show. */
function time(value: unknown, place: string): number {
  if (!Number.isInteger(value) || Math.abs(value as number) > 8.64e15) throw new Wrong(place);
  return value as number;
}
