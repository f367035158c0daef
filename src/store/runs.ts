// Running the scenario that is wanted, one at a time, and what can be undone of the wanting.
import type { Recording } from '../lab/recording/recording.ts';
import type { Scenario } from '../lab/scenario/scenario.ts';
import { sameScenario } from './choice.ts';
import { clampStep, keepPlace, lastOfIssuance, stepOfKey } from './place.ts';
import { isHidden } from './predict.ts';
import type { Engine, GetLab, LabState, SetLab } from './state.ts';

/** How many changes can be undone. */
export const HISTORY = 100;

interface Showing {
  /** What is shown of a run that has arrived. */
  readonly adopt: (recording: Recording) => Recording;
  /** Where a link leads to has been seen. */
  readonly beginAt: (step: number) => void;
}

/** `keepRow`: what a comparison does once a recording is there. */
export function runsOf(engine: Engine, set: SetLab, get: GetLab, keepRow: () => void, { adopt, beginAt }: Showing) {
  /** Where a link leads, until its recording is there; null to keep one's place. */
  let destination: { readonly at: string | null } | null = null;
  let visited = false;
  let running = false;
  /** What could be undone when the recording on screen arrived. */
  let history: Pick<LabState, 'past' | 'future'> = { past: [], future: [] };

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
    if ('problem' in result) fail(wanted, result.problem);
    else arrive(result.recording);
  };

  /** What is asked for and what is shown stay one: back to the recording, or, where a link led, to none. */
  const fail = (wanted: Scenario, engineProblem: string) => {
    const { recording } = get();
    if (destination !== null || recording === null) set({ recording: null, pending: false, engineProblem });
    else
      set({ scenario: recording.scenario, failed: wanted, ...history, gesture: null, pending: false, engineProblem });
  };

  const arrive = (whole: Recording) => {
    const recording = adopt(whole);
    const { recording: before, cursor, past, future } = get();
    history = { past, future };
    set({ recording, pending: false, engineProblem: null, failed: null });
    // Where a link has led, nobody has seen what was there before.
    set({ fresh: destination === null ? freshIn(before, recording) : NONE });
    if (destination !== null) goToStep(recording, destination.at);
    else if (isHidden(get())) set({ cursor: 1 });
    else {
      const kept = before === null ? clampStep(recording, cursor) : keepPlace(before, cursor, recording);
      // What is folded is one place, the first.
      set({ cursor: !get().issuanceOpen && kept <= lastOfIssuance(recording) ? 1 : kept });
    }
    destination = null;
    keepRow();
  };

  const goToStep = (recording: Recording, at: string | null) => {
    const found = at === null ? 1 : stepOfKey(recording, at);
    const folded = found !== null && found > 1 && found <= lastOfIssuance(recording);
    set(folded ? { cursor: found, issuanceOpen: true } : { cursor: found ?? 1 });
    beginAt(found ?? 1);
    // While something is hidden, what was prepared is not there.
    const { predict } = get();
    const prepared = at !== null && predict?.whole && stepOfKey(predict.whole, at) !== null;
    if (at === null || found !== null || prepared) return;
    set({ linkProblems: [...get().linkProblems, { part: 'at', given: at, expected: 'a step of this scenario' }] });
  };

  const wantScenario = (scenario: Scenario, gesture: string | null = null) => {
    const { scenario: before, past, gesture: last } = get();
    if (sameScenario(scenario, before)) return;
    const continues = gesture !== null && gesture === last;
    applyScenario(scenario, { past: continues ? past : [...past, before].slice(-HISTORY), future: [], gesture });
  };

  const applyScenario = (scenario: Scenario, history: Pick<LabState, 'past' | 'future' | 'gesture'>) => {
    destination = null;
    set({ scenario, opened: null, failed: null, ...history });
    void run();
  };

  /** A link leads elsewhere: where one was can be undone too, but for what stood there before any link. */
  const historyOfVisit = (scenario: Scenario): Partial<LabState> => {
    const { scenario: before, past } = get();
    const first = !visited;
    visited = true;
    if (first || sameScenario(scenario, before)) return { gesture: null };
    return { past: [...past, before].slice(-HISTORY), future: [], gesture: null };
  };

  /** Where a link leads in another scenario. */
  const visit = (scenario: Scenario, at: string | null) => {
    set({ scenario, failed: null });
    destination = { at };
    void run();
  };

  /** A recording takes the place of what would come. */
  const forgetDestination = () => {
    destination = null;
  };

  return {
    run,
    goToStep,
    wantScenario,
    applyScenario,
    historyOfVisit,
    visit,
    forgetDestination,
  };
}

/** What the change from one-way to mutual has added; nothing after any other change. */
function freshIn(before: Recording | null, after: Recording): ReadonlySet<string> {
  if (before?.scenario.mode !== 'one-way' || after.scenario.mode !== 'mutual') return NONE;
  const old = new Set(before.steps.map(({ key }) => key));
  return new Set(after.steps.map(({ key }) => key).filter((key) => !old.has(key)));
}

const NONE: ReadonlySet<string> = new Set();
