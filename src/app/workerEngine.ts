// The engine for the page: in a worker, started with the first scenario; in this thread where no worker starts.
import type { Recording } from '../lab/recording.ts';
import { type Scenario, scenarioKey } from '../lab/scenario.ts';
import type { Engine } from '../store/state.ts';

export interface WorkerRequest {
  readonly id: number;
  readonly scenario: Scenario;
}
export type WorkerReply =
  /** Part of a recording as JSON: `recordingParts` says how it is cut. */
  | { readonly id: number; readonly part: string; readonly last: boolean }
  | { readonly id: number; readonly problem: string };

/** The little of `Worker` that this needs. */
export interface WorkerLike {
  postMessage(request: WorkerRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<WorkerReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Request {
  readonly scenario: Scenario;
  readonly parts: RecordingPart[];
  readonly done: (recording: Recording) => void;
  readonly failed: (problem: Error) => void;
}

type RecordingPart = Partial<Recording>;

/** Events in one part: a few milliseconds of reading even on a slow machine, so that no frame waits for a long recording. */
const EVENTS_IN_PART = 400;
const STEPS_IN_PART = 2000;

/** A recording in parts: the first holds all but the rest of its events and steps, which follow in order. */
export function recordingParts(recording: Recording): RecordingPart[] {
  const events = slices(recording.events, EVENTS_IN_PART);
  const steps = slices(recording.steps, STEPS_IN_PART);
  const [firstEvents = [], ...moreEvents] = events;
  const [firstSteps = [], ...moreSteps] = steps;
  return [
    { ...recording, events: firstEvents, steps: firstSteps },
    ...moreEvents.map((part) => ({ events: part })),
    ...moreSteps.map((part) => ({ steps: part })),
  ];
}

/** The recording that `recordingParts` cut. */
export function joinParts([first, ...rest]: readonly RecordingPart[]): Recording {
  const whole = first as Recording;
  if (rest.length === 0) return whole;
  const events = [...whole.events];
  const steps = [...whole.steps];
  for (const part of rest) {
    events.push(...(part.events ?? []));
    steps.push(...(part.steps ?? []));
  }
  return { ...whole, events, steps };
}

function slices<T>(items: readonly T[], length: number): T[][] {
  const count = Math.ceil(items.length / length);
  return Array.from({ length: count }, (_, i) => items.slice(i * length, (i + 1) * length));
}

/**
 * @param start makes the worker; may throw
 * @param fallback runs a scenario in this thread
 */
export function workerEngine(start: () => WorkerLike, fallback: (scenario: Scenario) => Promise<Recording>): Engine {
  const waiting = new Map<number, Request>();
  let worker: WorkerLike | 'none' | null = null;
  let lastId = 0;

  /** The worker can't be had: whoever waits for it is served in this thread, and so is everybody after. */
  const giveUp = () => {
    if (worker !== null && worker !== 'none') worker.terminate();
    worker = 'none';
    for (const { scenario, done, failed } of waiting.values()) fallback(scenario).then(done, failed);
    waiting.clear();
  };

  const ensure = (): WorkerLike | 'none' => {
    if (worker !== null) return worker;
    try {
      worker = start();
    } catch {
      worker = 'none';
      return worker;
    }
    worker.onmessage = ({ data }) => {
      const request = waiting.get(data.id);
      if (request === undefined) return;
      if ('part' in data) request.parts.push(JSON.parse(data.part) as RecordingPart);
      if ('part' in data && !data.last) return;
      waiting.delete(data.id);
      if ('problem' in data) request.failed(new Error(data.problem));
      else request.done(joinParts(request.parts));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      giveUp();
    };
    return worker;
  };

  return {
    run: (scenario) => {
      const host = ensure();
      if (host === 'none') return fallback(scenario);
      return new Promise((done, failed) => {
        const id = ++lastId;
        waiting.set(id, { scenario, parts: [], done, failed });
        host.postMessage({ id, scenario });
      });
    },
  };
}

/** The same scenario leaves the same recording: what was run lately is not run again. */
export function remember(engine: Engine, capacity: number, first: Recording | null = null): Engine {
  const known = new Map<string, Recording>();
  const keep = (key: string, recording: Recording) => {
    known.delete(key);
    known.set(key, recording);
    const oldest = known.keys().next().value;
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    return recording;
  };
  if (first !== null) keep(scenarioKey(first.scenario), first);
  return {
    run: async (scenario) => {
      const key = scenarioKey(scenario);
      // Long ones would fill the memory.
      if (scenario.requests > 20) return engine.run(scenario);
      return keep(key, known.get(key) ?? (await engine.run(scenario)));
    },
  };
}

/** The engine as the page uses it; `first` is the recording that came with the page. */
export function pageEngine(first: Recording | null): Engine {
  return remember(
    workerEngine(
      () => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' }),
      async (scenario) => {
        const [{ prepare }, { runScenario }] = await Promise.all([
          import('../lab/prepare.ts'),
          import('../lab/run.ts'),
        ]);
        await prepare(scenario);
        return runScenario(scenario);
      },
    ),
    64,
    first,
  );
}
