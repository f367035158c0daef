// What learners are asked to predict of a run, and how an answer is judged. Words are in lessons/predictions.ts.
import type { Actor } from '../../lab/recording/recording.ts';
import type { CheckId } from '../../pki/path/result.ts';
import type { Side } from '../../tls/events.ts';
import type { ChoiceKind } from './choices.ts';

/** The numbers of the design. P3 (where it fails) and P4 (at which check) are two parts of one question. */
export const PREDICTION_KINDS = [
  'P1',
  'P2',
  'P3',
  'P4',
  'P5',
  'P6',
  'P7',
  'P8',
  'P9',
  'P10',
  'P11',
  'P12',
  'P13',
  'P14',
] as const;
export type PredictionKind = (typeof PREDICTION_KINDS)[number];

/** What a learner who predicts rightly has understood. */
export const CONCEPT_OF = {
  P1: 'possession',
  P2: 'validation-is-local',
  P3: 'order-of-checks',
  P4: 'order-of-checks',
  P5: 'alerts',
  P6: 'key-exchange',
  P7: 'certificate-request',
  P8: 'encrypted-handshake',
  P9: 'signed-transcript',
  P10: 'late-rejection',
  P11: 'authorisation',
  P12: 'trusted-middle',
  P13: 'forward-secrecy',
  P14: 'revocation-policy',
} as const satisfies Record<PredictionKind, string>;
export type Concept = (typeof CONCEPT_OF)[PredictionKind];

/** A decision of the run in which nothing is broken: where the flag can be put. */
export interface Ring {
  /** The key of its step there. */
  readonly id: string;
  /** On whose lifeline it is. */
  readonly actor: Actor;
  readonly what: 'path' | 'revocation' | 'signature' | 'finished' | 'request' | 'answer';
  /** Whose proof is looked at. */
  readonly subject: Side;
  /** Row on which its step stands, in the rows of both runs. */
  readonly row: number;
}

interface Asked<K extends PredictionKind> {
  /** Of this question in this scenario: kind and step, as `P1@server:Certificate`. */
  readonly id: string;
  readonly kind: K;
  /** Number of the step at which the player stops and asks. */
  readonly at: number;
  /** Number of the step that shows the answer: the same one, or a later one. */
  readonly decides: number;
}

/** One answer of several, or with `ticks` any number of them. */
export interface ChoicePrediction<K extends ChoiceKind | 'P5' = ChoiceKind | 'P5'> extends Asked<K> {
  readonly form: 'choice' | 'ticks';
  readonly choices: readonly string[];
  readonly truth: readonly string[];
  /** Events of this run that speak for or against a choice. */
  readonly evidence: Readonly<Record<string, number>>;
}

/** Where it fails, and at which check. */
export interface FlagPrediction extends Asked<'P3'> {
  readonly form: 'flag';
  readonly rings: readonly Ring[];
  readonly choices: readonly CheckId[];
  /** The ring that stands where the run fails, or null: it connects. */
  readonly ring: string | null;
  /** Row on which it fails, in the rows of both runs. */
  readonly row: number | null;
  /** The first check that fails; none where it connects. */
  readonly truth: readonly CheckId[];
  /** Events of this run, by the check. */
  readonly evidence: Readonly<Record<string, number>>;
}

export type Prediction = ChoicePrediction | FlagPrediction;

/** `flag`: a ring, or null for “nowhere”. */
export interface GivenAnswer {
  readonly flag?: string | null;
  readonly chosen: readonly string[];
}

export interface Graded {
  readonly right: boolean;
  /** P3: by how many rows the flag stands too early (negative) or too late; null where there is no distance. */
  readonly distance: number | null;
  /** P3: whether the place is right, and whether the check is; the same of both elsewhere. */
  readonly place: boolean;
  readonly choice: boolean;
}

/** What is missing for an answer; null where it is complete. Who says that it connects names no check. */
export function missing(prediction: Prediction, { flag, chosen }: Partial<GivenAnswer>): 'flag' | 'choice' | null {
  if (prediction.form === 'flag') {
    if (flag === undefined) return 'flag';
    if (flag === null) return null;
  }
  return chosen === undefined || chosen.length === 0 ? 'choice' : null;
}

export function grade(prediction: Prediction, { flag, chosen }: GivenAnswer): Graded {
  if (prediction.form !== 'flag') {
    const right =
      chosen.length === prediction.truth.length && chosen.every((choice) => prediction.truth.includes(choice));
    return { right, distance: null, place: right, choice: right };
  }
  const flagged = prediction.rings.find(({ id }) => id === flag) ?? null;
  const place = (flagged?.id ?? null) === prediction.ring;
  const isNowhere = flagged === null;
  const choice = isNowhere
    ? prediction.ring === null
    : chosen.some((each) => prediction.truth.some((one) => one === each));
  const isMeasured = flagged !== null && prediction.row !== null;
  return { right: place && choice, distance: isMeasured ? flagged.row - prediction.row : null, place, choice };
}
