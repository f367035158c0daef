// The engine for the page: in a worker, started with the first scenario; in this thread where no worker starts.

import type { ProviderName } from '../crypto/provider.ts';
import type { Recording } from '../lab/recording/recording.ts';
import { type Scenario, scenarioKey } from '../lab/scenario/scenario.ts';
import { loadTls13Words } from '../lessons/tls13Words.ts';
import type { Engine } from '../store/state.ts';
import { isLoadFailure, messageOf } from './problem.ts';

export interface WorkerRequest {
  readonly id: number;
  readonly scenario: Scenario;
  /** Who computes, where it can. */
  readonly provider: ProviderName;
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

/** A recording that waits to be read until somebody wants to see it. */
export type LazyRecording = () => Recording;

/** Runs scenarios. `order` is for those that may be wanted later: reading them all would hold up the page. */
export interface ScenarioRunner {
  run(scenario: Scenario): Promise<LazyRecording>;
  /** Has the worker's script loaded, so that the first scenario does not wait for it. */
  warm?(): void;
}

/** `prepare` makes a recording so that `run` has it at hand. */
export interface RememberingEngine extends Engine {
  prepare(scenario: Scenario): Promise<void>;
  warm(): void;
  forget(): void;
}

/** What the page uses. */
export interface PageEngine extends RememberingEngine {
  /** From now on this provider computes what it can; what the other one computed is forgotten. */
  computeWith(provider: ProviderName): void;
}

interface Request {
  readonly scenario: Scenario;
  readonly parts: RecordingPart[];
  readonly done: (recording: LazyRecording) => void;
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

const opened =
  (recording: Recording): LazyRecording =>
  () =>
    recording;

/** Reads the text when it is opened for the first time. */
function sealed(text: string): LazyRecording {
  let state: { readonly text: string } | { readonly recording: Recording } = { text };
  return () => {
    if ('text' in state) state = { recording: JSON.parse(state.text) as Recording };
    return state.recording;
  };
}

/**
 * @param start makes the worker; may throw
 * @param fallback runs a scenario in this thread
 * @param provider who computes
 */
export function workerEngine(
  start: () => WorkerLike,
  fallback: (scenario: Scenario) => Promise<Recording>,
  provider: () => ProviderName = () => 'forge',
): ScenarioRunner {
  const waiting = new Map<number, Request>();
  let worker: WorkerLike | 'none' | null = null;
  let lastId = 0;

  /**
   * The worker can't be had: whoever waits for it is served in this thread, and so is everybody after. Where this thread
   * can't do it either, as without a network, the worker is tried again with the next scenario.
   */
  const giveUp = () => {
    stop('none');
    for (const { scenario, done, failed } of waiting.values()) {
      inThisThread(scenario).then(done, failed);
    }
    waiting.clear();
  };

  const inThisThread = async (scenario: Scenario): Promise<LazyRecording> => {
    try {
      return opened(await fallback(scenario));
    } catch (error) {
      if (worker === 'none' && isLoadFailure(messageOf(error))) worker = null;
      throw error;
    }
  };

  const stop = (next: 'none' | null) => {
    if (worker !== null && worker !== 'none') worker.terminate();
    worker = next;
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
      if ('problem' in data) {
        waiting.delete(data.id);
        request.failed(new Error(data.problem));
        // A worker may keep that a file could not be loaded: the next one starts afresh.
        if (isLoadFailure(data.problem) && waiting.size === 0) stop(null);
        return;
      }
      const { parts } = request;
      const alone = parts.length === 0 && data.last;
      if (!alone) parts.push(JSON.parse(data.part) as RecordingPart);
      if (!data.last) return;
      waiting.delete(data.id);
      request.done(alone ? sealed(data.part) : opened(joinParts(parts)));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      giveUp();
    };
    return worker;
  };

  return {
    warm: () => void ensure(),
    run: (scenario) => {
      const host = ensure();
      if (host === 'none') return inThisThread(scenario);
      return new Promise((done, failed) => {
        const id = ++lastId;
        waiting.set(id, { scenario, parts: [], done, failed });
        host.postMessage({ id, scenario, provider: provider() });
      });
    },
  };
}

/** The same scenario leaves the same recording: what was run lately is not run again. */
export function remember(engine: ScenarioRunner, capacity: number, first: Recording | null = null): RememberingEngine {
  const known = new Map<string, LazyRecording>();
  const coming = new Map<string, Promise<LazyRecording>>();
  let forgotten = 0;
  const keep = (key: string, recording: LazyRecording) => {
    known.delete(key);
    known.set(key, recording);
    const oldest = known.keys().next().value;
    if (known.size > capacity && oldest !== undefined) known.delete(oldest);
    return recording;
  };
  const get = async (scenario: Scenario): Promise<LazyRecording> => {
    const key = scenarioKey(scenario);
    // Long ones would fill the memory.
    if (scenario.requests > 20) return engine.run(scenario);
    const asked = forgotten;
    const recording = known.get(key) ?? (await ordered(key, scenario));
    return asked === forgotten ? keep(key, recording) : recording;
  };
  /** What was ordered beforehand and is on its way is not ordered again. */
  const ordered = (key: string, scenario: Scenario): Promise<LazyRecording> => {
    const order = coming.get(key) ?? engine.run(scenario).finally(() => coming.delete(key));
    coming.set(key, order);
    return order;
  };
  if (first !== null) keep(scenarioKey(first.scenario), opened(first));
  return {
    run: async (scenario) => (await get(scenario))(),
    atHand: (scenario) => {
      const key = scenarioKey(scenario);
      const recording = known.get(key);
      return recording === undefined ? null : keep(key, recording)();
    },
    prepare: async (scenario) => {
      await get(scenario);
    },
    warm: () => engine.warm?.(),
    forget: () => {
      forgotten += 1;
      known.clear();
      coming.clear();
    },
  };
}

/** Whoever shows a recording of TLS 1.3 needs its words too: they come beside it. */
function withWords(engine: ScenarioRunner): ScenarioRunner {
  return {
    ...engine,
    run: async (scenario) => {
      const [recording] = await Promise.all([
        engine.run(scenario),
        scenario.protocol === 'tls1.3' ? loadTls13Words() : null,
      ]);
      return recording;
    },
  };
}

/** The engine as the page uses it; `first` is the recording that came with the page. */
export function pageEngine(first: Recording | null): PageEngine {
  let provider: ProviderName = 'forge';
  const engine = remember(
    withWords(
      workerEngine(
        () => new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' }),
        async (scenario) => (await import('../lab/run/runPrepared.ts')).runPrepared(scenario, provider),
        () => provider,
      ),
    ),
    128,
    first,
  );
  return {
    ...engine,
    computeWith: (next) => {
      if (next === provider) return;
      provider = next;
      engine.forget();
    },
  };
}
