// The store: which recording is on screen, where one stands in it, and playing it to its end.
import { describe, expect, it } from 'vitest';
import type { Recording } from '../lab/recording/recording.ts';
import { DEFAULT_SCENARIO, REVOCATIONS, type Scenario } from '../lab/scenario/scenario.ts';
import type { FaultInfo } from './choice.ts';
import { fakeRecording } from './fakeRecording.testing.ts';
import { createLabStore, type LabStore } from './lab.ts';
import { START_MS, STEP_MS } from './playback.ts';
import { HISTORY } from './runs.ts';
import type { LabState } from './state.ts';

const FAULTS: FaultInfo[] = [
  { id: 'server/expired', modes: ['one-way', 'mutual'], protocols: ['tls1.2-rsa'], revocations: REVOCATIONS },
  { id: 'client/none', modes: ['mutual'], protocols: ['tls1.2-rsa'], revocations: REVOCATIONS },
  { id: 'client/expired', modes: ['mutual'], protocols: ['tls1.2-rsa'], revocations: REVOCATIONS },
];
const ONE_WAY = ['a', 'b', 'c', 'd'];
const MUTUAL = ['a', 'b', 'request', 'c', 'proof', 'd'];

describe('choosing a scenario', () => {
  it('keeps the old recording on screen until the new one is there', async () => {
    const { store, engine } = lab();
    store.getState().setMode('mutual');
    expect(store.getState()).toMatchObject({ pending: true, scenario: { mode: 'mutual' } });
    expect(store.getState().recording?.scenario.mode).toBe('one-way');
    await engine.answer();
    expect(store.getState().pending).toBe(false);
    expect(store.getState().recording?.scenario.mode).toBe('mutual');
  });

  it('shows at once what the engine has at hand, without asking for it', () => {
    const known = fakeRecording({ mode: 'mutual' }, MUTUAL);
    const asked: Scenario[] = [];
    const store = createLabStore({
      engine: {
        run: (scenario) => {
          asked.push(scenario);
          return new Promise(() => {});
        },
        atHand: ({ mode }) => (mode === 'mutual' ? known : null),
      },
      faults: FAULTS,
      schedule: () => () => {},
      initial: { recording: fakeRecording({}, ONE_WAY), cursor: 3 },
    });
    store.getState().setMode('mutual');
    expect(store.getState()).toMatchObject({ pending: false, recording: known, cursor: 4 });
    expect(asked).toEqual([]);
    store.getState().setMode('one-way');
    expect(store.getState()).toMatchObject({ pending: true, recording: known });
    expect(asked).toHaveLength(1);
  });

  it('shows the last request of several, and runs none of those between', async () => {
    const { store, engine } = lab();
    store.getState().setMode('mutual');
    store.getState().toggleFault('client/none');
    store.getState().toggleFault('client/expired');
    await engine.answer();
    expect(store.getState()).toMatchObject({ pending: true });
    expect(store.getState().recording?.scenario.mode).toBe('one-way');
    await engine.answer();
    expect(store.getState().recording?.scenario.faults).toEqual(['client/none', 'client/expired']);
    expect(engine.asked.map((scenario) => scenario.faults)).toEqual([[], ['client/none', 'client/expired']]);
  });

  it('runs nothing where nothing changes', () => {
    const { store, engine } = lab();
    store.getState().setMode('one-way');
    store.getState().setScenario({ seed: 1 });
    store.getState().clearFaults();
    expect(engine.asked).toEqual([]);
  });

  it('says why the engine failed, keeps the old recording, and can try again', async () => {
    const { store, engine } = lab();
    store.getState().setMode('mutual');
    await engine.fail('out of memory');
    expect(store.getState()).toMatchObject({ pending: false, engineProblem: 'out of memory' });
    expect(store.getState().recording?.scenario.mode).toBe('one-way');
    // Who reads the header and who looks at the diagram read the same.
    expect(store.getState()).toMatchObject({ scenario: { mode: 'one-way' }, failed: { mode: 'mutual' }, past: [] });
    store.getState().retry();
    expect(store.getState().scenario.mode).toBe('mutual');
    await engine.answer();
    expect(store.getState().engineProblem).toBeNull();
    expect(store.getState().recording?.scenario.mode).toBe('mutual');
  });

  it('shows nothing under the name of a link whose scenario could not be run, until it can', async () => {
    const { store, engine } = lab();
    store.getState().visit({ scenario: { ...DEFAULT_SCENARIO, mode: 'mutual' }, at: null, tab: 'explain' }, []);
    await engine.fail('out of memory');
    expect(store.getState()).toMatchObject({ scenario: { mode: 'mutual' }, recording: null, pending: false });
    store.getState().retry();
    await engine.answer();
    expect(store.getState()).toMatchObject({ recording: { scenario: { mode: 'mutual' } }, engineProblem: null });
  });

  it('ignores the failure of a run that nobody waits for any more', async () => {
    const { store, engine } = lab();
    store.getState().setMode('mutual');
    store.getState().setMode('one-way');
    await engine.fail('out of memory');
    await engine.answer();
    expect(store.getState()).toMatchObject({ pending: false, engineProblem: null });
  });
});

describe('faults', () => {
  it('are kept in the order of the catalogue, each once', () => {
    const { store } = lab();
    store.getState().toggleFault('client/expired');
    store.getState().toggleFault('server/expired');
    expect(store.getState().scenario.faults).toEqual(['server/expired', 'client/expired']);
    store.getState().setScenario({ faults: ['client/none', 'server/expired', 'client/none'] });
    expect(store.getState().scenario.faults).toEqual(['server/expired', 'client/none']);
  });

  it('that need mutual switch to mutual when they are chosen', () => {
    const { store } = lab();
    store.getState().toggleFault('client/none');
    expect(store.getState().scenario).toMatchObject({ mode: 'mutual', faults: ['client/none'] });
  });

  it('of the client stay in the scenario when the mode becomes one-way, and can be undone there', () => {
    const { store } = lab();
    store.getState().toggleFault('client/none');
    store.getState().setMode('one-way');
    expect(store.getState().scenario).toMatchObject({ mode: 'one-way', faults: ['client/none'] });
    store.getState().toggleFault('client/none');
    expect(store.getState().scenario).toMatchObject({ mode: 'one-way', faults: [] });
  });

  it('that the catalogue does not know change nothing', () => {
    const { store, engine } = lab();
    store.getState().toggleFault('wire/replay');
    expect(engine.asked).toEqual([]);
  });
});

describe("one's place", () => {
  it('is kept at the step of the same key', async () => {
    const { store, engine } = lab();
    store.getState().seek(3);
    store.getState().setMode('mutual');
    await engine.answer();
    expect(store.getState().cursor).toBe(4);
    store.getState().setMode('one-way');
    await engine.answer();
    expect(store.getState().cursor).toBe(3);
  });

  it('moves to the nearest earlier step that both recordings have', async () => {
    const { store, engine } = lab();
    store.getState().setMode('mutual');
    await engine.answer();
    store.getState().seek(5);
    store.getState().setMode('one-way');
    await engine.answer();
    expect(store.getState().cursor).toBe(3);
  });

  it('is the place at the time when the recording arrives', async () => {
    const { store, engine } = lab();
    store.getState().setMode('mutual');
    store.getState().seek(4);
    await engine.answer();
    expect(store.getState().cursor).toBe(6);
  });

  it('never leaves the recording', () => {
    const { store } = lab();
    const { seek, next, back, first, last } = store.getState();
    for (const [wanted, got] of [
      [-3, 1],
      [99, 4],
      [2.4, 2],
      [Number.NaN, 1],
    ] as const) {
      seek(wanted);
      expect(store.getState().cursor).toBe(got);
    }
    last();
    next();
    expect(store.getState().cursor).toBe(4);
    first();
    back();
    expect(store.getState().cursor).toBe(1);
  });
});

describe('a link', () => {
  it('leads to its step once its recording is there', async () => {
    const { store, engine } = lab();
    store.getState().visit({ scenario: { ...DEFAULT_SCENARIO, mode: 'mutual' }, at: 'proof', tab: 'checks' }, []);
    await engine.answer();
    expect(store.getState()).toMatchObject({ cursor: 5, tab: 'checks', linkProblems: [] });
  });

  it('to another step of the same scenario needs no run', () => {
    const { store, engine } = lab();
    store.getState().visit({ scenario: DEFAULT_SCENARIO, at: 'c', tab: 'explain' }, []);
    expect(store.getState().cursor).toBe(3);
    store.getState().visit({ scenario: DEFAULT_SCENARIO, at: null, tab: 'explain' }, []);
    expect(store.getState().cursor).toBe(1);
    expect(engine.asked).toEqual([]);
  });

  it('to a step that does not exist opens the first one and says so', async () => {
    const { store, engine } = lab();
    store.getState().seek(3);
    store.getState().visit({ scenario: { ...DEFAULT_SCENARIO, mode: 'mutual' }, at: 'nowhere', tab: 'explain' }, []);
    await engine.answer();
    expect(store.getState().cursor).toBe(1);
    expect(store.getState().linkProblems).toMatchObject([{ part: 'at', given: 'nowhere' }]);
    store.getState().dismissLinkProblems();
    expect(store.getState().linkProblems).toEqual([]);
  });

  it('back to what is still on screen wins over a run under way', async () => {
    const { store, engine } = lab();
    store.getState().setMode('mutual');
    store.getState().visit({ scenario: DEFAULT_SCENARIO, at: 'b', tab: 'explain' }, []);
    await engine.answer();
    await engine.answer();
    expect(store.getState()).toMatchObject({ pending: false, cursor: 2, scenario: { mode: 'one-way' } });
    expect(store.getState().recording?.scenario.mode).toBe('one-way');
  });
});

describe('playing', () => {
  it('steps to the end and stops there', () => {
    const { store, clock } = lab();
    store.getState().play();
    expect(store.getState().playing).toBe(true);
    clock.pass(START_MS);
    expect(store.getState().cursor).toBe(2);
    clock.pass(STEP_MS - 1);
    expect(store.getState().cursor).toBe(2);
    clock.pass(1);
    expect(store.getState().cursor).toBe(3);
    clock.pass(STEP_MS);
    expect(store.getState()).toMatchObject({ cursor: 4, playing: false });
    clock.pass(10 * STEP_MS);
    expect(store.getState().cursor).toBe(4);
  });

  it('begins again at the first step when it is started at the last', () => {
    const { store, clock } = lab();
    store.getState().last();
    store.getState().play();
    expect(store.getState()).toMatchObject({ cursor: 1, playing: true });
    clock.pass(START_MS);
    expect(store.getState().cursor).toBe(2);
  });

  it('pauses at any moment, and stays paused', () => {
    const { store, clock } = lab();
    store.getState().play();
    clock.pass(START_MS + STEP_MS / 2);
    store.getState().pause();
    clock.pass(10 * STEP_MS);
    expect(store.getState()).toMatchObject({ cursor: 2, playing: false });
  });

  it('stops when one steps by hand', () => {
    const { store, clock } = lab();
    store.getState().play();
    store.getState().next();
    clock.pass(10 * STEP_MS);
    expect(store.getState()).toMatchObject({ cursor: 2, playing: false });
  });

  it('takes half the time at speed 2, from the next step on', () => {
    const { store, clock } = lab();
    store.getState().play();
    clock.pass(START_MS);
    store.getState().setSpeed(2);
    clock.pass(STEP_MS / 2);
    expect(store.getState().cursor).toBe(3);
  });

  it('goes on when the scenario changes under it', async () => {
    const { store, clock, engine } = lab();
    store.getState().play();
    clock.pass(START_MS);
    store.getState().setMode('mutual');
    await engine.answer();
    expect(store.getState()).toMatchObject({ cursor: 2, playing: true });
    clock.pass(STEP_MS);
    expect(store.getState().cursor).toBe(3);
  });

  it('does nothing without a recording', () => {
    const { store } = lab({ recording: null });
    store.getState().play();
    expect(store.getState().playing).toBe(false);
  });
});

describe('undo and redo', () => {
  const clock = (seconds: number) => ({ clocks: { client: seconds * 1000 } });

  it('go back and forth through the scenarios that one asked for', () => {
    const { store } = lab();
    store.getState().setMode('mutual');
    store.getState().setEdits(clock(1));
    store.getState().undo();
    expect(store.getState().scenario).toEqual({ ...DEFAULT_SCENARIO, mode: 'mutual' });
    store.getState().undo();
    expect(store.getState().scenario).toEqual(DEFAULT_SCENARIO);
    store.getState().undo();
    store.getState().redo();
    store.getState().redo();
    expect(store.getState().scenario.edits).toEqual(clock(1));
  });

  it('take all of one gesture at once, and tell two gestures apart', () => {
    const { store } = lab();
    for (const seconds of [1, 2, 3]) store.getState().setEdits(clock(seconds), 'drag 1');
    for (const seconds of [4, 5]) store.getState().setEdits(clock(seconds), 'drag 2');
    store.getState().undo();
    expect(store.getState().scenario.edits).toEqual(clock(3));
    store.getState().undo();
    expect(store.getState().scenario.edits).toBeUndefined();
  });

  it('forget what was undone once something else is asked for', () => {
    const { store } = lab();
    store.getState().setMode('mutual');
    store.getState().undo();
    store.getState().setEdits(clock(1));
    store.getState().redo();
    expect(store.getState().scenario).toEqual({ ...DEFAULT_SCENARIO, edits: clock(1) });
  });

  it('remember a hundred changes and no more', () => {
    const { store } = lab();
    for (let i = 1; i <= HISTORY + 20; i++) store.getState().setEdits(clock(i));
    expect(store.getState().past).toHaveLength(HISTORY);
  });

  it('lead back to where a link led away from, but not before the first link', () => {
    const { store } = lab();
    const there = { ...DEFAULT_SCENARIO, seed: 7 };
    store.getState().visit({ scenario: there, at: null, tab: 'explain' }, []);
    expect(store.getState().past).toEqual([]);
    store.getState().visit({ scenario: DEFAULT_SCENARIO, at: null, tab: 'explain' }, []);
    store.getState().undo();
    expect(store.getState().scenario).toEqual(there);
  });

  it('without edits, the scenario has no part for them', () => {
    const { store } = lab();
    store.getState().setEdits(clock(1));
    store.getState().clearFaults();
    expect(store.getState().scenario).toEqual(DEFAULT_SCENARIO);
  });
});

describe('side by side', () => {
  const MUTUAL_SCENARIO: Scenario = { ...DEFAULT_SCENARIO, mode: 'mutual' };
  const comparing = async () => {
    const parts = lab();
    parts.store.getState().setCompare(MUTUAL_SCENARIO);
    expect(parts.store.getState()).toMatchObject({ compare: MUTUAL_SCENARIO, other: null });
    await parts.engine.answer();
    return parts;
  };

  it('runs the second scenario, and leaves the first alone', async () => {
    const { store, engine } = await comparing();
    expect(store.getState().other?.scenario.mode).toBe('mutual');
    expect(store.getState().recording?.scenario.mode).toBe('one-way');
    expect(engine.asked).toEqual([MUTUAL_SCENARIO]);
  });

  it('steps through the rows of both: also those that only the second has', async () => {
    const { store } = await comparing();
    const places: [number, number][] = [];
    for (let i = 0; i < 7; i++) {
      places.push([store.getState().row, store.getState().cursor]);
      store.getState().next();
    }
    // a b request c proof d, of which the first has a b c d
    expect(places).toEqual([
      [0, 1],
      [1, 2],
      [2, 2],
      [3, 3],
      [4, 3],
      [5, 4],
      [5, 4],
    ]);
    store.getState().first();
    expect(store.getState()).toMatchObject({ row: 0, cursor: 1 });
    store.getState().last();
    expect(store.getState()).toMatchObject({ row: 5, cursor: 4 });
    store.getState().seekRow(-7);
    expect(store.getState().row).toBe(0);
    store.getState().seek(3);
    expect(store.getState().row).toBe(3);
  });

  it('keeps the place when the first scenario changes', async () => {
    const { store, engine } = await comparing();
    store.getState().seek(3);
    store.getState().setMode('mutual');
    await engine.answer();
    expect(store.getState()).toMatchObject({ cursor: 4, row: 3 });
  });

  it('swaps the two', async () => {
    const { store, engine } = await comparing();
    store.getState().swap();
    await engine.answer();
    await engine.answer();
    const { scenario, compare, recording, other } = store.getState();
    expect([scenario.mode, compare?.mode]).toEqual(['mutual', 'one-way']);
    expect([recording?.scenario.mode, other?.scenario.mode]).toEqual(['mutual', 'one-way']);
  });

  it('does not play, and ends where it began', async () => {
    const { store } = await comparing();
    store.getState().play();
    expect(store.getState().playing).toBe(false);
    store.getState().setCompare(null);
    expect(store.getState()).toMatchObject({ compare: null, other: null });
    store.getState().next();
    expect(store.getState().cursor).toBe(2);
  });

  it('says when the second can’t be run, and forgets what nobody wants any more', async () => {
    const { store, engine } = lab();
    store.getState().setCompare(MUTUAL_SCENARIO);
    store.getState().setCompare(null);
    await engine.answer();
    expect(store.getState().other).toBeNull();
    store.getState().setCompare(MUTUAL_SCENARIO);
    await engine.fail('out of memory');
    expect(store.getState()).toMatchObject({ engineProblem: 'out of memory', other: null });
  });
});

describe('a recording from a file', () => {
  const foreign = fakeRecording({ mode: 'mutual', seed: 9 }, ['x', 'y', 'z']);

  it('is shown as it is; nothing is run', () => {
    const { store, engine } = lab();
    store.getState().seek(3);
    store.getState().openRecording(foreign, 'a.json');
    expect(store.getState()).toMatchObject({ recording: foreign, cursor: 1, opened: { name: 'a.json' } });
    expect(store.getState().scenario).toEqual(foreign.scenario);
    expect(engine.asked).toEqual([]);
  });

  it('stays when a run arrives that was under way', async () => {
    const { store, engine } = lab();
    store.getState().setMode('mutual');
    store.getState().openRecording(foreign, 'a.json');
    await engine.answer();
    await engine.answer();
    expect(store.getState()).toMatchObject({ recording: foreign, pending: false });
  });

  it('leaves the way back to what was there before, which is run and not taken from the file', async () => {
    const { store, engine } = lab();
    store.getState().openRecording(fakeRecording({}, ['forged']), 'a.json');
    store.getState().openRecording(foreign, 'b.json');
    store.getState().closeRecording();
    await engine.answer();
    expect(store.getState()).toMatchObject({ opened: null, scenario: { mode: 'one-way' } });
    expect(store.getState().recording?.steps.map(({ key }) => key)).toEqual(ONE_WAY);
    expect(engine.asked).toHaveLength(1);
  });

  it('gives way as soon as another scenario is chosen', async () => {
    const { store, engine } = lab();
    store.getState().openRecording(foreign, 'a.json');
    store.getState().toggleFault('client/expired');
    await engine.answer();
    expect(store.getState().opened).toBeNull();
    expect(store.getState().recording?.scenario).toMatchObject({ mode: 'mutual', seed: 9, faults: ['client/expired'] });
  });
});

/** A store at the first step of the one-way recording, an engine that answers on command, a clock moved by hand. */
function lab(initial: Partial<LabState> = {}) {
  const engine = manualEngine();
  const clock = manualClock();
  const store: LabStore = createLabStore({
    engine,
    faults: FAULTS,
    schedule: clock.schedule,
    initial: { recording: fakeRecording({}, ONE_WAY), ...initial },
  });
  return { store, engine, clock };
}

function manualEngine() {
  const asked: Scenario[] = [];
  const waiting: { scenario: Scenario; done: (recording: Recording) => void; failed: (error: Error) => void }[] = [];
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
  return {
    asked,
    run: (scenario: Scenario) => {
      asked.push(scenario);
      return new Promise<Recording>((done, failed) => waiting.push({ scenario, done, failed }));
    },
    /** The oldest run that is under way succeeds. */
    answer: () => {
      const next = waiting.shift();
      next?.done(fakeRecording(next.scenario, next.scenario.mode === 'mutual' ? MUTUAL : ONE_WAY));
      return settle();
    },
    fail: (problem: string) => {
      waiting.shift()?.failed(new Error(problem));
      return settle();
    },
  };
}

function manualClock() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    schedule: (ms: number, run: () => void) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    pass: (ms: number) => {
      const end = now + ms;
      for (;;) {
        const next = timers.filter((each) => each.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((each) => each !== next);
        now = next.at;
        next.run();
      }
      now = end;
    },
  };
}
