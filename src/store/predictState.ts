// What is kept while a run is predicted.
import type { Concept, GivenAnswer, Prediction, PredictionKind } from '../exercises/predictions/prediction.ts';
import type { Recording } from '../lab/recording/recording.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';

export interface Predict {
  /** The run with what came before the first hello; the lab's recording begins there. Null before the first run. */
  readonly whole: Recording | null;
  /** What is broken is shown, and all steps. */
  readonly revealed: boolean;
  /** The furthest step that was reached. */
  readonly edge: number;
  /** Null until they are known: till then nobody goes on. */
  readonly predictions: readonly Prediction[] | null;
  readonly answers: Readonly<Record<string, GivenAnswer | 'skipped'>>;
  /** Predictions whose answer was shown, and seen. */
  readonly settled: readonly string[];
  /** The question that waits for its answer, or the answer that is shown. */
  readonly open: { readonly id: string; readonly answered: boolean } | null;
  /** What was chosen so far. `flag`: a ring, null for “nowhere”, undefined for none yet. */
  readonly draft: { readonly flag?: string | null; readonly chosen: readonly string[] };
  /** The question to begin at in the next run; null to begin at the first hello. */
  readonly goal: PredictionKind | null;
  /** What a submitted answer lacked. */
  readonly lacks: 'flag' | 'choice' | null;
}

/** One answer, for whoever keeps them. */
export interface PredictedAnswer {
  readonly kind: PredictionKind;
  readonly concept: Concept;
  /** Of the question, as `P1@server:Certificate`. */
  readonly id: string;
  readonly scenario: Scenario;
  readonly chosen: readonly string[];
  readonly right: boolean;
}
