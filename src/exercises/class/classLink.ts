// A class: what a teacher puts into a link. It is written behind `#/class?`, so it never leaves the browser by itself, and
// whoever opens it may have it from anybody.
import { utf8 } from '../../bytes/hex.ts';
import { digest } from '../../crypto/hash.ts';
import { SCENARIO_FIELDS } from '../../lab/scenario/fields.ts';
import { OWN_NAMES, parseValue } from '../../lab/scenario/fieldValues.ts';
import { LAB_NAMES, type LabNames } from '../../lab/scenario/names.ts';
import { MISSION_CONTROLS, MISSION_IDS, type MissionControl, type MissionId } from '../missions/mission.ts';

export interface ClassPlan {
  /** With a student's name it gives the seed. */
  readonly word: string;
  /** In the order in which they are to be done; each once. */
  readonly missions: readonly MissionId[];
  /** What is not to be changed, although the mission leaves it open. In the order of MISSION_CONTROLS. */
  readonly locked: readonly MissionControl[];
  /** Predictions are asked on the way. */
  readonly predict: boolean;
  /** Names of bank, host and customer that are not the lab's. */
  readonly names: Partial<LabNames>;
}

/** In characters, as one reads them. */
export const MAX_WORD_LENGTH = 40;
export const MAX_STUDENT_LENGTH = 60;
/** In characters of the address. */
export const MAX_CLASS_LINK_LENGTH = 1_000;

const PARTS = ['word', 'missions', 'locked', 'predict', ...OWN_NAMES] as const;

/** `part` of the link; `given`: the beginning of what stands there. */
export interface ClassLinkProblem {
  readonly part: string;
  readonly given: string;
  readonly problem: 'length' | 'unknown' | 'twice' | (typeof PARTS)[number];
}

export type ReadClassLink =
  | { readonly ok: true; readonly plan: ClassPlan }
  | { readonly ok: false; readonly problems: readonly ClassLinkProblem[] };

/** What stands behind the question mark. */
export function writeClassLink({ word, missions, locked, predict, names }: ClassPlan): string {
  const parts = [`word=${encodeURIComponent(word)}`, `missions=${missions.join(',')}`];
  if (locked.length > 0) parts.push(`locked=${locked.join(',')}`);
  if (predict) parts.push('predict=1');
  for (const field of OWN_NAMES) {
    const name = names[field];
    if (name !== undefined) parts.push(`${field}=${encodeURIComponent(name)}`);
  }
  return parts.join('&');
}

/** Reads what `writeClassLink` wrote; never throws. All or nothing: half a class is another one. */
export function readClassLink(text: string): ReadClassLink {
  if (text.length > MAX_CLASS_LINK_LENGTH) return { ok: false, problems: [problemOf('', text, 'length')] };
  const given = [...new URLSearchParams(text)];
  const problems = given.flatMap(([part, value], i) => {
    if (!PARTS.some((known) => known === part)) return [problemOf(part, value, 'unknown')];
    return given.findIndex(([other]) => other === part) < i ? [problemOf(part, value, 'twice')] : [];
  });
  const first = (part: (typeof PARTS)[number]) => given.find(([name]) => name === part)?.[1] ?? '';
  const read = <T>(part: (typeof PARTS)[number], value: T | null): T | null => {
    if (value === null) problems.push(problemOf(part, first(part), part));
    return value;
  };
  const word = read('word', labelOf(first('word'), MAX_WORD_LENGTH) || null);
  const missions = read('missions', missionsIn(first('missions')));
  const locked = read('locked', controlsIn(first('locked')));
  const predict = read('predict', { '': false, '0': false, '1': true }[first('predict')] ?? null);
  const names = OWN_NAMES.flatMap((field) => {
    const name = read(field, nameIn(field, first(field)));
    return name === null || name === LAB_NAMES[field] ? [] : [[field, name] as const];
  });
  if (problems.length > 0 || word === null || missions === null || locked === null || predict === null)
    return { ok: false, problems };
  return { ok: true, plan: { word, missions, locked, predict, names: Object.fromEntries(names) } };
}

/**
 * A text as a word or a name: at the ends and between its words no more white space than is read. Null where it is longer
 * than `most` characters, or has characters that nobody sees or that turn the text around them.
 */
export function labelOf(text: string, most: number): string | null {
  const label = text.normalize('NFC').trim().replace(/\s+/gu, ' ');
  return [...label].length > most || UNSEEN.test(label) ? null : label;
}

/** Control, format and unpaired characters, but for the joiners that some scripts are written with. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/**
 * The seed of a student's runs, a whole number from 0 to 2^31 - 1: neighbours see other bytes and other hidden faults. Small
 * and large letters, and how often one presses the space bar, make no difference.
 */
export function classSeed(word: string, name: string): number {
  const text = [word, name].map((part) => part.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase());
  const [a = 0, b = 0, c = 0, d = 0] = digest('sha256', utf8(`class\u0000${text.join('\u0000')}`));
  return ((a & 127) << 24) | (b << 16) | (c << 8) | d;
}

/** Null where it is none; the lab's own where there is none. */
function nameIn(field: keyof LabNames, text: string): string | null {
  const value = text === '' ? LAB_NAMES[field] : parseValue(SCENARIO_FIELDS[field], text);
  return value === undefined ? null : String(value);
}

function missionsIn(text: string): readonly MissionId[] | null {
  const ids = text.split(',').map((part) => MISSION_IDS.find((id) => String(id) === part));
  if (ids.some((id) => id === undefined) || new Set(ids).size !== ids.length) return null;
  return ids as MissionId[];
}

function controlsIn(text: string): readonly MissionControl[] | null {
  if (text === '') return [];
  const names = text.split(',');
  if (new Set(names).size !== names.length) return null;
  const controls = MISSION_CONTROLS.filter((control) => names.includes(control));
  return controls.length === names.length ? controls : null;
}

const problemOf = (part: string, given: string, problem: ClassLinkProblem['problem']): ClassLinkProblem => ({
  part: part.slice(0, 40),
  given: given.slice(0, 40),
  problem,
});
