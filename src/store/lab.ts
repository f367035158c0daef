// The page's state: which scenario, its recording, where one stands in it, and playing it. No React and no page.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Recording } from '../lab/recording.ts';
import {
  DEFAULT_SCENARIO,
  honestScenario,
  type Mode,
  type Protocol,
  type Revocation,
  type Scenario,
  scenarioKey,
  settled,
  withEdits,
} from '../lab/scenario.ts';
import { clampStep, keepPlace, stepOfKey } from './place.ts';
import type { Engine, LabActions, LabState } from './state.ts';

export type Lab = LabState & LabActions;
export type LabStore = StoreApi<Lab>;

/** What the store needs to know of a fault. */
export interface FaultInfo {
  readonly id: string;
  readonly modes: readonly Mode[];
  readonly protocols: readonly Protocol[];
  readonly revocations: readonly Revocation[];
}

/** Calls `run` once after `ms` milliseconds, unless the function it returns is called before. */
export type Schedule = (ms: number, run: () => void) => () => void;

export interface LabOptions {
  readonly engine: Engine;
  /** The catalogue; its order is the order of `scenario.faults`. */
  readonly faults: readonly FaultInfo[];
  readonly schedule: Schedule;
  readonly initial?: Partial<LabState>;
}

/** A step's time on stage at speed 1, and how soon playing starts, in milliseconds. */
export const STEP_MS = 1400;
export const START_MS = 250;
/** How many changes can be undone. */
export const HISTORY = 100;

export function createLabStore({ engine, faults, schedule, initial = {} }: LabOptions): LabStore {
  return createStore<Lab>()((set, get) => {
    /** Where a link leads, until its recording is there; null to keep one's place. */
    let destination: { readonly at: string | null } | null = null;
    let visited = false;
    let running = false;
    let cancelTick = () => {};

    /** Runs what is wanted now. One run at a time: what was wanted meanwhile is run next, and only the last of it. */
    const run = async () => {
      set({ pending: true });
      if (running) return;
      running = true;
      let wanted: Scenario;
      let result: { readonly recording: Recording } | { readonly problem: string };
      do {
        wanted = get().scenario;
        result = await engine.run(wanted).then(
          (recording) => ({ recording }),
          (error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }),
        );
      } while (!sameScenario(wanted, get().scenario));
      running = false;
      if ('problem' in result) set({ pending: false, engineProblem: result.problem });
      else arrive(result.recording);
    };

    const arrive = (recording: Recording) => {
      const { recording: before, cursor } = get();
      set({ recording, pending: false, engineProblem: null });
      if (destination !== null) land(recording, destination.at);
      else set({ cursor: before === null ? clampStep(recording, cursor) : keepPlace(before, cursor, recording) });
      destination = null;
    };

    const land = (recording: Recording, at: string | null) => {
      const found = at === null ? 1 : stepOfKey(recording, at);
      set({ cursor: found ?? 1 });
      if (at === null || found !== null) return;
      set({ linkProblems: [...get().linkProblems, { part: 'at', given: at, expected: 'a step of this scenario' }] });
    };

    const want = (scenario: Scenario, gesture: string | null = null) => {
      const { scenario: before, past, gesture: last } = get();
      if (sameScenario(scenario, before)) return;
      const continues = gesture !== null && gesture === last;
      show(scenario, { past: continues ? past : [...past, before].slice(-HISTORY), future: [], gesture });
    };

    const show = (scenario: Scenario, history: Pick<LabState, 'past' | 'future' | 'gesture'>) => {
      destination = null;
      set({ scenario, ...history });
      void run();
    };

    /** A link leads elsewhere: where one was can be undone too, but for what stood there before any link. */
    const leave = (scenario: Scenario): Partial<LabState> => {
      const { scenario: before, past } = get();
      const first = !visited;
      visited = true;
      if (first || sameScenario(scenario, before)) return { gesture: null };
      return { past: [...past, before].slice(-HISTORY), future: [], gesture: null };
    };

    const move = (step: number, keepPlaying = false) => {
      const { recording } = get();
      if (!keepPlaying) stop();
      if (recording !== null) set({ cursor: clampStep(recording, step) });
    };

    const stop = () => {
      cancelTick();
      if (get().playing) set({ playing: false });
    };

    const tick = () => {
      const { recording, cursor, playing } = get();
      if (!playing || recording === null) return;
      if (cursor < recording.steps.length) move(cursor + 1, true);
      if (get().cursor >= recording.steps.length) stop();
      else cancelTick = schedule(STEP_MS / get().speed, tick);
    };

    return {
      scenario: DEFAULT_SCENARIO,
      recording: null,
      pending: false,
      engineProblem: null,
      past: [],
      future: [],
      gesture: null,
      cursor: 1,
      playing: false,
      speed: 1,
      tab: 'explain',
      breakOpen: false,
      breakView: 'faults',
      linkProblems: [],
      theme: 'system',
      overlay: null,
      sheetOpen: false,
      letterKeys: true,
      ...initial,

      setMode: (mode) => want({ ...get().scenario, mode }),
      setScenario: (change) => {
        const scenario = settled({ ...get().scenario, ...change });
        want({ ...scenario, faults: inOrder(scenario.faults, faults) });
      },
      toggleFault: (id) => {
        const { scenario } = get();
        const fault = faults.find((each) => each.id === id);
        if (fault === undefined) return;
        if (scenario.faults.includes(id)) {
          want({ ...scenario, faults: scenario.faults.filter((each) => each !== id) });
        } else {
          const mode = fault.modes.includes(scenario.mode) ? scenario.mode : (fault.modes[0] ?? scenario.mode);
          const { revocations } = fault;
          const revocation = revocations.includes(scenario.revocation)
            ? scenario.revocation
            : (revocations[0] ?? scenario.revocation);
          want({ ...scenario, mode, revocation, faults: inOrder([...scenario.faults, id], faults) });
        }
      },
      clearFaults: () => want(honestScenario(get().scenario)),
      setEdits: (edits, gesture) => want(withEdits(get().scenario, edits), gesture ?? null),
      undo: () => {
        const { past, future, scenario } = get();
        const before = past.at(-1);
        if (before !== undefined)
          show(before, { past: past.slice(0, -1), future: [...future, scenario], gesture: null });
      },
      redo: () => {
        const { past, future, scenario } = get();
        const after = future.at(-1);
        if (after !== undefined) show(after, { past: [...past, scenario], future: future.slice(0, -1), gesture: null });
      },
      runBeside: (scenario) => engine.run(scenario),
      visit: ({ scenario, at, tab }, linkProblems) => {
        stop();
        set({ tab, linkProblems, ...leave(scenario) });
        const { recording, pending } = get();
        if (recording !== null && !pending && sameScenario(scenario, recording.scenario)) {
          set({ scenario, engineProblem: null });
          land(recording, at);
        } else {
          set({ scenario });
          destination = { at };
          void run();
        }
      },
      retry: () => {
        if (!get().pending) void run();
      },

      seek: move,
      first: () => move(1),
      back: () => move(get().cursor - 1),
      next: () => move(get().cursor + 1),
      last: () => move(get().recording?.steps.length ?? 1),
      play: () => {
        const { recording, playing, cursor } = get();
        if (playing || recording === null || recording.steps.length < 2) return;
        if (cursor >= recording.steps.length) move(1);
        set({ playing: true });
        cancelTick = schedule(START_MS, tick);
      },
      pause: stop,
      setSpeed: (speed) => {
        set({ speed });
        if (!get().playing) return;
        cancelTick();
        cancelTick = schedule(STEP_MS / speed, tick);
      },

      setTab: (tab) => set({ tab }),
      setBreakView: (breakView) => set({ breakView }),
      setBreakOpen: (breakOpen) => set({ breakOpen }),
      setTheme: (theme) => set({ theme }),
      setOverlay: (overlay) => set({ overlay }),
      setSheetOpen: (sheetOpen) => set({ sheetOpen }),
      setLetterKeys: (letterKeys) => set({ letterKeys }),
      dismissLinkProblems: () => set({ linkProblems: [] }),
    };
  });
}

export const sameScenario = (a: Scenario, b: Scenario): boolean => scenarioKey(a) === scenarioKey(b);

/** The faults of the catalogue that are in `ids`, each once, in the catalogue's order. */
export function inOrder(ids: readonly string[], catalogue: readonly FaultInfo[]): string[] {
  return catalogue.map((fault) => fault.id).filter((id) => ids.includes(id));
}
