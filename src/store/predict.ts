// Predict, then reveal: while it is on, nothing is shown that comes after the step where the learner stands (the live edge),
// nor what is broken. The player stops at each prediction and asks; what follows shows the answer.
import {
  CONCEPT_OF,
  type GivenAnswer,
  grade,
  missing,
  type Prediction,
  type PredictionKind,
} from '../exercises/predictions/prediction.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { upToStep, withoutPreparation } from '../lab/recording/untold.ts';
import { honestScenario } from '../lab/scenario/honest.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { keepPlace } from './place.ts';
import type { Predict, PredictedAnswer } from './predictState.ts';
import type { GetLab, Lab, SetLab } from './state.ts';

/** Whether what is broken, and what comes, is not to be seen. */
export const isHidden = ({ predict }: Pick<Lab, 'predict'>): boolean => predict !== null && !predict.revealed;

/** How many things are broken and not to be seen. */
export const hiddenCount = (lab: Lab): number => {
  const { faults, tampering, caWork, edits } = lab.scenario;
  return isHidden(lab) ? faults.length + tampering.length + caWork.length + (edits === undefined ? 0 : 1) : 0;
};

/** The prediction that is asked or answered now. */
export const openPrediction = ({ predict }: Pick<Lab, 'predict'>): Prediction | null =>
  predict?.predictions?.find(({ id }) => id === predict.open?.id) ?? null;

/** Whether a question waits: digits, Enter and Escape answer it. */
export const isAsking = ({ predict }: Pick<Lab, 'predict'>): boolean => predict?.open?.answered === false;

/** The lab as views get it: while something is hidden, it is not in there. The same object for the same state. */
export function shownLab(lab: Lab): Lab {
  if (!isHidden(lab) || lab.predict === null) return lab;
  const known = shown.get(lab);
  if (known) return known;
  const { recording, scenario, predict } = lab;
  const view = {
    ...lab,
    scenario: withNothingBroken(scenario),
    recording: recording && upToStep(recording, predict.edge),
  };
  shown.set(lab, view);
  return view;
}

const shown = new WeakMap<Lab, Lab>();

function withNothingBroken(scenario: Scenario): Scenario {
  const honest = honestOf.get(scenario) ?? honestScenario(scenario);
  honestOf.set(scenario, honest);
  return honest;
}

const honestOf = new WeakMap<Scenario, Scenario>();

/** Whether there is a next step to go to now. */
export function canGoOn({ predict, recording, cursor }: Lab): boolean {
  if (recording === null) return false;
  if (predict === null || predict.revealed) return cursor < recording.steps.length;
  // An answer that is shown is left by going on.
  return cursor < predict.edge || (predict.open?.answered !== false && predict.predictions !== null);
}

/** Number of the last step that can be reached by seeking. */
export const furthest = ({ predict, recording }: Pick<Lab, 'predict' | 'recording'>): number =>
  predict !== null && !predict.revealed ? predict.edge : (recording?.steps.length ?? 1);

const begin = (whole: Recording | null, goal: PredictionKind | null = null): Predict => ({
  whole,
  revealed: false,
  edge: 1,
  predictions: null,
  answers: {},
  settled: [],
  open: null,
  draft: NOTHING_CHOSEN,
  goal,
  lacks: null,
});

const NOTHING_CHOSEN: Predict['draft'] = { chosen: [] };

interface Player {
  readonly stop: () => void;
  readonly play: () => void;
}

/** `player`: how to stop and to go on playing. */
export function predictOf(set: SetLab, get: GetLab, player: () => Player) {
  const change = (part: Partial<Predict>) => {
    const { predict } = get();
    if (predict !== null) set({ predict: { ...predict, ...part } });
  };

  const setPredict = (on: boolean) => {
    const { predict, recording, cursor } = get();
    if (on === (predict !== null)) return;
    player().stop();
    if (on) {
      set({
        predict: begin(recording),
        recording: recording && withoutPreparation(recording),
        cursor: 1,
        // Side by side, and in the files of a run, all would be seen.
        compare: null,
        other: null,
        ...(get().overlay === 'export' || get().overlay === 'ca' ? { overlay: null } : {}),
      });
      return;
    }
    const whole = predict?.whole ?? recording;
    set({ predict: null, recording: whole, cursor: recording && whole ? keepPlace(recording, cursor, whole) : cursor });
  };

  /** A run has arrived: what is shown of it. */
  const adopt = (whole: Recording): Recording => {
    const { predict } = get();
    if (predict === null) return whole;
    set({ predict: begin(whole, predict.goal) });
    return withoutPreparation(whole);
  };

  /** Where a link leads to has been seen. */
  const beginAt = (edge: number) => {
    if (isHidden(get())) {
      change({ edge });
      settle();
    }
  };

  const setPredictions = (whole: Recording, predictions: readonly Prediction[]) => {
    if (get().predict?.whole !== whole) return;
    change({ predictions });
    goToGoal(predictions);
    settle();
  };

  /** What comes before was answered of the run before. */
  const goToGoal = (predictions: readonly Prediction[]) => {
    const { predict } = get();
    const goal = predictions.find(({ kind }) => kind === predict?.goal);
    change({ goal: null });
    if (predict === null || goal === undefined) return;
    const before = predictions.slice(0, predictions.indexOf(goal)).map(({ id }) => [id, 'skipped'] as const);
    change({ edge: goal.at, answers: Object.fromEntries(before) });
    set({ cursor: goal.at });
  };

  /** The run of this scenario begins at its question of the kind. */
  const askIn = (kind: PredictionKind, scenario: Scenario) => {
    if (get().predict === null) return;
    player().stop();
    change({ goal: kind, open: null });
    get().setScenario(scenario);
  };

  /** Opens what stands at the live edge: first an answer that is seen there, then a question. At the end all is shown. */
  const settle = () => {
    const { predict, recording } = get();
    if (predict === null || predict.revealed || predict.open !== null || recording === null) return;
    const { predictions, answers, settled, edge } = predict;
    if (predictions === null) return;
    const due = predictions.find(({ id, decides }) => {
      const answer = answers[id];
      return answer !== undefined && answer !== 'skipped' && decides <= edge && !settled.includes(id);
    });
    const asked = predictions.find(({ id, at }) => at === edge && answers[id] === undefined);
    const next = due ?? asked;
    if (next !== undefined) {
      player().stop();
      change({ open: { id: next.id, answered: next === due }, draft: NOTHING_CHOSEN, lacks: null });
    } else if (edge >= recording.steps.length) reveal();
  };

  /** One step on, beyond the live edge, too; false where that is not possible now. */
  const advance = (): boolean => {
    const lab = get();
    const { predict, cursor, recording } = lab;
    if (predict === null || recording === null || !canGoOn(lab)) return false;
    if (cursor < predict.edge) {
      set({ cursor: cursor + 1 });
      return true;
    }
    if (predict.open !== null) {
      leave({ settled: [...predict.settled, predict.open.id] });
      return true;
    }
    const edge = Math.min(predict.edge + 1, recording.steps.length);
    set({ cursor: edge, predict: { ...predict, edge } });
    settle();
    return true;
  };

  const goOnPlaying = (atOnce: boolean) => {
    if (!isHidden(get()) || get().predict?.open) return;
    if (!atOnce) player().play();
    else while (isHidden(get()) && get().predict?.open === null && advance());
  };

  const submitPrediction = (atOnce: boolean) => {
    const { predict } = get();
    const prediction = openPrediction(get());
    if (predict === null || prediction === null || !isAsking(get())) return;
    const lacks = missing(prediction, predict.draft);
    if (lacks !== null) return change({ lacks });
    const answer: GivenAnswer = predict.draft;
    const { scenario, predicted } = get();
    set({
      cursor: predict.edge,
      predicted: [...predicted, ...answersOf(prediction, answer, scenario)],
      predict: { ...predict, answers: { ...predict.answers, [prediction.id]: answer }, open: null, lacks: null },
    });
    settle();
    goOnPlaying(atOnce);
  };

  /** Of ticks, each is set or taken back by itself. */
  const chooseAnswer = (choice: string) => {
    const draft = get().predict?.draft ?? NOTHING_CHOSEN;
    const { chosen } = draft;
    const others = chosen.filter((each) => each !== choice);
    const ticks = chosen.includes(choice) ? others : [...chosen, choice];
    change({ draft: { ...draft, chosen: openPrediction(get())?.form === 'ticks' ? ticks : [choice] }, lacks: null });
  };

  /** The next question is left out, or, of an answer that is shown, one goes on. */
  const leave = (part: Partial<Predict>) => {
    change({ ...part, open: null, lacks: null });
    set({ cursor: furthest(get()) });
    settle();
  };

  const skipPrediction = () => {
    const { predict } = get();
    if (predict === null || predict.open === null || predict.open.answered) return;
    leave({ answers: { ...predict.answers, [predict.open.id]: 'skipped' } });
  };

  const continuePrediction = (atOnce: boolean) => {
    const { predict } = get();
    if (predict?.open?.answered !== true) return;
    if (predict.revealed) return change({ open: null });
    leave({ settled: [...predict.settled, predict.open.id] });
    if (!atOnce) goOnPlaying(false);
  };

  const reveal = () => {
    const { predict, recording, cursor } = get();
    if (predict === null || predict.revealed) return;
    player().stop();
    const whole = predict.whole ?? recording;
    const asks = predict.open?.answered === false;
    set({
      predict: { ...predict, revealed: true, ...(asks && { open: null }) },
      recording: whole,
      cursor: recording && whole ? keepPlace(recording, cursor, whole) : cursor,
    });
  };

  return {
    ...{ adopt, beginAt, advance },
    actions: {
      setPredict,
      setPredictions,
      setFlag: (flag: string | null) =>
        change({ draft: { ...(get().predict?.draft ?? NOTHING_CHOSEN), flag }, lacks: null }),
      chooseAnswer,
      ...{ submitPrediction, skipPrediction, continuePrediction, reveal, askIn },
    },
  };
}

/** Where it fails and at which check are two answers: the second is none where it connects. */
function answersOf(prediction: Prediction, answer: GivenAnswer, scenario: Scenario): readonly PredictedAnswer[] {
  const graded = grade(prediction, answer);
  const of = (kind: PredictionKind, chosen: readonly string[], right: boolean): PredictedAnswer => ({
    ...{ kind, chosen, right, scenario },
    concept: CONCEPT_OF[kind],
    id: prediction.id,
  });
  if (prediction.form !== 'flag') return [of(prediction.kind, answer.chosen, graded.right)];
  const place = of('P3', [answer.flag ?? 'nowhere'], graded.place);
  return answer.flag === null ? [place] : [place, of('P4', answer.chosen, graded.choice)];
}
