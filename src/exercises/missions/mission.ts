// A mission: a goal in the real lab, and what judges a run that is handed in. Its words: lessons/missions.ts.
import type { Recording } from '../../lab/recording/recording.ts';
import type { Scenario } from '../../lab/scenario/scenario.ts';

/** Links, slips and the command line name missions by them: they stay for ever. */
export const MISSION_IDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const;
export type MissionId = (typeof MISSION_IDS)[number];

/** What a mission teaches: what mastery is counted by. */
export const CONCEPTS = [
  'possession',
  'key',
  'trust',
  'path',
  'names',
  'ca-bit',
  'client-proof',
  'authorities',
  'status',
  'clock',
  'forward-secrecy',
  'middle',
  'transcript',
  'late-rejection',
  'diagnosis',
] as const;
export type ConceptId = (typeof CONCEPTS)[number];

/** Headings of the list, in its order. */
export const MISSION_GROUPS = ['proof', 'trust', 'client', 'status', 'wire', 'diagnosis'] as const;
export type MissionGroup = (typeof MISSION_GROUPS)[number];

/** What one may change in a mission; what it does not name is locked. `bytes`: tampering by hand. `ca`: the CA console. */
export const MISSION_CONTROLS = [
  'faults',
  'certificates',
  'clocks',
  'stores',
  'mode',
  'protocol',
  'suite',
  'group',
  'revocation',
  'revocationPolicy',
  'ca',
  'bytes',
] as const;
export type MissionControl = (typeof MISSION_CONTROLS)[number];

/**
 * An answer beside the recording, by its key. `row`: the flag on a row, by its number (from 1) or by its step's key.
 * `certificate`: by its place in the path, 0 for the leaf. `field`: an extension of it. `choice`: one of `values`.
 */
export type AnswerForm =
  | { readonly key: 'row'; readonly kind: 'row' }
  | { readonly key: 'certificate'; readonly kind: 'certificate' }
  | { readonly key: 'field'; readonly kind: 'field'; readonly values: readonly string[] }
  | { readonly key: 'choice'; readonly kind: 'choice'; readonly values: readonly string[] };
export type AnswerKey = AnswerForm['key'];
export type Answers = Readonly<Partial<Record<AnswerKey, string>>>;

export interface Mission {
  readonly id: MissionId;
  readonly concept: ConceptId;
  readonly group: MissionGroup;
  readonly minutes: number;
  /** The fewest changes that solve it; null where nothing is changed. */
  readonly par: number | null;
  /** What differs from the default scenario. Where `hides`, its fault depends on the seed or is not told. */
  readonly start: Partial<Scenario>;
  readonly open: readonly MissionControl[];
  /** How many recordings are handed in. `more`: a further one may be, of the mystery. */
  readonly recordings: { readonly count: 1 | 2; readonly more?: 1 };
  readonly answers: readonly AnswerForm[];
  /** The fault that one starts with is not named. */
  readonly hides?: true;
  /** The concept's name would give the answer away: it is told afterwards. */
  readonly tellsConceptAfter?: true;
  /** The same idea in another protocol or mode: what differs from `start`; null where there is none. */
  readonly variant: Partial<Scenario> | null;
}

/** A row of a run: `run` 0 for the first recording that was handed in, `step` its step's number, from 1. */
export interface MissionRow {
  readonly run: number;
  readonly step: number;
}

/** What somebody hands in. `starts`: a run of `startOf(mission, recording.scenario, seed)` for each recording. */
export interface HandedIn {
  readonly recordings: readonly Recording[];
  readonly starts: readonly Recording[];
  readonly answers: Answers;
  /** Chooses what is hidden; null where nobody was given a seed. */
  readonly seed: number | null;
}
