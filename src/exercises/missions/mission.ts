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

/** What somebody hands in. `starts`: a run of `startOfRun(mission, scenario)` for each recording's scenario. */
export interface HandedIn {
  readonly recordings: readonly Recording[];
  readonly starts: readonly Recording[];
  readonly answers: Answers;
  /** Chooses what is hidden; null where nobody was given a seed. */
  readonly seed: number | null;
}

/** A part of the goal: passed or not, and the row that shows it, where one does. */
export interface GoalPart {
  readonly id: GoalPartId;
  readonly passed: boolean;
  readonly row: MissionRow | null;
}

/** In the order in which they are judged; a mission has a few of them. */
export const GOAL_PARTS = [
  'honest-run',
  'flag-on-proof',
  'client-path',
  'client-refuses',
  'fault-on',
  'same-leaf',
  'certificates-untouched',
  'connected',
  'one-edit',
  'issuer-refused',
  'certificate-named',
  'field-named',
  'leaf-sent',
  'server-path',
  'server-refuses',
  'cause-named',
  'client-safe',
  'nothing-opened',
  'attacker-there',
  'no-server-data',
  'one-byte',
  'proof-refused',
  'decrypt-error',
  'connected-first',
  'request-sent',
  'refused-after',
  'older-protocol',
  'older-refused',
  'older-silent',
  'both-refused',
  'same-alert',
  'other-check',
  'mystery-given',
  'mystery-connected',
  'mystery-par',
  'honest-untouched',
] as const;
export type GoalPartId = (typeof GOAL_PARTS)[number];

/** What is wrong with an answer that is nearly right, or not right at all: by mission. Each has words of its own. */
export const NEAR_MISSES = [
  '1/no-flag',
  '1/no-such-row',
  '1/other-run',
  '1/nothing-shown',
  '1/certificate',
  '1/sealed',
  '1/unchecked',
  '1/path',
  '1/later',
  '2/accepted',
  '2/bad-certificate',
  '2/no-path',
  '2/status',
  '2/rsa',
  '2/server-refused',
  '2/not-shown',
  '2/record',
  '3/fault-off',
  '3/re-issued',
  '3/cross-signed',
  '3/other-store',
  '3/namesake',
  '3/status',
  '3/refused',
  '4/fault-off',
  '4/roots',
  '4/cost',
  '4/not-seen',
  '4/refused',
  '5/fault-off',
  '5/star',
  '5/other-name',
  '5/common-name',
  '5/elsewhere',
  '5/cost',
  '5/refused',
  '6/other-run',
  '6/no-answer',
  '6/leaf',
  '6/other-certificate',
  '6/other-field',
  '7/one-way',
  '7/forbidden',
  '7/none',
  '7/accepted',
  '7/bad-certificate',
  '7/no-path',
  '7/status',
  '7/client-refused',
  '7/not-looked-at',
  '7/record',
  '8/one-way',
  '8/fault-off',
  '8/touched',
  '8/client-store',
  '8/namesake',
  '8/nothing-shown',
  '8/unasked',
  '8/status',
  '8/not-sent',
  '8/refused',
  '9/not-asked',
  '9/no-choice',
  '9/server',
  '9/not-forged',
  '9/not-stale',
  '9/not-silent',
  '9/unsafe',
  '10/fault-off',
  '10/revocation',
  '10/server-clock',
  '10/other-time',
  '10/certificates',
  '10/cost',
  '10/refused',
  '11/fault-off',
  '11/mutual',
  '11/suite',
  '11/opened',
  '11/refused',
  '12/proxy-gone',
  '12/not-reached',
  '12/tunnels',
  '12/served',
  '13/none',
  '13/several',
  '13/not-by-hand',
  '13/idle',
  '13/one-way',
  '13/encrypted',
  '13/header',
  '13/finished',
  '13/certificate',
  '13/client-refused',
  '13/too-late',
  '13/other-alert',
  '14/one-run',
  '14/waits',
  '14/client-refused',
  '14/accepted',
  '14/too-early',
  '14/second-modern',
  '14/second-accepted',
  '14/second-client-refused',
  '14/second-request',
  '15/one-run',
  '15/no-failure',
  '15/alerts-differ',
  '15/same-check',
  '15/mystery-other',
  '15/mystery-refused',
  '15/mystery-peer',
  '15/mystery-cost',
] as const;
export type NearMissId = (typeof NEAR_MISSES)[number];

/** What the judge says of what was handed in. */
export interface MissionJudgement {
  readonly passed: boolean;
  readonly parts: readonly GoalPart[];
  /** The one thing that is missing; null where nothing is. */
  readonly nearMiss: { readonly id: NearMissId; readonly row: MissionRow | null } | null;
  /** The row that shows what the mission is about: for the words after success. */
  readonly shown: MissionRow | null;
  /** Changes since the start: edited fields, clocks, stores, faults, settings, bytes, wishes to the CA. Of several runs the sum. */
  readonly cost: number;
  readonly par: number | null;
  /** Passed, and yet something is left to do: the mystery of the last mission. */
  readonly left: 'mystery' | null;
}
