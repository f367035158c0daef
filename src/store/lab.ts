// The page's state: which scenario, its recording, where one stands in it, and playing it. No React and no page.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { honestScenario } from '../lab/scenario/honest.ts';
import {
  DEFAULT_SCENARIO,
  normalizeScenario,
  type Scenario,
  type Tampering,
  withEdits,
} from '../lab/scenario/scenario.ts';
import { canonicalTampering } from '../lab/scenario/tampering.ts';
import { type FaultInfo, faultsInOrder, sameScenario, withFault } from './choice.ts';
import { comparisonOf } from './comparison.ts';
import { missionPart } from './mission.ts';
import { lastOfIssuance } from './place.ts';
import { playbackOf, START_MS, type WordsAt } from './playback.ts';
import { canGoOn, furthest, isHidden, predictOf } from './predict.ts';
import { runsOf } from './runs.ts';
import type { Engine, Lab, LabState, Overlay, Schedule } from './state.ts';

export type LabStore = StoreApi<Lab>;

export interface LabOptions {
  readonly engine: Engine;
  /** The catalogue; its order is the order of `scenario.faults`. */
  readonly faults: readonly FaultInfo[];
  readonly schedule: Schedule;
  /** For playing at the pace of reading; where nobody counts words, it is an even one. */
  readonly wordsAt?: WordsAt;
  readonly initial?: Partial<LabState>;
}

export function createLabStore({ engine, faults, schedule, wordsAt = () => 0, initial = {} }: LabOptions): LabStore {
  return createStore<Lab>()((set, get) => {
    const { runOther, rows, keepRow, moveRow } = comparisonOf(engine, set, get);
    const predicting = predictOf(set, get, () => ({ stop, play: () => get().play() }));
    const { run, goToStep, wantScenario, applyScenario, historyOfVisit, visit, forgetDestination } = runsOf(
      engine,
      set,
      get,
      keepRow,
      predicting,
    );
    const { move, moveBy, stop, tickIn, stepMs } = playbackOf(schedule, set, get, keepRow, {
      advance: predicting.advance,
      wordsAt,
    });

    const compareWith = (compare: Scenario | null) => {
      if (compare !== null && isHidden(get())) return;
      stop();
      set({ compare, other: null, engineProblem: null });
      void runOther();
    };

    return {
      ...INITIAL,
      ...initial,

      setMode: (mode) => wantScenario({ ...get().scenario, mode }),
      setScenario: (change) => {
        const scenario = normalizeScenario({ ...get().scenario, ...change });
        wantScenario({ ...scenario, faults: faultsInOrder(scenario.faults, faults) });
      },
      toggleFault: (id) => {
        const { scenario } = get();
        const fault = faults.find((each) => each.id === id);
        if (fault === undefined) return;
        if (scenario.faults.includes(id)) {
          wantScenario({ ...scenario, faults: scenario.faults.filter((each) => each !== id) });
        } else {
          wantScenario(withFault(scenario, fault, faults));
        }
      },
      clearFaults: () => wantScenario(honestScenario(get().scenario)),
      // Edits that are hidden would be lost: whoever edits has not seen them.
      setEdits: (edits, gesture) => {
        if (!isHidden(get())) wantScenario(withEdits(get().scenario, edits), gesture ?? null);
      },
      undo: () => {
        const { past, future, scenario } = get();
        const before = past.at(-1);
        if (before !== undefined)
          applyScenario(before, { past: past.slice(0, -1), future: [...future, scenario], gesture: null });
      },
      redo: () => {
        const { past, future, scenario } = get();
        const after = future.at(-1);
        if (after !== undefined)
          applyScenario(after, { past: [...past, scenario], future: future.slice(0, -1), gesture: null });
      },
      runBeside: (scenario) => engine.run(scenario),
      visit: (place, linkProblems) => {
        const { scenario, at, tab, observer = 'everyone', embed = '0', text = '1', origin = '' } = place;
        // A frame shows one run, and asks nothing but a mission.
        const { mission = '' } = place;
        const { compare, predict = '0', present = '0' } = embed === '1' ? {} : place;
        stop();
        predicting.actions.setPredict(predict === '1' && compare === undefined);
        const { recording, pending, opened } = get();
        set({ tab, observer, embed, text, origin, present, ...missionPart(get(), mission) });
        set({ linkProblems, opened: null, ...historyOfVisit(scenario) });
        const before = get().compare;
        if (compare === undefined ? before !== null : before === null || !sameScenario(compare, before))
          compareWith(compare ?? null);
        if (recording !== null && !pending && opened === null && sameScenario(scenario, recording.scenario)) {
          set({ scenario, engineProblem: null });
          goToStep(recording, at);
          keepRow();
        } else {
          visit(scenario, at);
        }
      },
      retry: () => {
        const { failed, pending } = get();
        if (failed !== null) wantScenario(failed);
        else if (!pending) void run();
        void runOther();
      },

      seek: move,
      first: () => (rows() === null ? move(1) : moveRow(0)),
      back: () => (rows() === null ? moveBy(-1) : moveRow(get().row - 1)),
      next: () => {
        if (isHidden(get())) {
          stop();
          predicting.advance();
        } else if (rows() === null) moveBy(1);
        else moveRow(get().row + 1);
      },
      last: () => (rows() === null ? move(furthest(get())) : moveRow(Number.POSITIVE_INFINITY)),
      play: () => {
        const { recording, playing, cursor, compare } = get();
        if (playing || compare !== null || recording === null || recording.steps.length < 2) return;
        if (isHidden(get())) {
          if (!canGoOn(get())) return;
        } else if (cursor >= recording.steps.length) move(1);
        set({ playing: true });
        tickIn(START_MS);
      },
      pause: stop,
      setSpeed: (speed) => {
        set({ speed });
        if (get().playing) tickIn(stepMs());
      },
      setPace: (pace) => {
        set({ pace });
        if (get().playing) tickIn(stepMs());
      },
      setIssuanceOpen: (issuanceOpen) => {
        const { recording, cursor } = get();
        const hidden = !issuanceOpen && recording !== null && cursor <= lastOfIssuance(recording);
        set(hidden ? { issuanceOpen, cursor: 1 } : { issuanceOpen });
      },
      setMoreOpen: (moreOpen) => set({ moreOpen }),
      setStartCard: (startCard) => set({ startCard }),

      setTab: (tab) => set({ tab }),
      setBreakView: (breakView) => set({ breakView }),
      setObserver: (observer) => set({ observer }),
      tamper: (edit) => {
        const { scenario } = get();
        wantScenario({ ...scenario, tampering: canonicalTampering([...scenario.tampering, edit]) });
      },
      untamper: ({ message, offset }) => {
        const { scenario } = get();
        const isOther = (each: Tampering) => each.message !== message || each.offset !== offset;
        wantScenario({ ...scenario, tampering: scenario.tampering.filter(isOther) });
      },
      setMission: (mission) => set(missionPart(get(), mission)),
      handIn: (change, of) => {
        const { mission, missionRun } = get();
        if (missionRun !== null && (of === undefined || of === mission))
          set({ missionRun: { ...missionRun, ...change } });
      },
      setBreakOpen: (breakOpen) => set({ breakOpen }),
      setPresent: (on) =>
        set(on ? { present: '1', overlay: null, breakOpen: false, sheetOpen: false } : { present: '0' }),
      setTheme: (theme) => set({ theme }),
      // Files and the CA's books tell what is hidden.
      setOverlay: (overlay) => (isHidden(get()) && TELLING.includes(overlay) ? undefined : set({ overlay })),
      setSheetOpen: (sheetOpen) => set({ sheetOpen }),
      setLetterKeys: (letterKeys) => set({ letterKeys }),
      setProvider: (provider) => set({ provider }),
      dismissLinkProblems: () => set({ linkProblems: [] }),

      setCompare: (scenario) =>
        compareWith(scenario && normalizeScenario({ ...scenario, faults: faultsInOrder(scenario.faults, faults) })),
      swap: () => {
        const { scenario, compare } = get();
        if (compare === null) return;
        compareWith(scenario);
        wantScenario(compare);
      },
      seekRow: moveRow,
      openRecording: (recording, name) => {
        stop();
        forgetDestination();
        predicting.actions.setPredict(false);
        const before = get().opened?.before ?? get().scenario;
        const { scenario } = recording;
        set({
          recording,
          scenario,
          opened: { name, before },
          cursor: 1,
          pending: false,
          engineProblem: null,
          failed: null,
        });
        set({ compare: null, other: null, linkProblems: [], overlay: null });
      },
      ...predicting.actions,
      closeRecording: () => {
        const { opened, tab } = get();
        if (opened !== null) get().visit({ scenario: opened.before, at: null, tab }, []);
      },
    };
  });
}

const TELLING: readonly (Overlay | null)[] = ['export', 'ca'];

const INITIAL: LabState = {
  scenario: DEFAULT_SCENARIO,
  recording: null,
  pending: false,
  engineProblem: null,
  failed: null,
  past: [],
  future: [],
  gesture: null,
  cursor: 1,
  playing: false,
  speed: 1,
  pace: 'reading',
  issuanceOpen: false,
  moreOpen: false,
  fresh: new Set(),
  startCard: false,
  tab: 'explain',
  observer: 'everyone',
  breakOpen: false,
  breakView: 'faults',
  linkProblems: [],
  theme: 'system',
  overlay: null,
  sheetOpen: false,
  letterKeys: true,
  provider: 'forge',
  compare: null,
  other: null,
  row: 0,
  opened: null,
  mission: '',
  embed: '0',
  text: '1',
  origin: '',
  present: '0',
  missionRun: null,
  predict: null,
  predicted: [],
};
