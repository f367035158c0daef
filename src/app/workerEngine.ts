// The engine for the page: in a worker, started with the first scenario; in this thread where no worker starts.
import type { Recording } from '../lab/recording.ts';
import { type Scenario, scenarioKey } from '../lab/scenario.ts';
import type { Engine } from '../store/state.ts';

export interface WorkerRequest {
  readonly id: number;
  readonly scenario: Scenario;
}
export type WorkerReply =
  | { readonly id: number; readonly recording: string }
  | { readonly id: number; readonly problem: string };

/** The little of `Worker` that this needs. */
export interface WorkerLike {
  postMessage(request: WorkerRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<WorkerReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/**
 * @param start makes the worker; may throw
 * @param fallback runs a scenario in this thread
 */
export function workerEngine(start: () => WorkerLike, fallback: (scenario: Scenario) => Promise<Recording>): Engine {
  const waiting = new Map<number, { scenario: Scenario; done: (r: Recording) => void; failed: (e: Error) => void }>();
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
      waiting.delete(data.id);
      if (request === undefined) return;
      if ('problem' in data) request.failed(new Error(data.problem));
      else request.done(JSON.parse(data.recording) as Recording);
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
        waiting.set(id, { scenario, done, failed });
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
      return keep(key, known.get(key) ?? (await engine.run(scenario)));
    },
  };
}

/** The engine as the page uses it; `first` is the recording that came with the page. */
export function pageEngine(first: Recording | null): Engine {
  return remember(
    workerEngine(
      () => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' }),
      async (scenario) => (await import('../lab/run.ts')).runScenario(scenario),
    ),
    64,
    first,
  );
}
