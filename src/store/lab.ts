// The page's state: which scenario, its recording, where one stands in it, and playing it. No React and no page.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Recording } from '../lab/recording.ts';
import {
  DEFAULT_SCENARIO,
  type Mode,
  type Protocol,
  type Revocation,
  type Scenario,
  scenarioKey,
  type Tampering,
} from '../lab/scenario.ts';
import { canonicalTampering } from '../lab/tampering.ts';
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

export function createLabStore({ engine, faults, schedule, initial = {} }: LabOptions): LabStore {
  return createStore<Lab>()((set, get) => {
    /** Where a link leads, until its recording is there; null to keep one's place. */
    let destination: { readonly at: string | null } | null = null;
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

    const want = (scenario: Scenario) => {
      if (sameScenario(scenario, get().scenario)) return;
      destination = null;
      set({ scenario });
      void run();
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
      cursor: 1,
      playing: false,
      speed: 1,
      tab: 'explain',
      observer: 'everyone',
      breakOpen: false,
      linkProblems: [],
      theme: 'system',
      overlay: null,
      sheetOpen: false,
      letterKeys: true,
      ...initial,

      setMode: (mode) => want({ ...get().scenario, mode }),
      setScenario: (change) => {
        const scenario = { ...get().scenario, ...change };
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
      clearFaults: () => want({ ...get().scenario, faults: [], tampering: [] }),
      visit: ({ scenario, at, tab, observer = 'everyone' }, linkProblems) => {
        stop();
        set({ tab, observer, linkProblems });
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
      setObserver: (observer) => set({ observer }),
      tamper: (edit) => {
        const { scenario } = get();
        want({ ...scenario, tampering: canonicalTampering([...scenario.tampering, edit]) });
      },
      untamper: ({ message, offset }) => {
        const { scenario } = get();
        const isOther = (each: Tampering) => each.message !== message || each.offset !== offset;
        want({ ...scenario, tampering: scenario.tampering.filter(isOther) });
      },
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
