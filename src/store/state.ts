// The shape of the page's state. `store/lab.ts` creates it; nothing here knows React or the page.

import type { ProviderName } from '../crypto/provider.ts';
import type { Prediction, PredictionKind } from '../exercises/predictions/prediction.ts';
import type { Recording } from '../lab/recording/recording.ts';
import type { Observer } from '../lab/recording/view.ts';
import type { Edits } from '../lab/scenario/edits.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { Mode, Scenario, Tampering } from '../lab/scenario/scenario.ts';
import type { MissionRun } from './mission.ts';
import type { PlaceValues, Tab } from './placeFields.ts';
import type { Predict, PredictedAnswer } from './predictState.ts';

export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];
/** How playing goes on: in even time, as long as a step's words take to read, or on to the next step that decides something. */
export const PACES = ['reading', 'steady', 'key'] as const;
export type Pace = (typeof PACES)[number];
export type Theme = 'system' | 'light' | 'dark';
/** Panels that lie over the page; the break drawer has a flag of its own. */
export type Overlay = 'places' | 'more' | 'options' | 'settings' | 'help' | 'ca' | 'export';

/** One part of a link that could not be used, and what would have been. */
export interface LinkProblem {
  /** `mode`, `fault`, `at`, …; the part's own name where nobody knows it. */
  readonly part: string;
  readonly given: string;
  readonly expected: string;
}
/** Where a link leads: what to run, at which step to stand (by its key; null for the first), which tab to show. */
export interface Place extends Partial<Omit<PlaceValues, 'at' | 'tab'>>, Pick<PlaceValues, 'tab'> {
  readonly scenario: Scenario;
  readonly at: string | null;
  /** The scenario to show beside it, where there is one. */
  readonly compare?: Scenario;
}

export interface LabState {
  /** What the user asked for. */
  readonly scenario: Scenario;
  /** The last run that arrived; belongs to `scenario` unless `pending`. Null only before the first one. */
  readonly recording: Recording | null;
  readonly pending: boolean;
  /** Scenarios before this one, the last of them the most recent, and those that undo took back. */
  readonly past: readonly Scenario[];
  readonly future: readonly Scenario[];
  /** What the last change belonged to, such as one drag; changes of one gesture are undone at once. */
  readonly gesture: string | null;
  /** Why the engine could not run the scenario, or null. */
  readonly engineProblem: string | null;
  /** The scenario that could not be run, where another one is still shown; `retry` asks for it again. */
  readonly failed: Scenario | null;
  /** Number of the selected step, from 1 to `recording.steps.length`. */
  readonly cursor: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly pace: Pace;
  /** Are the steps before the handshake shown one by one, and not folded into one row? */
  readonly issuanceOpen: boolean;
  /** Does the inspector explain in full? For the visit. */
  readonly moreOpen: boolean;
  /** Keys of the steps that came with the change from one-way to mutual, until the next change. */
  readonly fresh: ReadonlySet<string>;
  /** Does the card for a first visit stand in the dock? */
  readonly startCard: boolean;
  readonly tab: Tab;
  /** As whom one looks on. */
  readonly observer: Observer;
  readonly breakOpen: boolean;
  /** What the break drawer shows: the catalogue of faults, or the editor. */
  readonly breakView: 'faults' | 'own';
  /** What was wrong with the link the page was opened by; empty where nothing was. */
  readonly linkProblems: readonly LinkProblem[];
  readonly theme: Theme;
  readonly overlay: Overlay | null;
  /** On a narrow page the inspector is a sheet: is it up? */
  readonly sheetOpen: boolean;
  /** Do single letters and digits work as shortcuts? (WCAG 2.1.4 wants them to be switched off by whoever dictates.) */
  readonly letterKeys: boolean;
  /** Which library computes TLS 1.2 with RSA. It changes no byte, so neither link nor recording has it. */
  readonly provider: ProviderName;
  /** The scenario beside which the first one is shown, or null. */
  readonly compare: Scenario | null;
  /** The run of `compare`; null until it has arrived. */
  readonly other: Recording | null;
  /** While two are compared: index of the row of both on which one stands. */
  readonly row: number;
  /** The mission that is under way: its number, as a link has it; empty for none. */
  readonly mission: string;
  /** As `PLACE_FIELDS` has them: shown in a frame, with a sentence on the step, and the origin that is told of it. */
  readonly embed: PlaceValues['embed'];
  readonly text: PlaceValues['text'];
  readonly origin: PlaceValues['origin'];
  /** Whether it is shown on a projector: large letters, two panes, no bars. */
  readonly present: PlaceValues['present'];
  /** What was handed in for it; null while none is under way. */
  readonly missionRun: MissionRun | null;
  /** The recording was opened from a file and is shown as it is; what was there before waits for one's return. */
  readonly opened: { readonly name: string; readonly before: Scenario } | null;
  /** Predict, then reveal; null while it is off. While it is on, views see `shownLab(lab)` (predict.ts). */
  readonly predict: Predict | null;
  /** Answers of this visit, in their order. */
  readonly predicted: readonly PredictedAnswer[];
}

export interface LabActions {
  setMode(mode: Mode): void;
  setScenario(change: Partial<Scenario>): void;
  toggleFault(id: FaultId): void;
  clearFaults(): void;
  /** Changes of the same gesture, one after the other, count as one for undo and for the browser's history. */
  setEdits(edits: Edits, gesture?: string): void;
  undo(): void;
  redo(): void;
  /** Runs another scenario beside the one on screen, for comparison. */
  runBeside(scenario: Scenario): Promise<Recording>;
  /** Clamped to the recording's steps. Stops playing unless `keepPlaying`. */
  seek(step: number, keepPlaying?: boolean): void;
  first(): void;
  back(): void;
  next(): void;
  last(): void;
  play(): void;
  pause(): void;
  setSpeed(speed: Speed): void;
  setPace(pace: Pace): void;
  /** Folded, the steps before the handshake are one stop, at which the cursor stands on the first of them. */
  setIssuanceOpen(open: boolean): void;
  setMoreOpen(open: boolean): void;
  setStartCard(shown: boolean): void;
  setTab(tab: Tab): void;
  setObserver(observer: Observer): void;
  /** Changes a byte of a message on the wire; the last word on a place counts. */
  tamper(edit: Tampering): void;
  /** Takes back what was changed at one place. */
  untamper(edit: Pick<Tampering, 'message' | 'offset'>): void;
  setBreakOpen(open: boolean): void;
  setBreakView(view: LabState['breakView']): void;
  setTheme(theme: Theme): void;
  /** Goes where a link leads; its problems are kept for the page to show. */
  visit(place: Place, problems: readonly LinkProblem[]): void;
  dismissLinkProblems(): void;
  /** Runs the scenario again after an engine problem. */
  retry(): void;
  setOverlay(overlay: Overlay | null): void;
  setSheetOpen(open: boolean): void;
  setLetterKeys(on: boolean): void;
  setProvider(provider: ProviderName): void;
  /** Shows this scenario beside the first one; null goes back to one alone. */
  setCompare(scenario: Scenario | null): void;
  /** The second becomes the first. */
  swap(): void;
  /** Goes to a row of both, by its index. */
  seekRow(row: number): void;
  /** Shows a recording that was read from a file. */
  openRecording(recording: Recording, name: string): void;
  closeRecording(): void;
  /** Begins a mission in the lab as it is, or (empty) ends it. */
  setMission(mission: string): void;
  /** Changes what is handed in, or what came of it; nothing where meanwhile another mission is under way. */
  handIn(change: Partial<MissionRun>, mission?: string): void;
  setPresent(on: boolean): void;
  setPredict(on: boolean): void;
  /** The predictions of this run, as it arrived. */
  setPredictions(whole: Recording, predictions: readonly Prediction[]): void;
  /** Puts the flag on a ring; null: nowhere, it connects. */
  setFlag(flag: string | null): void;
  /** Chooses an answer; of ticks, takes a chosen one back. */
  chooseAnswer(choice: string): void;
  /** Plays to the step that shows the answer; `atOnce`: without motion. */
  submitPrediction(atOnce: boolean): void;
  skipPrediction(): void;
  /** From an answer that is shown to what follows. */
  continuePrediction(atOnce: boolean): void;
  reveal(): void;
  /** Runs the scenario, still hidden, and goes to its question of this kind. */
  askIn(kind: PredictionKind, scenario: Scenario): void;
}

/** Runs a scenario somewhere: in a worker on the page, in the same thread in tests. */
export interface Engine {
  run(scenario: Scenario): Promise<Recording>;
  /** The recording, where nothing has to be run or waited for. */
  atHand?(scenario: Scenario): Recording | null;
}

export type Lab = LabState & LabActions;

/** Calls `run` once after `ms` milliseconds, unless the function it returns is called before. */
export type Schedule = (ms: number, run: () => void) => () => void;

/** The store, to its own parts. */
export type SetLab = (part: Partial<LabState>) => void;
export type GetLab = () => Lab;
