// The page's state: which scenario, its recording, where one stands in it, and playing it. No React and no page.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { alignedRows, rowOfStep, stepsAt } from '../lab/align.ts';
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
  type Tampering,
  withEdits,
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
      // Not where a link leads: the address is read then, and nobody would write what becomes of it.
      const known = destination === null ? engine.atHand?.(get().scenario) : null;
      if (known) return arrive(known);
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
      // Meanwhile a recording was opened from a file: it stays.
      if (get().opened !== null) return;
      if ('problem' in result) set({ pending: false, engineProblem: result.problem });
      else arrive(result.recording);
    };

    const arrive = (recording: Recording) => {
      const { recording: before, cursor } = get();
      set({ recording, pending: false, engineProblem: null });
      if (destination !== null) land(recording, destination.at);
      else set({ cursor: before === null ? clampStep(recording, cursor) : keepPlace(before, cursor, recording) });
      destination = null;
      keepRow();
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
      set({ scenario, opened: null, ...history });
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

    const runOther = async () => {
      const { compare } = get();
      if (compare === null) return;
      try {
        const other = await engine.run(compare);
        const { recording, cursor } = get();
        // At once, so that nobody sees the other recording at a row of the one before it.
        const row = recording === null ? 0 : rowOfStep(alignedRows(recording, other), cursor);
        if (get().compare === compare) set({ other, row });
      } catch (error) {
        const engineProblem = error instanceof Error ? error.message : String(error);
        if (get().compare === compare) set({ engineProblem });
      }
    };

    /** The rows of both, once both are there. */
    const rows = () => {
      const { recording, other, compare } = get();
      return compare === null || recording === null || other === null ? null : alignedRows(recording, other);
    };

    const keepRow = () => {
      const both = rows();
      if (both !== null) set({ row: rowOfStep(both, get().cursor) });
    };

    const moveRow = (row: number) => {
      const both = rows();
      if (both === null) return;
      const index = Math.max(0, Math.min(both.length - 1, row));
      set({ row: index, cursor: stepsAt(both, index).left });
    };

    const compareWith = (compare: Scenario | null) => {
      stop();
      set({ compare, other: null, engineProblem: null });
      void runOther();
    };

    const move = (step: number, keepPlaying = false) => {
      const { recording } = get();
      if (!keepPlaying) stop();
      if (recording !== null) set({ cursor: clampStep(recording, step) });
      keepRow();
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
      observer: 'everyone',
      breakOpen: false,
      breakView: 'faults',
      linkProblems: [],
      theme: 'system',
      overlay: null,
      sheetOpen: false,
      letterKeys: true,
      compare: null,
      other: null,
      row: 0,
      opened: null,
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
          want(withFault(scenario, fault, faults));
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
      visit: ({ scenario, at, tab, compare, observer = 'everyone' }, linkProblems) => {
        stop();
        const { recording, pending, opened } = get();
        set({ tab, observer, linkProblems, opened: null, ...leave(scenario) });
        const before = get().compare;
        if (compare === undefined ? before !== null : before === null || !sameScenario(compare, before))
          compareWith(compare ?? null);
        if (recording !== null && !pending && opened === null && sameScenario(scenario, recording.scenario)) {
          set({ scenario, engineProblem: null });
          land(recording, at);
          keepRow();
        } else {
          set({ scenario });
          destination = { at };
          void run();
        }
      },
      retry: () => {
        if (!get().pending) void run();
        void runOther();
      },

      seek: move,
      first: () => (rows() === null ? move(1) : moveRow(0)),
      back: () => (rows() === null ? move(get().cursor - 1) : moveRow(get().row - 1)),
      next: () => (rows() === null ? move(get().cursor + 1) : moveRow(get().row + 1)),
      last: () => (rows() === null ? move(get().recording?.steps.length ?? 1) : moveRow(Number.POSITIVE_INFINITY)),
      play: () => {
        const { recording, playing, cursor, compare } = get();
        if (playing || compare !== null || recording === null || recording.steps.length < 2) return;
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

      setCompare: (scenario) =>
        compareWith(scenario && settled({ ...scenario, faults: inOrder(scenario.faults, faults) })),
      swap: () => {
        const { scenario, compare } = get();
        if (compare === null) return;
        compareWith(scenario);
        want(compare);
      },
      seekRow: moveRow,
      openRecording: (recording, name) => {
        stop();
        destination = null;
        const before = get().opened?.before ?? get().scenario;
        const { scenario } = recording;
        set({ recording, scenario, opened: { name, before }, cursor: 1, pending: false, engineProblem: null });
        set({ compare: null, other: null, linkProblems: [], overlay: null });
      },
      closeRecording: () => {
        const { opened, tab } = get();
        if (opened !== null) get().visit({ scenario: opened.before, at: null, tab }, []);
      },
    };
  });
}

/** The scenario with one fault more, and with the settings that the fault needs where they are others. */
export function withFault(scenario: Scenario, fault: FaultInfo, catalogue: readonly FaultInfo[]): Scenario {
  const fitting = <T>(wanted: T, possible: readonly T[]): T =>
    possible.includes(wanted) ? wanted : (possible[0] ?? wanted);
  return settled({
    ...scenario,
    mode: fitting(scenario.mode, fault.modes),
    protocol: fitting(scenario.protocol, fault.protocols),
    revocation: fitting(scenario.revocation, fault.revocations),
    faults: inOrder([...scenario.faults, fault.id], catalogue),
  });
}

export const sameScenario = (a: Scenario, b: Scenario): boolean => scenarioKey(a) === scenarioKey(b);

/** The faults of the catalogue that are in `ids`, each once, in the catalogue's order. */
export function inOrder(ids: readonly string[], catalogue: readonly FaultInfo[]): string[] {
  return catalogue.map((fault) => fault.id).filter((id) => ids.includes(id));
}
