// What the page and the worker say to each other: a task goes in, and of it come replies under its id.
import type { ProviderName } from '../crypto/provider.ts';
import type { RecordingArchive } from '../diagram/recordingArchive.ts';
import type { Deck } from '../exercises/build/deck.ts';
import type { KeyCost } from '../lab/run/keyCost.ts';
import type { CaKeyKind } from '../lab/scenario/choices.ts';
import type { CostScenario } from '../lab/scenario/costScenario.ts';
import type { FaultId } from '../lab/scenario/faultId.ts';
import type { Mode, Protocol, Scenario } from '../lab/scenario/scenario.ts';
import type { InputSummary } from '../pki/intake/intakeSummary.ts';
import type { Judgement, Question } from '../pki/validator/question.ts';
import type { StackRow } from '../stacks/row.ts';
import type { WhyMaterial, WhyReading } from '../store/why.ts';
import type { WhyOptions } from '../why/answer.ts';

export type Task =
  /**
   * Has code loaded, so that the first task that needs it does not wait. `certificates`: what reads and checks them, which
   * all others stand on.
   */
  | { readonly kind: 'load'; readonly what: 'certificates' | 'validate' }
  /** Runs a scenario; `provider` computes where it can, null: whoever does so by default. */
  | { readonly kind: 'run'; readonly scenario: Scenario; readonly provider: ProviderName | null }
  /** Packs the files of a recording, which comes as JSON: text crosses threads several times faster than a tree of objects. */
  | { readonly kind: 'export'; readonly recording: string; readonly link: string; readonly foreign: boolean }
  /** Recognises what somebody hands over. */
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  /** Opens what is locked; null where the password is wrong. */
  | { readonly kind: 'open'; readonly bytes: Uint8Array; readonly password: string }
  | { readonly kind: 'validate'; readonly question: Question }
  /** The cards of Build the handshake, and what the machines say to each. */
  | { readonly kind: 'deck'; readonly mode: Mode; readonly protocol: Protocol; readonly seed: number }
  /** What a kind of key costs, counted from runs. */
  | { readonly kind: 'cost'; readonly scenario: CostScenario; readonly key: CaKeyKind }
  /** From a pasted text to who refused whom, and why. */
  | { readonly kind: 'why'; readonly text: string; readonly options: WhyOptions }
  /** What the page "Why?" offers to choose from. */
  | { readonly kind: 'whyMaterial' }
  /** What was measured of a fault, in the order of the corpus. */
  | { readonly kind: 'measured'; readonly fault: FaultId }
  /** The key of the first step that fails; null where none does. */
  | { readonly kind: 'failure'; readonly scenario: Scenario };

export interface Results {
  readonly load: null;
  /** The recording has come before, in parts. */
  readonly run: null;
  readonly export: RecordingArchive;
  readonly read: InputSummary;
  readonly open: InputSummary | null;
  readonly validate: Judgement;
  readonly deck: Deck;
  readonly cost: KeyCost;
  readonly why: WhyReading;
  readonly whyMaterial: WhyMaterial;
  readonly measured: readonly StackRow[];
  readonly failure: string | null;
}

export type TaskKind = Task['kind'];
export type TaskOf<K extends TaskKind> = Extract<Task, { readonly kind: K }>;

export type WorkerRequest = Task & { readonly id: number };

/** The last reply to a task has its result, or the problem for which there is none. */
export type WorkerReply = { readonly id: number } & Reply;
export type Reply =
  /** The worker has the task: the first of all replies. */
  | { readonly heard: true }
  /** The code is there, and the work begins. */
  | { readonly began: true }
  /** Part of a recording as JSON: `recordingParts` says how it is cut. */
  | { readonly part: string; readonly last: boolean }
  | { readonly result: Results[TaskKind] }
  | { readonly problem: string };
