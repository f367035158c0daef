// The shape of the page's state. `store/lab.ts` creates it; nothing here knows React or the page.
import type { Recording } from '../lab/recording.ts';
import type { Mode, Scenario } from '../lab/scenario.ts';

export const TABS = ['explain', 'checks', 'certificates', 'bytes', 'secrets'] as const;
export type Tab = (typeof TABS)[number];
export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];
export type Theme = 'system' | 'light' | 'dark';

export interface LabState {
  /** What the user asked for. */
  readonly scenario: Scenario;
  /** The last run that arrived; belongs to `scenario` unless `pending`. Null only before the first one. */
  readonly recording: Recording | null;
  readonly pending: boolean;
  /** Why the engine could not run the scenario, or null. */
  readonly engineProblem: string | null;
  /** Number of the selected step, from 1 to `recording.steps.length`. */
  readonly cursor: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly tab: Tab;
  readonly breakOpen: boolean;
  /** What was wrong with the link the page was opened by, or null. */
  readonly linkProblem: string | null;
  readonly theme: Theme;
}

export interface LabActions {
  setMode(mode: Mode): void;
  setScenario(change: Partial<Scenario>): void;
  toggleFault(id: string): void;
  clearFaults(): void;
  /** Clamped to the recording's steps. Stops playing unless `keepPlaying`. */
  seek(step: number, keepPlaying?: boolean): void;
  first(): void;
  back(): void;
  next(): void;
  last(): void;
  play(): void;
  pause(): void;
  setSpeed(speed: Speed): void;
  setTab(tab: Tab): void;
  setBreakOpen(open: boolean): void;
  setTheme(theme: Theme): void;
  dismissLinkProblem(): void;
}

/** Runs a scenario somewhere: in a worker on the page, in the same thread in tests. */
export interface Engine {
  run(scenario: Scenario): Promise<Recording>;
}
